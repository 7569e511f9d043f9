"""The next person finds nothing of the last one, and somebody who stands by sees nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.devices.clock import SystemClock
from tests.ui.conftest import STILL, Screens
from tests.ui.test_checkout_pages import RICE, a_resident, card_of, codes_on, orders
from tests.ui.test_checkout_pages import read_back as read_back_to_a_resident
from ui.app import App
from ui.demo_station import open_demo_station
from ui.finger import Finger
from ui.idle import IDLE_S, WARNING_S
from ui.shots import STATES, ShotClock, Stage, State
from ui.viewmodels.basket import BasketViewModel
from ui.viewmodels.checkout import CheckoutViewModel
from ui.viewmodels.handover import HandOverViewModel

PUBLIC = ("product", "money", "parked", "sign")
"""What shows amounts that are nobody's own: prices on the shelf, faces of money."""


@pytest.fixture(scope="module")
def stage(
    qapp: QGuiApplication, tmp_path_factory: pytest.TempPathFactory, catalogue: list[bytes]
) -> Iterator[Stage]:
    assert qapp is not None
    clock = ShotClock(SystemClock())
    kiosk = open_demo_station(tmp_path_factory.mktemp("idle"), catalogue, clock)
    app = App(kiosk, clock=clock, settings=STILL)
    app.show()
    yield Stage(app, kiosk, clock)
    app.close()
    kiosk.close()


def arranged(stage: Stage, state: State) -> Finger:
    stage.clear()
    state.arrange(stage)
    stage.settle()
    assert stage.app.window is not None
    return Finger(stage.app.window, patience_s=5)


def pass_time(stage: Stage, seconds: float) -> None:
    stage.clock.ahead_s += seconds
    stage.app.idle.look()


OWN = {"who", "guest", "phone", "register", "review", "cash", "done", "basket", "search"}
OWN |= {"products", "collect", "handover", "collected"}
PERSONS = [one for one in STATES if one.name != "idle-warning" and one.page in OWN]


@pytest.mark.parametrize("state", PERSONS, ids=lambda state: f"{state.page}-{state.name}")
def test_idle_clears_every_page_of_a_person(stage: Stage, state: State) -> None:
    """Warned 20 s before, extended by a tap, then: basket parked, home, nothing of them left."""
    finger = arranged(stage, state)
    app, basket = stage.app, stage.app.basket.basket
    before, parked = (
        len(stage.kiosk.ordering.list_orders()),
        len(stage.kiosk.shopping.list_parked()),
    )
    pass_time(stage, IDLE_S - WARNING_S + 1)
    assert finger.has("idleWarning")
    assert finger.has("stay")
    finger.tap("stay")
    assert not finger.has("idleWarning")
    assert app.navigation.page == state.page
    pass_time(stage, IDLE_S - WARNING_S + 1)
    pass_time(stage, WARNING_S)
    finger.wait(lambda: app.navigation.page == "home" and app.background.is_idle, "home")
    assert len(stage.kiosk.ordering.list_orders()) == before, "nothing half done"
    assert len(stage.kiosk.shopping.list_parked()) == parked + bool(basket.lines), "nothing lost"
    assert app.basket.count == 0
    assert app.context.known.buyer is None
    own = [text for text in finger.texts() if "5678" in text or "王" in text or "小兔" in text]
    assert own == []
    for made in (CheckoutViewModel, HandOverViewModel):
        cash = app.view_model(made).cash
        assert (cash.given_minor, cash.property("isUntouched")) == (0, True)  # type: ignore[attr-defined]


def test_idle_waits_for_an_order_that_is_being_written_down(screens: Screens) -> None:
    read_back_to_a_resident(screens)
    screens.app.view_model(CheckoutViewModel).payOnPickup()
    screens.clock.pass_seconds(IDLE_S + 1)
    screens.app.idle.look()
    screens.finger.find("shortCode")
    assert len(orders(screens)) == 1
    assert screens.kiosk.shopping.list_parked() == []
    screens.clock.pass_seconds(IDLE_S + 1)
    screens.app.idle.look()
    screens.finger.wait(lambda: screens.page == "home", "home")
    assert not [text for text in screens.finger.texts() if orders(screens)[0].short_code in text]


def test_idle_while_money_is_counted_parks_the_basket_and_takes_none(screens: Screens) -> None:
    read_back_to_a_resident(screens)
    screens.finger.tap("payCash")
    screens.finger.tap("money1000")
    screens.clock.pass_seconds(IDLE_S + 1)
    screens.app.idle.look()
    screens.finger.wait(lambda: screens.page == "home", "home")
    assert orders(screens) == []
    (parked,) = screens.kiosk.shopping.list_parked()
    assert parked.total_minor > 0


def test_a_scan_ends_the_warning_whole(screens: Screens) -> None:
    screens.put_in("小米")
    screens.clock.pass_seconds(IDLE_S - 5)
    screens.app.idle.look()
    rice = screens.goods(RICE)
    screens.finger.scan(rice.barcode)
    screens.finger.wait(lambda: screens.app.basket.basket.line(rice.sku) is not None, "rice")
    assert not screens.finger.has("idleWarning")


def private_texts(finger: Finger) -> list[str]:
    """Amounts of money on the screen, but for those on the shelf, and a resident's phone."""
    found = []
    for item in finger.items():
        text = item.property("text")
        outer = item
        while outer is not None and not outer.objectName().startswith(PUBLIC):
            outer = outer.parentItem()
        is_read = outer is None and item.property("truncated") is not None
        found += [text] if is_read and any(own in text for own in ("¥", "5678", "王*")) else []
    return found


@pytest.mark.parametrize(
    "state",
    [one for one in PERSONS if one.page not in ("products", "search")],
    ids=lambda state: f"{state.page}-{state.name}",
)
def test_one_tap_covers_every_page_and_takes_no_action(stage: Stage, state: State) -> None:
    finger = arranged(stage, state)
    before = [item.objectName() for item in finger.items() if item.property("guardedTap")]
    place = finger.find("privacy").mapToScene(finger.find("privacy").boundingRect().center())
    finger.tap("privacy")
    assert private_texts(finger) == []
    assert [i.objectName() for i in finger.items() if i.property("guardedTap")] == before
    there = finger.find("privacy")
    assert there.mapToScene(there.boundingRect().center()) == place
    finger.tap("privacy")
    assert stage.app._theme_object("Privacy").property("on") is False


def test_a_covered_slip_shows_no_code_that_a_camera_reads(screens: Screens) -> None:
    read_back_to_a_resident(screens)
    screens.finger.tap("payOnPickup")
    screens.finger.find("shortCode")
    screens.finger.wait(lambda: bool(codes_on(screens.finger.picture())), "a code")
    screens.finger.tap("privacy")
    assert codes_on(screens.finger.picture()) == []
    screens.finger.tap("privacy")
    assert codes_on(screens.finger.picture())


def test_whoever_comes_next_finds_the_screen_uncovered(screens: Screens) -> None:
    screens.put_in(RICE)
    screens.go("basket")
    screens.finger.tap("privacy")
    screens.app.person_left()
    screens.rest()
    assert screens.app._theme_object("Privacy").property("on") is False


def test_nobody_is_asked_twice_who_buys(screens: Screens) -> None:
    """Back for one more thing, and the read-back comes at once; at home all is forgotten."""
    card = card_of(screens, a_resident(screens))
    screens.put_in(RICE)
    screens.go("categories")
    screens.finger.tap("checkOut")
    screens.finger.scan(card)
    screens.finger.find("payCash")
    screens.go("categories")
    screens.finger.tap("checkOut")
    screens.finger.find("payCash")
    screens.finger.tap("otherBuyer")
    screens.finger.find("who.guest")
    screens.finger.tap("home")
    screens.go("basket")
    screens.finger.tap("next")
    screens.finger.find("who.guest")


def test_a_card_scanned_while_choosing_is_remembered(screens: Screens) -> None:
    card = card_of(screens, a_resident(screens))
    screens.finger.tap("home.buy")
    screens.rest()
    screens.finger.scan(card)
    told = screens.app.words.say("who.noted", name="王*芳")
    screens.finger.wait(lambda: told in screens.finger.texts(), told)
    screens.put_in(RICE)
    screens.finger.tap("checkOut")
    screens.finger.find("payCash")
    assert screens.app.view_model(BasketViewModel).count == 1


STEPS = (("categories", 1), ("basket", 1), ("who", 2), ("review", 3), ("cash", 4))


def test_the_present_step_is_marked_by_its_form(screens: Screens) -> None:
    """Not by colour alone: it stands in a wider box, and those behind bear a tick."""
    screens.put_in(RICE)
    for page, step in STEPS:
        screens.go(page)
        row = screens.item("steps")
        assert row.property("step") == step - 1
        present = screens.item("presentStep")
        others = screens.finger.seen("step")
        assert all(present.width() > other.width() for other in others)
    screens.go("home")
    assert not screens.finger.has("presentStep")
