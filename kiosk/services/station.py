"""The station's desk: who we are, what is set, and how things stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from kiosk import __version__
from kiosk.domain.changes import Outcome, Topic, outcome
from kiosk.domain.clock import Clock
from kiosk.domain.orders import Axis
from kiosk.domain.people import Station
from kiosk.domain.token import Signer
from kiosk.store.attention import count_open
from kiosk.store.database import Database
from kiosk.store.device import (
    make_incarnation,
    read_incarnation,
    read_signer,
    read_station,
    write_enrolment,
)
from kiosk.store.keys import put_key
from kiosk.store.outbox import Outbox
from kiosk.store.settings import next_count, read_setting, write_setting
from sync.protocol import Enrolment


class Versioned(Protocol):
    """Something that knows which catalogue is shown."""

    @property
    def version(self) -> int:
        """Return the catalogue's version, 0 for none."""
        ...


@dataclass(frozen=True, slots=True)
class StationStatus:
    """How things stand; the keys are those of `kiosk status --json` and stay.

    The four axes count orders by state.  `outbox` is how many records wait for an answer,
    `oldest_unsent_s` the age of the oldest by the clock, `last_sync` ISO text or None.
    """

    orders: int
    order_state: dict[str, int]
    payment_state: dict[str, int]
    fulfilment_state: dict[str, int]
    sync_state: dict[str, int]
    outbox: int
    oldest_unsent_s: int
    last_sync: str | None
    attention: int
    schema: int
    version: str
    catalogue_version: int = field(default=0)


class StationDesk:
    """Identity, settings and status of this device."""

    def __init__(
        self, database: Database, clock: Clock, catalogue: Versioned | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._catalogue = catalogue
        self._outbox = Outbox(database)

    def station(self) -> Station:
        """Return the station; raises `NotEnrolled`."""
        with self._database.read() as connection:
            return read_station(connection)

    def signing_key(self) -> Signer:
        """Return the device's own key; raises `NotEnrolled`."""
        with self._database.read() as connection:
            return read_signer(connection)

    @property
    def incarnation(self) -> str:
        """Return the id of this life of the device; a copied disk takes a new one."""
        with self._database.read() as connection:
            known = read_incarnation(connection)
        if known:
            return known
        with self._database.transaction() as connection:
            return make_incarnation(connection)

    def save_enrolment(self, *, enrolment: Enrolment, private_key: bytes) -> Outcome[Station]:
        """Keep who the hub said we are; own slips can be checked offline from now on.

        `private_key` is the 32-byte Ed25519 seed whose public half the hub was shown.
        """
        now = self._clock.now_ms()
        signer = Signer(enrolment.key_id, enrolment.station, private_key)
        with self._database.transaction() as connection:
            write_enrolment(connection, enrolment, private_key, now)
            put_key(connection, signer.entry())
            return outcome(read_station(connection), Topic.STATION)

    def setting(self, key: str, default: str = "") -> str:
        """Return a setting."""
        with self._database.read() as connection:
            return read_setting(connection, key, default)

    def put_setting(self, key: str, value: str) -> None:
        """Keep a setting."""
        with self._database.transaction() as connection:
            write_setting(connection, key, value)

    def next_count(self, name: str) -> int:
        """Return the next number of a named counter (signed requests count theirs); 1 first."""
        with self._database.transaction() as connection:
            return next_count(connection, name)

    def status(self) -> StationStatus:
        """Return how things stand."""
        counts = {axis: self._counts(axis) for axis in Axis}
        oldest = self._outbox.oldest_at()
        last = self._outbox.last_success_at()
        with self._database.read() as connection:
            attention = count_open(connection)
        return StationStatus(
            orders=sum(counts[Axis.ORDER].values()),
            order_state=counts[Axis.ORDER],
            payment_state=counts[Axis.PAYMENT],
            fulfilment_state=counts[Axis.FULFILMENT],
            sync_state=counts[Axis.SYNC],
            outbox=self._outbox.count(),
            oldest_unsent_s=0 if oldest is None else self._age_s(oldest),
            last_sync=None if last is None else _iso(last),
            attention=attention,
            schema=self._database.schema,
            version=__version__,
            catalogue_version=self._catalogue.version if self._catalogue else 0,
        )

    def _counts(self, axis: Axis) -> dict[str, int]:
        query = f"SELECT {axis.value}, COUNT(*) FROM orders GROUP BY {axis.value}"
        with self._database.read() as connection:
            return {str(state): int(count) for state, count in connection.execute(query)}

    def _age_s(self, at: int) -> int:
        """Return seconds since `at`; a clock that jumped back makes it 0, never negative."""
        return max(0, (self._clock.now_ms() - at) // 1000)


def _iso(at: int) -> str | None:
    """Return ISO text; None for a time that no calendar holds, as broken clocks tell it."""
    try:
        return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")
    except (OverflowError, ValueError, OSError):
        return None
