"""The PIN page: dots, no spoken digit, a lock that counts down, a first PIN chosen twice."""

from __future__ import annotations

import pytest

from tests.ui.viewmodels.conftest import Stand
from ui.navigation import Place
from ui.viewmodels.pin import HINT_SETTING, PinViewModel

PIN = "258036"


@pytest.fixture
def view(stand: Stand) -> PinViewModel:
    return PinViewModel(stand.context)


def open_page(stand: Stand, view: PinViewModel, **params: object) -> None:
    stand.context.navigation.go("pin", params)
    view.enter(stand.place)
    stand.rest()


def type_pin(stand: Stand, view: PinViewModel, pin: str) -> None:
    for digit in pin:
        view.typeDigit(digit)
    stand.rest()


def add(stand: Stand, name: str = "王站长", pin: str = PIN) -> str:
    return stand.kiosk.operators.add_operator(name=name, pin=pin).value.id


def test_the_sixth_digit_opens_the_page_that_was_wanted(stand: Stand, view: PinViewModel) -> None:
    add(stand)
    open_page(stand, view, page="orders", params={"x": 1})
    type_pin(stand, view, PIN)
    assert stand.context.operator.property("name") == "王站长"
    assert stand.place == Place("orders", {"x": 1})


def test_without_a_wish_it_leads_home(stand: Stand, view: PinViewModel) -> None:
    add(stand)
    open_page(stand, view)
    type_pin(stand, view, PIN)
    assert (stand.place.page, stand.context.operator.is_on) == ("home", True)


def test_a_wrong_pin_is_told_with_the_tries_left(stand: Stand, view: PinViewModel) -> None:
    add(stand)
    open_page(stand, view)
    type_pin(stand, view, "111222")
    assert "4" in view.property("complaint")
    assert (view.property("typed"), stand.context.operator.is_on) == (0, False)
    view.typeDigit("2")
    assert view.property("complaint") == ""


def test_five_wrong_ones_lock_and_the_wait_counts_down(stand: Stand, view: PinViewModel) -> None:
    add(stand)
    open_page(stand, view)
    for _ in range(5):
        type_pin(stand, view, "111222")
    assert (view.property("isLocked"), view.property("wait")) == (True, "1:00")
    type_pin(stand, view, PIN)
    assert not stand.context.operator.is_on
    stand.tools.clock.pass_seconds(59)
    view.look()
    stand.rest()
    assert view.property("wait") == "0:01"
    stand.tools.clock.pass_seconds(1)
    view.look()
    stand.rest()
    type_pin(stand, view, PIN)
    assert stand.context.operator.is_on


def test_coming_back_finds_the_door_still_locked(stand: Stand, view: PinViewModel) -> None:
    add(stand)
    open_page(stand, view)
    for _ in range(5):
        type_pin(stand, view, "111222")
    view.forget()
    view.enter(stand.place)
    stand.rest()
    assert view.property("isLocked")


def test_no_digit_is_spoken_or_shown(stand: Stand, view: PinViewModel) -> None:
    add(stand)
    open_page(stand, view)
    type_pin(stand, view, "25803")
    assert view.property("typed") == 5
    told = [saying.key for saying in stand.voice.said] + [
        str(value) for saying in stand.voice.said for value in saying.values.values()
    ]
    assert told == ["pin.enter"]
    texts = [view.property(name) for name in ("complaint", "hint", "wait", "word")]
    assert not [text for text in texts if "2" in text]


def test_only_digits_count(stand: Stand, view: PinViewModel) -> None:
    add(stand)
    open_page(stand, view)
    type_pin(stand, view, "a２🎁-")
    view.take_typing("2")
    view.take_typing("5")
    view.eraseDigit()
    assert view.property("typed") == 1
    view.clearDigits()
    assert view.property("typed") == 0


def test_the_first_pin_is_chosen_twice(stand: Stand, view: PinViewModel) -> None:
    open_page(stand, view)
    assert view.property("word") == "pin.choose"
    type_pin(stand, view, "123456")
    assert view.property("complaint")
    type_pin(stand, view, PIN)
    assert view.property("word") == "pin.again"
    type_pin(stand, view, PIN)
    assert stand.context.operator.is_on
    (one,) = stand.kiosk.operators.list_operators()
    assert one.name == "站长"


def test_two_that_differ_begin_again(stand: Stand, view: PinViewModel) -> None:
    open_page(stand, view)
    type_pin(stand, view, PIN)
    type_pin(stand, view, "902514")
    assert view.property("word") == "pin.choose"
    assert stand.context.words.say("pin.differs") == view.property("complaint")
    assert stand.kiosk.operators.list_operators() == []


def test_one_of_several_is_chosen(stand: Stand, view: PinViewModel) -> None:
    add(stand)
    li = add(stand, "李会计", "902514")
    open_page(stand, view)
    assert [row.isChosen for row in view.operators.rows] == [True, False]
    view.choose(li)
    stand.rest()
    type_pin(stand, view, "902514")
    assert stand.context.operator.operator_id == li


def test_the_hint_is_the_demonstrations_alone(stand: Stand, view: PinViewModel) -> None:
    add(stand)
    open_page(stand, view)
    assert view.property("hint") == ""
    stand.kiosk.settings.put(HINT_SETTING, PIN)
    open_page(stand, view)
    view.enter(stand.place)
    stand.rest()
    assert PIN in view.property("hint")


def test_an_answer_that_comes_after_leaving_opens_nothing(stand: Stand, view: PinViewModel) -> None:
    add(stand)
    open_page(stand, view)
    for digit in PIN:
        view.typeDigit(digit)
    stand.context.navigation.home()
    stand.rest()
    assert not stand.context.operator.is_on
