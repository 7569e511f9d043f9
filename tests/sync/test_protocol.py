"""The messages: they travel and come back the same, and both ends agree on the shared sums."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import protocol
from sync.protocol import (
    BODY_TYPES,
    Change,
    ChangesPage,
    LineBody,
    Record,
    Verdict,
    VerdictKind,
    decode_records,
    encode_record,
    order_hash,
    record_hash,
    signing_text,
)

EXAMPLES: dict[str, msgspec.Struct] = {
    "order.placed": protocol.OrderPlaced(
        order_id="o1",
        number="CQ07A-0001",
        short_code="123-456-7",
        lines=[LineBody("A1", 750, 333, 500, unit_grams=500)],
        total_minor=500,
        currency="CNY",
        pay="cash",
        catalogue_version=3,
        content_hash="0" * 32,
    ),
    "order.cancelled": protocol.OrderCancelled("o1", refund_minor=500, reason="改主意了"),
    "order.price_accepted": protocol.PriceAccepted("o1", 600),
    "parcel.received": protocol.ParcelReceived("SF1", "o1", "disc-07"),
    "parcel.collected": protocol.ParcelCollected("o1", "slip", 500),
    "resident.registered": protocol.ResidentRegistered("r1", "赵", "13800001234"),
    "lesson.finished": protocol.LessonFinished("op1", "buy_one", 5, tries=2),
}
MESSAGES: list[msgspec.Struct] = [
    protocol.Hello(1, 1, 1, "e", 0),
    protocol.EnrolRequest("1234-5678", "00" * 32, "i"),
    protocol.Enrolment("CQ07", "云坪村", "A", 0, 1, "CNY", "00" * 32),
    protocol.Problem("busy", "later"),
    protocol.PushAnswer([Verdict(1, "i", VerdictKind.HELD, "unknown_type", "…")], 1),
    protocol.Category("c1", "食品"),
    protocol.Goods("A1", "米", "c1", "袋", 3280, pinyin="mi"),
    protocol.SnapshotHead(1, "CNY", 1, 1),
    protocol.OrderEvent("o1", protocol.OrderEventKind.SHIPPED, 0, parcel_code="1"),
    protocol.KeyEntry(1, "CQ07", "00" * 32, 0, 1, revoked=True),
]


def a_record(**more: Any) -> Record:
    values: dict[str, Any] = {
        "seq": 1,
        "id": "i1",
        "aggregate": "o1",
        "type": "order.placed",
        "schema": 1,
        "at": 5,
        "body": msgspec.Raw(b'{"a": 1}'),
    }
    return Record(**(values | more))


def test_every_record_type_has_an_example() -> None:
    assert set(EXAMPLES) == set(BODY_TYPES)


@pytest.mark.parametrize("kind", list(BODY_TYPES))
def test_bodies_come_back_the_same(kind: str) -> None:
    body = EXAMPLES[kind]
    assert msgspec.json.decode(msgspec.json.encode(body), type=BODY_TYPES[kind]) == body


@pytest.mark.parametrize("message", MESSAGES, ids=lambda m: type(m).__name__)
def test_messages_come_back_the_same(message: msgspec.Struct) -> None:
    assert msgspec.json.decode(msgspec.json.encode(message), type=type(message)) == message


@pytest.mark.parametrize("kind", list(BODY_TYPES))
def test_a_field_from_the_future_is_overlooked(kind: str) -> None:
    body = msgspec.to_builtins(EXAMPLES[kind]) | {"from_the_future": [1]}
    assert msgspec.convert(body, BODY_TYPES[kind]) == EXAMPLES[kind]


def test_a_tombstone_has_no_body_on_either_end() -> None:
    page = ChangesPage(
        [Change("goods", "A1", 1), Change("goods", "A2", 2, msgspec.Raw(b'{"x":1}'))], "c", False
    )
    read = msgspec.json.decode(msgspec.json.encode(page), type=ChangesPage)
    assert [change.is_tombstone for change in read.changes] == [True, False]
    short = msgspec.json.decode(b'{"kind":"goods","id":"A1","version":1}', type=Change)
    assert short.is_tombstone
    assert bytes(read.changes[1].body) == b'{"x":1}'


def test_records_travel_as_lines() -> None:
    records = [a_record(seq=n, id=f"i{n}") for n in range(1, 4)]
    payload = b"\n".join(map(encode_record, records)) + b"\n\n"
    read = list(decode_records(payload))
    assert [encode_record(record) for record in read] == [encode_record(r) for r in records]
    with pytest.raises(msgspec.MsgspecError):
        list(decode_records(b"{}"))


def test_the_hash_is_over_what_a_record_says_not_where_it_stands() -> None:
    same = record_hash(a_record())
    assert record_hash(a_record(seq=9, at=9, id="other")) == same
    changed = ({"type": "x"}, {"schema": 2}, {"aggregate": "o2"}, {"body": msgspec.Raw(b"{}")})
    assert len({same, *(record_hash(a_record(**change)) for change in changed)}) == 5


lines = st.builds(
    LineBody,
    sku=st.text(max_size=8),
    quantity=st.integers(1, 10**6),
    price_minor=st.integers(0, 10**8),
    amount_minor=st.integers(0, 10**12),
    unit_grams=st.sampled_from([0, 50, 500, 1000]),
)


@given(st.lists(lines, min_size=1, max_size=5), st.integers(0, 10**9), st.data())
def test_any_change_of_an_order_changes_its_hash(
    order: list[LineBody], total: int, data: st.DataObject
) -> None:
    first = order_hash(order, total)
    assert len(first) == 32
    assert order_hash(order, total + 1) != first
    place = data.draw(st.integers(0, len(order) - 1))
    name = data.draw(st.sampled_from(["quantity", "price_minor", "amount_minor", "unit_grams"]))
    other = list(order)
    value = getattr(order[place], name) + 1
    other[place] = msgspec.structs.replace(order[place], **{name: value})
    assert order_hash(other, total) != first


def test_a_signature_covers_method_target_body_and_counter() -> None:
    texts = {
        signing_text(method=method, target=target, body=body, counter=counter)
        for method in ("GET", "POST")
        for target in ("/v1/push", "/v1/push?x=1")
        for body in (b"", b"x")
        for counter in (1, 2)
    }
    assert len(texts) == 16


def test_final_verdicts_are_all_but_retry() -> None:
    assert set(VerdictKind) - protocol.FINAL_VERDICTS == {VerdictKind.RETRY}
