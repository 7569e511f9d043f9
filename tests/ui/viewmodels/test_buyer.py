"""Who buys: each way ends at the read-back with a buyer, and nothing stays behind."""

from __future__ import annotations

import pytest

from kiosk.domain.people import Buyer, NameMissing
from tests.builders import an_order
from tests.ui.viewmodels.conftest import Stand
from ui.navigation import Place
from ui.viewmodels.buyer import SURNAMES, BuyerViewModel
from ui.viewmodels.guests import GUEST_PICTURES

PHONE = "13812345678"


@pytest.fixture
def view(stand: Stand) -> BuyerViewModel:
    return BuyerViewModel(stand.context)


def type_phone(view: BuyerViewModel, digits: str = PHONE) -> None:
    for digit in digits:
        view.typeDigit(digit)


@pytest.mark.parametrize(
    ("typed", "seen"), [("138", "138"), ("13812", "*3812"), (PHONE, "*******5678"), ("", "")]
)
def test_all_but_the_last_four_digits_hide_while_typing(
    view: BuyerViewModel, typed: str, seen: str
) -> None:
    type_phone(view, typed)
    assert view.property("phoneShown") == seen


def test_only_digits_are_taken_and_not_too_many(view: BuyerViewModel) -> None:
    type_phone(view, "１a🎁-" + "9" * 40)
    assert len(view.property("phoneShown")) == 15
    assert not view.property("phoneShown").strip("*9")


def test_four_digits_are_no_number_to_look_for(stand: Stand, view: BuyerViewModel) -> None:
    type_phone(view, "1381")
    assert not view.property("canLook")
    view.lookUp()
    stand.rest()
    assert not view.property("isUnknown")


def test_a_guest_avoids_names_that_still_wait(stand: Stand, view: BuyerViewModel) -> None:
    an_order().with_lines(1).for_guest("熊猫").placed_at(stand.kiosk)
    view.chooseGuest("guest_panda")
    stand.rest()
    assert stand.place.page == "review"
    assert stand.place.params["buyer"] == Buyer(name="熊猫2", picture="guest_panda")


def test_every_pick_up_picture_has_a_name_in_both_languages(stand: Stand) -> None:
    for language in ("zh_CN", "en"):
        stand.context.words.speak(language)
        assert all(stand.context.words.words.has(f"who.{name}") for name in GUEST_PICTURES)
        assert all(stand.context.pictures.url(name) for name in GUEST_PICTURES)


def test_an_unknown_number_is_said_aloud(stand: Stand, view: BuyerViewModel) -> None:
    type_phone(view)
    view.lookUp()
    stand.rest()
    assert view.property("isUnknown")
    assert stand.said() == ["who.unknown_phone"]
    view.eraseDigit()
    assert not view.property("isUnknown")


def test_a_registered_name_is_chinese_in_any_language(stand: Stand, view: BuyerViewModel) -> None:
    stand.context.words.speak("en")
    view.enter(Place("register", {"phone": PHONE}))
    view.chooseSurname(SURNAMES[1])
    view.chooseAddress("ms")
    stand.rest()
    buyer = stand.place.params["buyer"]
    assert (buyer.name, buyer.phone, buyer.is_guest) == ("李女士", PHONE, False)


def test_an_empty_name_is_refused_and_can_be_tried_again(
    stand: Stand, view: BuyerViewModel
) -> None:
    view.enter(Place("register", {"phone": ""}))
    view.registerName("   ")
    stand.rest()
    assert [type(error) for error in stand.known] == [NameMissing]
    view.registerName("奶奶")
    stand.rest()
    assert stand.place.page == "review"


def test_two_taps_register_one_resident(stand: Stand, view: BuyerViewModel) -> None:
    view.enter(Place("register", {"phone": PHONE}))
    view.registerName("王小芳")
    view.registerName("王小芳")
    stand.rest()
    assert len(stand.kiosk.residents.find_by_phone(phone=PHONE)) == 1


def test_the_next_person_finds_no_number_and_no_family(stand: Stand, view: BuyerViewModel) -> None:
    for name in ("王小芳", "王大山"):
        stand.kiosk.residents.register_resident(name=name, phone=PHONE)
    type_phone(view)
    view.lookUp()
    stand.rest()
    assert [row.name for row in view.residents.rows] == ["王*芳", "王*山"]
    view.forget()
    assert view.property("phoneShown") == ""
    assert view.residents.count == 0


def test_a_code_that_is_no_card_is_left_to_others(view: BuyerViewModel) -> None:
    assert not view.take_scan("6901234567892")
