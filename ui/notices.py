"""Short words along the bottom: something was noticed, and perhaps an operator can help."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from ui.registry import shown_to_qml

SHOWN_MS = 8_000


@shown_to_qml
class Notices(QObject):
    """One notice at a time; the next takes its place and it goes by itself."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._text = ""
        self._icon = ""
        self._picture = ""
        self._help = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.dismiss)

    @Property(str, notify=changed)
    def text(self) -> str:
        """What is told; empty for nothing."""
        return self._text

    @Property(str, notify=changed)
    def icon(self) -> str:
        """The pictogram beside it."""
        return self._icon

    @Property(str, notify=changed)
    def picture(self) -> str:
        """The URL of a picture in place of the pictogram, for good news; else empty."""
        return self._picture

    @Property(bool, notify=changed)
    def offersHelp(self) -> bool:
        """Whether the operator can be called from it."""
        return self._help

    def tell(
        self, text: str, *, icon: str = "info", picture: str = "", offers_help: bool = False
    ) -> None:
        """Show a notice for a while."""
        self._text, self._icon, self._picture, self._help = text, icon, picture, offers_help
        self._timer.start()
        self.changed.emit()

    @Slot()
    def dismiss(self) -> None:
        """Take the notice away."""
        if self._text:
            self._text = ""
            self._timer.stop()
            self.changed.emit()
