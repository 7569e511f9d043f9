"""Failures that users of other systems reported, played with real stations and a real hub."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.orders import Basket, Order, Pay
from kiosk.domain.people import Buyer
from sync.client.enrol import enrol_station
from sync.client.pushing import SETTING_BATCH
from sync.hub.admin import create_enrol_code, import_goods, list_orders
from tests.convergence.faultproxy import Fault
from tests.convergence.world import StationUnderTest, World

LAST_ONE = "sku,name,category,unit,price,stock\nLAST,最后一袋米,食品,袋,39.90,1\n"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "world")
    assert made.sync().ok
    yield made
    made.close()


@pytest.fixture
def neighbour(world: World) -> Iterator[StationUnderTest]:
    """A second station, with the same catalogue."""
    station = StationUnderTest(world.folder / "neighbour")
    station.open()
    code = create_enrol_code(world.hub, station="CQ08", name="云坪村")
    enrol_station(kiosk=station.kiosk, hub_url=world.proxy.url, code=code)
    station.connect()
    assert station.sync().ok
    yield station
    station.close()


def alter(world: World, order: Order, find: str, put: str) -> None:
    """Change what an order's waiting record says, as a bad cable or a bad hand would."""
    with world.station.kiosk.database.transaction() as connection:
        changed = connection.execute(
            "UPDATE outbox SET body = CAST(replace(CAST(body AS TEXT), ?, ?) AS BLOB)"
            " WHERE aggregate = ?",
            (find, put, order.id),
        ).rowcount
    assert changed == 1


def test_the_third_of_fifty_is_refused_and_the_others_are_taken(world: World) -> None:
    """Number 3."""
    placed = world.station.place(50)
    third = placed[2]
    alter(world, third, f'"number":"{third.number}"', '"number":""')
    assert world.sync().ok
    at_hub = {order.id for order in list_orders(world.hub)}
    assert at_hub == {order.id for order in placed} - {third.id}
    status = world.station.kiosk.station.status()
    assert status.sync_state == {"acknowledged": 49, "rejected": 1}
    (item,) = world.station.kiosk.attention.list_items()
    assert (item.order_id, item.reason.value) == (third.id, "rejected")
    assert item.detail
    assert world.sync().pushed == 0


def test_an_order_altered_on_its_way_is_refused_whole(world: World) -> None:
    """Number 5: lines and total are what the station hashed, or nothing is taken at all."""
    good, bad = world.station.place(2)
    alter(world, bad, f'"total_minor":{bad.total_minor}', f'"total_minor":{bad.total_minor - 1}')
    assert world.sync().ok
    (taken,) = list_orders(world.hub)
    assert (taken.id, taken.total_minor, taken.lines) == (good.id, good.total_minor, 2)
    (item,) = world.station.kiosk.attention.list_items()
    assert item.order_id == bad.id


def test_after_a_cut_only_the_rest_travels_and_green_waits_for_it(world: World) -> None:
    """Number 4."""
    in_small_batches(world)
    world.station.place(30)
    assert world.sync(Fault()).ok
    whole = world.proxy.up
    in_small_batches(world)
    world.station.place(30)
    report = world.sync(Fault(cut_up=whole * 6 // 10))
    left = world.station.kiosk.outbox.count()
    assert not report.ok
    assert 0 < left < 30
    assert world.station.kiosk.station.status().outbox == left
    again = world.sync()
    assert (again.ok, again.pushed) == (True, left)
    world.check_converged()


def in_small_batches(world: World) -> None:
    world.station.kiosk.settings.put(SETTING_BATCH, "4")
    world.station.restart()


def test_the_last_unit_sold_at_two_stations_is_one_order_and_one_question(
    world: World, neighbour: StationUnderTest
) -> None:
    """Number 6."""
    (world.folder / "last.csv").write_text(LAST_ONE, encoding="utf-8")
    import_goods(world.hub, world.folder / "last.csv")
    assert world.sync().ok
    assert neighbour.sync().ok
    first, second = (sell_the_last(station) for station in (world.station, neighbour))
    world.station.created.append(first.id)
    for station in (world.station, neighbour):
        assert station.sync().ok
    orders = {order.id: order for order in list_orders(world.hub)}
    assert orders[first.id].order_state == "accepted"
    assert (orders[second.id].order_state, orders[second.id].question) == ("placed", "shortage")
    (item,) = neighbour.kiosk.attention.list_items()
    assert (item.order_id, item.reason.value) == (second.id, "shortage")
    assert world.station.kiosk.attention.list_items() == []
    kept = neighbour.kiosk.ordering.find_order(number=second.id)
    assert (kept.total_minor, kept.paid_minor) == (3990, 3990)


def sell_the_last(station: StationUnderTest) -> Order:
    product = station.kiosk.catalogue.product("LAST")
    assert product is not None
    basket = Basket("", currency="CNY", catalogue_version=station.kiosk.catalogue.version)
    return station.kiosk.ordering.place_order(
        basket=basket.with_product(product, 1),
        buyer=Buyer("小王"),
        pay=Pay.CASH,
        given_minor=3990,
    ).value


def test_two_devices_that_never_met_share_no_number(
    world: World, neighbour: StationUnderTest
) -> None:
    """Number 9: a second PC of the same station, and another station, all of them offline."""
    second = StationUnderTest(world.folder / "second")
    second.open()
    code = create_enrol_code(world.hub, station="CQ07")
    enrol_station(kiosk=second.kiosk, hub_url=world.proxy.url, code=code)
    second.connect()
    assert second.sync().ok
    world.server.stop()
    stations = (world.station, second, neighbour)
    placed = [order for station in stations for order in station.place(5)]
    assert len({order.number for order in placed}) == len(placed)
    here = [order.short_code for order in placed[:10]]
    assert len(set(here)) == len(here)
    world.server.start()
    for station in stations:
        assert station.sync().ok
    assert {order.id for order in list_orders(world.hub)} == {order.id for order in placed}
    second.close()
