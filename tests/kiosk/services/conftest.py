from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.services.kiosk import Kiosk
from tests.builders import StationTools, a_station
from tests.fakes.clock import FakeClock
from tests.fakes.disk import FakeDiskGauge
from tests.fakes.printer import FakePrinter


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def disk() -> FakeDiskGauge:
    return FakeDiskGauge()


@pytest.fixture
def printer() -> FakePrinter:
    return FakePrinter()


@pytest.fixture
def kiosk(
    tmp_path: Path, clock: FakeClock, disk: FakeDiskGauge, printer: FakePrinter
) -> Iterator[Kiosk]:
    station = a_station(tmp_path, tools=StationTools(clock, disk, printer))
    yield station
    station.close()
