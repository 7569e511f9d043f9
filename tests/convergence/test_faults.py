"""The station and the hub agree in the end, whatever the line, either end or a stranger does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.client.errors import HubUnreachable, MustRefetch, NotTheHub
from sync.client.pushing import SETTING_BATCH
from sync.client.schedule import BatchSize
from sync.client.transport import DeviceIdentity, Transport
from sync.hub.admin import import_goods, list_orders, record_order_event
from sync.hub.hub import begin_epoch
from sync.hub.server import EmbeddedHub
from tests.convergence.faultproxy import Fault
from tests.convergence.world import World, goods_csv

PORTAL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n"
    b'{"verdicts":[],"ack_through":9,"cursor":"","more":0'
)
LOGIN = b"HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "world")
    yield made
    made.close()


@pytest.fixture
def shop(world: World) -> World:
    """A station that has its catalogue."""
    report = world.sync()
    assert report.ok, report.failure
    assert report.catalogue_version == 1
    return world


def test_orders_travel_and_their_answers_come_back(shop: World) -> None:
    shop.station.place(5)
    report = shop.sync()
    assert report.ok
    assert report.pushed == 5
    again = shop.sync()
    assert again.ok
    assert again.pushed == 0
    shop.check_converged()
    states = shop.station.kiosk.station.status().order_state
    assert states == {"accepted": 5}


def test_a_lost_answer_is_asked_for_again_and_no_order_is_there_twice(shop: World) -> None:
    shop.station.place(3)
    report = shop.sync(Fault(cut_down=_bytes_of_a_greeting(shop) + 1))
    assert isinstance(report.failure, HubUnreachable)
    assert len(list_orders(shop.hub)) == 3
    assert shop.station.kiosk.station.status().sync_state == {"sent": 3}
    shop.check_always()
    for _ in range(5):
        assert shop.sync().ok
    shop.check_converged()


@pytest.mark.parametrize("direction", ["up", "down"])
def test_a_line_cut_at_any_byte_loses_nothing(shop: World, direction: str) -> None:
    shop.station.place(2)
    assert shop.sync().ok
    whole = shop.proxy.up if direction == "up" else shop.proxy.down
    for cut in range(1, whole + 400, max(1, whole // 25)):
        shop.station.place()
        shop.sync(Fault(cut_up=cut) if direction == "up" else Fault(cut_down=cut))
        shop.check_always()
    assert shop.sync().ok
    assert shop.sync().ok
    shop.check_converged()


def test_a_line_that_always_breaks_still_lets_one_record_after_the_other_pass(
    shop: World,
) -> None:
    shop.station.kiosk.settings.put(SETTING_BATCH, "64")
    shop.station.restart()
    shop.station.place(64)
    shop.sync(Fault())
    shop.check_converged()
    shop.station.place(40)
    tries = 0
    while shop.station.kiosk.outbox.count():
        tries += 1
        assert tries < 60
        shop.sync(*[Fault(cut_up=2_600)] * 3)
        shop.check_always()
    assert shop.sync().ok
    shop.check_converged()


def test_a_station_switched_off_between_sending_and_hearing_goes_on_where_it_was(
    shop: World,
) -> None:
    shop.station.place(4)
    shop.sync(Fault(cut_down=700))
    shop.station.restart()
    assert shop.station.kiosk.station.status().sync_state != {"acknowledged": 4}
    assert shop.sync().ok
    shop.check_converged()


def test_a_hub_that_comes_and_goes(shop: World) -> None:
    for _ in range(3):
        shop.station.place(2)
        shop.server.stop()
        report = shop.sync()
        assert isinstance(report.failure, HubUnreachable)
        shop.check_always()
        shop.server.start()
        assert shop.sync().ok
    shop.check_converged()


@pytest.mark.parametrize("stranger", [PORTAL, LOGIN], ids=["portal", "login"])
def test_a_stranger_on_the_line_changes_nothing(shop: World, stranger: bytes) -> None:
    shop.station.place(2)
    before = shop.station.kiosk.station.status()
    report = shop.sync(*[Fault(impostor=stranger)] * 3)
    assert isinstance(report.failure, NotTheHub)
    assert shop.station.kiosk.station.status() == before
    assert shop.sync().ok
    shop.check_converged()


def test_a_slow_line_is_only_slow(shop: World) -> None:
    shop.station.place(3)
    assert shop.sync(Fault(delay_s=0.05)).ok
    shop.check_converged()


def test_every_try_is_seen_also_one_that_failed(shop: World) -> None:
    shop.sync(*[Fault(refuse=True)] * 3)
    with shop.station.kiosk.database.read() as connection:
        rows = connection.execute(
            "SELECT ok, finished_at > 0, detail FROM sync_attempt ORDER BY row_id"
        ).fetchall()
    assert [row[:2] for row in rows] == [(1, 1), (0, 1)]
    assert "sync.unreachable" in rows[1][2]


def test_the_catalogue_is_fetched_in_as_many_pieces_as_the_line_allows(tmp_path: Path) -> None:
    world = World(tmp_path / "world", goods=3_000)
    try:
        snapshot = next((world.folder / "hub" / "snapshots").iterdir()).stat().st_size
        answers, tries = 0, 0
        while world.station.kiosk.catalogue.version == 0:
            tries += 1
            assert tries < 40
            world.sync(Fault(cut_down=8_000))
            answers += world.proxy.down
            world.station.restart()
        assert tries > 3
        # What came is never fetched twice: every piece adds headers and small answers only.
        assert answers < snapshot + tries * 4_000 + 64 * 1024
        assert world.station.kiosk.catalogue.count_products(category="") == 3_000
        world.check_converged()
    finally:
        world.close()


def test_a_catalogue_replaced_during_the_download_begins_anew(tmp_path: Path) -> None:
    world = World(tmp_path / "world", goods=3_000)
    try:
        world.sync(Fault(cut_down=9_000))
        assert world.station.kiosk.catalogue.version == 0
        (world.folder / "goods.csv").write_text(goods_csv(2_999) + "NEW,新货,New,食品,件,1\n")
        import_goods(world.hub, world.folder / "goods.csv")
        assert world.sync().ok
        assert world.station.kiosk.catalogue.version == 2
        assert world.station.kiosk.catalogue.product("NEW") is not None
    finally:
        world.close()


def test_new_prices_come_as_changes(shop: World) -> None:
    (shop.folder / "goods.csv").write_text(
        goods_csv().replace(
            "G00001,货品1,Article 1,食品,件,2.50", "G00001,货品1,Article 1,食品,件,2.70"
        )
    )
    import_goods(shop.hub, shop.folder / "goods.csv")
    report = shop.sync()
    assert report.ok
    assert report.catalogue_version == 2
    assert shop.proxy.down < 4_000
    assert shop.station.kiosk.catalogue.product("G00001").price_minor == 270


def test_a_hub_restored_from_a_backup_sends_everybody_back_to_the_beginning(shop: World) -> None:
    orders = shop.station.place(2)
    assert shop.sync().ok
    shop.server.stop()
    shop.hub = begin_epoch(shop.hub)
    shop.server = EmbeddedHub(shop.hub).start()
    shop.proxy.target = int(shop.server.url.rpartition(":")[2])
    record_order_event(shop.hub, orders[0].number, "shipped", parcel_code="123456789012")
    report = shop.sync()
    assert report.ok, report.failure
    shop.check_converged()
    order = shop.station.kiosk.ordering.find_order(number=orders[0].number)
    assert order.fulfilment_state == "shipped"
    assert not isinstance(report.failure, MustRefetch)


def test_what_the_batch_size_learnt_outlives_a_restart(shop: World) -> None:
    shop.station.place(3)
    shop.sync(*[Fault(cut_up=1_000)] * 2)
    kept = int(shop.station.kiosk.settings.get(SETTING_BATCH))
    assert kept < BatchSize().count


def _bytes_of_a_greeting(world: World) -> int:
    """Return how many bytes of answers the hello takes: what follows is the push's answer."""
    world.proxy.next_faults()
    kiosk = world.station.kiosk
    transport = Transport(world.proxy.url, identity=DeviceIdentity(kiosk.station))
    transport.hello(station=kiosk.inbound.station_cursor(), catalogue=kiosk.catalogue.cursor)
    transport.close()
    return world.proxy.down
