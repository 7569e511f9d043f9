"""From the scanner to the owner's hands, once."""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.errors import (
    AlreadyCollected,
    NotEnrolled,
    NotFound,
    NotHere,
    WrongInput,
    WrongNumber,
)
from kiosk.domain.ledger import RECEIVABLE, SUPPLIER_PAYABLE, TILL
from kiosk.domain.orders import Order
from kiosk.domain.pickup import Proof
from kiosk.domain.shortcode import ShortCodeMistyped, make_short_code
from kiosk.domain.token import ForgedToken, UnknownTokenKey
from kiosk.services.kiosk import Kiosk, open_kiosk
from kiosk.services.pickup import NotArrived, OrderIsCancelled
from kiosk.services.shelving import DAY_MS
from kiosk.store.money import balance
from sync.protocol import Change, ChangesPage, KeyEntry, ParcelCollected, ParcelReceived
from tests.builders import a_station, an_order, hub_says, records_of
from tests.fakes.clock import FakeClock


def now(kiosk: Kiosk, order: Order) -> Order:
    return kiosk.ordering.find_order(number=order.id)


def slip_of(kiosk: Kiosk, order: Order) -> str:
    return kiosk.slips.token_for(order=now(kiosk, order))


def collect(kiosk: Kiosk, order: Order, given: int = 0) -> Order:
    return kiosk.pickup.hand_over(order_id=order.id, proof=Proof.SLIP, given_minor=given).value


# --- scanning in ------------------------------------------------------------------------------


def test_a_parcel_gets_a_place_while_the_platform_is_still_silent(
    kiosk: Kiosk, clock: FakeClock
) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    received = kiosk.pickup.receive_parcel(code=order.number).value
    assert received.order == now(kiosk, order)
    assert (received.slot.code, received.already) == ("triangle-01", False)
    assert received.order is not None
    assert received.order.fulfilment_state == "ready_for_pickup"
    assert received.order.order_state == "placed"
    assert received.order.collect_until == clock.now_ms() + 5 * DAY_MS
    body = msgspec.json.decode(records_of(kiosk.outbox)[-1].body, type=ParcelReceived)
    assert body == ParcelReceived(order.number, order.id, "triangle-01")


def test_the_second_scan_changes_nothing(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    first = kiosk.pickup.receive_parcel(code=order.number).value
    for code in (order.number, order.short_code, slip_of(kiosk, order)):
        again = kiosk.pickup.receive_parcel(code=code)
        assert again.value.already
        assert again.value.slot == first.slot
        assert again.changed == frozenset()
    assert len(records_of(kiosk.outbox)) == 2
    collect(kiosk, order, given=250)
    assert kiosk.pickup.receive_parcel(code=order.number).value.already


def test_parcels_spread_over_the_shelf_and_free_their_place(kiosk: Kiosk) -> None:
    orders = [an_order().with_lines(1).arrived_at(kiosk) for _ in range(4)]
    shelves = [order.shelf for order in orders]
    assert shelves == ["triangle-01", "disc-01", "square-01", "triangle-02"]
    collect(kiosk, orders[1], given=250)
    assert an_order().with_lines(1).arrived_at(kiosk).shelf == "disc-01"


def test_a_courier_label_is_known_after_the_news_of_shipping(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    kiosk.inbound.apply_changes(page=hub_says(order, "shipped", parcel_code="SF1234567890"))
    received = kiosk.pickup.receive_parcel(code=" sf1234567890 ").value
    assert received.order is not None
    assert received.order.id == order.id
    assert received.order.parcel_code.upper() == "SF1234567890"


def test_a_label_scanned_before_its_news_finds_its_owner_later(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    early = kiosk.pickup.receive_parcel(code="SF1").value
    assert early.order is None
    (item,) = kiosk.attention.list_items()
    assert (item.reason, item.order_id, item.detail) == ("unexpected_parcel", "", "SF1")
    assert kiosk.pickup.receive_parcel(code="SF1").value.already
    kiosk.inbound.apply_changes(page=hub_says(order, "shipped", parcel_code="SF1"))
    assert now(kiosk, order).fulfilment_state == "ready_for_pickup"
    assert now(kiosk, order).shelf == early.slot.code
    assert kiosk.attention.list_items() == []


def test_a_label_that_turns_out_to_be_of_a_refused_order_asks_about_that(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    kiosk.pickup.receive_parcel(code="SF1")
    kiosk.inbound.apply_changes(page=hub_says(order, "refused", at=1))
    kiosk.inbound.apply_changes(page=hub_says(order, "shipped", at=2, parcel_code="SF1"))
    unexpected = [i for i in kiosk.attention.list_items() if i.reason == "unexpected_parcel"]
    assert [item.order_id for item in unexpected] == [order.id]
    assert now(kiosk, order).fulfilment_state == "shipped"


def test_a_label_has_one_owner(kiosk: Kiosk) -> None:
    first, second = (an_order().with_lines(1).placed_at(kiosk) for _ in range(2))
    kiosk.pickup.receive_parcel(code="SF1")
    for at, order in enumerate((first, second)):
        kiosk.inbound.apply_changes(page=hub_says(order, "shipped", at=at, parcel_code="SF1"))
    assert now(kiosk, first).fulfilment_state == "ready_for_pickup"
    assert now(kiosk, second).fulfilment_state == "shipped"


def test_when_it_was_collected_is_kept(kiosk: Kiosk, clock: FakeClock) -> None:
    order = an_order().with_lines(1).paid_in_cash().arrived_at(kiosk)
    assert kiosk.pickup.collected_at(number=order.number) == 0
    clock.pass_seconds(60)
    collect(kiosk, order)
    assert kiosk.pickup.collected_at(number=order.number) == clock.now_ms()


def test_a_parcel_nobody_ordered_is_told_to_the_hub(kiosk: Kiosk) -> None:
    kiosk.pickup.receive_parcel(code="SF1")
    (record,) = records_of(kiosk.outbox)
    body = msgspec.json.decode(record.body, type=ParcelReceived)
    assert (body.parcel_code, body.order_id, body.shelf) == ("SF1", "", "triangle-01")


def test_the_parcel_of_a_cancelled_order_asks_a_person(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    kiosk.inbound.apply_changes(page=hub_says(order, "refused"))
    kiosk.pickup.receive_parcel(code=order.number)
    assert now(kiosk, order).fulfilment_state == "pending"
    assert {item.reason for item in kiosk.attention.list_items()} == {
        "refused",
        "unexpected_parcel",
    }
    assert kiosk.pickup.receive_parcel(code=order.number).value.already


@pytest.mark.parametrize("code", ["", "\n", "x" * 10_000])
def test_no_code_is_no_parcel(kiosk: Kiosk, code: str) -> None:
    with pytest.raises(WrongInput):
        kiosk.pickup.receive_parcel(code=code)


def test_a_slip_of_the_finger_is_no_parcel(kiosk: Kiosk) -> None:
    unknown = make_short_code(0, 77)
    with pytest.raises(NotFound):
        kiosk.pickup.receive_parcel(code=unknown)
    with pytest.raises(ShortCodeMistyped):
        kiosk.pickup.receive_parcel(code=unknown[:-1] + str((int(unknown[-1]) + 1) % 10))
    assert records_of(kiosk.outbox) == []


def test_nothing_is_received_before_enrolment(tmp_path: Path) -> None:
    with open_kiosk(tmp_path) as kiosk, pytest.raises(NotEnrolled):
        kiosk.pickup.receive_parcel(code="SF1")


# --- finding ----------------------------------------------------------------------------------


def test_a_parcel_is_found_by_whatever_its_owner_shows(kiosk: Kiosk) -> None:
    resident = kiosk.residents.register_resident(name="李雷", phone="138-1234-1234").value
    order = an_order().with_lines(1).for_resident(resident).arrived_at(kiosk)
    card = kiosk.residents.card_for(resident_id=resident.id)
    shown = {
        slip_of(kiosk, order): Proof.SLIP,
        f"  {slip_of(kiosk, order)}\r\n": Proof.SLIP,
        card: Proof.CARD,
        order.short_code: Proof.SHORT_CODE,
        order.short_code.replace("-", " "): Proof.SHORT_CODE,
        order.number.lower(): Proof.NUMBER,
        "138 1234 1234": Proof.PHONE,
        "１３８１２３４１２３４": Proof.PHONE,
    }
    for text, proof in shown.items():
        found = kiosk.pickup.find_orders(text=text)
        assert (found.orders, found.proof) == ((order,), proof)


def test_card_and_phone_show_what_waits_the_ready_ones_first(kiosk: Kiosk) -> None:
    resident = kiosk.residents.register_resident(name="李雷", phone="13812341234").value
    making = an_order().with_lines(1).for_resident(resident)
    pending = making.placed_at(kiosk)
    ready = making.arrived_at(kiosk)
    gone = making.arrived_at(kiosk)
    collect(kiosk, gone, given=250)
    card = kiosk.residents.card_for(resident_id=resident.id)
    for text in (card, "13812341234"):
        found = kiosk.pickup.find_orders(text=text).orders
        assert [order.id for order in found] == [ready.id, pending.id]


def test_an_old_slip_of_an_order_still_finds_it(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    early = slip_of(kiosk, order)
    kiosk.pickup.receive_parcel(code=order.number)
    assert slip_of(kiosk, order) != early  # now it says the shelf
    assert kiosk.pickup.find_orders(text=early).orders == (now(kiosk, order),)


def test_storage_time_that_has_passed_asks_and_never_refuses(
    kiosk: Kiosk, clock: FakeClock
) -> None:
    order = an_order().with_lines(1).paid_in_cash().arrived_at(kiosk)
    slip = slip_of(kiosk, order)
    assert not kiosk.pickup.find_orders(text=slip).expired
    clock.pass_seconds(6 * 24 * 3600)
    found = kiosk.pickup.find_orders(text=slip)
    assert found.expired
    assert collect(kiosk, found.orders[0]).fulfilment_state == "collected"


@pytest.mark.parametrize(
    "text", ["CQ07A-9999", "13899999999", "👍🏼", "عائشة", "'; --", "\ud800", "0000000000"]
)
def test_nothing_found_is_said(kiosk: Kiosk, text: str) -> None:
    an_order().with_lines(1).arrived_at(kiosk)
    with pytest.raises(WrongInput):
        kiosk.pickup.find_orders(text=text)


def test_a_mistyped_short_code_is_told_as_such(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).arrived_at(kiosk)
    wrong = order.short_code[:-1] + str((int(order.short_code[-1]) + 1) % 10)
    with pytest.raises(ShortCodeMistyped):
        kiosk.pickup.find_orders(text=wrong)


def test_a_village_phone_of_seven_digits_is_no_mistyped_code(kiosk: Kiosk) -> None:
    phone = "6512343"
    order = an_order().with_lines(1).for_guest("公鸡", phone).arrived_at(kiosk)
    found = kiosk.pickup.find_orders(text=phone)
    assert (found.orders, found.proof) == ((order,), Proof.PHONE)


def test_a_genuine_slip_of_another_station_is_sent_there(tmp_path: Path, kiosk: Kiosk) -> None:
    with a_station(tmp_path / "other", code="CQ08", device=1, seed=b"\x07" * 32) as other:
        slip = slip_of(other, an_order().with_lines(1).arrived_at(other))
        key = other.station.signing_key().entry()
    with pytest.raises(UnknownTokenKey):
        kiosk.pickup.find_orders(text=slip)
    kiosk.inbound.apply_changes(page=key_page(key.key_id, "CQ08", key.public_key.hex()))
    with pytest.raises(NotHere) as told:
        kiosk.pickup.find_orders(text=slip)
    assert told.value.values == {"station": "CQ08"}


def key_page(key_id: int, station: str, public_key: str) -> ChangesPage:
    entry = KeyEntry(key_id, station, public_key, valid_from=0, valid_to=0)
    raw = msgspec.Raw(msgspec.json.encode(entry))
    return ChangesPage([Change("key", str(key_id), 1, raw)], cursor="k", more=False)


def test_a_forged_slip_says_so(tmp_path: Path, kiosk: Kiosk) -> None:
    with a_station(tmp_path / "forger", seed=b"\x66" * 32) as forger:
        slip = slip_of(forger, an_order().with_lines(1).arrived_at(forger))
    with pytest.raises(ForgedToken):
        kiosk.pickup.find_orders(text=slip)
    with pytest.raises(ForgedToken):
        kiosk.pickup.receive_parcel(code=slip)


def test_a_genuine_slip_of_an_order_that_is_not_in_the_records(
    tmp_path: Path, kiosk: Kiosk
) -> None:
    with a_station(tmp_path / "twin") as twin:  # the same station and key, another disk
        slip = slip_of(twin, an_order().with_lines(1).arrived_at(twin))
    with pytest.raises(NotFound):
        kiosk.pickup.find_orders(text=slip)


def test_a_card_is_no_label(kiosk: Kiosk) -> None:
    resident = kiosk.residents.register_resident(name="李雷").value
    with pytest.raises(NotFound):
        kiosk.pickup.receive_parcel(code=kiosk.residents.card_for(resident_id=resident.id))


# --- handing over -----------------------------------------------------------------------------


def test_paid_goods_are_handed_over_once(kiosk: Kiosk) -> None:
    """The fifteen known failures, 7: a slip used twice offline is refused."""
    order = an_order().with_lines(3).paid_in_cash().arrived_at(kiosk)
    slip = slip_of(kiosk, order)
    done = collect(kiosk, order)
    assert (done.fulfilment_state, done.order_state) == ("collected", "closed")
    assert (done.payment_state, done.due_minor) == ("released", 0)
    with pytest.raises(AlreadyCollected) as told:
        collect(kiosk, order)
    assert told.value.values == {"number": order.number}
    for text in (slip, order.number, order.short_code):
        with pytest.raises(AlreadyCollected):
            kiosk.pickup.find_orders(text=text)
    body = msgspec.json.decode(records_of(kiosk.outbox)[-1].body, type=ParcelCollected)
    assert body == ParcelCollected(order.id, "slip", paid_minor=0)


def test_what_is_due_is_taken_at_the_counter(kiosk: Kiosk) -> None:
    order = an_order().with_lines(3).paid_on_pickup().arrived_at(kiosk)
    with pytest.raises(WrongNumber):
        collect(kiosk, order, given=1_499)
    assert now(kiosk, order) == order  # nothing half done
    done = collect(kiosk, order, given=2_000)
    assert (done.payment_state, done.paid_minor, done.change_minor) == ("released", 1_500, 500)
    with kiosk.database.read() as connection:
        assert [balance(connection, name) for name in (TILL, RECEIVABLE, SUPPLIER_PAYABLE)] == [
            1_500,
            0,
            -1_500,
        ]
    body = msgspec.json.decode(records_of(kiosk.outbox)[-1].body, type=ParcelCollected)
    assert body.paid_minor == 1_500


def test_two_counters_cannot_both_hand_it_over(tmp_path: Path, kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).paid_in_cash().arrived_at(kiosk)
    won: list[Order] = []
    lost: list[AlreadyCollected] = []
    start = threading.Barrier(4)

    def try_it(counter: Kiosk) -> None:
        start.wait()
        try:
            won.append(collect(counter, order))
        except AlreadyCollected as error:
            lost.append(error)

    with open_kiosk(tmp_path) as second:
        threads = [
            threading.Thread(target=try_it, args=(counter,))
            for counter in (kiosk, second, kiosk, second)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (len(won), len(lost)) == (1, 3)
    assert sum(record.type == "parcel.collected" for record in records_of(kiosk.outbox)) == 1


def test_a_parcel_that_is_not_here_names_both_states(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).paid_in_cash().placed_at(kiosk)
    with pytest.raises(NotArrived) as told:
        collect(kiosk, order)
    assert (told.value.values["current"], told.value.values["wanted"]) == ("pending", "collected")
    with pytest.raises(NotFound):
        kiosk.pickup.hand_over(order_id="nothing", proof=Proof.SLIP)


def test_nothing_is_handed_over_for_a_refused_order(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    kiosk.inbound.apply_changes(page=hub_says(order, "refused"))
    kiosk.pickup.receive_parcel(code=order.number)
    with pytest.raises(OrderIsCancelled):
        collect(kiosk, order, given=250)
    with pytest.raises(OrderIsCancelled):
        kiosk.pickup.find_orders(text=order.number)
    with pytest.raises(NotFound):
        kiosk.pickup.find_orders(text="13812341234")


def test_collecting_answers_open_questions_about_the_order(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).paid_in_cash().arrived_at(kiosk)
    kiosk.inbound.apply_changes(page=hub_says(order, "shortage"))
    assert len(kiosk.attention.list_items()) == 1
    collect(kiosk, order)
    assert kiosk.attention.list_items() == []
