"""Records that wait: behind another of their aggregate, or for a hub that knows their type.

A rejected or held record blocks its aggregate: later ones wait behind it, so that they take
effect in their order.  The block ends when a record of the same type (the corrected one) or the
order itself is taken.  Waiting ends inside the hub alone; the verdict stays what it was.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import OperationalError

from sync.hub.accounts import Sender
from sync.hub.hub import Hub
from sync.hub.intake import Intake
from sync.hub.order_rules import NotTaken
from sync.hub.tables import blocks, devices, records
from sync.protocol import BODY_TYPES, SCHEMA, VerdictKind

_log = logging.getLogger(__name__)

_CREATES: Final = "order.placed"
_BEHIND: Final = ("aggregate_waits", "order_unknown")
_UNKNOWN: Final = ("unknown_type", "unknown_schema", "hub_error")


class Outcome(NamedTuple):
    """What came of letting a record take effect."""

    kind: VerdictKind
    code: str = ""
    detail: str = ""


class Waiting:
    """The blocked aggregates of one station, within one transaction."""

    def __init__(self, connection: Connection, intake: Intake, station: str) -> None:
        self._connection = connection
        self._intake = intake
        self._station = station
        self._blocked: dict[str, str] = {}

    def know(self, aggregates: Collection[str]) -> None:
        """Look up at once which of some aggregates are blocked."""
        rows = self._connection.execute(
            select(blocks.c.aggregate, blocks.c.type).where(
                blocks.c.station == self._station, blocks.c.aggregate.in_(aggregates)
            )
        )
        self._blocked |= {row.aggregate: row.type for row in rows}

    def must_wait(self, aggregate: str, kind: str) -> bool:
        """Tell whether a record of this type waits behind an earlier one."""
        return aggregate in self._blocked and kind not in {self._blocked[aggregate], _CREATES}

    def attempt(self, kind: str, at: int, body: msgspec.Raw) -> Outcome:
        """Let a record take effect behind a savepoint; what it did wrong is the outcome."""
        try:
            with self._connection.begin_nested():
                self._intake.take(kind, at, body)
        except NotTaken as reason:
            return Outcome(reason.kind, reason.code, reason.detail)
        except OperationalError:
            raise
        except Exception:  # A bug with one record must not keep the others out.
            _log.exception("a record (%s) of %s could not be taken", kind, self._station)
            detail = "The hub could not work on this record; it is kept."
            return Outcome(VerdictKind.HELD, "hub_error", detail)
        return Outcome(VerdictKind.OK)

    def block(self, aggregate: str, kind: str) -> None:
        """Let later records of the aggregate wait."""
        if aggregate not in self._blocked:
            self._blocked[aggregate] = kind
            self._connection.execute(
                insert(blocks).values(station=self._station, aggregate=aggregate, type=kind)
            )

    def unblock(self, aggregate: str) -> None:
        """End the waiting of an aggregate; what waited takes effect now, in its order."""
        if self._blocked.pop(aggregate, None) is None:
            return
        self._connection.execute(
            delete(blocks).where(blocks.c.station == self._station, blocks.c.aggregate == aggregate)
        )
        for row in self._behind(aggregate):
            self.go_on(row)

    def go_on(self, row: Row[Any]) -> bool:
        """Let a kept record take effect; tells whether it did."""
        outcome = self.attempt(row.type, row.at, msgspec.Raw(row.body))
        if outcome.kind not in {VerdictKind.OK, VerdictKind.DUP}:
            return False
        self._connection.execute(
            update(records)
            .where(
                records.c.station == row.station,
                records.c.incarnation == row.incarnation,
                records.c.seq == row.seq,
            )
            .values(applied=1)
        )
        return True

    def _behind(self, aggregate: str) -> Sequence[Row[Any]]:
        return self._connection.execute(
            select(records)
            .where(
                records.c.station == self._station,
                records.c.aggregate == aggregate,
                records.c.applied == 0,
                records.c.code.in_(_BEHIND),
            )
            .order_by(records.c.received_at, records.c.incarnation, records.c.seq)
        ).all()


def is_known(kind: str, schema: int) -> bool:
    """Tell whether this hub can read a record's body."""
    return kind in BODY_TYPES and schema <= SCHEMA


def take_up_held(hub: Hub) -> int:
    """Take what an older hub could not read and this one can; return how many records.

    Called when a hub begins to serve.
    """
    with hub.store.write() as connection:
        hub.store.adapter.one_at_a_time(connection)
        rows = connection.execute(
            select(records)
            .where(records.c.applied == 0, records.c.code.in_(_UNKNOWN))
            .order_by(records.c.received_at, records.c.station, records.c.seq)
        ).all()
        return sum(_take_up(hub, connection, row) for row in rows if is_known(row.type, row.schema))


def _take_up(hub: Hub, connection: Connection, row: Row[Any]) -> bool:
    intake = Intake(hub, connection, _sender(connection, row), hub.clock())
    waiting = Waiting(connection, intake, row.station)
    waiting.know({row.aggregate})
    taken = waiting.go_on(row)
    if taken:
        waiting.unblock(row.aggregate)
    intake.tell()
    return taken


def _sender(connection: Connection, row: Row[Any]) -> Sender:
    """Return the device a record came from, as far as its incarnation still tells."""
    index = connection.execute(
        select(devices.c.device_index).where(
            devices.c.station == row.station, devices.c.incarnation == row.incarnation
        )
    ).scalar()
    return Sender(row.station, "" if index is None else chr(ord("A") + index), index or 0)
