"""Hubs to measure: in a process of their own, on SQLite or PostgreSQL, durable as in use."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests
from sqlalchemy import insert

from sync.hub.catalogue import Stocked, apply_catalogue
from sync.hub.hub import Hub, open_hub
from sync.hub.snapshot import publish_snapshot
from sync.hub.tables import devices, stations
from sync.protocol import Category, Goods

_START_S = 30.0


@contextmanager
def serving(command: Sequence[str], port: int) -> Iterator[str]:
    """Run a server in a process of its own until the end; yields its URL when it answers."""
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        stdout=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )
    try:
        _wait_for(f"{url}/v1/hello", process)
        yield url
    finally:
        process.terminate()
        process.wait(_START_S)


@contextmanager
def a_hub_process(folder: Path, database_url: str, *more: str) -> Iterator[str]:
    """Serve a hub's folder and database by the program itself."""
    port = free_port()
    where = ["--data", str(folder), "--database-url", database_url]
    with serving(["kiosk", "hub", *where, "--listen", f"127.0.0.1:{port}", *more], port) as url:
        yield url


def stocked_hub(
    folder: Path, database_url: str, tree: Sequence[Category], goods: Sequence[Goods]
) -> Hub:
    """Return an open hub with goods on sale and its snapshot published."""
    hub = open_hub(folder, database_url)
    stock = [Stocked(item) for item in goods]
    apply_catalogue(hub, tree=tree, stock=stock, currency="CNY", replace=False)
    publish_snapshot(hub)
    return hub


def know_device(hub: Hub, station: str, public_key: bytes, key_id: int = 1) -> None:
    """Enrol a station's first device whose key was made before its hub."""
    with hub.store.write() as connection:
        connection.execute(insert(stations).values(code=station, name=station, created_at=0))
        connection.execute(
            insert(devices).values(
                station=station,
                device_index=0,
                public_key=public_key.hex(),
                incarnation="",
                key_id=key_id,
                valid_from=0,
                valid_to=2**50,
                counter=0,
                last_seen=0,
            )
        )


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START_S
    while True:
        try:
            requests.get(url, timeout=5)
        except requests.ConnectionError:
            if time.monotonic() > end or process.poll() is not None:
                raise OSError("the server does not start") from None
            time.sleep(0.02)
        else:
            return
