"""The whole way through, by itself: real taps on the real screens, from home to handed over.

The platform is out of reach until both orders are placed; then it answers, accepts and ships, the
parcels are scanned in and collected, and a second try with the same slip is refused.  A picture is
taken wherever a person would look up.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, Protocol, TypeVar

from PySide6.QtTest import QTest

from kiosk.domain.orders import Order
from kiosk.services.kiosk import Kiosk
from ui.app import App
from ui.demo_station import DEMO_PIN
from ui.finger import Finger
from ui.viewmodels.pin import PinViewModel
from ui.viewmodels.slip import SlipViewModel

T = TypeVar("T")

PHONE: Final = "13800001234"
NOTE_100: Final = "money10000"
_LINGER_MS: Final = 250
_SPARE_MS: Final = 100


class Platform(Protocol):
    """The other end, as far as the way through needs it."""

    def start(self) -> None:
        """Come within reach."""
        ...

    def ship(self, number: str) -> str:
        """Send an accepted order to the village; return its parcel's code."""
        ...


class Walkthrough:
    """One person's day at the kiosk.  `sync` asks the sync worker to go now."""

    def __init__(
        self, app: App, kiosk: Kiosk, platform: Platform, *, out: Path, sync: Callable[[], None]
    ) -> None:
        if app.window is None:
            raise ValueError("the screens are not shown")
        self.finger = Finger(app.window, pace_ms=app.settings.guard_ms + _SPARE_MS)
        self.pictures: list[str] = []
        self.refused: list[str] = []
        self.taps: list[tuple[str, int]] = []
        self._app = app
        self._kiosk = kiosk
        self._platform = platform
        self._sync = sync
        self._out = out

    def go(self) -> list[Order]:
        """Walk the whole way and return the orders as they are in the end.

        Raises `ui.finger.NothingThere` where the screen does not show what must come next.
        """
        self._out.mkdir(parents=True, exist_ok=True)
        self._look("home-offline")
        first, slip = self._counted("new resident pays cash", self._buy_as_new_resident)
        second = self._counted("known resident pays on pick-up", self._buy_as_known_resident)
        self._platform.start()
        self._sync()
        self._wait(lambda: self._are_accepted(first, second), "both accepted")
        self._wait(lambda: self._app.words.say("net.clear") in self.finger.texts(), "all sent")
        self._look("home-all-sent")
        self._parcels_arrive(first, second)
        self._collect(first, lambda: self.finger.scan(slip))
        self._try_again(slip)
        self._collect(second, lambda: self._type_short_code(second))
        self._sync()
        self._wait(lambda: self._kiosk.outbox.count() == 0, "an empty outbox")
        return [self._order(first), self._order(second)]

    def _buy_as_new_resident(self) -> tuple[str, str]:
        finger = self.finger
        finger.tap("home.buy")
        finger.find("category")
        self._look("categories")
        finger.tap("category")
        finger.find("category")
        self._look("categories-food")
        finger.tap("category")
        finger.tap("product", nth=0)
        finger.tap("product", nth=2)
        finger.find("toBasket")
        self._look("products")
        finger.tap("search")
        for letter in "PG":
            finger.tap(f"letter{letter}")
        finger.find("product")
        self._look("search")
        finger.tap("product", nth=0)
        finger.tap("toBasket")
        self._tidy_basket()
        finger.tap("next")
        self._look("who")
        self._register()
        return self._pay_cash()

    def _tidy_basket(self) -> None:
        """One more of the first, take the second away, put it back, set all aside, take it up."""
        finger = self.finger
        finger.tap("more", nth=0)
        finger.tap("remove", nth=1)
        self._look("basket-undo")
        finger.tap("undo")
        self._wait(lambda: len(finger.seen("remove")) == 3, "three lines")
        self._look("basket")
        finger.tap("park")
        finger.find("parked")
        self._look("home-parked")
        finger.tap("parked")
        finger.find("remove", nth=2)

    def _register(self) -> None:
        finger = self.finger
        finger.tap("who.register")
        for digit in PHONE:
            finger.tap(f"digit{digit}")
        self._look("phone")
        finger.tap("lookUp")
        finger.find("surname")
        finger.tap("surname", nth=0)
        self._look("register")
        finger.tap("ms")
        finger.find("payCash")

    def _pay_cash(self) -> tuple[str, str]:
        finger = self.finger
        self._look("review")
        finger.tap("payCash")
        finger.find(NOTE_100)
        while self._short_of_money():
            finger.tap(NOTE_100)
            QTest.qWait(_LINGER_MS)
        self._look("cash")
        finger.tap("confirm")
        return self._take_slip("done-written-down")

    def _short_of_money(self) -> bool:
        return not self.finger.seen("confirm")

    def _buy_as_known_resident(self) -> str:
        """The short way: at most seven taps for somebody with a card."""
        finger = self.finger
        resident = self._kiosk.residents.find_by_phone(phone=PHONE)[0]
        finger.tap("home.buy")
        finger.tap("category", nth=3)
        finger.tap("category", nth=0)
        finger.tap("product", nth=0)
        finger.tap("toBasket")
        finger.tap("next")
        finger.scan(self._kiosk.residents.card_for(resident_id=resident.id))
        finger.tap("payOnPickup")
        number, _slip = self._take_slip("done-on-pickup")
        return number

    def _take_slip(self, picture: str) -> tuple[str, str]:
        view = self._app.view_model(SlipViewModel)
        self._wait(lambda: bool(view.property("digits")), "the code")
        self._wait(lambda: not view.property("isPrinting"), "the paper")
        self._look(picture)
        digits = str(view.property("digits"))
        number = self._kiosk.ordering.list_orders(limit=1)[0].number
        self.finger.tap("goHome")
        self.finger.find("home.buy")
        return number, digits

    def _parcels_arrive(self, *numbers: str) -> None:
        codes = [self._platform.ship(number) for number in numbers]
        self._sync()
        self._wait(lambda: self._have_come(numbers), "news of both parcels")
        self._open_operator_mode()
        self.finger.tap("operator.parcels")
        self.finger.find("code")
        for number, code in zip(numbers, codes, strict=True):
            self.finger.scan(code)
            self._wait(partial(self._is_shelved, number), "a place on the shelf")
            self._look(f"parcel-{number}")
        self.finger.tap("leaveOperator")
        self.finger.find("home.collect")

    def _open_operator_mode(self) -> None:
        """The operator's door, and the demonstration's PIN behind it."""
        finger = self.finger
        finger.tap("operatorDoor")
        self._wait(lambda: self._app.view_model(PinViewModel).property("canType"), "the pad")
        self._look("operator-pin")
        for digit in DEMO_PIN:
            finger.tap(f"digit{digit}")
        finger.find("operator.parcels")
        self._look("operator-desk")

    def _collect(self, number: str, prove: Callable[[], None]) -> None:
        self.finger.tap("home.collect")
        self.finger.find("digit0")
        prove()
        self.finger.find("confirm")
        self._look(f"hand-over-{number}")
        self.finger.tap("confirm")
        self._wait(
            lambda: self._order(number).fulfilment_state == "collected", "the parcel handed over"
        )
        self.finger.find("another")
        self._look(f"collected-{number}")
        self.finger.tap("goHome")
        self.finger.find("home.collect")

    def _type_short_code(self, number: str) -> None:
        for digit in self._order(number).short_code.replace("-", ""):
            self.finger.tap(f"digit{digit}")
        self.finger.tap("find")

    def _try_again(self, slip: str) -> None:
        """The same slip once more: it must be refused, in words."""
        before = set(self.finger.texts())
        self.finger.tap("home.collect")
        self.finger.find("digit0")
        self.finger.scan(slip)
        QTest.qWait(_LINGER_MS)
        self._wait(lambda: self._app.navigation.place.page == "problem", "a refusal")
        self._look("second-time-refused")
        self.refused = [text for text in self.finger.texts() if text not in before]
        self.finger.tap("home")
        self.finger.find("home.collect")

    def _counted(self, what: str, way: Callable[[], T]) -> T:
        before = self.finger.taps
        result = way()
        self.taps.append((what, self.finger.taps - before - 1))
        return result

    def _are_accepted(self, *numbers: str) -> bool:
        return all(self._order(number).order_state == "accepted" for number in numbers)

    def _is_shelved(self, number: str) -> bool:
        return bool(self._order(number).shelf)

    def _have_come(self, numbers: tuple[str, ...]) -> bool:
        return all(self._order(number).parcel_code for number in numbers)

    def _order(self, number: str) -> Order:
        return self._kiosk.ordering.find_order(number=number)

    def _wait(self, condition: Callable[[], bool], what: str) -> None:
        self.finger.wait(condition, what)

    def _look(self, name: str) -> None:
        """Take a picture once everything has come to rest."""
        QTest.qWait(_LINGER_MS)
        self._wait(lambda: self._app.background.is_idle, "rest")
        QTest.qWait(_LINGER_MS)
        path = self._out / f"{len(self.pictures) + 1:02d}-{name}.png"
        if not self.finger.window.grabWindow().save(str(path)):
            raise OSError(f"cannot write {path}")
        self.pictures.append(path.name)
