"""Operator mode: whose PIN opened it, and what happens when it ends.

It is on for one person at a time and ends by one tap, after idle time, or with the program.  The
mode itself checks nothing: `kiosk.services.operators` does, and the PIN page turns it on.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.domain.operators import Operator
from ui.registry import shown_to_qml


@shown_to_qml
class OperatorMode(QObject):
    """Whether an operator works at the screen, and who."""

    changed = Signal()
    left = Signal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._operator: Operator | None = None

    @property
    def is_on(self) -> bool:
        """Tell whether an operator works at the screen, for Python."""
        return self._operator is not None

    @property
    def operator(self) -> Operator | None:
        """Who works at the screen, for Python."""
        return self._operator

    @property
    def operator_id(self) -> str:
        """The id for the audit; empty while nobody does."""
        return self._operator.id if self._operator else ""

    @Property(bool, notify=changed)
    def isOn(self) -> bool:
        """Whether an operator works at the screen."""
        return self._operator is not None

    @Property(str, notify=changed)
    def name(self) -> str:
        """What the operator is called."""
        return self._operator.name if self._operator else ""

    def enter(self, operator: Operator) -> None:
        """An operator's PIN was right."""
        self._operator = operator
        self.changed.emit()

    @Slot()
    def leave(self) -> None:
        """The screen is the residents' again."""
        if self._operator is not None:
            self._operator = None
            self.changed.emit()
            self.left.emit()
