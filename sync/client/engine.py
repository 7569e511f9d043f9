"""One sync, from hello to the catalogue, resumable at every byte.

    hello               what the hub allows; the clocks compared
    push                batch by batch until the outbox is empty
    station changes     page by page, each applied in one transaction with its cursor
    catalogue           a snapshot the first time or after `must_refetch`, else changes

Scopes of which the hello said that nothing is new are not asked for.  Orders go before the
catalogue.  Records are marked sent before the request leaves, because after
a lost answer nobody knows; their ids stay, so that a retry gets the first verdict.  Every try is
a `sync_attempt` row from its first moment, so one that never finished is seen too.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kiosk.domain.changes import Outcome, Topic
from kiosk.domain.errors import KnownError
from kiosk.services.kiosk import Kiosk
from kiosk.services.practice import refuse_practice
from kiosk.store.catalogue_file import CatalogueTorn
from kiosk.store.turn import taking_turns
from sync.client.errors import MustRefetch, SyncStopped, TryLater
from sync.client.pushing import Pusher
from sync.client.snapshot import SnapshotDownload
from sync.client.transport import DeviceIdentity, Transport
from sync.protocol import (
    CHANGES_PAGE_MOST,
    SCOPE_CATALOGUE,
    SCOPE_STATION,
    ChangesPage,
    Hello,
)

SETTING_HUB: Final = "hub_url"
SETTING_OFFSET: Final = "hub_offset_ms"
"""Hub's clock minus ours, as the last hello told it."""

_OFFSET_STEP_MS: Final = 2_000
_TURN: Final = "catalogue.turn"
_PAGE: Final = CHANGES_PAGE_MOST // 2


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one sync did.  `failure` None: everything is sent and everything is known."""

    pushed: int
    pulled: int
    catalogue_version: int
    failure: KnownError | None
    changed: frozenset[Topic]

    @property
    def ok(self) -> bool:
        """Tell whether the sync came to its end."""
        return self.failure is None


@dataclass(slots=True)
class _Tally:
    pushed: int = 0
    pulled: int = 0
    changed: set[Topic] = field(default_factory=set)


def _ignore(_changed: frozenset[Topic]) -> None:
    """Take no notice."""


class Engine:
    """Syncs one kiosk with one hub; one sync at a time.

    `on_change` is called after each transaction with the topics it changed, from the thread that
    syncs.
    """

    def __init__(
        self,
        kiosk: Kiosk,
        transport: Transport,
        *,
        on_change: Callable[[frozenset[Topic]], None] = _ignore,
    ) -> None:
        self._kiosk = kiosk
        self._transport = transport
        self.on_change = on_change
        self._stopped = threading.Event()
        self._download = SnapshotDownload(kiosk.folder)

    def sync_once(self) -> SyncReport:
        """Sync once and tell what came of it.

        Known errors are told in the report.  Raises `SyncStopped` after `stop`.
        """
        tally = _Tally()
        failure: KnownError | None = None
        try:
            self._recorded(tally)
        except KnownError as error:
            failure = error
        return SyncReport(
            pushed=tally.pushed,
            pulled=tally.pulled,
            catalogue_version=self._kiosk.catalogue.version,
            failure=failure,
            changed=frozenset(tally.changed),
        )

    def stop(self) -> None:
        """Let the running sync end at its next step; an answer on its way is not applied."""
        self._stopped.set()

    def close(self) -> None:
        """Give the connections back."""
        self._transport.close()

    # --- steps -------------------------------------------------------------------------------

    def _recorded(self, tally: _Tally) -> None:
        attempt = self._kiosk.outbox.record_attempt_started(at=self._kiosk.clock.now_ms())
        try:
            self._run(tally)
        except SyncStopped:
            raise  # the row stays unfinished, as it is after a power cut
        except Exception as error:
            self._finish(attempt, tally, str(error) or repr(error))
            raise
        self._finish(attempt, tally, "")

    def _run(self, tally: _Tally) -> None:
        hello = self._greet()
        self._pusher(tally).push_all(hello)
        if tally.pushed or SCOPE_STATION not in hello.current:
            self._pull_station(tally)
        if SCOPE_CATALOGUE not in hello.current:
            self._pull_catalogue(tally)

    def _pusher(self, tally: _Tally) -> Pusher:
        def tell(pushed: int, changed: frozenset[Topic]) -> None:
            tally.pushed += pushed
            self._note(tally, changed)

        return Pusher(self._kiosk, self._transport, go_on=self._go_on, tell=tell)

    def _greet(self) -> Hello:
        hello = self._transport.hello(
            station=self._kiosk.inbound.station_cursor(), catalogue=self._kiosk.catalogue.cursor
        )
        self._go_on()
        self._keep_offset(hello.now - self._kiosk.clock.now_ms())
        if hello.not_before_s > 0:
            raise TryLater(hello.not_before_s)
        return hello

    def _pull_station(self, tally: _Tally) -> None:
        self._pull(
            SCOPE_STATION,
            self._kiosk.inbound.station_cursor(),
            lambda page: self._kiosk.inbound.apply_changes(page=page),
            tally,
        )

    def _pull_catalogue(self, tally: _Tally) -> None:
        catalogue = self._kiosk.catalogue
        if catalogue.cursor:
            try:
                self._pull(SCOPE_CATALOGUE, catalogue.cursor, catalogue.apply_delta, tally)
                return
            except (MustRefetch, CatalogueTorn):
                self._go_on()
        self._fetch_snapshot(tally)

    def _pull(
        self,
        scope: str,
        cursor: str,
        apply: Callable[[ChangesPage], Outcome[int]],
        tally: _Tally,
    ) -> None:
        """Read a scope from a cursor to its end; a station's scope begins anew by itself."""
        while True:
            page = self._page(scope, cursor)
            self._go_on()
            if page.changes or page.cursor != cursor:
                applied = apply(page)
                tally.pulled += applied.value
                self._note(tally, applied.changed)
            if not page.more or page.cursor == cursor:
                return
            cursor = page.cursor

    def _page(self, scope: str, cursor: str) -> ChangesPage:
        try:
            return self._transport.changes(scope=scope, cursor=cursor, limit=_PAGE)
        except MustRefetch:
            if scope != SCOPE_STATION or not cursor:
                raise
            # The hub was restored: its events are read again, and known ones change nothing.
            return self._transport.changes(scope=scope, cursor="", limit=_PAGE)

    def _fetch_snapshot(self, tally: _Tally) -> None:
        """Fetch and load the file, unless another program on this folder has just done it."""
        before = self._kiosk.catalogue.cursor
        with taking_turns(self._kiosk.folder / _TURN, self._go_on):
            if self._kiosk.catalogue.cursor == before:
                self._fetch_it(tally)

    def _fetch_it(self, tally: _Tally) -> None:
        part = self._download.fetch(self._transport)
        self._go_on()
        try:
            self._kiosk.catalogue.load_snapshot(self._lines(), cursor=part.cursor)
        except CatalogueTorn:
            self._download.drop()
            raise
        self._download.drop()
        self._note(tally, frozenset({Topic.CATALOGUE}))

    def _lines(self) -> Iterator[bytes]:
        """Yield the snapshot's lines, looking up now and then whether to stop."""
        for number, line in enumerate(self._download.lines()):
            if number % 1000 == 0:
                self._go_on()
            yield line

    # --- notes -------------------------------------------------------------------------------

    def _finish(self, attempt: int, tally: _Tally, failure: str) -> None:
        self._kiosk.outbox.record_attempt_finished(
            attempt_id=attempt,
            at=self._kiosk.clock.now_ms(),
            pushed=tally.pushed,
            pulled=tally.pulled,
            failure=failure,
        )

    def _note(self, tally: _Tally, changed: frozenset[Topic]) -> None:
        tally.changed |= changed
        if changed:
            self.on_change(changed)

    def _go_on(self) -> None:
        """Raise `SyncStopped` when the program is closing."""
        if self._stopped.is_set():
            raise SyncStopped

    def _keep_offset(self, offset_ms: int) -> None:
        known = self._kiosk.settings.get(SETTING_OFFSET)
        if not known or abs(int(known) - offset_ms) > _OFFSET_STEP_MS:
            self._kiosk.settings.put(SETTING_OFFSET, str(offset_ms))


def open_engine(kiosk: Kiosk) -> Engine:
    """Return an engine for the hub at which the kiosk is enrolled.

    Raises `NotEnrolled`, and `PracticeNeverSyncs` for a sandbox.
    """
    refuse_practice(kiosk)
    identity = DeviceIdentity(kiosk.station)
    return Engine(kiosk, Transport(kiosk.settings.get(SETTING_HUB), identity=identity))
