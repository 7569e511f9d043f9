"""kill -9 exactly where a commit reaches for the disk, at either end.

strace kills a program as it asks the disk for the n-th time to keep something.  Where there is no
strace, or it may not trace, the same programs are killed at random moments instead.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sync.client.errors import HubUnreachable
from tests.convergence.world import World

ROOT = Path(__file__).resolve().parents[2]
SERVE = """
import sys
from sync.hub.hub import open_hub
from sync.hub.server import serve
serve(open_hub(sys.argv[1]), "127.0.0.1", 0, ready=lambda url: print(url, flush=True))
"""
PROBE = [sys.executable, "-c", "import os; os.fsync(os.open('.', os.O_RDONLY)); print('alive')"]
CHANCE = random.Random(7)


def _traced(when: int) -> list[str]:
    inject = f"inject=fdatasync,fsync:signal=SIGKILL:when={when}"
    return [str(shutil.which("strace")), "-f", "-qq", "-o", os.devnull, "-e", inject]


def _can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    ran = subprocess.run([*_traced(1), *PROBE], capture_output=True, check=False)
    return ran.returncode != 0 and not ran.stdout


TRACING = _can_trace()


class Doomed:
    """A program that dies at its n-th commit point, or after a random while."""

    def __init__(self, command: Sequence[str], when: int) -> None:
        self._process = subprocess.Popen(
            [*(_traced(when) if TRACING else []), *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
            start_new_session=True,
        )

    def end(self) -> str:
        """Return what it printed before it died or ended."""
        try:
            wait_s = 60 if TRACING else CHANCE.uniform(0.2, 0.6)
            out, _ = self._process.communicate(timeout=wait_s)
        except subprocess.TimeoutExpired:
            self.kill()
            out, _ = self._process.communicate()
        return out

    def first_line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def kill(self) -> None:
        """Kill it and, if it is traced, its tracer: both are in a session of their own."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        self.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "world")
    assert made.sync().ok
    yield made
    made.close()


def kiosk(world: World, *words: str, when: int) -> str:
    command = [sys.executable, "-m", "kiosk", *words, "--data", str(world.station.folder)]
    doomed = Doomed(command, when)
    out = doomed.end()
    doomed.close()
    return out


def numbers(world: World) -> list[str]:
    """Return all orders' numbers, after asserting that none is half there."""
    connection = sqlite3.connect(world.station.folder / "station.db")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        half = connection.execute(
            "SELECT number FROM orders o WHERE"
            " (SELECT count(*) FROM order_line l WHERE l.order_row = o.row_id) = 0"
            " OR (SELECT count(*) FROM payment p WHERE p.order_row = o.row_id) <> (o.pay = 'cash')"
            " OR (SELECT count(*) FROM ledger_entry e WHERE e.order_id = o.id) <> 1"
            " OR (SELECT count(*) FROM outbox b WHERE b.aggregate = o.id) <> 1"
        ).fetchall()
        assert half == []
        return [row[0] for row in connection.execute("SELECT number FROM orders ORDER BY row_id")]
    finally:
        connection.close()


def test_an_order_is_there_whole_or_not_at_all_at_every_commit_point(world: World) -> None:
    world.station.kiosk.settings.put("least_free_bytes", "0")
    order = ("order", "place", "--line", "G00001=2", "--pay", "cash", "--json")
    world.station.close()  # so that each program is the first and the last on the file
    confirmed = [out for n in range(1, 7) if '"number"' in (out := kiosk(world, *order, when=n))]
    found = numbers(world)
    assert len(set(found)) == len(found)
    for told in confirmed:
        assert any(number in told for number in found)
    if TRACING:
        assert len(confirmed) < 6, "nobody died"
    world.station.open()
    world.station.connect()
    world.station.created = _ids(world)
    assert world.sync().ok
    world.check_converged()


def test_a_sync_that_dies_at_any_commit_point_is_taken_up(world: World) -> None:
    for when in range(1, 8):
        world.station.place(2)
        kiosk(world, "sync", "--once", when=when)
        numbers(world)
        world.check_always()
    assert world.sync().ok
    world.check_converged()


def test_a_hub_that_dies_at_any_commit_point_has_all_of_a_batch_or_none(world: World) -> None:
    world.server.stop()
    for when in range(1, 5):
        world.station.place(3)
        hub = Doomed([sys.executable, "-c", SERVE, str(world.folder / "hub")], when)
        told = hub.first_line()
        if told:  # else it died while it opened its own records
            world.proxy.target = int(told.rpartition(":")[2])
            report = world.sync()
            assert report.ok or isinstance(report.failure, HubUnreachable)
        hub.close()
        world.check_always()
    world.server.start()
    world.proxy.target = int(world.server.url.rpartition(":")[2])
    assert world.sync().ok
    world.check_converged()


def _ids(world: World) -> list[str]:
    with world.station.kiosk.database.read() as connection:
        return [row[0] for row in connection.execute("SELECT id FROM orders")]
