"""A station with the demo goods and its screens, for tests that tap on them.

`screens` is what a test works with: the application, a finger on its window, the station below
and a clock that the test moves.  Slides and the double-tap guard are
off unless a test is about them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.domain.catalogue import Product
from kiosk.domain.operators import Operator
from kiosk.services.kiosk import Kiosk
from tests.builders import StationTools, a_station
from tests.fakes.clock import FakeClock
from ui.app import ASSETS, PX_PER_MM, App, Settings
from ui.demo_station import demo_catalogue
from ui.finger import Finger
from ui.voice import SilentVoice

STILL = Settings(windowed=True, px_per_mm=PX_PER_MM, guard_ms=0, slide_ms=0)


@dataclass
class Screens:
    """An application that is shown, and who and what is around it."""

    app: App
    kiosk: Kiosk
    finger: Finger
    clock: FakeClock
    voice: SilentVoice

    @property
    def page(self) -> str:
        return self.app.navigation.page

    def goods(self, name: str) -> Product:
        """The article of that exact name."""
        found = self.kiosk.shopping.find_products(text=name)
        return next(product for product in found if product.name == name)

    def put_in(self, name: str) -> Product:
        """Put an article into the basket and wait until it is there."""
        product = self.goods(name)
        self.app.basket.add_product(product)
        self.finger.wait(lambda: self.app.basket.basket.line(product.sku) is not None, name)
        self.rest()
        return product

    def go(self, page: str, **params: object) -> None:
        self.app.navigation.go(page, params)
        self.rest()

    def rest(self) -> None:
        """Wait until everything asked for is answered."""
        self.finger.wait(lambda: self.app.background.is_idle, "rest")

    def as_operator(self, name: str = "王站长") -> None:
        """Let an operator in without a PIN, for tests that are not about it."""
        self.app.operator.enter(Operator("operator-1", name))
        self.rest()

    def item(self, name: str, *, nth: int = 0) -> QQuickItem:
        return self.finger.find(name, nth=nth)


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    return demo_catalogue(tmp_path_factory.mktemp("hub"), ASSETS / "demo")


OpenScreens = Callable[..., Screens]


@pytest.fixture
def open_screens(tmp_path: Path, catalogue: list[bytes]) -> Iterator[OpenScreens]:
    """Open screens with given settings; closed after the test."""
    opened: list[Screens] = []

    def open_(
        settings: Settings = STILL,
        *,
        goods: list[bytes] | None = None,
        tools: StationTools | None = None,
    ) -> Screens:
        tools, voice = tools or StationTools(), SilentVoice()
        clock = tools.clock
        kiosk = a_station(tmp_path / str(len(opened)), tools=tools)
        lines = catalogue if goods is None else goods
        if lines:
            kiosk.catalogue.load_snapshot(lines, cursor="")
        app = App(kiosk, clock=clock, settings=settings, voice=voice)
        window = app.show()
        screens = Screens(app, kiosk, Finger(window, patience_s=5), clock, voice)
        opened.append(screens)
        screens.rest()
        return screens

    yield open_
    for screens in opened:
        screens.app.close()
        screens.kiosk.close()


@pytest.fixture
def screens(open_screens: OpenScreens) -> Screens:
    return open_screens()
