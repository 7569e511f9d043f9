"""Several processes behind one port: they count together, and one may die."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from sync.hub.admin import hub_status
from sync.hub.errors import Refused
from sync.hub.hub import Hub
from sync.hub.workers import serve_many
from tests.sync.hub.builders import Device, a_device, a_good, an_order, kinds, only, stock_up

WORKERS = 2


@pytest.fixture
def url(hub: Hub, database_url: str) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        where = f"127.0.0.1:{free.getsockname()[1]}"
    command = ["hub", "--data", str(hub.folder), "--database-url", database_url]
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", *command, "--listen", where, "--workers", str(WORKERS)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[3],
    )
    try:
        wait_until_ready(f"http://{where}")
        yield f"http://{where}"
    finally:
        process.terminate()
        process.wait(30)


def wait_until_ready(url: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if requests.get(f"{url}/readyz", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.05)
    pytest.fail("the hub does not get ready")


def counted(url: str, metric: str) -> float:
    text = requests.get(f"{url}/metrics", timeout=10).text
    return sum(float(value) for value in re.findall(rf"^{metric}{{.*}} (\S+)$", text, re.M))


def push(device: Device, number: int) -> list[str]:
    return kinds(device.push(device.record(an_order(number=f"N{number}"))))


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


@only("postgresql")
def test_workers_take_orders_and_count_them_together(hub: Hub, url: str) -> None:
    stock_up(hub, a_good())
    stations = [a_device(hub, url, f"CQ{n:02d}") for n in range(4)]
    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(push, stations * 5, range(20)))
    assert told == [["ok"]] * 20
    assert hub_status(hub).orders == 20
    assert counted(url, "hub_verdicts_total") == 20
    assert requests.get(f"{url}/healthz", timeout=10).json() == {"status": "ok"}


@only("postgresql")
def test_a_worker_that_is_killed_is_replaced(hub: Hub, url: str) -> None:
    stock_up(hub, a_good())
    device = a_device(hub, url)
    supervisor = next(
        child for child in children(os.getpid()) if f"--listen\0{url[7:]}" in _command(child)
    )
    workers = [child for child in children(supervisor) if "spawn_main" in _command(child)]
    assert len(workers) == WORKERS
    os.kill(workers[0], signal.SIGKILL)
    end = time.monotonic() + 30
    while time.monotonic() < end:
        now = [child for child in children(supervisor) if "spawn_main" in _command(child)]
        if len(now) == WORKERS and workers[0] not in now:
            break
        time.sleep(0.05)
    assert workers[0] not in now
    wait_until_ready(url)
    assert push(device, 1) == ["ok"]


@only("sqlite")
def test_several_workers_need_postgresql(hub: Hub) -> None:
    with pytest.raises(Refused, match="--database-url"):
        serve_many(hub, ("127.0.0.1", 0), 2, lambda _url: None)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
