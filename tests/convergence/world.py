"""A hub, a bad line and stations, and the oracle that says whether all of them agree."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.domain.orders import Basket, Order, Pay
from kiosk.domain.people import Buyer
from kiosk.services.kiosk import Kiosk, open_kiosk
from sync.client.engine import Engine, SyncReport, open_engine
from sync.client.enrol import enrol_station
from sync.hub.admin import create_enrol_code, hub_status, import_goods, list_orders
from sync.hub.hub import Hub, open_hub
from sync.hub.server import EmbeddedHub
from tests.convergence.faultproxy import Fault, FaultProxy
from tests.fakes.clock import FakeClock
from tests.fakes.disk import FakeDiskGauge

GOODS = 60


def goods_csv(count: int = GOODS) -> str:
    rows = (f"G{n:05d},货品{n},Article {n},食品,件,{n % 90 + 1}.50" for n in range(count))
    return "\n".join(("sku,name,name_en,category,unit,price", *rows)) + "\n"


@dataclass
class StationUnderTest:
    """A station's data folder that can be closed and opened like a PC switched off and on."""

    folder: Path
    created: list[str] = field(default_factory=list)
    kiosk: Kiosk = field(init=False)
    engine: Engine = field(init=False)

    def open(self) -> None:
        self.kiosk = open_kiosk(self.folder, clock=FakeClock(), disk=FakeDiskGauge())

    def connect(self) -> None:
        self.engine = open_engine(self.kiosk)

    def close(self) -> None:
        self.engine.close()
        self.kiosk.close()

    def restart(self) -> None:
        self.close()
        self.open()
        self.connect()

    def place(self, count: int = 1) -> list[Order]:
        """Place orders of two lines for a guest, from the station's own catalogue."""
        return [self._place_one() for _ in range(count)]

    def sync(self) -> SyncReport:
        return self.engine.sync_once()

    def _place_one(self) -> Order:
        number = len(self.created)
        basket = Basket("", currency="CNY", catalogue_version=self.kiosk.catalogue.version)
        for sku in (f"G{number % 7:05d}", f"G{number % 11 + 20:05d}"):
            product = self.kiosk.catalogue.product(sku)
            assert product is not None
            basket = basket.with_product(product, 1 + number % 3)
        pay, given = (Pay.CASH, basket.total_minor) if number % 2 else (Pay.ON_PICKUP, 0)
        order = self.kiosk.ordering.place_order(
            basket=basket, buyer=Buyer("小王"), pay=pay, given_minor=given
        ).value
        self.created.append(order.id)
        return order


class World:
    """A served hub behind a proxy, and one enrolled station that has its catalogue."""

    def __init__(self, folder: Path, *, goods: int = GOODS) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "goods.csv").write_text(goods_csv(goods), encoding="utf-8")
        self.hub: Hub = open_hub(folder / "hub")
        import_goods(self.hub, folder / "goods.csv")
        self.server = EmbeddedHub(self.hub).start()
        self.proxy = FaultProxy(int(self.server.url.rpartition(":")[2])).__enter__()
        self.station = StationUnderTest(folder / "station")
        self.station.open()
        code = create_enrol_code(self.hub, station="CQ07", name="石桥村")
        enrol_station(kiosk=self.station.kiosk, hub_url=self.proxy.url, code=code)
        self.station.connect()

    def close(self) -> None:
        self.station.close()
        self.proxy.__exit__(None, None, None)
        self.server.stop()
        self.hub.close()

    def sync(self, *faults: Fault) -> SyncReport:
        """Sync the station, each new connection with the next of the faults."""
        self.proxy.next_faults(*faults)
        return self.station.sync()

    # --- the oracle --------------------------------------------------------------------------

    def check_always(self) -> None:
        """What holds at every moment, whatever just broke."""
        created, told = set(self.station.created), self._at_hub()
        acknowledged = self._acknowledged()
        assert len(told) == len(set(told)), "an order is at the hub twice"
        assert acknowledged <= set(told) <= created
        outbox = self.station.kiosk.outbox
        counts = outbox.count_by_state()
        assert sum(counts.values()) == len(created)
        assert outbox.count() == len(created) - len(acknowledged)

    def check_converged(self) -> None:
        """What holds after a sync over a good line."""
        self.check_always()
        assert set(self._at_hub()) == set(self.station.created) == self._acknowledged()
        assert self.station.kiosk.outbox.count() == 0
        status = hub_status(self.hub)
        orders, lines, total = self._rows(
            "SELECT count(*), (SELECT count(*) FROM order_line), sum(total_minor) FROM orders"
        )[0]
        assert (status.orders, status.lines, status.total_minor) == (orders, lines, total or 0)
        assert self.station.kiosk.catalogue.version == status.catalogue_version
        for path in (self.station.folder / "station.db", self.folder / "hub" / "hub.sqlite"):
            assert _integrity(path) == "ok"

    def _at_hub(self) -> list[str]:
        return [order.id for order in list_orders(self.hub)]

    def _acknowledged(self) -> set[str]:
        rows = self._rows("SELECT id FROM orders WHERE sync_state = 'acknowledged'")
        return {row[0] for row in rows}

    def _rows(self, query: str) -> list[tuple]:
        with self.station.kiosk.database.read() as connection:
            return connection.execute(query).fetchall()


def _integrity(path: Path) -> str:
    connection = sqlite3.connect(path)
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()
