"""The thread: when it syncs, what it tells, how it ends."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from random import Random

import pytest

from kiosk.domain.changes import Topic
from kiosk.services.kiosk import Kiosk
from sync.client.engine import Engine, SyncReport, open_engine
from sync.client.errors import HubUnreachable, TryLater
from sync.client.schedule import Pace
from sync.client.transport import DeviceIdentity, Transport
from sync.client.worker import SyncMood, SyncState, SyncWorker
from sync.protocol import PushAnswer, VerdictKind
from tests.fakes.hub import HELLO, Asked, Says, ScriptedHub
from tests.sync.client.orders import place
from tests.sync.client.test_engine import SNAPSHOT, a_snapshot, judges

QUICK = Pace(first_s=0.02, most_s=0.05, period_s=3_600.0)
PATIENT = Pace(first_s=3_600.0, most_s=3_600.0, period_s=3_600.0)


class Watch:
    """Waits until the worker's state is as wished, woken by its own telling."""

    def __init__(self, worker: SyncWorker) -> None:
        self._worker = worker
        self._told = threading.Condition()
        self.topics: set[Topic] = set()
        self.moods: list[SyncMood] = []
        worker.on_change(self._hear)

    def until(self, wished: Callable[[SyncState], bool]) -> SyncState:
        with self._told:
            assert self._told.wait_for(lambda: wished(self._worker.state()), 20)
        return self._worker.state()

    def _hear(self, changed: frozenset[Topic]) -> None:
        with self._told:
            self.topics |= changed
            self.moods.append(self._worker.state().mood)
            self._told.notify_all()


class Stumbling(Engine):
    """An engine with a mistake in it that shows once."""

    stumbles = 1

    def sync_once(self) -> SyncReport:
        if self.stumbles:
            self.stumbles -= 1
            raise ZeroDivisionError
        return super().sync_once()


@pytest.fixture(autouse=True)
def good_hub(hub: ScriptedHub) -> None:
    hub.says("/v1/push", judges(lambda _: VerdictKind.OK))
    hub.says(SNAPSHOT, a_snapshot())


@pytest.fixture
def make(kiosk: Kiosk) -> Iterator[Callable[[Pace], SyncWorker]]:
    made: list[SyncWorker] = []

    def build(pace: Pace) -> SyncWorker:
        made.append(SyncWorker(kiosk, open_engine(kiosk), pace=pace, random=Random(1)))
        return made[-1]

    yield build
    for worker in made:
        worker.stop()


def online(state: SyncState) -> bool:
    return state.mood is SyncMood.ONLINE


def test_it_syncs_at_once_and_is_green_only_then(
    kiosk: Kiosk, make: Callable[[Pace], SyncWorker]
) -> None:
    worker = make(QUICK)
    watch = Watch(worker)
    assert worker.state().mood is SyncMood.WAITING, "nothing was tried, nothing is promised"
    worker.start()
    watch.until(online)
    assert watch.moods[0] is SyncMood.SYNCING
    assert Topic.CATALOGUE in watch.topics
    assert kiosk.catalogue.version == 3


def test_an_order_wakes_it(kiosk: Kiosk, make: Callable[[Pace], SyncWorker]) -> None:
    worker = make(QUICK)
    watch = Watch(worker)
    worker.start()
    watch.until(online)
    place(kiosk)
    assert worker.state() == SyncState(SyncMood.WAITING, 1, 0)
    worker.wake()
    watch.until(online)
    assert kiosk.outbox.count() == 0


def test_a_hub_that_is_away_is_tried_until_it_is_back(
    kiosk: Kiosk, hub: ScriptedHub, make: Callable[[Pace], SyncWorker]
) -> None:
    place(kiosk)
    hub.says("/v1/hello", *[Says(status=500)] * 4, Says(HELLO))
    worker = make(QUICK)
    watch = Watch(worker)
    worker.start()
    offline = watch.until(lambda state: state.mood is SyncMood.OFFLINE)
    assert offline.waiting == 1
    assert isinstance(offline.failure, HubUnreachable)
    watch.until(online)
    assert len(hub.asked_for("/v1/hello")) == 5


def test_waiting_is_cut_short_by_a_person(
    hub: ScriptedHub, make: Callable[[Pace], SyncWorker]
) -> None:
    hub.says("/v1/hello", Says(status=500), Says(HELLO))
    worker = make(PATIENT)
    watch = Watch(worker)
    worker.start()
    watch.until(lambda state: state.mood is SyncMood.OFFLINE)
    worker.wake()
    watch.until(online)


def test_the_hubs_retry_after_is_honoured_also_when_woken(
    kiosk: Kiosk, hub: ScriptedHub, make: Callable[[Pace], SyncWorker]
) -> None:
    place(kiosk)
    hub.says("/v1/hello", Says(status=503, headers={"Retry-After": "1"}), Says(HELLO))
    worker = make(QUICK)
    watch = Watch(worker)
    worker.start()
    state = watch.until(lambda state: isinstance(state.failure, TryLater))
    assert (state.mood, state.waiting) == (SyncMood.WAITING, 1)
    asked = time.monotonic()
    worker.wake()
    watch.until(online)
    assert time.monotonic() - asked > 0.9


def test_the_age_of_the_oldest_is_told(kiosk: Kiosk, make: Callable[[Pace], SyncWorker]) -> None:
    place(kiosk)
    kiosk.clock.pass_seconds(90)
    place(kiosk)
    assert make(QUICK).state() == SyncState(SyncMood.WAITING, 2, 90)
    kiosk.clock.jump_to(0)
    assert make(QUICK).state().oldest_s == 0


def test_it_stops_at_once_while_it_waits(make: Callable[[Pace], SyncWorker]) -> None:
    worker = make(PATIENT)
    watch = Watch(worker)
    worker.start()
    watch.until(online)
    start = time.monotonic()
    worker.stop()
    assert time.monotonic() - start < 0.5


def test_it_stops_soon_while_the_hub_is_silent(
    kiosk: Kiosk, hub: ScriptedHub, make: Callable[[Pace], SyncWorker]
) -> None:
    place(kiosk)
    asked, go = threading.Event(), threading.Event()

    def silent(_: Asked) -> Says:
        asked.set()
        go.wait(20)
        return Says(PushAnswer([], 0))

    hub.says("/v1/push", silent)
    worker = make(QUICK)
    worker.start()
    assert asked.wait(20)
    start = time.monotonic()
    worker.stop()
    assert time.monotonic() - start < 4
    go.set()
    assert kiosk.outbox.count() == 1


def test_a_bug_is_logged_and_syncing_goes_on(
    kiosk: Kiosk, hub: ScriptedHub, caplog: pytest.LogCaptureFixture
) -> None:
    identity = DeviceIdentity(kiosk.station)
    engine = Stumbling(kiosk, Transport(hub.url, identity=identity))
    worker = SyncWorker(kiosk, engine, pace=QUICK, random=Random(1))
    watch = Watch(worker)
    with caplog.at_level(logging.ERROR):
        worker.start()
        watch.until(online)
    worker.stop()
    assert "mistake" in caplog.text


def test_a_watcher_that_fails_ends_nothing(
    make: Callable[[Pace], SyncWorker], caplog: pytest.LogCaptureFixture
) -> None:
    worker = make(QUICK)

    def fail(_: frozenset[Topic]) -> None:
        raise RuntimeError("a page is gone")

    worker.on_change(fail)
    watch = Watch(worker)
    worker.start()
    watch.until(online)
    assert "a page is gone" in caplog.text
