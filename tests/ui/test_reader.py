"""A screen reader drives the whole shop: the accessibility tree alone, on every page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.devices.clock import SystemClock
from tests.ui.conftest import STILL, Screens
from tests.ui.reader import Heard, Reader, announcements
from ui.app import App
from ui.demo_station import open_demo_station
from ui.shots import STATES, ShotClock, Stage, State

BUTTONS = ("Button", "CheckBox", "RadioButton")
ACTING = (*BUTTONS, "SpinBox", "EditableText")


@pytest.fixture
def reader(screens: Screens) -> Reader:
    assert screens.app.window is not None
    return Reader(screens.app.window)


def word(screens: Screens, key: str, **values: object) -> str:
    return screens.app.words.say(key, **values)


@pytest.fixture(scope="module")
def stage(
    qapp: QGuiApplication, tmp_path_factory: pytest.TempPathFactory, catalogue: list[bytes]
) -> Iterator[Stage]:
    """One station for all pages: each is arranged anew."""
    assert qapp is not None
    clock = ShotClock(SystemClock())
    kiosk = open_demo_station(tmp_path_factory.mktemp("reader"), catalogue, clock)
    app = App(kiosk, clock=clock, settings=STILL)
    app.show()
    yield Stage(app, kiosk, clock)
    app.close()
    kiosk.close()


def shown(stage: Stage, state: State) -> Reader:
    stage.clear()
    state.arrange(stage)
    stage.settle()
    assert stage.app.window is not None
    return Reader(stage.app.window)


EVERY = pytest.mark.parametrize("state", STATES, ids=lambda state: f"{state.page}-{state.name}")


@EVERY
def test_every_page_is_told_whole(stage: Stage, state: State) -> None:
    """Each control has a role, a name and an action; what cannot be pressed says why; a heading
    tells where one is, pictures have names, and nothing is told twice or by its key."""
    heard = shown(stage, state).heard()
    controls = [one for one in heard if one.role in ACTING]
    assert controls
    assert [one for one in controls if not one.name.strip()] == []
    assert [one.name for one in controls if one.is_disabled and not one.description] == []
    assert [one.name for one in controls if not one.is_disabled and not one.actions] == []
    assert [one for one in heard if one.role in ("NoRole", "Client")] == []
    assert any(one.role == "Heading" and one.name for one in heard)
    assert [one.name for one in heard if _is_text(one) and set(one.above) & set(BUTTONS)] == []
    assert [one for one in heard if one.role == "Graphic" and not one.name] == []
    assert [one.name for one in heard if _is_key(one)] == []


def _is_text(one: Heard) -> bool:
    return one.role in ("StaticText", "Graphic", "Heading")


def _is_key(one: Heard) -> bool:
    return " " not in one.name and one.name.split(".")[0] in (
        "app",
        "shop",
        "basket",
        "who",
        "pay",
        "collect",
        "steps",
    )


def _first_within(reader: Reader, kind: str) -> Any:
    """Wait for the first button within a part of the page of that kind, and return it."""

    def found() -> list[Any]:
        return [one for one in reader.heard("Button") if kind in one.above]

    reader.wait(lambda: bool(found()))
    return found()[0]


def test_from_home_to_the_slip_by_the_tree_alone(screens: Screens, reader: Reader) -> None:
    reader.press(word(screens, "home.buy"))
    reader.wait_for(word(screens, "shop.title"))
    category = _first_within(reader, "Pane").name
    reader.press(category)
    reader.wait(lambda: reader.heading() == category)
    screens.rest()
    part = _first_within(reader, "Pane").name
    reader.press(part)
    reader.wait(lambda: reader.heading() == part)
    screens.rest()
    goods = _first_within(reader, "List")
    assert "¥" in goods.description
    reader.press(goods.name)
    reader.wait(lambda: bool(reader.heard("SpinBox")))
    reader.increase(goods.name)
    reader.wait(lambda: reader.heard("SpinBox")[0].description == "2")
    reader.press(word(screens, "basket.next"))
    reader.press(word(screens, "who.guest"))
    reader.press("小兔")
    reader.wait_for("小兔")
    reader.press(word(screens, "review.cash"))
    reader.wait_for(word(screens, "pay.total"))
    reader.press(word(screens, "pay.got_exact"))
    reader.wait_for(word(screens, "done.code"))
    (order,) = screens.kiosk.ordering.list_orders()
    assert (order.buyer.name, order.payment_state) == ("小兔", "held")
    reader.wait_for(order.short_code)


def test_collecting_by_the_tree_alone(screens: Screens, reader: Reader) -> None:
    order = a_parcel(screens)
    reader.press(word(screens, "home.collect"))
    for digit in order.replace("-", ""):
        reader.press(digit)
        screens.rest()
    reader.press(word(screens, "collect.find"))
    reader.wait_for("小兔")
    assert any(one.role == "Graphic" and "号" in one.name for one in reader.heard())
    reader.press(word(screens, "collect.exact_and_give"))
    reader.wait_for(word(screens, "collect.collected"))
    assert screens.kiosk.ordering.list_orders()[0].fulfilment_state == "collected"


def a_parcel(screens: Screens) -> str:
    """A guest's order on the shelf, to be paid when collected; returns its short code."""
    screens.put_in("小米")
    screens.go("who")
    screens.finger.tap("who.guest")
    screens.finger.tap("guest_rabbit")
    screens.finger.tap("payOnPickup")
    screens.finger.find("shortCode")
    (order,) = screens.kiosk.ordering.list_orders()
    screens.kiosk.pickup.receive_parcel(code=order.number)
    screens.finger.tap("goHome")
    screens.rest()
    return order.short_code


def test_a_stepper_acts_and_tells_its_amount(screens: Screens, reader: Reader) -> None:
    screens.put_in("东北大米 5公斤")
    screens.go("basket")
    reader.increase("东北大米 5公斤")
    reader.wait(lambda: reader.heard("SpinBox")[0].description == "2")
    reader.decrease("东北大米 5公斤")
    reader.wait(lambda: reader.heard("SpinBox")[0].description == "1")
    reader.press(word(screens, "basket.remove"), of="东北大米")
    reader.wait_for(word(screens, "basket.empty"))


def test_notices_removals_and_pages_are_announced(screens: Screens, reader: Reader) -> None:
    told = announcements(screens.app._theme_object("Reader"))
    screens.put_in("小米")
    screens.go("basket")
    reader.press(word(screens, "basket.remove"), of="小米")
    screens.finger.wait(lambda: any("小米" in one for one in told), "a removal told")
    assert word(screens, "basket.title") in told
    screens.finger.scan("4006381333931")
    screens.finger.wait(lambda: word(screens, "shop.scan_unknown") in told, "a notice told")
    assert word(screens, "shop.scan_unknown") in reader.names("AlertMessage")


def test_the_tree_follows_the_language(reader: Reader) -> None:
    reader.press("English")
    QTest.qWait(0)
    assert "Home" in reader.names("Button")


def test_what_is_covered_is_told_as_covered(screens: Screens, reader: Reader) -> None:
    screens.put_in("小米")
    screens.go("basket")
    total = str(screens.app.basket.property("total"))
    assert total in reader.names("StaticText")
    reader.press(word(screens, "app.cover"))
    told = [text for one in reader.heard() for text in (one.name, one.description)]
    assert not [text for text in told if "¥" in text or "●" in text]
    assert word(screens, "app.covered") in told
    cover = next(one for one in reader.heard() if one.name == word(screens, "app.uncover"))
    assert cover.is_checked
