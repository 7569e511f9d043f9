"""One list model for every list on every page.

A row is a frozen dataclass; its fields are the roles a delegate names as `required property`.
New rows are laid over the old ones by the smallest change (insert, remove, move, data changed),
never by a reset, so a list keeps its place and its delegates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtCore import Property, QAbstractListModel, QModelIndex, QObject, Qt, Signal

from ui.registry import shown_to_qml

_FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NOWHERE = QModelIndex()
_END_NEAR = 120
"""Rows before the end at which more are asked for: some fifteen screens of goods."""


@shown_to_qml
class RowModel(QAbstractListModel):
    """Rows of one dataclass; `key` names the field that tells rows apart.

    Without a key rows are told apart by their place: a result list that changes with every
    keystroke then fills the delegates it has instead of making new ones.
    """

    countChanged = Signal()
    endNear = Signal()
    """A view has come near the last row; whoever loads in pieces loads the next one."""

    def __init__(self, row_type: type[Any], *, key: str = "", parent: QObject | None = None):
        super().__init__(parent)
        self._names = [field.name for field in fields(row_type)]
        self._roles = {_FIRST_ROLE + place: name.encode() for place, name in enumerate(self._names)}
        self._key = key
        self._rows: list[Any] = []

    def rowCount(self, parent: Any = _NOWHERE) -> int:  # noqa: ARG002
        """Return how many rows there are."""
        return len(self._rows)

    def roleNames(self) -> dict[int, Any]:
        """Return the fields of the dataclass as roles."""
        return self._roles

    def data(self, index: Any, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return one field of one row."""
        place = index.row()
        if role < _FIRST_ROLE or not 0 <= place < len(self._rows):
            return None
        if place + _END_NEAR == len(self._rows):
            self.endNear.emit()
        return getattr(self._rows[place], self._names[role - _FIRST_ROLE])

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many rows there are, for bindings."""
        return len(self._rows)

    @property
    def rows(self) -> Sequence[Any]:
        """The rows themselves, for Python."""
        return self._rows

    def show(self, rows: Sequence[Any]) -> None:
        """Lay `rows` over the present ones."""
        before = len(self._rows)
        if self._key:
            self._show_keyed(list(rows))
        else:
            self._show_placed(list(rows))
        if len(self._rows) != before:
            self.countChanged.emit()

    def append(self, rows: Sequence[Any]) -> None:
        """Add rows at the end."""
        if rows:
            self._insert(len(self._rows), list(rows))
            self.countChanged.emit()

    def _show_placed(self, rows: list[Any]) -> None:
        shared = min(len(rows), len(self._rows))
        self._replace(rows[:shared])
        if len(self._rows) > shared:
            self._remove(shared, len(self._rows) - shared)
        elif len(rows) > shared:
            self._insert(shared, rows[shared:])

    def _show_keyed(self, rows: list[Any]) -> None:
        wanted = [getattr(row, self._key) for row in rows]
        self._drop_all_but(set(wanted))
        known = [getattr(row, self._key) for row in self._rows]
        for place, (key, row) in enumerate(zip(wanted, rows, strict=True)):
            if place < len(known) and known[place] == key:
                continue
            if key in known[place:]:
                source = known.index(key, place)
                self._move(source, place)
                known.insert(place, known.pop(source))
            else:
                self._insert(place, [row])
                known.insert(place, key)
        self._replace(rows)

    def _drop_all_but(self, wanted: set[Any]) -> None:
        for place in range(len(self._rows) - 1, -1, -1):
            if getattr(self._rows[place], self._key) not in wanted:
                self._remove(place, 1)

    def _replace(self, rows: list[Any]) -> None:
        """Put new values into the first rows and tell which ones differ."""
        for place, row in enumerate(rows):
            if self._rows[place] != row:
                self._rows[place] = row
                index = self.index(place)
                self.dataChanged.emit(index, index)

    def _insert(self, place: int, rows: list[Any]) -> None:
        self.beginInsertRows(_NOWHERE, place, place + len(rows) - 1)
        self._rows[place:place] = rows
        self.endInsertRows()

    def _remove(self, place: int, count: int) -> None:
        self.beginRemoveRows(_NOWHERE, place, place + count - 1)
        del self._rows[place : place + count]
        self.endRemoveRows()

    def _move(self, source: int, place: int) -> None:
        self.beginMoveRows(_NOWHERE, source, source, _NOWHERE, place)
        self._rows.insert(place, self._rows.pop(source))
        self.endMoveRows()
