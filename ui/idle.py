"""Nobody at the screen: a warning first, then the next person must find nothing of the last one.

Rules (WCAG 2.2.1, and a shop where the next customer paid for the last one's basket): 120 s
without a touch, of which the last 20 show a countdown; one tap anywhere goes on.
"""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import Property, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickWindow

from kiosk.domain.clock import Clock
from ui.registry import shown_to_qml

IDLE_S: Final = 120
WARNING_S: Final = 20
_LOOK_EVERY_MS: Final = 1000
_TOUCHES: Final = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress, QEvent.Type.Wheel}
)


@shown_to_qml
class IdleWatch(QObject):
    """Counts the seconds since the last touch, by the clock that never runs backwards."""

    changed = Signal()
    touched = Signal()
    warned = Signal()
    left = Signal()

    def __init__(self, clock: Clock, *, parent: QObject | None = None):
        super().__init__(parent)
        self._clock = clock
        self._last = clock.monotonic_s()
        self._at_rest = True
        self._seconds_left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @Property(int, notify=changed)
    def secondsLeft(self) -> int:
        """Seconds until the screen is cleared while the warning shows, else 0."""
        return self._seconds_left

    def watch(self, window: QQuickWindow) -> None:
        """Take every touch of a window as a sign of life."""
        window.installEventFilter(self)

    def settle(self, *, at_rest: bool) -> None:
        """Say whether anything of a person is on the screen; at rest no time runs out."""
        self._at_rest = at_rest
        self._timer.stop() if at_rest else self._timer.start()
        self.touch()

    @Slot()
    def touch(self) -> None:
        """Begin counting again."""
        self._last = self._clock.monotonic_s()
        self._show(0)

    def look(self) -> None:
        """Look at the clock; warn, or say that the person has left."""
        if self._at_rest:
            return
        remaining = IDLE_S - (self._clock.monotonic_s() - self._last)
        if remaining <= 0:
            self.touch()
            self.left.emit()
        elif remaining <= WARNING_S:
            is_new = self._seconds_left == 0
            self._show(math.ceil(remaining))
            if is_new:
                self.warned.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See touches pass; the tap that ends a warning does nothing else."""
        if event.type() not in _TOUCHES:
            return False
        warned = self._seconds_left > 0 and not _is_letter(event)
        self.touch()
        self.touched.emit()
        return warned

    def _show(self, seconds: int) -> None:
        if seconds != self._seconds_left:
            self._seconds_left = seconds
            self.changed.emit()


def _is_letter(event: QEvent) -> bool:
    """Tell whether a key writes something: a scanner that lost its first sign reads wrong."""
    text = event.text().strip() if isinstance(event, QKeyEvent) else ""
    return bool(text) and text.isprintable()
