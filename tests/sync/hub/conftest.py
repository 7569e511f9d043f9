"""A real hub on SQLite and on PostgreSQL, served on loopback, with a clock that may be turned.

Every test that takes a `hub` runs twice, once on each store: that is what holds the two adapters
to one contract.  A test of one of them marks itself `@only("sqlite")`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.hub.hub import Hub, open_hub, wall_clock
from sync.hub.server import EmbeddedHub
from tests.sync.hub.builders import STORES, Device, a_device
from tests.sync.hub.postgres import Cluster


class TurnableClock:
    """The wall clock, moved by as much as a test wants."""

    def __init__(self) -> None:
        self.moved_ms = 0

    def __call__(self) -> int:
        return wall_clock() + self.moved_ms

    def pass_days(self, days: float) -> None:
        self.moved_ms += int(days * 24 * 3_600_000)


@pytest.fixture
def clock() -> TurnableClock:
    return TurnableClock()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with Cluster() as started:
        yield started


@pytest.fixture(params=STORES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of an empty hub's database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'hub' / 'hub.sqlite'}"
        return
    started: Cluster = request.getfixturevalue("cluster")
    url = started.lend_hub_database()
    yield url
    started.take_back(url)


@pytest.fixture
def hub(tmp_path: Path, database_url: str, clock: TurnableClock) -> Iterator[Hub]:
    opened = open_hub(tmp_path / "hub", database_url, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def served(hub: Hub) -> Iterator[EmbeddedHub]:
    with EmbeddedHub(hub) as embedded:
        yield embedded


@pytest.fixture
def device(hub: Hub, served: EmbeddedHub) -> Device:
    return a_device(hub, served.url)
