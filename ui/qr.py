"""A QR code painted on the screen: the same digits as on the slip, for when paper fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import qrcode
from PySide6.QtCore import Property, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickPaintedItem

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickItem

QML_IMPORT_NAME = "Kiosk.Qr"
QML_IMPORT_MAJOR_VERSION = 1

QUIET_MODULES: Final = 4
"""Blank modules around a code that ISO/IEC 18004 asks for."""

Matrix = tuple[tuple[bool, ...], ...]


def qr_matrix(digits: str) -> Matrix:
    """Return the dark modules of the code at error correction Q, without the quiet zone."""
    if not digits:
        return ()
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0)
    code.add_data(digits)
    code.make(fit=True)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())


@QmlElement
class QrCode(QQuickPaintedItem):
    """Paints `digits`; every module is a whole number of pixels, so cameras see sharp edges."""

    digits_changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._digits = ""
        self._matrix: Matrix = ()

    def _get_digits(self) -> str:
        return self._digits

    def _set_digits(self, digits: str) -> None:
        if digits != self._digits:
            self._digits = digits
            self._matrix = qr_matrix(digits)
            self.digits_changed.emit()
            self.update()

    digits = Property(str, _get_digits, _set_digits, notify=digits_changed)

    def paint(self, painter: QPainter) -> None:
        """Fill with white and draw the modules in black, centred: contrast no theme may change."""
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), Qt.GlobalColor.white)
        if not self._matrix:
            return
        modules = len(self._matrix) + 2 * QUIET_MODULES
        side = max(1, int(min(self.width(), self.height()) // modules))
        left = int(self.width() - side * len(self._matrix)) // 2
        top = int(self.height() - side * len(self._matrix)) // 2
        for y, row in enumerate(self._matrix):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(
                        left + x * side, top + y * side, side, side, Qt.GlobalColor.black
                    )
