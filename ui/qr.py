"""A QR code painted on the screen: the same digits as on the slip, for when paper fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtQuick import QQuickPaintedItem

from kiosk.printing.qr import qr_code
from ui.registry import made_by_qml

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickItem


@made_by_qml
class QrCode(QQuickPaintedItem):
    """Paints `digits`; every module is a whole number of pixels, so cameras see sharp edges."""

    digits_changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._digits = ""

    def _get_digits(self) -> str:
        return self._digits

    def _set_digits(self, digits: str) -> None:
        if digits != self._digits:
            self._digits = digits
            self.digits_changed.emit()
            self.update()

    digits = Property(str, _get_digits, _set_digits, notify=digits_changed)

    def paint(self, painter: QPainter) -> None:
        """Fill with white and draw the modules in black, centred: contrast no theme may change."""
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), Qt.GlobalColor.white)
        if not self._digits:
            return
        code = qr_code(self._digits)
        pixels = max(1, int(min(self.width(), self.height()) // code.side))
        left = int(self.width() - pixels * code.side) // 2
        top = int(self.height() - pixels * code.side) // 2
        for x, y, wide, high in code.boxes:
            place = (left + x * pixels, top + y * pixels, wide * pixels, high * pixels)
            painter.fillRect(*place, Qt.GlobalColor.black)
