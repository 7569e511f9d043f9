"""200 stations that return at once, 50 orders each, beside one station with all 10,000.

The stations are light: their batches are packed before, so that the hub alone is measured, and
both ways push the same records.  PostgreSQL with one worker and with two, and SQLite.
"""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import msgspec
from nacl.signing import SigningKey

from kiosk.services.kiosk import open_kiosk
from sync.client.errors import TryLater
from sync.client.transport import Transport, pack_records
from sync.hub.admin import hub_status
from sync.protocol import (
    HEADER_DEVICE,
    HEADER_INCARNATION,
    HEADER_STATION,
    PUSH_BATCH_MOST,
    Record,
    VerdictKind,
)
from tests.bench.hubs import a_hub_process, know_device, stocked_hub
from tests.bench.stations import fill_outbox
from tests.bench.sync import HUB_SETTINGS, catalogue
from tests.sync.hub.postgres import Cluster

ORDERS: Final = 10_000
STATIONS: Final = 200


class LightStation:
    """A device that signs, with packed batches and without a database."""

    def __init__(self, code: str, records: list[Record]) -> None:
        self.code = code
        self.key = SigningKey.generate()
        self._count = 0
        renumbered = [msgspec.structs.replace(r, seq=n) for n, r in enumerate(records, start=1)]
        step = PUSH_BATCH_MOST
        self._batches = [renumbered[n : n + step] for n in range(0, len(records), step)]
        self._packed = [pack_records(batch) for batch in self._batches]

    def headers(self) -> dict[str, str]:
        return {HEADER_STATION: self.code, HEADER_DEVICE: "A", HEADER_INCARNATION: "i"}

    def next_counter(self) -> int:
        self._count += 1
        return self._count

    def sign(self, text: bytes) -> str:
        return self.key.sign(text).signature.hex()

    def push_all(self, url: str) -> float:
        """Push everything, coming back when told to; return the seconds it took."""
        began = time.perf_counter()
        transport = Transport(url, identity=self)
        for packed in self._packed:
            while True:
                try:
                    answer = transport.push(packed)
                except TryLater as later:
                    time.sleep(later.after_s)
                    continue
                assert {verdict.verdict for verdict in answer.verdicts} == {VerdictKind.OK}
                break
        transport.close()
        return time.perf_counter() - began


def measure() -> dict[str, object]:
    """Return seconds of one and of many, their ratio and the slowest station, by store."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        fill_outbox(folder / "station", ORDERS, catalogue()[1])
        kiosk = open_kiosk(folder / "station")
        records = kiosk.outbox.next_batch(most=ORDERS, bytes_most=2**40)
        kiosk.close()
        with Cluster(durable=True, settings=HUB_SETTINGS) as cluster:
            ways = {
                "sqlite": (f"sqlite:///{folder / '{}.sqlite'}", 1),
                "postgresql": ("", 1),
                "postgresql_2_workers": ("", 2),
            }
            return {
                "stations": STATIONS,
                "target_ratio": 2,
                **{
                    way: _compare(folder / way, records, url or cluster, workers)
                    for way, (url, workers) in ways.items()
                },
            }


def _compare(
    folder: Path, records: list[Record], where: str | Cluster, workers: int
) -> dict[str, float]:
    share = len(records) // STATIONS
    one = [LightStation("ONE", records)]
    crowd = [
        LightStation(f"C{n:03d}", records[n * share : (n + 1) * share]) for n in range(STATIONS)
    ]
    alone, _ = _push(folder / "one", one, where, workers)
    together, slowest = _push(folder / "crowd", crowd, where, workers)
    return {
        "one_s": round(alone, 2),
        "crowd_s": round(together, 2),
        "slowest_station_s": round(slowest, 2),
        "ratio": round(together / alone, 2),
    }


def _push(
    folder: Path, stations: list[LightStation], where: str | Cluster, workers: int
) -> tuple[float, float]:
    url = where.new_database() if isinstance(where, Cluster) else where.format(folder.name)
    hub = stocked_hub(folder, url, *catalogue())
    for number, station in enumerate(stations, start=1):
        know_device(hub, station.code, bytes(station.key.verify_key), number)
    with (
        a_hub_process(folder, url, "--workers", str(workers)) as address,
        ThreadPoolExecutor(len(stations)) as threads,
    ):
        began = time.perf_counter()
        took = list(threads.map(lambda station: station.push_all(address), stations))
        whole = time.perf_counter() - began
    assert hub_status(hub).orders == ORDERS
    hub.close()
    return whole, max(took)
