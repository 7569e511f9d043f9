"""What comes down: the first 100,000 goods, 500 that changed, and nothing new.

The first load is measured beside the floor: reading the same file from the disk and inserting it
with its search index into another station, in the same round.
"""

from __future__ import annotations

import gzip
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

import msgspec

from kiosk.services.kiosk import Kiosk
from sync.client.engine import SETTING_HUB, Engine
from sync.client.transport import DeviceIdentity, Transport
from sync.hub.catalogue import Stocked, apply_catalogue
from sync.hub.hub import Hub
from sync.hub.snapshot import publish_snapshot
from sync.protocol import Category, Goods
from tests.bench.hubs import a_hub_process, know_device, stocked_hub
from tests.bench.station import enrolled_kiosk
from tests.bench.stations import STATION
from tests.convergence.faultproxy import FaultProxy
from tests.synthetic import synthetic_catalogue

GOODS: Final = 100_000
CHANGED: Final = 500
ROUNDS: Final = 3
QUIET: Final = 20


def measure() -> dict[str, object]:
    """Return seconds, bytes and the ratio of the first load, on SQLite."""
    _, tree, goods = synthetic_catalogue(GOODS)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'hub' / 'hub.sqlite'}"
        hub = stocked_hub(folder / "hub", url, tree, goods)
        with a_hub_process(folder / "hub", url) as address:
            rounds = [_first_load(folder / f"round{n}", hub, address, n) for n in range(ROUNDS)]
            figures = {
                "first_load_s": round(median(r[0] for r in rounds), 2),
                "floor_s": round(median(r[1] for r in rounds), 2),
                "times_the_floor": round(median(r[0] / r[1] for r in rounds), 2),
                "target_times_the_floor": 1.5,
            }
            later = _later(folder / "later", hub, address, (tree, goods))
        hub.close()
    return {"goods": GOODS, **figures, **later}


def _first_load(folder: Path, hub: Hub, address: str, number: int) -> tuple[float, float]:
    """Return seconds of the first sync, and of reading and inserting the same file."""
    kiosk = _station(folder / "ours", hub, address, f"R{number}A")
    ours = _sync(kiosk, address)
    kiosk.close()
    local = enrolled_kiosk(folder / "floor")
    began = time.perf_counter()
    with gzip.open(publish_snapshot(hub).path, "rb") as file:
        local.catalogue.load_snapshot(file, cursor="")
    floor = time.perf_counter() - began
    local.close()
    return ours, floor


def _later(
    folder: Path, hub: Hub, address: str, catalogue: tuple[list[Category], list[Goods]]
) -> dict[str, object]:
    """Return what a sync costs after changes and without any."""
    kiosk = _station(folder, hub, address, "LATER")
    _sync(kiosk, address)
    quiet = [_sync(kiosk, address) for _ in range(QUIET)]
    changed = []
    for step in range(1, ROUNDS + 1):
        _reprice(hub, *catalogue, step)
        changed.append(_sync(kiosk, address))
    with FaultProxy(int(address.rpartition(":")[2])) as proxy:
        _sync(kiosk, proxy.url)
        quiet_bytes = proxy.up + proxy.down
        _reprice(hub, *catalogue, ROUNDS + 1)
        proxy.next_faults()
        _sync(kiosk, proxy.url)
        changed_bytes = proxy.up + proxy.down
    kiosk.close()
    return {
        "changed_500": {"s": round(median(changed), 3), "bytes": changed_bytes},
        "target_changed_500": {"s": 0.1, "bytes": 45_000},
        "nothing_changed": {"ms": round(median(quiet) * 1000, 1), "bytes": quiet_bytes},
        "target_nothing_changed": {"ms": 10, "bytes": 1000},
    }


def _station(folder: Path, hub: Hub, address: str, code: str) -> Kiosk:
    kiosk = enrolled_kiosk(folder)
    key = kiosk.station.signing_key().public_key()
    with hub.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM devices")
        connection.exec_driver_sql("DELETE FROM stations")
    know_device(hub, STATION, key, key_id=int.from_bytes(code.encode()[:4]))
    kiosk.settings.put(SETTING_HUB, address)
    return kiosk


def _sync(kiosk: Kiosk, address: str) -> float:
    engine = Engine(kiosk, Transport(address, identity=DeviceIdentity(kiosk.station)))
    began = time.perf_counter()
    report = engine.sync_once()
    took = time.perf_counter() - began
    engine.close()
    assert report.ok, report.failure
    return took


def _reprice(hub: Hub, tree: list[Category], goods: list[Goods], step: int) -> None:
    every = GOODS // CHANGED
    some = [
        Stocked(msgspec.structs.replace(item, price_minor=item.price_minor + step))
        for item in goods[::every]
    ]
    apply_catalogue(hub, tree=tree, stock=some, currency="CNY", replace=False)
    publish_snapshot(hub)
