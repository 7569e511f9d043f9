"""Operator mode by real taps and keys: its door, its band, its way out, a sale without a finger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.ui.conftest import Screens
from ui.idle import IDLE_S
from ui.pages import PAGES

PIN = "258036"
OPERATOR_PAGES = tuple(page.name for page in PAGES.values() if page.operator)
RESIDENT_PAGES = tuple(page.name for page in PAGES.values() if not page.operator)
NEEDS_MORE = ("handover", "collected", "done")
"""Pages that only open about an order."""


def add_operator(screens: Screens) -> None:
    screens.kiosk.operators.add_operator(name="王站长", pin=PIN)


def sign_in(screens: Screens) -> None:
    screens.finger.tap("operatorDoor")
    screens.rest()
    for digit in PIN:
        screens.finger.tap(f"digit{digit}")
    screens.finger.find("leaveOperator")


def fields(screens: Screens) -> list[str]:
    """Everything on the screen, shown or not, that takes letters."""

    def below(item: QQuickItem) -> Iterator[QQuickItem]:
        yield item
        for child in item.childItems():
            yield from below(child)

    return [
        item.metaObject().className()
        for item in below(screens.finger.window.contentItem())
        if item.property("cursorPosition") is not None
    ]


def press(screens: Screens, *keys: Qt.Key) -> None:
    for key in keys:
        screens.finger.press(key)
        screens.rest()


def keys(screens: Screens, text: str) -> None:
    """Type as a hand does, slower than a scanner."""
    for sign in text:
        screens.finger.type(sign)
        QTest.qWait(70)
    screens.rest()


def test_the_pin_opens_operator_mode_and_one_tap_leaves_it(screens: Screens) -> None:
    add_operator(screens)
    sign_in(screens)
    assert screens.page == "home"
    assert screens.app.words.say("operator.on", name="王站长") in screens.finger.texts()
    screens.finger.tap("operator.orders")
    screens.finger.wait(lambda: screens.page == "orders", "orders")
    screens.finger.tap("leaveOperator")
    screens.finger.wait(lambda: screens.page == "home", "home")
    screens.finger.find("home.buy")
    assert not screens.finger.has("operator.orders")
    assert not screens.app.operator.is_on


def test_the_first_pin_is_chosen_on_the_screen(screens: Screens) -> None:
    screens.finger.tap("operatorDoor")
    screens.rest()
    for _ in range(2):
        for digit in PIN:
            screens.finger.tap(f"digit{digit}")
        screens.rest()
    screens.finger.find("leaveOperator")
    assert len(screens.kiosk.operators.list_operators()) == 1


@pytest.mark.parametrize("page", OPERATOR_PAGES)
def test_an_operators_page_asks_a_resident_for_the_pin_first(screens: Screens, page: str) -> None:
    add_operator(screens)
    screens.go(page)
    assert screens.page == "pin"
    keys(screens, PIN)
    screens.finger.wait(lambda: screens.page == page, page)
    screens.finger.tap("back")
    assert screens.page == "home"


def test_a_try_at_going_back_into_it_asks_again(screens: Screens) -> None:
    add_operator(screens)
    screens.as_operator()
    screens.go("orders")
    screens.app.operator.leave()
    screens.go("orders")
    assert screens.page == "pin"


def test_idle_time_ends_it_also_at_home(screens: Screens) -> None:
    screens.as_operator()
    screens.clock.pass_seconds(IDLE_S)
    screens.app.idle.look()
    assert not screens.app.operator.is_on
    screens.finger.find("operatorDoor")


def test_the_door_is_always_in_the_same_place(screens: Screens) -> None:
    def place() -> tuple[float, float]:
        item = screens.item("operatorDoor")
        spot = item.mapToScene(item.boundingRect().topRight())
        return spot.x(), spot.y()

    first = place()
    screens.put_in("小米")
    assert place() == first
    screens.app.basket.park()
    screens.rest()
    screens.go("home")
    assert place() == first


@pytest.mark.parametrize("page", [page for page in RESIDENT_PAGES if page not in NEEDS_MORE])
def test_a_resident_finds_no_text_field(screens: Screens, page: str) -> None:
    screens.put_in("小米")
    screens.go(page)
    assert fields(screens) == []


@pytest.mark.parametrize("page", NEEDS_MORE)
def test_nor_on_the_pages_about_an_order(screens: Screens, page: str) -> None:
    from kiosk.domain.pickup import Proof
    from tests.builders import an_order

    order = an_order().with_lines(1).for_guest("小兔").arrived_at(screens.kiosk)
    screens.go(page, order=order.id if page == "done" else order, proof=Proof.NUMBER)
    assert fields(screens) == []


def test_a_resident_who_wants_a_name_typed_brings_the_operator(screens: Screens) -> None:
    add_operator(screens)
    screens.go("register", phone="13812345678")
    screens.finger.tap("otherName")
    screens.finger.wait(lambda: screens.page == "pin", "pin")
    keys(screens, PIN)
    assert screens.page == "register"
    keys(screens, "li")
    assert screens.item("nameLine").property("text") == "li"


def test_the_operator_writes_a_name_on_the_screens_keyboard(screens: Screens) -> None:
    screens.as_operator()
    screens.put_in("小米")
    screens.go("register", phone="")
    screens.finger.tap("otherName")
    screens.finger.tap("keyboard")
    for letters in ("WANG", "FANG"):
        for letter in letters:
            screens.finger.tap(f"key{letter}")
        screens.finger.tap("candidate", nth=0)
    assert screens.item("nameLine").property("text") == "王方"
    screens.finger.tap("keyErase")
    for letter in "FANG":
        screens.finger.tap(f"key{letter}")
    screens.finger.tap("candidate", nth=2)
    screens.finger.tap("saveName")
    screens.finger.find("payCash")
    (resident,) = screens.kiosk.residents.find_residents(text="王")
    assert resident.name == "王芳"


def test_a_sale_goes_by_keyboard_and_scanner_alone(screens: Screens) -> None:
    rice = screens.goods("东北大米 5公斤")
    resident = screens.kiosk.residents.register_resident(name="王小芳", phone="13812345678").value
    card = screens.kiosk.residents.card_for(resident_id=resident.id)
    screens.as_operator()
    press(screens, Qt.Key.Key_F1)
    assert screens.page == "search"
    screens.finger.scan(rice.barcode)
    screens.finger.wait(lambda: screens.app.basket.count == 1, "rice")
    keys(screens, "xm")
    press(screens, Qt.Key.Key_Return)
    screens.finger.wait(lambda: screens.app.basket.count == 2, "the second")
    assert screens.item("searchLine").property("text") == ""
    press(screens, Qt.Key.Key_F2, Qt.Key.Key_F8)
    assert screens.page == "who"
    screens.finger.scan(card)
    screens.finger.wait(lambda: screens.page == "review", "review")
    screens.rest()
    keys(screens, "1")
    assert screens.page == "cash"
    keys(screens, "100")
    press(screens, Qt.Key.Key_F8)
    screens.finger.find("shortCode")
    (order,) = screens.kiosk.ordering.list_orders()
    assert (order.buyer.name, order.paid_minor) == ("王小芳", order.total_minor)
    assert order.change_minor == 10_000 - order.total_minor
    press(screens, Qt.Key.Key_F8)
    assert (screens.page, screens.finger.taps) == ("home", 0)


def test_a_guest_is_chosen_by_number_keys(screens: Screens) -> None:
    screens.as_operator()
    screens.put_in("小米")
    screens.go("who")
    keys(screens, "3")
    assert screens.page == "guest"
    keys(screens, "2")
    screens.finger.wait(lambda: screens.page == "review", "review")
    screens.rest()
    keys(screens, "2")
    screens.finger.find("shortCode")
    assert screens.kiosk.ordering.list_orders()[0].buyer.name == "熊猫"


def test_a_wrong_amount_is_taken_back_by_its_key(screens: Screens) -> None:
    from kiosk.domain.people import Buyer

    screens.as_operator()
    screens.put_in("小米")
    screens.go("review", buyer=Buyer(name="小兔", picture="guest_rabbit"))
    keys(screens, "1")
    keys(screens, "12.5")
    given = screens.app.words.say("pay.given")
    assert given
    assert "¥12.50" in screens.finger.texts()
    press(screens, Qt.Key.Key_F9)
    assert "¥12.50" not in screens.finger.texts()


def test_residents_have_no_shortcuts(screens: Screens) -> None:
    screens.put_in("小米")
    press(screens, Qt.Key.Key_F4, Qt.Key.Key_F8)
    assert screens.page == "home"
    screens.go("who")
    keys(screens, "3")
    assert screens.page == "who"


def test_the_operator_looks_a_phone_up(screens: Screens) -> None:
    screens.kiosk.residents.register_resident(name="王小芳", phone="13812345678")
    screens.as_operator()
    press(screens, Qt.Key.Key_F7)
    keys(screens, "5678")
    screens.finger.tap("reveal")
    screens.finger.wait(lambda: "138 1234 5678" in screens.finger.texts(), "the phone")
    screens.finger.tap("leaveOperator")
    screens.finger.wait(lambda: screens.page == "home", "home")
    assert not [text for text in screens.finger.texts() if "1234" in text]


def test_the_desk_counts_and_leads_on(screens: Screens) -> None:
    screens.kiosk.pickup.receive_parcel(code="SF1234567890")
    screens.as_operator()
    screens.finger.wait(lambda: screens.item("questions").property("count") == 1, "one question")
    screens.finger.tap("questions")
    screens.finger.find("choice_seen")
