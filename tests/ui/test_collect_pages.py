"""From the parcel that comes in to the parcel in hand, and what needs a person."""

from __future__ import annotations

from uuid import UUID

import pytest

from kiosk.domain.changes import Outcome
from kiosk.domain.orders import Order
from kiosk.domain.token import PickupToken, Purpose, Signer, encode_token
from kiosk.store.keys import put_key
from tests.builders import AnOrder, an_order, hub_says
from tests.ui.conftest import OpenScreens, Screens
from ui.viewmodels.dates import moment_text

DAY_S = 86_400


def an_order_of(screens: Screens, *, lines: int = 2) -> AnOrder:
    resident = screens.kiosk.residents.register_resident(name="王小芳", phone="13812345678").value
    return an_order().with_lines(lines).for_resident(resident)


def slip_of(screens: Screens, order: Order) -> str:
    return screens.kiosk.slips.token_for(order=order)


def now(screens: Screens, order: Order) -> Order:
    screens.rest()
    return screens.kiosk.ordering.find_order(number=order.id)


def shown(screens: Screens, text: str) -> bool:
    return any(text in one for one in screens.finger.texts())


def wait_for_word(screens: Screens, key: str, **values: object) -> None:
    text = screens.app.words.say(key, **values)
    screens.finger.wait(lambda: shown(screens, text), text)


def key_in(screens: Screens, digits: str) -> None:
    for digit in digits:
        screens.finger.tap(f"digit{digit}")


# --- collecting


def test_a_paid_parcel_is_found_by_its_slip_and_handed_over_once(screens: Screens) -> None:
    order = an_order_of(screens).paid_in_cash().arrived_at(screens.kiosk)
    screens.finger.scan(slip_of(screens, order))
    wait_for_word(screens, "collect.confirm_title")
    assert shown(screens, "王*芳")
    assert screens.item("shelfNumber").property("text") == order.shelf.partition("-")[2].lstrip("0")
    screens.finger.tap("confirm")
    wait_for_word(screens, "collect.collected")
    assert now(screens, order).fulfilment_state == "collected"

    screens.clock.pass_seconds(60)
    screens.finger.tap("another")
    key_in(screens, order.short_code.replace("-", ""))
    screens.finger.tap("find")
    wait_for_word(screens, "problem.already_title")
    when = moment_text(screens.clock.now_ms() - 60_000, "zh_CN")
    wait_for_word(screens, "problem.already_when", when=when)


def test_what_is_due_is_taken_with_change(screens: Screens) -> None:
    order = an_order_of(screens).arrived_at(screens.kiosk)
    assert order.due_minor == 750
    screens.go("collect")
    key_in(screens, order.short_code.replace("-", ""))
    screens.finger.tap("find")
    screens.finger.tap("money500")
    assert not screens.finger.has("confirm")
    screens.finger.tap("money500")
    screens.finger.tap("confirm")
    wait_for_word(screens, "collect.collected")
    assert shown(screens, "¥2.50")
    after = now(screens, order)
    assert (after.payment_state, after.due_minor) == ("released", 0)


def test_a_card_finds_all_that_waits_and_one_is_chosen(screens: Screens) -> None:
    made = an_order_of(screens).paid_in_cash()
    first, second = made.arrived_at(screens.kiosk), made.arrived_at(screens.kiosk)
    card = screens.kiosk.residents.card_for(resident_id=first.buyer.resident_id)
    screens.finger.tap("home.collect")
    screens.finger.scan(card)
    screens.finger.find("order", nth=1)
    screens.finger.tap("order", nth=1)
    screens.finger.tap("confirm")
    wait_for_word(screens, "collect.collected")
    states = {now(screens, one).fulfilment_state for one in (first, second)}
    assert states == {"collected", "ready_for_pickup"}


def test_a_phone_finds_them_too_and_many_go_on_by_pages(screens: Screens) -> None:
    made = an_order_of(screens, lines=1)
    for _ in range(4):
        made.placed_at(screens.kiosk)
    screens.go("collect")
    key_in(screens, "13812345678")
    assert shown(screens, "*******5678")
    screens.finger.tap("find")
    screens.finger.find("order", nth=2)
    screens.finger.tap("more")
    screens.finger.wait(lambda: len(screens.finger.seen("order")) == 1, "the last one")
    screens.finger.tap("again")
    screens.finger.find("digit0")


def test_a_parcel_on_its_way_is_told_honestly(screens: Screens) -> None:
    order = an_order_of(screens).paid_in_cash().placed_at(screens.kiosk)
    screens.finger.scan(slip_of(screens, order))
    wait_for_word(screens, "collect.state_pending")
    assert not screens.finger.has("confirm")
    screens.app.background.write(lambda: screens.kiosk.pickup.receive_parcel(code=order.number))
    screens.finger.find("confirm")


def test_past_its_days_the_operator_is_asked_and_nobody_refused(screens: Screens) -> None:
    order = an_order_of(screens).paid_in_cash().arrived_at(screens.kiosk)
    slip = slip_of(screens, order)
    screens.clock.pass_seconds(30 * DAY_S)
    screens.app.idle.touch()
    screens.finger.scan(slip)
    wait_for_word(screens, "collect.expired_ask")
    screens.finger.tap("confirm")
    wait_for_word(screens, "collect.collected")


def test_a_slip_of_another_station_names_it(screens: Screens) -> None:
    other = Signer(key_id=7, station="CQ08", seed=bytes(32))
    with screens.kiosk.database.transaction() as connection:
        put_key(connection, other.entry())
    token = PickupToken(Purpose.PICKUP, 7, "CQ08", UUID(int=5), issued=29_000_000)
    screens.finger.scan(encode_token(token, other))
    wait_for_word(screens, "problem.elsewhere_title")
    assert shown(screens, "CQ08")


def test_a_forged_slip_is_called_so(screens: Screens) -> None:
    order = an_order_of(screens).paid_in_cash().arrived_at(screens.kiosk)
    slip = slip_of(screens, order)
    altered = slip[:-1] + ("1" if slip[-1] != "1" else "2")
    screens.finger.scan(altered)
    wait_for_word(screens, "problem.forged_title")
    assert now(screens, order).fulfilment_state == "ready_for_pickup"


@pytest.mark.parametrize("text", ["1234567", "00000", "999999999999999"])
def test_an_unknown_number_is_told_and_typed_anew(screens: Screens, text: str) -> None:
    screens.go("collect")
    key_in(screens, text)
    screens.finger.tap("find")
    screens.finger.tap("goOn")
    screens.finger.find("digit0")
    assert not screens.finger.has("find")


def test_goods_scanned_on_the_collect_page_go_into_the_basket(screens: Screens) -> None:
    rice = screens.goods("东北大米 5公斤")
    screens.go("collect")
    screens.finger.scan(rice.barcode)
    screens.finger.find("next")
    assert screens.app.basket.basket.line(rice.sku)


def test_the_next_slip_leaves_no_page_of_the_one_before(screens: Screens) -> None:
    made = an_order_of(screens).paid_in_cash()
    first, second = made.arrived_at(screens.kiosk), made.arrived_at(screens.kiosk)
    screens.finger.scan(slip_of(screens, first))
    screens.finger.find("confirm")
    screens.finger.scan(slip_of(screens, second))
    wait_for_word(screens, "collect.confirm_title")
    screens.rest()
    screens.finger.tap("confirm")
    wait_for_word(screens, "collect.collected")
    assert now(screens, second).fulfilment_state == "collected"
    assert now(screens, first).fulfilment_state == "ready_for_pickup"


# --- parcels come in


def test_each_parcel_gets_its_place_shown_large(screens: Screens) -> None:
    order = an_order_of(screens).placed_at(screens.kiosk)
    screens.as_operator()
    screens.finger.tap("operator.parcels")
    screens.finger.scan(order.number)
    wait_for_word(screens, "parcels.put_here")
    assert screens.item("shelfNumber").property("text") == "1"
    screens.clock.pass_seconds(1)
    screens.go("home")
    screens.go("parcels")
    screens.finger.type(order.number)
    code = screens.item("code")
    screens.finger.wait(lambda: code.property("text") == order.number, order.number)
    screens.finger.tap("receive")
    wait_for_word(screens, "parcels.already")


def test_an_unexpected_parcel_is_said_and_kept_for_a_person(screens: Screens) -> None:
    screens.as_operator()
    screens.go("parcels")
    screens.finger.scan("SF1234567890")
    wait_for_word(screens, "parcels.unexpected")
    (item,) = screens.kiosk.attention.list_items()
    screens.go("attention")
    assert shown(screens, "SF1234567890")
    screens.finger.tap("choice_seen")
    wait_for_word(screens, "attention.empty")
    assert item.id not in {one.id for one in screens.kiosk.attention.list_items()}


def test_goods_are_no_parcels(screens: Screens) -> None:
    rice = screens.goods("东北大米 5公斤")
    screens.as_operator()
    screens.go("parcels")
    screens.finger.scan(rice.barcode)
    screens.finger.find("next")
    assert screens.kiosk.attention.list_items() == []


def test_nonsense_as_a_parcel_code_is_refused_in_words(screens: Screens) -> None:
    screens.as_operator()
    screens.go("parcels")
    screens.finger.type("🎁" * 60)
    screens.rest()
    assert len(str(screens.item("code").property("text"))) <= 80
    screens.finger.tap("receive")
    screens.rest()


# --- what needs a person


def asked(screens: Screens, order: Order, event: str, **more: object) -> None:
    def told() -> Outcome[int]:
        return screens.kiosk.inbound.apply_changes(page=hub_says(order, event, **more))

    screens.app.background.write(told)
    screens.rest()


def test_a_new_price_is_agreed_to_by_a_person(screens: Screens) -> None:
    order = an_order_of(screens).placed_at(screens.kiosk)
    screens.as_operator()
    screens.go("attention")
    asked(screens, order, "price_changed", total_minor=900)
    assert screens.item("newTotal").property("amount") == "¥9.00"
    screens.finger.tap("choice_accept_price")
    screens.finger.tap("decline")
    assert now(screens, order).total_minor == 750
    screens.finger.tap("choice_accept_price")
    screens.finger.tap("agree")
    wait_for_word(screens, "attention.empty")
    assert now(screens, order).total_minor == 900


def test_money_goes_back_only_after_consent(screens: Screens) -> None:
    order = an_order_of(screens).paid_in_cash().placed_at(screens.kiosk)
    asked(screens, order, "refused", reason="这个村送不到")
    screens.as_operator()
    screens.go("attention")
    assert shown(screens, "这个村送不到")
    screens.finger.tap("choice_cancel_refund")
    assert screens.item("refund").property("text") == "¥7.50"
    assert now(screens, order).payment_state == "held"
    screens.finger.tap("agree")
    wait_for_word(screens, "attention.empty")
    after = now(screens, order)
    assert (after.order_state, after.payment_state) == ("cancelled", "refunded")


def test_a_substitute_opens_the_lines_as_a_basket(screens: Screens) -> None:
    order = an_order_of(screens).placed_at(screens.kiosk)
    asked(screens, order, "shortage")
    screens.as_operator()
    screens.go("attention")
    screens.finger.tap("choice_substitute")
    screens.finger.tap("agree")
    screens.finger.find("next")
    assert len(screens.kiosk.shopping.current_basket().lines) == 2


def test_many_questions_go_on_by_pages(screens: Screens) -> None:
    for number in range(7):
        screens.kiosk.pickup.receive_parcel(code=f"SF00{number}")
    screens.as_operator()
    screens.go("attention")
    screens.finger.find("question", nth=4)
    screens.finger.tap("more")
    screens.finger.wait(lambda: len(screens.finger.seen("question")) == 2, "the last two")


# --- orders, help, bugs


def test_the_operator_sees_recent_orders_and_opens_one(screens: Screens) -> None:
    order = an_order_of(screens).placed_at(screens.kiosk)
    screens.as_operator()
    screens.finger.tap("help")
    screens.finger.tap("orders")
    screens.finger.tap("order")
    screens.finger.wait(lambda: shown(screens, order.short_code), "the code")
    assert not shown(screens, screens.app.words.say("done.paper_printed"))


def test_no_orders_yet_is_said(screens: Screens) -> None:
    screens.as_operator()
    screens.go("orders")
    wait_for_word(screens, "orders.empty")


@pytest.mark.parametrize("topic", ["sell", "mine"])
def test_what_cannot_be_done_alone_leads_to_the_operator(screens: Screens, topic: str) -> None:
    screens.finger.tap(f"home.{topic}")
    wait_for_word(screens, f"ask.{topic}")
    screens.finger.tap("call")
    wait_for_word(screens, "ask.calling")


def test_after_a_bug_one_goes_on_where_one_was(
    screens: Screens, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Outcome[int]:
        raise ZeroDivisionError("inside")

    screens.put_in("东北大米 5公斤")
    screens.go("basket")
    screens.app.background.write(broken)
    wait_for_word(screens, "problem.bug")
    assert not shown(screens, "inside")
    assert "a bug reached the screen" in caplog.text
    screens.finger.tap("goOn")
    screens.finger.find("next")


def test_a_language_switch_speaks_the_other_words_at_once(open_screens: OpenScreens) -> None:
    screens = open_screens()
    order = an_order_of(screens).arrived_at(screens.kiosk)
    screens.finger.scan(slip_of(screens, order))
    screens.finger.find("confirm")
    screens.finger.tap("language")
    wait_for_word(screens, "collect.exact_and_give")
    assert screens.app.words.words.language == "en"
