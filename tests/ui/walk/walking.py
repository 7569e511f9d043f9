"""Walking: each state is arranged once, then looked at in every language, size and panel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMetaObject
from PySide6.QtQuick import QQuickItem

from kiosk.domain.words import LANGUAGES
from tests.builders import SEED
from tests.fakes.clock import FakeClock
from tests.ui.walk.rules import broken, places
from tests.ui.walk.sight import Sight, look_at
from ui.app import PX_PER_MM, App, Settings, qt_application
from ui.demo_station import open_demo_station
from ui.looks import PANELS, Look, ScreenPanel
from ui.shots import STATES, ShotClock, Stage, State

FILES = {
    "shop": ("home", "categories", "products", "search", "basket", "parked"),
    "buying": ("who", "guest", "phone", "register", "review", "cash", "done"),
    "collecting": ("collect", "handover", "collected", "parcels", "orders"),
}
"""File of tests → its pages; every page that is named nowhere is walked in the last file."""

_ROUNDS = 2
"""Views lay themselves out when they are drawn, and what they hold once more after that."""

LOOKS = (Look(), Look(large=True))
CRAMPED = "1024x600"
"""On this panel of ten inches large words do not fit whole on every page; the README says so."""


def states_of(file: str) -> tuple[State, ...]:
    """The states that a file of tests walks through."""
    if file in FILES:
        return tuple(state for state in STATES if state.page in FILES[file])
    known = {page for pages in FILES.values() for page in pages}
    return tuple(state for state in STATES if state.page not in known)


@dataclass
class Walker:
    """One application, and where the constant buttons were at the first look of each kind."""

    stage: Stage
    first: dict[tuple[str, str, str], dict[str, tuple[float, ...]]] = field(default_factory=dict)

    def walk(self, state: State) -> list[str]:
        """Arrange a state and return what breaks a rule, in whichever look."""
        self.arrange(state)
        return [line for look in self._looks() for line in self._examined(state, *look)]

    def arrange(self, state: State) -> None:
        """Bring the screens into a state, in the usual look."""
        self.use(LANGUAGES[0], LOOKS[0], PANELS[0])
        self.stage.clear()
        state.arrange(self.stage)
        self.stage.settle()

    def see(self, language: str, look: Look, panel: ScreenPanel) -> Sight:
        """Look at what is on the screen, as on a panel and in a language."""
        self.use(language, look, panel)
        window = self.stage.app.window
        assert window is not None
        for _ in range(_ROUNDS):
            qt_application().processEvents()
            for grid in list(_grids(window.contentItem())):
                QMetaObject.invokeMethod(grid, "forceLayout")
            window.grabWindow()
        sight = look_at(window, panel.px_per_mm)
        sight.is_staffed = bool(self.stage.app.operator.property("isOn"))
        return sight

    def use(self, language: str, look: Look, panel: ScreenPanel) -> None:
        app = self.stage.app
        assert app.window is not None
        app.words.speak(language)
        app.window.resize(*panel.size)
        app.use_look(look, px_per_mm=panel.px_per_mm)

    def _looks(self) -> Iterator[tuple[str, Look, ScreenPanel]]:
        for language in LANGUAGES:
            for look in LOOKS:
                for panel in PANELS:
                    if not (look.large and panel.name == CRAMPED):
                        yield language, look, panel

    def _examined(
        self, state: State, language: str, look: Look, panel: ScreenPanel
    ) -> Iterator[str]:
        sight = self.see(language, look, panel)
        if broken(sight, state.page):
            self.stage.settle()  # a list that has just been resized may still hold what goes
            sight = self.see(language, look, panel)
        large = "large" if look.large else "normal"
        for line in broken(sight, state.page):
            yield f"{panel.name} {language} {large}: {line}"
        now = places(sight)
        if not sight.is_veiled and self.first.setdefault((language, large, panel.name), now) != now:
            yield f"{panel.name} {language} {large}: 10 the constant buttons have moved"


def _grids(item: QQuickItem) -> Iterator[QQuickItem]:
    if item.property("cellWidth") is not None:
        yield item
    for child in item.childItems():
        yield from _grids(child)


def open_walker(folder: Path, catalogue: list[bytes]) -> Iterator[Walker]:
    """Open a station and its screens, alike every time; closed when the generator ends."""
    clock = ShotClock(FakeClock())
    kiosk = open_demo_station(folder, catalogue, clock, private_key=SEED)
    settings = Settings(windowed=True, px_per_mm=PX_PER_MM, guard_ms=0, slide_ms=0)
    app = App(kiosk, clock=clock, settings=settings)
    try:
        app.show()
        walker = Walker(Stage(app, kiosk, clock))
        yield walker
    finally:
        app.close()
        kiosk.close()
