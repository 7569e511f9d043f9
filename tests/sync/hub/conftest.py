"""A real hub in a folder, served on loopback, with a clock that a test may turn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.hub.hub import Hub, open_hub, wall_clock
from sync.hub.server import EmbeddedHub
from tests.sync.hub.builders import Device, a_device


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


@pytest.fixture
def hub(tmp_path: Path, clock: TurnableClock) -> Iterator[Hub]:
    opened = open_hub(tmp_path / "hub", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def served(hub: Hub) -> Iterator[EmbeddedHub]:
    with EmbeddedHub(hub) as embedded:
        yield embedded


@pytest.fixture
def device(hub: Hub, served: EmbeddedHub) -> Device:
    return a_device(hub, served.url)
