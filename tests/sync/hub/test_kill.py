"""kill -9 of the hub at any moment: what it acknowledged is there once, the rest comes again."""

from __future__ import annotations

import random
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from sync.hub.accounts import create_enrol_code
from sync.hub.admin import hub_status, list_orders
from sync.hub.hub import open_hub
from sync.protocol import Record
from tests.sync.hub.builders import Device, a_good, an_order, stock_up

ORDERS = 240
BATCH = 8
KILLS = 5


@contextmanager
def a_hub_process(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    where = ["--data", str(folder), "--listen", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "hub", *where],
        stdout=subprocess.DEVNULL,
        cwd=Path(__file__).parents[3],
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until_it_answers(url: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            requests.get(f"{url}/v1/hello", timeout=5)
        except requests.ConnectionError:
            time.sleep(0.02)
        else:
            return
    pytest.fail("the hub does not answer")


def push_until_killed(device: Device, waiting: list[Record]) -> None:
    """Push in batches; a batch leaves `waiting` only when its answer arrived."""
    while waiting:
        try:
            answer = device.push(*waiting[:BATCH])
        except requests.RequestException:
            return
        assert {verdict.verdict for verdict in answer.verdicts} == {"ok"}
        del waiting[:BATCH]


def test_every_order_is_there_once_whenever_the_hub_is_killed(tmp_path: Path) -> None:
    chance = random.Random(11)
    hub = open_hub(tmp_path)
    stock_up(hub, a_good())
    code = create_enrol_code(hub, station="CQ07")
    hub.close()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    device = Device(f"http://127.0.0.1:{port}")
    orders = [an_order(number=f"CQ07A-{n:04d}") for n in range(ORDERS)]
    waiting = [device.record(order) for order in orders]
    for kill in range(KILLS + 1):
        with a_hub_process(tmp_path, port) as process:
            wait_until_it_answers(device.url)
            if kill == 0:
                device.enrol(code)
            if kill < KILLS:
                threading.Timer(chance.uniform(0.02, 0.12), process.kill).start()
            push_until_killed(device, waiting)
    assert waiting == []
    with sqlite3.connect(tmp_path / "hub.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    hub = open_hub(tmp_path)
    found = [order.id for order in list_orders(hub)]
    status = hub_status(hub)
    hub.close()
    assert sorted(found) == sorted(order.order_id for order in orders)
    assert (status.lines, status.total_minor) == (ORDERS, ORDERS * 500)
    assert status.order_state == {"accepted": ORDERS}
    assert sorted(_events(tmp_path)) == sorted(found)


def _events(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "hub.sqlite") as connection:
        rows = connection.execute("SELECT id FROM changes WHERE kind = 'order'").fetchall()
    connection.close()
    return [row[0] for row in rows]
