"""Slip, collect, hand over, parcels, attention, orders, help and problems without a window."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.attention import CHOICES, Choice, Reason
from kiosk.domain.changes import Topic
from kiosk.domain.errors import AlreadyCollected, NotHere, WrongInput
from kiosk.domain.orders import TRANSITIONS, Axis, Order
from kiosk.domain.pickup import Proof, ShelfSlot
from tests.builders import an_order, hub_says
from tests.fakes.printer import FakePrinter
from tests.ui.viewmodels.conftest import Stand
from ui.navigation import Place
from ui.viewmodels.ask import AskViewModel
from ui.viewmodels.attention import AttentionViewModel
from ui.viewmodels.collect import CollectViewModel
from ui.viewmodels.handover import HandOverViewModel
from ui.viewmodels.orderrows import order_row, slot_text, state_text
from ui.viewmodels.orders import OrdersViewModel
from ui.viewmodels.orderview import OrderView
from ui.viewmodels.parcels import ParcelsViewModel
from ui.viewmodels.problem import ProblemViewModel
from ui.viewmodels.slip import SlipViewModel


def an_order_here(stand: Stand) -> Order:
    return an_order().with_lines(2).for_guest("小兔").placed_at(stand.kiosk)


# --- how an order is shown


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_state_has_plain_words(stand: Stand, language: str) -> None:
    stand.context.words.speak(language)
    order = an_order_here(stand)
    for state in TRANSITIONS[Axis.FULFILMENT]:
        assert not state_text(replace(order, fulfilment_state=state), stand.context).count(".")
    for state in ("cancelled", "refused"):
        assert not state_text(replace(order, order_state=state), stand.context).count(".")


def test_a_row_masks_names_and_tells_the_place(stand: Stand) -> None:
    resident = stand.kiosk.residents.register_resident(name="王小芳", phone="13812345678").value
    order = an_order().with_lines(5).for_resident(resident).arrived_at(stand.kiosk)
    row = order_row(order, stand.context)
    assert (row.name, row.kinds, row.place) == ("王*芳", 5, "三角1号")
    assert row.shelf.endswith("shelf_triangle.png")
    assert slot_text(ShelfSlot("disc", 7), stand.context) == "圆7号"


def test_an_order_that_ended_promises_nothing(stand: Stand) -> None:
    view = OrderView(stand.context)
    assert (view.property("code"), view.property("honesty")) == ("", 1)
    view.show(replace(an_order_here(stand), order_state="cancelled"))
    assert view.property("promise") == "done.promise_over"


# --- slip


def test_a_fresh_order_prints_once_whatever_refreshes_come(stand: Stand) -> None:
    order, view = an_order_here(stand), SlipViewModel(stand.context)
    view.enter(Place("done", {"order": order.id, "fresh": True}))
    for _ in range(3):
        view.refresh(frozenset({Topic.ORDERS}))
    stand.rest()
    printer = stand.tools.printer
    assert isinstance(printer, FakePrinter)
    assert len(printer.papers) == 1
    assert view.property("digits") == stand.kiosk.slips.token_for(order=order)


def test_an_old_order_is_only_shown(stand: Stand) -> None:
    order, view = an_order_here(stand), SlipViewModel(stand.context)
    view.enter(Place("done", {"order": order.id}))
    stand.rest()
    assert view.property("paperText") == ""
    view.forget()
    assert view.property("digits") == ""


# --- collecting


@pytest.mark.parametrize(
    ("typed", "seen"),
    [("12", "12"), ("1234", "123-4"), ("1234567", "123-456-7"), ("13812345678", "*******5678")],
)
def test_a_code_is_grouped_and_a_phone_masked(stand: Stand, typed: str, seen: str) -> None:
    view = CollectViewModel(stand.context)
    for digit in typed:
        view.typeDigit(digit)
    assert view.property("typed") == seen


def test_what_is_not_found_goes_to_the_problem_page(stand: Stand) -> None:
    view = CollectViewModel(stand.context)
    view.enter(Place("collect", {"text": "🎁" * 5_000}))
    stand.rest()
    assert stand.place.page == "problem"
    assert isinstance(stand.place.params["error"], WrongInput)
    assert view.property("typed") == ""


def test_two_impatient_taps_hand_over_once(stand: Stand) -> None:
    order = an_order().with_lines(1).for_guest("小兔").arrived_at(stand.kiosk)
    view = HandOverViewModel(stand.context)
    view.enter(Place("handover", {"order": order, "proof": Proof.SHORT_CODE}))
    view.handOver()
    view.handOver()
    stand.rest()
    assert stand.place.page == "collected"
    assert stand.said()[0] == "collect.spoken_place"


def test_what_another_device_handed_over_meanwhile_is_refused(stand: Stand) -> None:
    order = an_order().with_lines(1).for_guest("小兔").arrived_at(stand.kiosk)
    view = HandOverViewModel(stand.context)
    view.enter(Place("handover", {"order": order, "proof": Proof.SLIP}))
    stand.kiosk.pickup.hand_over(order_id=order.id, proof=Proof.SLIP, given_minor=250)
    view.handOver()
    stand.rest()
    assert isinstance(stand.place.params["error"], AlreadyCollected)


# --- parcels


def test_parcels_are_counted_once_each(stand: Stand) -> None:
    order, view = an_order_here(stand), ParcelsViewModel(stand.context)
    view.enter(Place("parcels", {}))
    for code in (order.number, order.number, "SF1"):
        view.setCode(code)
        view.receive()
        stand.rest()
    assert view.property("count") == 2
    assert stand.said() == [
        "parcels.put_here_spoken",
        "parcels.already_spoken",
        "parcels.unexpected_spoken",
    ]
    assert all(stand.context.words.words.has(key) for key in stand.said())


def test_half_a_character_does_no_harm(stand: Stand) -> None:
    view = ParcelsViewModel(stand.context)
    view.setCode("A\ud83c" + "9" * 100)
    assert len(view.property("code")) <= 40


# --- attention


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_reason_and_choice_has_words(stand: Stand, language: str) -> None:
    stand.context.words.speak(language)
    words = stand.context.words.words
    assert all(words.has(f"attention.reason_{reason.value}") for reason in Reason)
    assert all(words.has(f"attention.choice_{choice.value}") for choice in Choice)
    assert set(CHOICES) == set(Reason)


def test_a_lower_price_gives_back_only_the_difference(stand: Stand) -> None:
    order = an_order().with_lines(2).for_guest("小兔").paid_in_cash().placed_at(stand.kiosk)
    stand.kiosk.inbound.apply_changes(page=hub_says(order, "price_changed", total_minor=700))
    view = AttentionViewModel(stand.context)
    view.enter(Place("attention", {}))
    stand.rest()
    view.answer("accept_price")
    assert (view.property("refund"), view.property("isAsking")) == ("¥0.50", True)
    view.agree()
    stand.rest()
    assert view.property("isEmpty")
    assert stand.kiosk.ordering.find_order(number=order.id).total_minor == 700


def test_an_answer_that_came_too_late_is_told(stand: Stand) -> None:
    stand.kiosk.pickup.receive_parcel(code="SF1")
    view = AttentionViewModel(stand.context)
    view.enter(Place("attention", {}))
    stand.rest()
    (item,) = stand.kiosk.attention.list_items()
    stand.kiosk.attention.resolve_item(item_id=item.id, choice=Choice.SEEN)
    view.answer("seen")
    stand.rest()
    assert len(stand.known) == 1
    assert view.property("isEmpty")


# --- orders, help, problems


def test_orders_come_newest_first_and_are_forgotten(stand: Stand) -> None:
    made = [an_order_here(stand) for _ in range(3)]
    view = OrdersViewModel(stand.context)
    view.enter(Place("orders", {}))
    stand.rest()
    rows = view.orders.rows
    assert [row.number for row in rows] == [order.number for order in reversed(made)]
    view.open(made[0].id)
    assert stand.place == Place("done", {"order": made[0].id})
    view.forget()
    assert view.orders.count == 0


def test_an_unknown_topic_is_plain_help(stand: Stand) -> None:
    view = AskViewModel(stand.context)
    view.enter(Place("ask", {"topic": "../../etc"}))
    assert (view.property("word"), view.property("topicPicture")) == ("ask.help", "")


def test_a_problem_fills_its_places_and_stays_short(stand: Stand) -> None:
    view = ProblemViewModel(stand.context)
    view.enter(Place("problem", {"error": NotHere(station="长" * 500)}))
    assert "长" in view.property("text")
    assert len(view.property("text")) <= 120
    view.forget()
    assert view.property("isBug")
