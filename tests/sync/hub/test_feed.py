"""The change feed: pages, cursors, tombstones, and when to fetch again."""

from __future__ import annotations

import threading

import msgspec
import pytest
import requests
from sqlalchemy import update

from sync import protocol
from sync.hub.catalogue import BULK_CHANGES
from sync.hub.feed import Cursor, NewChange, Place, append_changes, read_changes
from sync.hub.hub import Hub, begin_epoch
from sync.hub.server import EmbeddedHub
from sync.hub.tables import changes
from sync.protocol import SnapshotHead
from tests.sync.hub.builders import Device, a_device, a_good, an_order, only, stock_up


def cursor_of(device: Device) -> str:
    return str(device.get("/v1/snapshot/catalogue").headers[protocol.HEADER_CURSOR])


def test_pages_join_without_a_gap_or_a_repeat(device: Device) -> None:
    orders = [an_order(number=f"CQ07A-{n:04d}") for n in range(25)]
    device.push(*(device.record(order) for order in orders))
    seen, cursor, more = [], "", True
    while more:
        page = device.page(cursor=cursor, limit=7)
        assert len(page.changes) <= 7
        seen += [change.id for change in page.changes if change.kind == protocol.CHANGE_ORDER]
        cursor, more = page.cursor, page.more
    assert seen == [order.order_id for order in orders]
    end = device.page(cursor=cursor)
    assert (end.changes, end.cursor, end.more) == ([], cursor, False)


def test_versions_grow_within_a_scope(device: Device) -> None:
    device.push(*(device.record(an_order()) for _ in range(5)))
    versions = [change.version for change in device.page().changes]
    assert versions == sorted(set(versions))


def test_a_catalogue_reader_begins_with_the_snapshot(device: Device) -> None:
    answer = device.get("/v1/changes?scope=catalogue")
    assert (answer.status_code, answer.json()["code"]) == (410, "must_refetch")


@pytest.mark.parametrize(
    "cursor",
    ["x", "a.b", "0123.station.0.0", "....", "{epoch}.catalogue.0.0", "{epoch}.station.-1.0",
     "{epoch}.station.0.99999999999999999999", "{epoch}.station.0.%F0%9F%98%80"],
)  # fmt: skip
def test_a_cursor_that_leads_nowhere_is_gone(hub: Hub, device: Device, cursor: str) -> None:
    wanted = cursor.replace("{epoch}", hub.epoch)
    assert device.get(f"/v1/changes?scope=station&cursor={wanted}").status_code == 410


def test_after_a_restore_every_cursor_is_gone(hub: Hub, served: EmbeddedHub) -> None:
    device = a_device(hub, served.url)
    cursor = device.page().cursor
    served.stop()
    restored = begin_epoch(hub)
    with EmbeddedHub(restored) as again:
        device.url = again.url
        assert device.get(f"/v1/changes?scope=station&cursor={cursor}").status_code == 410
        assert device.page().cursor.startswith(restored.epoch)


@only("postgresql")
def test_after_a_restore_into_another_cluster_nothing_is_hidden(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good())
    order = an_order()
    device.push(device.record(order))
    with hub.store.write() as connection:  # as if the old cluster had counted far ahead
        connection.execute(update(changes).values(xid=changes.c.xid + 10**9))
    assert device.events() == []
    begin_epoch(hub)
    with hub.store.read() as connection:
        beginning = Cursor.beginning(hub.epoch, "station")
        page = read_changes(hub.store, connection, beginning, station="CQ07", limit=9)
    assert order.order_id in {change.id for change in page.changes}


def test_withdrawn_goods_are_tombstones(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good("A1"), a_good("A2"))
    cursor = cursor_of(device)
    stock_up(hub, a_good("A2"), replace=True)
    page = device.page(scope="catalogue", cursor=cursor)
    assert [(c.kind, c.id, c.is_tombstone) for c in page.changes] == [
        ("goods", "A1", True),
        ("catalogue", "catalogue", False),
    ]
    head = msgspec.json.decode(page.changes[-1].body, type=SnapshotHead)
    assert (head.version, head.goods) == (2, 1)


def test_categories_come_before_their_goods(hub: Hub, device: Device) -> None:
    cursor = cursor_of(device)
    stock_up(hub, a_good())
    told = [change.kind for change in device.page(scope="catalogue", cursor=cursor).changes]
    assert told == ["category", "goods", "catalogue"]


def test_a_great_import_sends_readers_to_the_snapshot(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good())
    cursor = cursor_of(device)
    stock_up(hub, *(a_good(f"B{n}") for n in range(BULK_CHANGES + 1)))
    answer = device.get(f"/v1/changes?scope=catalogue&cursor={cursor}")
    assert answer.status_code == 410
    assert device.page(scope="catalogue", cursor=cursor_of(device)).changes == []


def test_an_unknown_scope_is_not_found_and_limits_are_bounded(device: Device) -> None:
    assert device.get("/v1/changes?scope=secrets").status_code == 404
    assert device.get("/v1/changes?scope=station&limit=0").status_code == 200
    assert device.get("/v1/changes?scope=station&limit=999999").status_code == 200
    assert device.get("/v1/changes?scope=station&limit=x").status_code == 400


def test_a_reader_misses_nothing_of_many_writers(hub: Hub) -> None:
    writers, each = 8, 40
    ended = threading.Event()

    def write(name: int) -> None:
        for n in range(each):
            with hub.store.write() as connection:
                change = NewChange("order", f"{name}-{n}", None)
                append_changes(hub.store, connection, "station:S", [change], 0)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(writers)]
    for thread in threads:
        thread.start()
    seen: list[str] = []
    cursor = Cursor.beginning(hub.epoch, "station")
    while True:
        done = ended.is_set()
        with hub.store.read() as connection:
            page = read_changes(hub.store, connection, cursor, station="S", limit=9)
        seen += [change.id for change in page.changes]
        cursor = Cursor.parse(page.cursor) or cursor
        if done and not page.more:
            break
        if not any(thread.is_alive() for thread in threads):
            ended.set()
    assert sorted(seen) == sorted(f"{w}-{n}" for w in range(writers) for n in range(each))


def test_cursors_read_back() -> None:
    cursor = Cursor("e1", "station", Place(7, 12))
    assert Cursor.parse(str(cursor)) == cursor


def test_hello_tells_a_station_where_nothing_is_new(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good())
    cursors = {"station": device.page().cursor, "catalogue": cursor_of(device)}
    assert current(device, **cursors) == ["station", "catalogue"]
    device.push(device.record(an_order()))
    assert current(device, **cursors) == ["catalogue"]
    stock_up(hub, a_good(price=999))
    assert current(device, **cursors) == []
    assert current(device, station="x", catalogue=f"old{cursors['catalogue']}") == []


def test_hello_tells_a_stranger_nothing_of_a_station(served: EmbeddedHub, device: Device) -> None:
    cursor = device.page().cursor
    told = requests.get(f"{served.url}/v1/hello?station={cursor}", timeout=10)
    assert (told.status_code, told.json()["current"]) == (200, [])


def current(device: Device, **cursors: str) -> list[str]:
    query = "&".join(f"{scope}={cursor}" for scope, cursor in cursors.items())
    answer = device.get(f"/v1/hello?{query}")
    return list(msgspec.json.decode(answer.content, type=protocol.Hello).current)
