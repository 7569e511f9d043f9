"""A picture of every page in every state and language, taken off screen.

Each state is arranged through the same use cases and view models that fingers reach, so a picture
cannot show what the application cannot.  Adding a page means adding its states to a table below.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from kiosk.devices.clock import SystemClock
from kiosk.domain.clock import Clock
from kiosk.domain.words import LANGUAGES
from ui.app import ASSETS, PX_PER_MM, App, Settings, qt_application
from ui.checkout_states import ROWS
from ui.contact_sheet import write_contact_sheet
from ui.demo_station import demo_catalogue, open_demo_station
from ui.idle import IDLE_S
from ui.operator_states import OPERATOR_ROWS
from ui.practice_states import PRACTICE_ROWS
from ui.viewmodels.search import SearchViewModel

if TYPE_CHECKING:
    from kiosk.services.kiosk import Kiosk

LANDSCAPE: Final = (1366, 768)
PORTRAIT: Final = (1080, 1920)
_PATIENCE_S: Final = 20.0
_LOOK_EVERY_S: Final = 0.002
_SETTLED_S: Final = 0.12
"""Pictures load beside the screen."""


@dataclass
class ShotClock:
    """A clock that a state can turn forward."""

    real: Clock
    ahead_s: float = 0.0

    def now_ms(self) -> int:
        """Return the wall clock's time."""
        return self.real.now_ms() + int(self.ahead_s * 1000)

    def monotonic_s(self) -> float:
        """Return seconds that never run backwards."""
        return self.real.monotonic_s() + self.ahead_s


class Stage:
    """What a state is arranged with."""

    def __init__(self, app: App, kiosk: Kiosk, clock: ShotClock) -> None:
        self.app = app
        self.kiosk = kiosk
        self.clock = clock

    def go(self, page: str, params: Mapping[str, Any] | None = None) -> None:
        """Open a page."""
        self.app.navigation.go(page, params)

    def as_operator(self) -> None:
        """Let the demonstration's operator in."""
        self.app.operator.enter(self.kiosk.operators.list_operators()[0])
        self.settle()

    def fill_basket(self, lines: int = 5) -> None:
        """Put the first goods of the shop into the basket, the first of them twice."""
        goods = self.kiosk.shopping.list_products(category="", limit=lines)
        for product in (*goods, *goods[:1]):
            self.app.basket.add_product(product)
        self.settle()

    def settle(self) -> None:
        """Let everything that was asked for be answered and drawn."""
        application, start = qt_application(), time.monotonic()
        while time.monotonic() - start < _SETTLED_S or not self.app.background.is_idle:
            application.processEvents()
            time.sleep(_LOOK_EVERY_S)
            if time.monotonic() - start > _PATIENCE_S:
                raise TimeoutError("the screen does not settle")

    def clear(self) -> None:
        """Begin again: nobody here, nothing in the basket, nothing set aside."""
        self.app.person_left()
        self.settle()
        for parked in self.kiosk.shopping.list_parked():
            self.kiosk.shopping.take_up_basket(basket_id=parked.id)
            self.kiosk.shopping.empty_basket()
        self.app.basket.load()
        self.settle()


@dataclass(frozen=True)
class State:
    """A page in one of its states."""

    page: str
    name: str
    arrange: Callable[[Stage], None]


def _home_busy(stage: Stage) -> None:
    for _ in range(2):
        stage.fill_basket(3)
        stage.app.basket.park()
        stage.settle()
    stage.app.notices.dismiss()
    stage.fill_basket(2)
    stage.go("home")


def _just_parked(stage: Stage) -> None:
    stage.fill_basket(3)
    stage.go("basket")
    stage.app.basket.park()


def _first_category(stage: Stage) -> dict[str, Any]:
    first = stage.kiosk.shopping.list_categories()[0]
    return {"category": first.id, "name": first.name, "name_en": first.name_en}


def _products(stage: Stage) -> None:
    stage.fill_basket(3)
    stage.go("products", {"category": "", "name": "", "name_en": ""})


def _search(text: str) -> Callable[[Stage], None]:
    def arrange(stage: Stage) -> None:
        stage.go("search")
        stage.app.view_model(SearchViewModel).setText(text)

    return arrange


def _basket(stage: Stage) -> None:
    stage.fill_basket()
    stage.go("basket")


def _basket_undo(stage: Stage) -> None:
    _basket(stage)
    stage.app.basket.remove(stage.app.basket.basket.lines[1].sku)


def _unknown_scan(stage: Stage) -> None:
    stage.go("categories")
    stage.app.basket.scan("4006381333931")


def _parked(stage: Stage) -> None:
    _home_busy(stage)
    stage.go("parked")


def _idle(stage: Stage) -> None:
    _basket(stage)
    stage.settle()
    stage.clock.ahead_s += IDLE_S - 15
    stage.app.idle.look()


SHELL_STATES: Final = (
    State("home", "fresh", lambda _stage: None),
    State("home", "busy", _home_busy),
    State("home", "just-parked", _just_parked),
    State("categories", "first", lambda stage: stage.go("categories")),
    State("categories", "second", lambda stage: stage.go("categories", _first_category(stage))),
    State("categories", "unknown-scan", _unknown_scan),
    State("products", "some-taken", _products),
    State("search", "empty", _search("")),
    State("search", "found", _search("dm")),
    State("search", "nothing", _search("zzzz")),
    State("basket", "full", _basket),
    State("basket", "undo", _basket_undo),
    State("basket", "empty", lambda stage: stage.go("basket")),
    State("parked", "three", _parked),
    State("parked", "none", lambda stage: stage.go("parked")),
    State("basket", "idle-warning", _idle),
)

GALLERY_STATES: Final = (State("gallery", "controls", lambda stage: stage.go("gallery")),)

CHECKOUT_STATES: Final = tuple(State(*row) for row in ROWS)
"""Who, review, cash, slip, collect and the operator's pages."""

OPERATOR_STATES: Final = tuple(State(*row) for row in OPERATOR_ROWS)
"""The PIN, and pages as an operator sees them."""

PRACTICE_STATES: Final = tuple(State(*row) for row in PRACTICE_ROWS)
"""The lessons, and what other pages look like while practising."""

STATES: Final = (
    *SHELL_STATES,
    *CHECKOUT_STATES,
    *OPERATOR_STATES,
    *PRACTICE_STATES,
    *GALLERY_STATES,
)


def make_shots(
    out: Path, *, states: tuple[State, ...] = STATES, scratch: Path | None = None
) -> list[Path]:
    """Write `LANGUAGE/PAGE-STATE.png` (and `…-portrait.png`) below `out`; return the paths.

    `out/index.html` shows them all.  The stations that are pictured are made in `scratch`, or
    where the system keeps what is temporary, and taken away again.
    """
    if scratch is not None:
        scratch.mkdir(parents=True, exist_ok=True)
    looks = [Settings(language, size=LANDSCAPE) for language in LANGUAGES]
    looks += [replace(look, size=PORTRAIT) for look in looks]
    with TemporaryDirectory(dir=scratch, ignore_cleanup_errors=True) as folder:
        catalogue = demo_catalogue(Path(folder) / "hub", ASSETS / "demo")
        made = [
            path
            for number, look in enumerate(looks)
            for path in _look(out, look, (Path(folder) / str(number), catalogue), states)
        ]
    write_contact_sheet(out, made)
    return made


def _look(
    out: Path, look: Settings, station: tuple[Path, list[bytes]], states: tuple[State, ...]
) -> list[Path]:
    """Picture the states in one look of a new station in a folder with a catalogue."""
    folder, catalogue = station
    clock = ShotClock(SystemClock())
    still = replace(look, windowed=True, px_per_mm=PX_PER_MM, guard_ms=0, slide_ms=0)
    kiosk = open_demo_station(folder, catalogue, clock)
    app = App(kiosk, clock=clock, settings=still)
    try:
        app.show()
        return list(_shoot(out / look.language, Stage(app, kiosk, clock), states))
    finally:
        app.close()
        kiosk.close()


def _shoot(out: Path, stage: Stage, states: tuple[State, ...]) -> Iterator[Path]:
    out.mkdir(parents=True, exist_ok=True)
    window = stage.app.window
    if window is None:
        raise AssertionError("the application is not shown")
    ending = "-portrait" if window.height() > window.width() else ""
    for state in states:
        stage.clear()
        state.arrange(stage)
        stage.settle()
        path = out / f"{state.page}-{state.name}{ending}.png"
        if not window.grabWindow().save(str(path)):
            raise OSError(f"cannot write {path}")
        yield path
