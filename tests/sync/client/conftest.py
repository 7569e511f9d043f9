from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.services.kiosk import Kiosk, open_kiosk
from sync.client.engine import SETTING_HUB, Engine, open_engine
from sync.protocol import Enrolment
from tests.fakes.clock import FakeClock
from tests.fakes.disk import FakeDiskGauge
from tests.fakes.hub import ScriptedHub

SEED = bytes(range(32))


@pytest.fixture
def hub() -> Iterator[ScriptedHub]:
    with ScriptedHub() as scripted:
        yield scripted


@pytest.fixture
def bare_kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """A device that belongs to no station yet."""
    with open_kiosk(tmp_path / "data", clock=FakeClock(), disk=FakeDiskGauge()) as opened:
        yield opened


@pytest.fixture
def kiosk(bare_kiosk: Kiosk, hub: ScriptedHub) -> Kiosk:
    """A station enrolled at the scripted hub."""
    enrolment = Enrolment("CQ07", "石桥村", "A", 0, 1, "CNY", "00" * 32)
    bare_kiosk.station.save_enrolment(enrolment=enrolment, private_key=SEED)
    bare_kiosk.settings.put(SETTING_HUB, hub.url)
    return bare_kiosk


@pytest.fixture
def engine(kiosk: Kiosk) -> Iterator[Engine]:
    opened = open_engine(kiosk)
    yield opened
    opened.close()
