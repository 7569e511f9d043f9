"""A station pushing 10,000 queued orders into a hub, beside a naive peer and beside the floor.

Ours: the real engine of a real station, over HTTP on loopback, into the hub's own process; durable
on both ends.  The push lasts from the beginning of the sync to the moment when the last verdict
is on the station's disk.

The naive peer: `requests.Session`, one order a request, one commit each on both ends, the same
framework and database (a sample, extrapolated).  The floor: the rows that the push left on both
ends, as one bulk insert a table and one commit an end, without HTTP and without any checking.

The three take turns in each round, so that ratios hold while the machine drifts.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any, Final

import msgspec
import psycopg
import requests

from kiosk.services.kiosk import Kiosk, open_kiosk
from kiosk.store.database import Database
from sync.client.engine import Engine
from sync.client.transport import DeviceIdentity, Transport
from sync.hub.store import Store
from sync.protocol import ChangesPage
from tests.bench.hubs import a_hub_process, free_port, know_device, serving, stocked_hub
from tests.bench.stations import STATION, copy_of, fill_outbox, rows_of
from tests.convergence.faultproxy import FaultProxy
from tests.sync.hub.postgres import Cluster
from tests.synthetic import synthetic_catalogue

ORDERS: Final = 10_000
SAMPLE: Final = 300
ROUNDS: Final = 3
HUB_TABLES: Final = ("records", "orders", "order_lines", "changes")
STATION_TABLES: Final = ("outbox", "orders")
HUB_SETTINGS: Final = ("shared_buffers=256MB", "max_wal_size=4GB")


class TimedTransport(Transport):
    """The real transport, with the moment noted at which pushing was over."""

    pushed_at = 0.0

    def changes(self, *, scope: str, cursor: str, limit: int) -> ChangesPage:
        self.pushed_at = self.pushed_at or time.perf_counter()
        return super().changes(scope=scope, cursor=cursor, limit=limit)


class Bench:
    """One store's rounds in a temporary folder."""

    def __init__(self, folder: Path, station: Path, key: bytes, cluster: Cluster | None) -> None:
        self.folder = folder
        self.station = station
        self.key = key
        self.cluster = cluster
        self.rounds = 0

    def round(self) -> dict[str, float]:
        """Measure ours, the floor and the naive peer once; seconds for 10,000 orders."""
        self.rounds += 1
        place = self.folder / f"round{self.rounds}"
        ours, rows = self._ours(place / "ours")
        return {
            **ours,
            "floor_s": self._hub_floor(place, rows["hub"]) + _station_floor(place, rows["station"]),
            "naive_s": self._naive(place / "naive"),
        }

    def wire_bytes(self) -> float:
        """Return bytes an order on the wire, both ways, headers and all."""
        url = self._new_database(self.folder / "wire")
        hub = stocked_hub(self.folder / "wire", url, *catalogue())
        know_device(hub, STATION, self.key)
        hub.close()
        with (
            a_hub_process(self.folder / "wire", url) as address,
            FaultProxy(int(address.rpartition(":")[2])) as proxy,
        ):
            kiosk = copy_of(self.station, self.folder / "wired", proxy.url)
            transport = CountingTransport(proxy, kiosk)
            _sync(kiosk, transport)
            kiosk.close()
        return transport.pushed_bytes / ORDERS

    def _ours(self, place: Path) -> tuple[dict[str, float], dict[str, Any]]:
        url = self._new_database(place)
        hub = stocked_hub(place, url, *catalogue())
        know_device(hub, STATION, self.key)
        with a_hub_process(place, url) as address:
            kiosk = copy_of(self.station, place / "station", address)
            transport = TimedTransport(address, identity=DeviceIdentity(kiosk.station))
            began = time.perf_counter()
            _sync(kiosk, transport)
            whole = time.perf_counter() - began
            assert kiosk.outbox.count_by_state() == {"acknowledged": ORDERS}
            kiosk.close()
        with hub.store.read() as connection:
            rows = {
                table: [tuple(r) for r in connection.exec_driver_sql(f"SELECT * FROM {table}")]
                for table in HUB_TABLES
            }
        hub.close()
        assert len(rows["orders"]) == ORDERS
        kept = rows_of(place / "station" / "station.db", STATION_TABLES)
        times = {"push_s": transport.pushed_at - began, "sync_s": whole}
        return times, {"hub": rows, "station": kept}

    def _hub_floor(self, place: Path, rows: dict[str, list[tuple[Any, ...]]]) -> float:
        url = self._new_database(place / "floor")
        Store(url).close()
        if self.cluster is None:
            return _insert_sqlite(Path(url.removeprefix("sqlite:///")), rows)
        with psycopg.connect(url) as connection:
            began = time.perf_counter()
            for table, some in rows.items():
                with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
                    for row in some:
                        copy.write_row(row)
            connection.commit()
            return time.perf_counter() - began

    def _naive(self, place: Path) -> float:
        url = self._new_database(place)
        Store(url).close()
        port = free_port()
        with serving(["tests.bench.naive", str(port), url], port) as address:
            kiosk = open_kiosk(_copied(self.station, place / "station"))
            began = time.perf_counter()
            _post_one_by_one(kiosk, address)
            took = time.perf_counter() - began
            kiosk.close()
        return took / SAMPLE * ORDERS

    def _new_database(self, place: Path) -> str:
        place.mkdir(parents=True, exist_ok=True)
        if self.cluster is not None:
            return self.cluster.new_database()
        return f"sqlite:///{place / 'hub.sqlite'}"


class CountingTransport(TimedTransport):
    """The real transport through a proxy, with the bytes noted that pushing took."""

    def __init__(self, proxy: FaultProxy, kiosk: Kiosk) -> None:
        super().__init__(proxy.url, identity=DeviceIdentity(kiosk.station))
        self._proxy = proxy
        self.pushed_bytes = 0

    def changes(self, *, scope: str, cursor: str, limit: int) -> ChangesPage:
        self.pushed_bytes = self.pushed_bytes or self._proxy.up + self._proxy.down
        return super().changes(scope=scope, cursor=cursor, limit=limit)


def measure() -> dict[str, object]:
    """Return seconds and ratios for both stores, and bytes an order."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        key = fill_outbox(folder / "station", ORDERS, catalogue()[1])
        sqlite = Bench(folder / "sqlite", folder / "station", key, None)
        with Cluster(durable=True, settings=HUB_SETTINGS) as cluster:
            postgres = Bench(folder / "postgresql", folder / "station", key, cluster)
            return {
                "orders": ORDERS,
                "naive_sample": SAMPLE,
                "sqlite": _figures(sqlite),
                "postgresql": _figures(postgres),
                "bytes_an_order": round(sqlite.wire_bytes(), 1),
            }


def _figures(bench: Bench) -> dict[str, object]:
    rounds = [bench.round() for _ in range(ROUNDS)]
    medians = {name: round(median(r[name] for r in rounds), 3) for name in rounds[0]}
    return {
        **medians,
        "times_the_naive": round(median(r["naive_s"] / r["push_s"] for r in rounds), 1),
        "target_times_the_naive": 40,
        "times_the_floor": round(median(r["push_s"] / r["floor_s"] for r in rounds), 2),
        "target_times_the_floor": 2,
    }


def catalogue() -> tuple[Sequence[Any], Sequence[Any]]:
    """Return the categories and the goods, by the piece, that the orders name."""
    _, tree, goods = synthetic_catalogue(2_000)
    return tree, [item for item in goods if not item.unit_grams]


def _sync(kiosk: Kiosk, transport: Transport) -> None:
    engine = Engine(kiosk, transport)
    report = engine.sync_once()
    engine.close()
    assert report.ok, report.failure


def _copied(folder: Path, place: Path) -> Path:
    copy_of(folder, place, "").close()
    return place


def _post_one_by_one(kiosk: Kiosk, url: str) -> None:
    session = requests.Session()
    session.trust_env = False
    for record in kiosk.outbox.next_batch(most=SAMPLE, bytes_most=2**30):
        answer = session.post(f"{url}/orders", data=msgspec.json.encode(record), timeout=30)
        assert answer.status_code == 201, answer.text
        with kiosk.database.transaction() as connection:
            connection.execute(
                "UPDATE outbox SET state = 'acknowledged' WHERE seq = ?", (record.seq,)
            )
    session.close()


def _station_floor(place: Path, rows: dict[str, list[tuple[Any, ...]]]) -> float:
    path = place / "floor.db"
    Database.open(path).close()
    return _insert_sqlite(path, rows)


def _insert_sqlite(path: Path, rows: dict[str, list[tuple[Any, ...]]]) -> float:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for table, some in rows.items():
            places = ", ".join("?" * len(some[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({places})", some)
        connection.execute("COMMIT")
        return time.perf_counter() - began
