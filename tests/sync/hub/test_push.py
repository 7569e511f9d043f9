"""Pushing: each record once, one verdict a record, nothing lost.  Failures 2, 3 and 5."""

from __future__ import annotations

import gzip
import itertools
import logging
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, insert, select, update

from sync import protocol
from sync.hub.accounts import Sender
from sync.hub.admin import hub_status, list_orders
from sync.hub.bodies import unpacked
from sync.hub.errors import Answer
from sync.hub.hub import Hub
from sync.hub.push import Batch, take_push
from sync.hub.server import EmbeddedHub
from sync.hub.store import next_number
from sync.hub.tables import (
    changes,
    devices,
    goods,
    order_lines,
    parcels,
    records,
    resends,
    residents,
    stations,
    unreadable,
)
from sync.hub.tables import orders as orders_table
from sync.protocol import (
    OrderCancelled,
    ParcelCollected,
    ParcelReceived,
    PushAnswer,
    ResidentRegistered,
)
from tests.sync.hub.builders import (
    Device,
    a_device,
    a_good,
    a_line,
    an_order,
    kinds,
    new_id,
    stock_up,
)


def test_100_concurrent_resends_make_one_order_and_get_one_verdict(
    hub: Hub, device: Device
) -> None:
    stock_up(hub, a_good())
    order = an_order()
    line = protocol.encode_record(device.record(order))
    body = gzip.compress(line)
    headers = device.headers("POST", "/v1/push", body) | {"Content-Encoding": "gzip"}

    def send(_: int) -> bytes:
        url = f"{device.url}/v1/push"
        answer = requests.post(url, data=body, headers=headers, timeout=60)
        assert answer.status_code == 200, answer.text
        return answer.content

    with ThreadPoolExecutor(20) as threads:
        answers = set(threads.map(send, range(100)))
    assert len(answers) == 1
    assert kinds(msgspec.json.decode(answers.pop(), type=PushAnswer)) == ["ok"]
    status = hub_status(hub)
    assert (status.orders, status.lines, status.total_minor) == (1, 1, 500)
    assert len(device.events()) == 1


def test_a_resend_gets_the_first_verdict_whatever_it_was(device: Device) -> None:
    sent = [
        device.record(an_order()),
        device.record(an_order(content_hash="0" * 32)),
        device.record(an_order(), schema=99),
    ]
    first = device.push(*sent)
    assert kinds(first) == ["ok", "rejected", "held"]
    assert device.push(*sent) == first
    assert device.push(*reversed(sent)).verdicts == first.verdicts[::-1]


def test_one_bad_record_of_fifty_holds_nobody_else(hub: Hub, device: Device) -> None:
    orders = [an_order(number=f"CQ07A-{n:04d}") for n in range(50)]
    sent = [device.record(order) for order in orders]
    poisoned = device.record(orders[2], id=sent[2].id, seq=sent[2].seq)
    body = bytes(poisoned.body).replace(b'"total_minor":500', b'"total_minor":501')
    sent[2] = msgspec.structs.replace(poisoned, body=msgspec.Raw(body))
    answer = device.push(*sent)
    assert kinds(answer).count("ok") == 49
    assert (answer.verdicts[2].verdict, answer.verdicts[2].code) == ("rejected", "bad_total")
    assert answer.verdicts[2].detail
    assert answer.ack_through == 50
    with hub.store.read() as connection:
        kept = connection.execute(select(records.c.body).where(records.c.id == sent[2].id)).scalar()
    assert kept == body
    again = device.push(device.record(orders[2]))
    assert kinds(again) == ["ok"]
    assert hub_status(hub).orders == 50


def test_a_rejected_record_holds_the_later_ones_of_its_order_only(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good())
    order, other = an_order(), an_order()
    answer = device.push(
        device.record(an_order(order_id=order.order_id, content_hash="f" * 32)),
        device.record(ParcelCollected(order_id=order.order_id, proof="slip")),
        device.record(other),
        device.record(ParcelCollected(order_id=other.order_id, proof="slip")),
    )
    assert kinds(answer) == ["rejected", "held", "ok", "ok"]
    assert kinds(device.push(device.record(order))) == ["ok"]
    states = {found.id: found.fulfilment_state for found in list_orders(hub)}
    assert states == {order.order_id: "collected", other.order_id: "collected"}


def test_a_record_before_its_order_is_held_and_goes_on_when_the_order_comes(
    hub: Hub, device: Device
) -> None:
    order = an_order()
    received = ParcelReceived("SF1", order.order_id, "disc-01")
    early = device.push(device.record(received, aggregate=order.order_id))
    assert [(v.verdict, v.code) for v in early.verdicts] == [("held", "order_unknown")]
    assert kinds(device.push(device.record(order))) == ["ok"]
    assert [o.fulfilment_state for o in list_orders(hub)] == ["ready_for_pickup"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"content_hash": "0" * 32}, "bad_hash"),
        ({"total": 499}, "bad_total"),
        ({"lines": [a_line(quantity=0)]}, "bad_line"),
        ({"lines": [a_line(price=-5)]}, "bad_line"),
        ({"lines": [msgspec.structs.replace(a_line(), amount_minor=1)]}, "bad_amount"),
        ({"lines": [a_line(quantity=10**15)]}, "bad_line"),
        ({"paid_minor": 501}, "bad_payment"),
        ({"number": ""}, "bad_key"),
        ({"number": "N" * 65}, "bad_key"),
        ({"catalogue_version": -1}, "bad_version"),
    ],
)
def test_an_order_that_was_altered_is_refused_whole(
    hub: Hub, device: Device, change: dict[str, object], code: str
) -> None:
    lines = change.get("lines", [a_line()])
    more = {name: value for name, value in change.items() if name != "lines"}
    order = an_order(*lines, **more)  # type: ignore[misc, arg-type]
    answer = device.push(device.record(order))
    assert [(v.verdict, v.code) for v in answer.verdicts] == [("rejected", code)]
    assert (hub_status(hub).orders, hub_status(hub).lines) == (0, 0)


def test_accepted_lines_and_totals_are_the_stations(hub: Hub, device: Device) -> None:
    lines = (a_line("A1", 3, 199), a_line("菜", 750, 333, 500), a_line("A1", 1, 1))
    order = an_order(*lines)
    assert kinds(device.push(device.record(order))) == ["ok"]
    found = list_orders(hub)[0]
    assert (found.total_minor, found.lines) == (order.total_minor, 3)


def test_the_same_id_with_other_content_is_a_conflict_kept_for_a_person(
    hub: Hub, device: Device
) -> None:
    first = device.record(an_order())
    device.push(first)
    other = device.record(an_order(number="CQ07A-0002"), id=first.id, seq=first.seq)
    for _ in range(2):
        answer = device.push(other)
        assert [(v.verdict, v.code) for v in answer.verdicts] == [("conflict", "same_id")]
    taken_seq = device.record(an_order(number="CQ07A-0003"), seq=first.seq)
    assert [v.code for v in device.push(taken_seq).verdicts] == ["same_seq"]
    with hub.store.read() as connection:
        kept = connection.execute(select(resends.c.body).order_by(resends.c.id)).scalars().all()
    assert sorted(kept) == sorted([bytes(other.body), bytes(taken_seq.body)])
    assert hub_status(hub).orders == 1


def test_the_same_record_in_a_new_incarnation_is_a_duplicate(hub: Hub, device: Device) -> None:
    record = device.record(an_order())
    device.push(record)
    device.incarnation = new_id()
    answer = device.push(msgspec.structs.replace(record, seq=1))
    assert kinds(answer) == ["dup"]
    assert answer.ack_through == 1
    assert hub_status(hub).orders == 1


def test_the_same_order_in_another_record_is_a_duplicate_or_a_conflict(device: Device) -> None:
    order = an_order()
    device.push(device.record(order))
    other = an_order(a_line(quantity=9), order_id=order.order_id)
    answer = device.push(device.record(order), device.record(other))
    assert [(v.verdict, v.code) for v in answer.verdicts] == [
        ("dup", "order_known"),
        ("conflict", "order_exists"),
    ]


def test_what_the_hub_does_not_know_is_held_raw(hub: Hub, device: Device) -> None:
    sent = [
        device.record(ResidentRegistered("r1", "赵"), type="lot.weighed"),
        device.record(ResidentRegistered("r2", "钱"), schema=protocol.SCHEMA + 1),
    ]
    answer = device.push(*sent)
    assert [(v.verdict, v.code) for v in answer.verdicts] == [
        ("held", "unknown_type"),
        ("held", "unknown_schema"),
    ]
    with hub.store.read() as connection:
        bodies = connection.execute(select(records.c.body).order_by(records.c.seq)).scalars()
        assert list(bodies) == [bytes(record.body) for record in sent]


def test_a_newer_hub_takes_what_an_older_one_held(
    hub: Hub, served: EmbeddedHub, device: Device
) -> None:
    stock_up(hub, a_good())
    order, still = an_order(), an_order()
    device.push(
        device.record(order, schema=7),
        device.record(ParcelCollected(order.order_id, "slip")),
        device.record(still, schema=8),
    )
    assert hub_status(hub).orders == 0
    served.stop()
    with hub.store.write() as connection:  # as if this hub's schema were 7
        connection.execute(update(records).where(records.c.schema == 7).values(schema=1))
    served.start()
    found = [(o.id, o.fulfilment_state) for o in list_orders(hub)]
    assert found == [(order.order_id, "collected")]
    assert [event.event for event in device.events()] == ["accepted"]


@pytest.mark.parametrize(
    "body",
    [b"[]", b'{"order_id":5}', b'"\xe6\x88\x91"', b"null", b"{}", b"[" * 2000 + b"]" * 2000],
)
def test_a_body_that_does_not_fit_is_rejected(device: Device, body: bytes) -> None:
    record = msgspec.structs.replace(device.record(an_order()), body=msgspec.Raw(body))
    verdicts = device.push(record, device.record(an_order())).verdicts
    assert [v.verdict for v in verdicts] == ["rejected", "ok"]


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b'{"seq":7,"id":"i7","aggregate":"a","type":"t","schema":1,"at":0}',
        b'{"seq":7,"id":"i7","aggregate":"a","type":"t","schema":1,"at":99999999999999999,"body":1}',
        b'{"seq":-7,"id":"i7","aggregate":"a","type":"t","schema":1,"at":1,"body":1}',
        b'{"seq":7,"id":"","aggregate":"a","type":"t","schema":1,"at":1,"body":1}',
        b'{"seq":7,"id":"i7","aggregate":"a\\u0000","type":"t","schema":1,"at":1,"body":1}',
        b'{"seq":7,"id":"i7","aggregate":"a","type":"t","schema":1,"at":1,"body":"\xff"}',
        b"\xff\xfe\x00",
        b"{" * 5000,
    ],
)
def test_a_line_that_is_no_record_is_kept_and_the_others_are_taken(
    hub: Hub, device: Device, line: bytes
) -> None:
    good = protocol.encode_record(device.record(an_order()))
    for _ in range(2):
        answer = device.post(b"\n".join([line, good]))
        assert answer.status_code == 200, answer.text
        verdicts = msgspec.json.decode(answer.content, type=PushAnswer).verdicts
        assert [v.verdict for v in verdicts] == ["rejected", "ok"]
        assert verdicts[0].seq in {0, 7}
    with hub.store.read() as connection:
        assert connection.execute(select(unreadable.c.body)).scalars().all() == [line]


def test_names_may_hold_anything(device: Device) -> None:
    names = ["", "😀", "مرحبا", "a" * 10_000, "x\x00y", "\u202eabc"]
    sent = [device.record(an_order(buyer_name=name, resident_id=name)) for name in names]
    assert set(kinds(device.push(*sent))) == {"ok"}


def test_ack_through_stops_before_a_gap_and_goes_on_when_it_closes(device: Device) -> None:
    sent = [device.record(an_order()) for _ in range(5)]
    assert device.push(sent[0], sent[1], sent[3]).ack_through == 2
    assert device.push(sent[4]).ack_through == 2
    assert device.push(sent[2]).ack_through == 5


def test_a_cancelled_order_gives_its_goods_back(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good(), stock=2)
    first, second = an_order(), an_order()
    device.push(device.record(first))
    device.push(device.record(OrderCancelled(first.order_id)))
    device.push(device.record(second))
    assert [e.event for e in device.events()] == ["accepted", "accepted"]
    late = device.push(device.record(OrderCancelled(first.order_id)))
    assert [(v.verdict, v.code) for v in late.verdicts] == [("conflict", "illegal_state")]


def test_money_follows_the_records(hub: Hub, device: Device) -> None:
    paid, due = an_order(paid_minor=500), an_order(pay="on_pickup")
    refund = an_order(paid_minor=500)
    device.push(
        *(device.record(order) for order in (paid, due, refund)),
        device.record(OrderCancelled(refund.order_id, refund_minor=500)),
        device.record(ParcelCollected(due.order_id, "slip", paid_minor=500)),
    )
    states = {found.id: found.payment_state for found in list_orders(hub)}
    assert states[paid.order_id] == "held"
    assert states[due.order_id] == "released"
    assert states[refund.order_id] == "refunded"
    too_much = device.push(device.record(OrderCancelled(paid.order_id, refund_minor=501)))
    assert [v.code for v in too_much.verdicts] == ["bad_refund"]


def test_a_second_collection_is_a_conflict(device: Device) -> None:
    order = an_order()
    answer = device.push(
        device.record(order),
        device.record(ParcelCollected(order.order_id, "slip")),
        device.record(ParcelCollected(order.order_id, "card")),
    )
    assert [(v.verdict, v.code) for v in answer.verdicts][2] == ("conflict", "already_collected")


def test_residents_and_parcels_are_kept_in_their_newest_form(hub: Hub, device: Device) -> None:
    answer = device.push(
        device.record(ResidentRegistered("r1", "赵", "13800001234")),
        device.record(ResidentRegistered("r1", "赵六", "13800001234")),
        device.record(ParcelReceived("SF9", shelf="disc-01"), aggregate="SF9"),
        device.record(ParcelReceived("SF9", shelf="disc-02"), aggregate="SF9"),
        device.record(ParcelReceived("", shelf="disc-03"), aggregate="none"),
        device.record(ResidentRegistered("", "nobody"), aggregate="nobody"),
    )
    assert kinds(answer) == ["ok"] * 4 + ["rejected"] * 2
    with hub.store.read() as connection:
        assert connection.execute(select(residents.c.name)).scalars().all() == ["赵六"]
        assert connection.execute(select(parcels.c.shelf)).scalars().all() == ["disc-02"]


def test_a_payment_at_the_counter_must_make_sense(device: Device) -> None:
    order = an_order()
    answer = device.push(
        device.record(order), device.record(ParcelCollected(order.order_id, "slip", -1))
    )
    assert [v.code for v in answer.verdicts] == ["", "bad_payment"]


def test_a_cancelled_order_is_not_handed_over(device: Device) -> None:
    order = an_order()
    answer = device.push(
        device.record(order),
        device.record(OrderCancelled(order.order_id)),
        device.record(ParcelCollected(order.order_id, "slip")),
    )
    assert (answer.verdicts[2].verdict, answer.verdicts[2].code) == ("conflict", "illegal_state")


def test_a_decompression_bomb_is_refused(device: Device) -> None:
    bomb = gzip.compress(b"\n" * (40 * 1024 * 1024))
    assert len(bomb) < 100_000
    headers = device.headers("POST", "/v1/push", bomb) | {"Content-Encoding": "gzip"}
    answer = requests.post(f"{device.url}/v1/push", data=bomb, headers=headers, timeout=30)
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


def test_too_many_records_and_too_many_bytes_are_refused(device: Device) -> None:
    line = protocol.encode_record(device.record(an_order()))
    assert device.post(b"\n".join([line] * 501)).status_code == 413
    assert device.post(b"x" * (5 * 1024 * 1024), packed=False).status_code == 413


@pytest.mark.parametrize(
    ("encoding", "body", "status"),
    [
        ("br", b"x", 415),
        ("gzip", b"no gzip", 400),
        ("gzip", gzip.compress(b"abc" * 10, mtime=0)[:-9], 400),
        ("gzip", gzip.compress(b"abc" * 10, mtime=0) + b"more", 400),
        ("", b"x" * 101, 413),
        ("gzip", gzip.compress(b"x" * 101, mtime=0), 413),
    ],
    ids=["brotli", "no gzip", "cut", "more behind", "long", "long when unpacked"],
)
def test_bodies_are_unpacked_within_bounds(encoding: str, body: bytes, status: int) -> None:
    with pytest.raises(Answer) as refused:
        unpacked(body, encoding=encoding, most=100)
    assert refused.value.status == status


def test_two_gzip_members_are_one_body() -> None:
    body = gzip.compress(b"ab") + gzip.compress(b"cd")
    assert unpacked(body, encoding="gzip", most=100) == b"abcd"


def test_plain_bodies_are_taken_too(device: Device) -> None:
    answer = device.post(protocol.encode_record(device.record(an_order())), packed=False)
    assert answer.status_code == 200


def test_a_bug_with_one_record_holds_it_and_is_logged(
    hub: Hub, device: Device, caplog: pytest.LogCaptureFixture
) -> None:
    order = an_order()
    row = {"station": device.station, "order_id": order.order_id, "line": 1, "sku": "left over"}
    with hub.store.write() as connection:
        numbers = ("quantity", "unit_grams", "price_minor", "amount_minor", "offered_minor")
        connection.execute(insert(order_lines).values(row | dict.fromkeys(numbers, 0)))
    with caplog.at_level(logging.ERROR):
        answer = device.push(device.record(order), device.record(an_order()))
    assert [(v.verdict, v.code) for v in answer.verdicts] == [("held", "hub_error"), ("ok", "")]
    assert "could not be taken" in caplog.text
    assert [found.id for found in list_orders(hub)] != [order.order_id]


def test_text_that_is_not_unicode_is_rejected(device: Device) -> None:
    order = device.record(an_order(buyer_name="SURROGATE"))
    body = bytes(order.body).replace(b"SURROGATE", b"\\ud800")
    spoiled = msgspec.structs.replace(order, body=msgspec.Raw(body))
    assert kinds(device.push(spoiled, device.record(an_order()))) == ["rejected", "ok"]


def test_two_stations_do_not_see_each_other(hub: Hub, served: EmbeddedHub) -> None:
    one, two = a_device(hub, served.url, "CQ07"), a_device(hub, served.url, "CQ08")
    order = an_order()
    one.push(one.record(order))
    stranger = two.push(two.record(ParcelCollected(order.order_id, "slip")))
    assert kinds(stranger) == ["held"]
    assert two.events() == []
    assert len(one.events()) == 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_order_and_number_of_resends_ends_in_the_same_set(
    hub: Hub, data: st.DataObject
) -> None:
    station = new_id()
    sender, incarnation = Sender(station, "A", 0), new_id()
    with hub.store.write() as connection:
        _enrol_quietly(connection, station)
    seqs = itertools.count(1)
    lines = []
    for n in range(4):
        order = an_order(number=f"{station}A-{n:04d}")
        for body in (order, ParcelCollected(order.order_id, "slip")):
            kind = "order.placed" if body is order else "parcel.collected"
            raw = msgspec.Raw(msgspec.json.encode(body))
            record = protocol.Record(next(seqs), new_id(), order.order_id, kind, 1, 0, raw)
            lines.append(protocol.encode_record(record))
    sendings = data.draw(st.lists(st.lists(st.sampled_from(lines), max_size=6), max_size=6))
    told: dict[str, str] = {}
    for sending in [*sendings, lines]:
        answer = take_push(hub, Batch(sender, incarnation), b"\n".join(sending))
        for verdict in answer.verdicts:
            assert told.setdefault(verdict.id, verdict.verdict) == verdict.verdict
    found = [order for order in list_orders(hub) if order.station == station]
    assert [order.fulfilment_state for order in found] == ["collected"] * 4
    with hub.store.read() as connection:
        count = select(func.count()).select_from(records).where(records.c.station == station)
        assert connection.execute(count).scalar() == 8


def _enrol_quietly(connection: Connection, station: str) -> None:
    connection.execute(insert(stations).values(code=station, name=station, created_at=0))
    connection.execute(
        insert(devices).values(
            station=station,
            device_index=0,
            public_key="",
            incarnation="",
            key_id=next_number(connection, "key"),
            valid_from=0,
            valid_to=0,
            counter=0,
            last_seen=0,
        )
    )


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_whole_batch_ends_in_the_same_rows_as_its_records_one_by_one(
    hub: Hub, data: st.DataObject
) -> None:
    whole, single = new_id(), new_id()
    with hub.store.write() as connection:
        _enrol_quietly(connection, whole)
        _enrol_quietly(connection, single)
    stock_up(hub, a_good("A1"), a_good("A2"))
    stock_up(hub, a_good("A3"), stock=1)
    orders = []
    for n in range(data.draw(st.integers(1, 4))):
        sku = data.draw(st.sampled_from(["A1", "A2", "A3", "none"]))
        orders.append(an_order(a_line(sku, data.draw(st.integers(1, 2))), number=f"N{n}"))
    bodies = [(order.order_id, "order.placed", order) for order in orders]
    for order in orders:
        more = (ParcelCollected(order.order_id, "slip"), OrderCancelled(order.order_id))
        for body, kind in zip(more, ("parcel.collected", "order.cancelled"), strict=True):
            if data.draw(st.booleans()):
                bodies.append((order.order_id, kind, body))
    lines = [
        protocol.encode_record(
            protocol.Record(n, f"r{n}", of, kind, 1, n, msgspec.Raw(msgspec.json.encode(body)))
        )
        for n, (of, kind, body) in enumerate(bodies, start=1)
    ]
    _have_one(hub, "A3")
    at_once = take_push(hub, Batch(Sender(whole, "A", 0), "i"), b"\n".join(lines)).verdicts
    _have_one(hub, "A3")
    alone = Batch(Sender(single, "A", 0), "i")
    one_by_one = [take_push(hub, alone, line).verdicts[0] for line in lines]
    assert at_once == one_by_one
    assert _rows_of(hub, whole) == _rows_of(hub, single)


def _have_one(hub: Hub, sku: str) -> None:
    with hub.store.write() as connection:
        connection.execute(update(goods).where(goods.c.sku == sku).values(stock=1))


def _rows_of(hub: Hub, station: str) -> list[list[tuple[object, ...]]]:
    """Return all that a station has left, without its name and the hub's own times."""
    left_out = {"station", "received_at", "position", "xid", "version"}
    found = []
    with hub.store.read() as connection:
        for table in (records, orders_table, order_lines, changes):
            columns = [column for column in table.columns if column.name not in left_out]
            if table is changes:
                columns = [table.c.kind, table.c.id]
            query = select(*columns).where(table.c.station == station).order_by(*columns)
            found.append([tuple(row) for row in connection.execute(query)])
    return found
