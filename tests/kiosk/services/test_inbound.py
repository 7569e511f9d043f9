"""What the hub says: verdicts, events in any order, keys, and nonsense."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from kiosk.domain.attention import Choice, Reason
from kiosk.domain.errors import KnownError
from kiosk.domain.money import MOST_MINOR
from kiosk.domain.orders import Order
from kiosk.domain.pickup import Proof
from kiosk.domain.token import RevokedTokenKey, UnknownTokenKey
from kiosk.services.kiosk import Kiosk
from sync.protocol import (
    Change,
    ChangesPage,
    KeyEntry,
    OrderEventKind,
    Record,
    Verdict,
    VerdictKind,
)
from tests.builders import SEED, an_order, hub_says, records_of

EVENTS = [kind.value for kind in OrderEventKind]


def now(kiosk: Kiosk, order: Order) -> Order:
    return kiosk.ordering.find_order(number=order.id)


def say(kiosk: Kiosk, order: Order, event: str, **more: object) -> Order:
    kiosk.inbound.apply_changes(page=hub_says(order, event, **more))
    return now(kiosk, order)


def answer(kiosk: Kiosk, record: Record, kind: str, detail: str = "") -> int:
    verdict = Verdict(record.seq, record.id, VerdictKind(kind), detail=detail)
    return kiosk.inbound.apply_verdicts(verdicts=[verdict]).value


def reasons(kiosk: Kiosk) -> list[Reason]:
    return [item.reason for item in kiosk.attention.list_items()]


# --- verdicts ---------------------------------------------------------------------------------


def test_an_order_travels_from_written_down_to_accepted(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    (record,) = records_of(kiosk.outbox)
    assert now(kiosk, order).honesty == 1
    kiosk.outbox.mark_sent(seqs=[record.seq])
    assert (now(kiosk, order).sync_state, now(kiosk, order).honesty) == ("sent", 2)
    assert answer(kiosk, record, "ok") == 1
    assert now(kiosk, order).sync_state == "acknowledged"
    assert say(kiosk, order, "accepted").honesty == 3
    assert kiosk.outbox.count() == 0


@pytest.mark.parametrize("kind", ["ok", "dup"])
def test_the_first_answer_stands_whatever_is_sent_again(kiosk: Kiosk, kind: str) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    (record,) = records_of(kiosk.outbox)
    assert answer(kiosk, record, kind) == 1
    for again in ("dup", "rejected", "conflict", "retry"):
        assert answer(kiosk, record, again) == 0
    assert now(kiosk, order).sync_state == "acknowledged"
    assert reasons(kiosk) == []


def test_retry_leaves_the_record_waiting(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    (record,) = records_of(kiosk.outbox)
    kiosk.outbox.mark_sent(seqs=[record.seq])
    assert answer(kiosk, record, "retry") == 0
    assert kiosk.outbox.count() == 1
    assert now(kiosk, order).sync_state == "sent"


def test_an_answer_to_another_record_changes_nothing(kiosk: Kiosk) -> None:
    an_order().with_lines(1).placed_at(kiosk)
    strange = [
        Verdict(1, "another-id", VerdictKind.OK),
        Verdict(99, "no-such-record", VerdictKind.REJECTED),
    ]
    assert kiosk.inbound.apply_verdicts(verdicts=strange).value == 0
    assert kiosk.outbox.count() == 1
    assert reasons(kiosk) == []


def test_one_bad_record_blocks_nobody_else(kiosk: Kiosk) -> None:
    """The fifteen known failures, 3: 49 are acknowledged, one asks a person with its reason."""
    orders = [an_order().with_lines(1).placed_at(kiosk) for _ in range(50)]
    records = records_of(kiosk.outbox)
    verdicts = [
        Verdict(r.seq, r.id, VerdictKind.REJECTED, "total", "合计不对")
        if r.seq == 3
        else Verdict(r.seq, r.id, VerdictKind.OK)
        for r in records
    ]
    assert kiosk.inbound.apply_verdicts(verdicts=verdicts).value == 50
    states = kiosk.station.status().sync_state
    assert states == {"acknowledged": 49, "rejected": 1}
    (item,) = kiosk.attention.list_items()
    assert (item.reason, item.order_id, item.detail) == ("rejected", orders[2].id, "合计不对")
    assert kiosk.outbox.count() == 0


def test_a_rejected_order_keeps_its_later_records_back(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).arrived_at(kiosk)
    other = an_order().with_lines(1).placed_at(kiosk)
    answer(kiosk, records_of(kiosk.outbox)[0], "rejected")
    kiosk.pickup.hand_over(order_id=order.id, proof=Proof.SLIP, given_minor=250)
    assert [record.aggregate for record in records_of(kiosk.outbox)] == [other.id]
    assert sum(kiosk.outbox.count_by_state().values()) == 4  # nothing was dropped


@pytest.mark.parametrize("kind", ["conflict", "held"])
def test_conflict_and_held_ask_a_person(kiosk: Kiosk, kind: str) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    answer(kiosk, records_of(kiosk.outbox)[0], kind)
    (item,) = kiosk.attention.list_items()
    assert (item.reason, item.order_id) == (kind, order.id)
    assert now(kiosk, order).sync_state == "queued"
    kiosk.attention.resolve_item(item_id=item.id, choice=Choice.SEEN)
    assert reasons(kiosk) == []


def test_a_refused_resident_asks_a_person_without_an_order(kiosk: Kiosk) -> None:
    for name in ("李雷", "韩梅梅"):
        kiosk.residents.register_resident(name=name)
    for record in records_of(kiosk.outbox):
        answer(kiosk, record, "rejected", "重名")
    assert [(item.order_id, item.detail) for item in kiosk.attention.list_items()] == [
        ("", "重名"),
        ("", "重名"),
    ]


def test_a_later_record_that_is_rejected_leaves_the_order_acknowledged(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).arrived_at(kiosk)
    placed, received = records_of(kiosk.outbox)
    answer(kiosk, placed, "ok")
    answer(kiosk, received, "rejected")
    assert now(kiosk, order).sync_state == "acknowledged"
    assert reasons(kiosk) == [Reason.REJECTED]


# --- events -----------------------------------------------------------------------------------


def test_goods_come_closer(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    assert say(kiosk, order, "accepted").order_state == "accepted"
    shipped = say(kiosk, order, "shipped", parcel_code="SF1")
    assert (shipped.fulfilment_state, shipped.parcel_code) == ("shipped", "SF1")
    assert say(kiosk, order, "arrived").fulfilment_state == "arrived"


def test_news_that_comes_after_the_fact_is_harmless(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).paid_in_cash().arrived_at(kiosk)
    done = kiosk.pickup.hand_over(order_id=order.id, proof=Proof.SLIP).value
    for event in EVENTS:
        assert say(kiosk, order, event, total_minor=999) == done
    assert reasons(kiosk) == []


@pytest.mark.parametrize("first", EVENTS)
def test_news_that_comes_twice_counts_once(kiosk: Kiosk, first: str) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    once = say(kiosk, order, first, total_minor=999)
    assert say(kiosk, order, first, total_minor=999) == once
    assert len(reasons(kiosk)) <= 1


def test_a_question_answered_before_is_not_asked_again_by_a_replay(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    say(kiosk, order, "shortage", at=5)
    (item,) = kiosk.attention.list_items()
    kiosk.attention.resolve_item(item_id=item.id, choice=Choice.WAIT)
    kiosk.inbound.forget_cursor()
    assert kiosk.inbound.station_cursor() == ""
    say(kiosk, order, "shortage", at=5)
    assert reasons(kiosk) == []
    say(kiosk, order, "shortage", at=6)  # a new one is another matter
    assert reasons(kiosk) == [Reason.SHORTAGE]


def test_one_open_question_for_each_order_and_reason(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    say(kiosk, order, "price_changed", at=1, total_minor=300, reason="涨价")
    say(kiosk, order, "price_changed", at=2, total_minor=320, reason="又涨价")
    say(kiosk, order, "shortage", at=3)
    items = kiosk.attention.list_items()
    assert [(item.reason, item.total_minor, item.detail) for item in items] == [
        ("price_changed", 320, "又涨价"),
        ("shortage", 250, ""),
    ]


@pytest.mark.parametrize("total", [0, -1, 250, MOST_MINOR + 1])
def test_a_price_that_is_none_or_none_new_asks_nothing(kiosk: Kiosk, total: int) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    say(kiosk, order, "price_changed", total_minor=total)
    assert reasons(kiosk) == []


def test_a_refusal_after_the_parcel_came_asks_but_does_not_forfeit(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).paid_in_cash().arrived_at(kiosk)
    assert say(kiosk, order, "refused").order_state == "placed"
    assert reasons(kiosk) == [Reason.REFUSED]
    kiosk.pickup.hand_over(order_id=order.id, proof=Proof.SLIP)


def test_events_of_another_device_are_passed_over(kiosk: Kiosk) -> None:
    page = hub_says("018f0000-0000-7000-8000-000000000000", "refused")
    assert kiosk.inbound.apply_changes(page=page).value == 1
    assert reasons(kiosk) == []
    assert kiosk.inbound.station_cursor() == page.cursor


def test_what_cannot_be_read_is_noted_and_holds_up_nothing(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    good = hub_says(order, "accepted").changes[0]
    bodies = [b"{}", b"[1]", b'{"order_id": 7}', b'{"order_id":"x","event":"exploded","at":1}']
    page = ChangesPage(
        [
            *[Change("order", "x", n, msgspec.Raw(body)) for n, body in enumerate(bodies)],
            Change("order", order.id, 7, None),
            Change("weather", "rain", 8, msgspec.Raw(b"{}")),
            Change("key", "not a number", 9, None),
            Change("key", "5", 9, msgspec.Raw(msgspec.json.encode(KeyEntry(5, "X", "zz", 0, 0)))),
            Change("key", "6", 9, msgspec.Raw(msgspec.json.encode(KeyEntry(6, "X", "00", 0, 0)))),
            Change("key", str(1 << 70), 9, None),
            Change("order", order.id, 9, msgspec.Raw(a_time_no_calendar_holds(order))),
            good,
        ],
        cursor="end",
        more=False,
    )
    kiosk.inbound.apply_changes(page=page)
    assert now(kiosk, order).order_state == "accepted"
    assert kiosk.inbound.station_cursor() == "end"
    with kiosk.database.read() as connection:
        noted = connection.execute("SELECT action FROM audit").fetchall()
    assert noted == [("change.unreadable",)] * 9


def a_time_no_calendar_holds(order: Order) -> bytes:
    return b'{"order_id":"%s","event":"shipped","at":%d}' % (order.id.encode(), (1 << 64) - 1)


def test_an_empty_page_moves_the_cursor_and_wakes_no_screen(kiosk: Kiosk) -> None:
    done = kiosk.inbound.apply_changes(page=ChangesPage([], cursor="c9", more=False))
    assert done.changed == {"sync"}
    assert kiosk.inbound.station_cursor() == "c9"


DEEDS = [*EVENTS, "receive", "collect", "cancel"]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=st.lists(st.sampled_from(DEEDS), max_size=9), cash=st.booleans())
def test_whatever_comes_in_whatever_order_the_books_balance(
    kiosk: Kiosk, deeds: list[str], cash: bool
) -> None:
    """Any order of the hub's news and people's deeds: no crash, no money made or lost."""
    making = an_order().with_lines(2)
    order = (making.paid_in_cash() if cash else making).placed_at(kiosk)
    for at, deed in zip(itertools.count(1), deeds, strict=False):
        do(kiosk, order, deed, at)
    end = now(kiosk, order)
    with kiosk.database.read() as connection:
        lines = connection.execute(
            "SELECT account, SUM(amount_minor) FROM ledger_line JOIN ledger_entry e "
            "ON e.row_id = entry_row WHERE e.order_id = ? GROUP BY account",
            (order.id,),
        )
        sums = dict(lines.fetchall())
        cash_rows = connection.execute(
            "SELECT COALESCE(SUM(c.amount_minor), 0) FROM cash_movement c "
            "JOIN payment p ON p.row_id = c.payment_row JOIN orders o ON o.row_id = p.order_row "
            "WHERE o.id = ?",
            (order.id,),
        ).fetchone()[0]
    over = end.order_state == "cancelled"
    assert sum(sums.values()) == 0
    assert sums.get("till", 0) == cash_rows == end.paid_minor
    assert sums.get("receivable", 0) == (0 if over else end.total_minor - end.paid_minor)
    assert end.due_minor == sums.get("receivable", 0)
    if end.fulfilment_state == "collected":
        assert end.paid_minor == end.total_minor


def do(kiosk: Kiosk, order: Order, deed: str, at: int) -> None:
    try:
        if deed == "receive":
            kiosk.pickup.receive_parcel(code=order.number)
        elif deed == "collect":
            due = now(kiosk, order).due_minor
            kiosk.pickup.hand_over(order_id=order.id, proof=Proof.SLIP, given_minor=due)
        elif deed == "cancel":
            for item in kiosk.attention.list_items():
                choice = item.choices[at % len(item.choices)]
                kiosk.attention.resolve_item(item_id=item.id, choice=choice)
        else:
            say(kiosk, order, deed, at=at, total_minor=700 + 10 * (at % 9), parcel_code=order.id)
    except KnownError:
        return


# --- keys -------------------------------------------------------------------------------------


def key_page(*, revoked: bool = False, gone: bool = False) -> ChangesPage:
    public = bytes(SigningKey(SEED).verify_key).hex()
    entry = KeyEntry(100, "CQ07", public, 60_000, 120_000, revoked)
    body = None if gone else msgspec.Raw(msgspec.json.encode(entry))
    return ChangesPage([Change("key", "100", 1, body)], cursor="k", more=False)


def test_the_key_list_decides_which_slips_are_genuine(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).arrived_at(kiosk)
    slip = kiosk.slips.token_for(order=order)
    kiosk.inbound.apply_changes(page=key_page())
    assert kiosk.pickup.find_orders(text=slip).orders == (order,)
    kiosk.inbound.apply_changes(page=key_page(revoked=True))
    with pytest.raises(RevokedTokenKey):
        kiosk.pickup.find_orders(text=slip)
    kiosk.inbound.apply_changes(page=key_page(gone=True))
    with pytest.raises(UnknownTokenKey):
        kiosk.pickup.find_orders(text=slip)
