"""A sandbox says nothing to anybody; what was learnt in it is told by the station itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from kiosk.services.kiosk import Kiosk, open_kiosk
from kiosk.services.practice import PracticeNeverSyncs, open_practice
from sync.client.engine import open_engine
from sync.client.enrol import enrol_station
from sync.hub.admin import create_enrol_code, hub_status
from sync.hub.hub import Hub, open_hub
from sync.hub.server import EmbeddedHub
from sync.hub.tables import lessons, orders
from tests.builders import an_order


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Hub]:
    hub = open_hub(tmp_path / "hub")
    yield hub
    hub.close()


@pytest.fixture
def served_hub(platform: Hub) -> Iterator[EmbeddedHub]:
    server = EmbeddedHub(platform)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def real(tmp_path: Path, platform: Hub, served_hub: EmbeddedHub) -> Iterator[Kiosk]:
    with open_kiosk(tmp_path / "station") as kiosk:
        code = create_enrol_code(platform, station="CQ07")
        enrol_station(kiosk=kiosk, hub_url=served_hub.url, code=code)
        yield kiosk


def test_nothing_of_a_sandbox_reaches_the_hub(
    real: Kiosk, platform: Hub, served_hub: EmbeddedHub
) -> None:
    with open_practice(real) as sandbox:
        an_order().with_lines(2).placed_at(sandbox)
        sandbox.residents.register_resident(name="练习人")
        with pytest.raises(PracticeNeverSyncs):
            open_engine(sandbox)
        code = create_enrol_code(platform, station="CQ07")
        with pytest.raises(PracticeNeverSyncs):
            enrol_station(kiosk=sandbox, hub_url=served_hub.url, code=code)
        engine = open_engine(real)
        report = engine.sync_once()
        engine.close()
        assert (report.pushed, sandbox.outbox.count()) == (0, 2)
    with platform.store.read() as connection:
        assert connection.execute(select(orders.c.id)).all() == []


def test_a_finished_lesson_travels_once(real: Kiosk, platform: Hub) -> None:
    for _ in range(2):
        real.lessons.begin_lesson(lesson="buy_one", operator_id="wang")
    assert real.lessons.finish_lesson(lesson="buy_one", operator_id="wang").value
    assert not real.lessons.finish_lesson(lesson="buy_one", operator_id="wang").value
    engine = open_engine(real)
    report = engine.sync_once()
    engine.close()
    assert report.pushed == 1
    assert real.outbox.count_by_state() == {"acknowledged": 1}
    with platform.store.read() as connection:
        row = connection.execute(select(lessons)).one()
    finished = real.lessons.progress(operator_id="wang")["buy_one"].finished_at
    assert (row.station, row.operator, row.lesson, row.tries) == ("CQ07", "wang", "buy_one", 2)
    assert row.finished_at == finished
    assert msgspec.to_builtins(hub_status(platform))["lessons"] == 1
