"""Going from page to page.

A page is named by a word such as `basket`; the table in `ui/pages.py` tells its QML file and its
view model.  The history holds names and parameters, never living pages, so going back rebuilds
what was there from the same records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from ui.registry import shown_to_qml

HOME: Final = "home"


@dataclass(frozen=True)
class Place:
    """A page with its parameters."""

    page: str
    params: Mapping[str, Any]


Admission = Callable[[Place], Place]
"""Returns where a wish to be at a place leads: there, or to the PIN that opens it."""

Opener = Callable[[Place], tuple[str, dict[str, Any]]]
"""Returns the URL of a place's QML file and the properties it starts with."""


@shown_to_qml
class Navigation(QObject):
    """Where the person is, and the way there."""

    changed = Signal()
    opened = Signal(str, "QVariantMap", bool)  # type: ignore[arg-type]
    """A page is to be shown: its URL, its properties, and whether the way leads forward."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._way: list[Place] = []
        self._open: Opener | None = None
        self._admit: Admission = lambda place: place

    def start(self, opener: Opener, place: Place, admit: Admission | None = None) -> None:
        """Begin at a place; called once, when everything else stands."""
        self._open = opener
        self._admit = admit or self._admit
        self._show([place], forward=True)

    @Property(str, notify=changed)
    def page(self) -> str:
        """The name of the present page."""
        return self.place.page

    @property
    def place(self) -> Place:
        """The present page with its parameters; without a name before the start."""
        return self._way[-1] if self._way else Place("", {})

    @Property(bool, notify=changed)
    def canGoBack(self) -> bool:
        """Whether there is a page to go back to."""
        return len(self._way) > 1

    @Slot(str)
    @Slot(str, "QVariantMap")
    def go(self, page: str, params: Mapping[str, Any] | None = None) -> None:
        """Open a page; a page that is already on the way is gone back to."""
        place = Place(page, dict(params or {}))
        if place in self._way:
            at = self._way.index(place)
            if at < len(self._way) - 1:
                self._show(self._way[: at + 1], forward=False)
            return
        self._show([*self._way, place], forward=True)

    @Slot(str)
    @Slot(str, "QVariantMap")
    def reset(self, page: str, params: Mapping[str, Any] | None = None) -> None:
        """Open a page from which the way back leads home: what was done cannot be done again."""
        way = [Place(HOME, {}), Place(page, dict(params or {}))]
        self._show(way, forward=True)

    @Slot()
    def back(self) -> None:
        """Go to the page before this one."""
        if len(self._way) > 1:
            self._show(self._way[:-1], forward=False)

    @Slot()
    def home(self) -> None:
        """Go home and forget the way."""
        if self.place.page != HOME:
            self._show([Place(HOME, {})], forward=False)

    def _show(self, way: list[Place], *, forward: bool) -> None:
        if self._open is None:
            raise AssertionError("navigation is used before it was started")
        way = [*way[:-1], self._admit(way[-1])]
        url, properties = self._open(way[-1])
        self._way = way
        self.opened.emit(url, properties, forward)
        self.changed.emit()
