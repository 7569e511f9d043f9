"""Either end killed without a word, and two programs syncing one station at once."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from sync.client.pushing import SETTING_BATCH
from tests.convergence.faultproxy import Fault
from tests.convergence.world import StationUnderTest, World

ROOT = Path(__file__).resolve().parents[2]
SERVE = """
import sys
from sync.hub.hub import open_hub
from sync.hub.server import serve
serve(open_hub(sys.argv[1]), "127.0.0.1", 0, ready=lambda url: print(url, flush=True))
"""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "world")
    assert made.sync().ok
    yield made
    made.close()


class HubProcess:
    """The world's hub in a process of its own, to be killed."""

    def __init__(self, world: World) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(world.folder / "hub")],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert self._process.stdout is not None
        with self._process.stdout as told:
            world.proxy.target = int(told.readline().rpartition(":")[2])

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


def test_a_hub_killed_at_any_moment_of_a_push_has_all_of_a_batch_or_none(world: World) -> None:
    world.server.stop()
    random = Random(5)
    for _ in range(5):
        world.station.kiosk.settings.put(SETTING_BATCH, "4")
        world.station.restart()
        world.station.place(16)
        hub = HubProcess(world)
        world.sync(Fault(cut_down=random.randrange(200, 4_000), on_cut=hub.kill))
        hub.kill()
        world.check_always()
    hub = HubProcess(world)
    report = world.sync()
    hub.kill()
    assert report.ok, report.failure
    world.check_converged()


def test_two_programs_may_sync_one_station_at_the_same_time(world: World) -> None:
    """The screen's worker and `kiosk sync --once` from a terminal."""
    second = StationUnderTest(world.station.folder)
    second.open()
    second.connect()
    world.station.kiosk.settings.put(SETTING_BATCH, "3")
    world.station.restart()
    world.station.place(30)
    failures: list[object] = []

    def sync(station: StationUnderTest) -> None:
        report = station.sync()
        if not report.ok:
            failures.append(report.failure)

    threads = [
        threading.Thread(target=sync, args=(station,)) for station in (world.station, second)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    second.close()
    assert failures == []
    world.check_converged()
