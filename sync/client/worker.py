"""The thread that syncs: by itself once a period, at once after an order, patiently after a fault.

syncing    a sync is running
online     the last one ended well and nothing waits: the only green light
waiting    records wait: not tried yet, put off by the hub, or refused
offline    the last try did not reach the hub
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

from kiosk.domain.changes import Topic
from kiosk.domain.errors import KnownError
from kiosk.services.kiosk import Kiosk
from sync.client.engine import Engine, SyncReport
from sync.client.errors import HubUnreachable, NotTheHub, SyncStopped, TryLater
from sync.client.schedule import Pace, backoff_s, retry_after_s, until_slot_s

_log = logging.getLogger(__name__)

STOP_S: Final = 2.0
"""How long `stop` waits for the thread; an answer that comes later is not applied any more."""


class SyncMood(StrEnum):
    """What the home page shows."""

    SYNCING = "syncing"
    ONLINE = "online"
    WAITING = "waiting"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class SyncState:
    """How things stand with the hub: what waits, the age of the oldest, why the last try failed.

    `oldest_s` is 0 while nothing waits; `failure` None after a sync that ended well.
    """

    mood: SyncMood
    waiting: int
    oldest_s: int
    failure: KnownError | None = None


class SyncWorker:
    """Runs an engine in its own thread until `stop`.

    Callbacks come from that thread; a screen turns them into queued signals.
    """

    def __init__(
        self,
        kiosk: Kiosk,
        engine: Engine,
        *,
        pace: Pace | None = None,
        random: Random | None = None,
    ) -> None:
        self._kiosk = kiosk
        self._engine = engine
        self._pace = pace or Pace()
        self._random = random or Random()
        self._turn = threading.Condition()
        self._woken = False
        self._stopping = False
        self._running = False
        self._ended_well = False
        self._failures = 0
        self._failure: KnownError | None = None
        self._not_before = 0.0
        self._watchers: list[Callable[[frozenset[Topic]], None]] = []
        self._thread = threading.Thread(target=self._live, name="sync", daemon=True)
        engine.on_change = self._tell

    def start(self) -> None:
        """Begin; the first sync starts at once."""
        self._woken = True
        self._thread.start()

    def wake(self) -> None:
        """Sync now, or when the hub's Retry-After has passed; returns at once."""
        with self._turn:
            self._woken = True
            self._turn.notify_all()

    def on_change(self, watcher: Callable[[frozenset[Topic]], None]) -> None:
        """Call `watcher` with the topics that a sync changed; `Topic.SYNC`: the state moved."""
        self._watchers.append(watcher)

    def state(self) -> SyncState:
        """Return how things stand now; cheap enough for every refresh of the home page."""
        waiting = self._kiosk.outbox.count()
        oldest = self._kiosk.outbox.oldest_at()
        age_ms = 0 if oldest is None else self._kiosk.clock.now_ms() - oldest
        return SyncState(self._mood(waiting), waiting, max(0, age_ms // 1000), self._failure)

    def stop(self) -> None:
        """End the thread; what is on its way is left for the next start."""
        with self._turn:
            self._stopping = True
            self._turn.notify_all()
        self._engine.stop()
        if self._thread.is_alive():
            self._thread.join(STOP_S)
        self._engine.close()

    def _mood(self, waiting: int) -> SyncMood:
        if self._running:
            return SyncMood.SYNCING
        if isinstance(self._failure, (HubUnreachable, NotTheHub)):
            return SyncMood.OFFLINE
        return SyncMood.ONLINE if self._ended_well and not waiting else SyncMood.WAITING

    def _live(self) -> None:
        wait_s = 0.0
        while self._wait(wait_s):
            try:
                wait_s = self._sync()
            except SyncStopped:
                return

    def _wait(self, seconds: float) -> bool:
        """Wait to be woken or for the time to pass; tell whether to go on."""
        due = time.monotonic() + seconds
        with self._turn:
            while not self._stopping:
                goal = self._not_before if self._woken else max(due, self._not_before)
                left = goal - time.monotonic()
                if left <= 0:
                    self._woken = False
                    return True
                self._turn.wait(left)
        return False

    def _sync(self) -> float:
        """Sync once and return how many seconds to wait for the next."""
        self._running = True
        self._tell(frozenset({Topic.SYNC}))
        try:
            report = self._engine.sync_once()
        except SyncStopped:
            raise
        except Exception:
            _log.exception("sync failed by a mistake of ours")
            report = None
        finally:
            self._running = False
        wait_s = self._take_note(report)
        self._tell(frozenset({Topic.SYNC}))
        return wait_s

    def _take_note(self, report: SyncReport | None) -> float:
        self._ended_well = report is not None and report.ok
        if report is not None and report.ok:
            self._failures, self._failure = 0, None
            station = self._kiosk.station.station().code
            return until_slot_s(time.time(), station, self._pace.period_s)
        self._failures += 1
        self._failure = report.failure if report is not None else KnownError()
        if isinstance(self._failure, TryLater):
            wait_s = retry_after_s(self._failure.after_s, self._random)
            self._not_before = time.monotonic() + wait_s
            return wait_s
        return backoff_s(self._failures, self._random, self._pace)

    def _tell(self, changed: frozenset[Topic]) -> None:
        for watcher in tuple(self._watchers):
            try:
                watcher(changed)
            except Exception:  # one page's mistake must not end all syncing
                _log.exception("a watcher failed")
