"""A batch taken as one: what nearly every push is, and all that speed is about.

Nothing in it was here before, nothing waits and nothing is wrong: then each table is written by
one bulk insert, and what a record's lookups would have told is told by the tables' own keys.
The first doubt takes everything back to a savepoint, and `push` goes record by record, which
finds out what it was about.  Both ways end in the same rows and verdicts; a test holds them so.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import IntegrityError, OperationalError

from sync.hub.accounts import Sender
from sync.hub.hub import Hub
from sync.hub.intake import Intake, NotAtOnce
from sync.hub.order_rules import NotTaken
from sync.hub.record_lines import decode_all
from sync.hub.store import Values
from sync.hub.tables import blocks, records
from sync.hub.waiting import is_known
from sync.protocol import Record, Verdict, VerdictKind, record_hash

_log = logging.getLogger(__name__)

# Built once: a statement costs more to build than to run.
_BETWEEN: Final = (
    select(records.c.seq)
    .where(
        records.c.station == bindparam("of"),
        records.c.incarnation == bindparam("from_"),
        records.c.seq.between(bindparam("low"), bindparam("high")),
    )
    .limit(1)
)
_WAITING: Final = select(blocks.c.aggregate).where(blocks.c.station == bindparam("of"))


class Batch(NamedTuple):
    """Who pushes: a device of a station, in its present incarnation, at its request counter."""

    sender: Sender
    incarnation: str
    counter: int = 0


def take_at_once(
    hub: Hub, connection: Connection, batch: Batch, payload: bytes
) -> list[Verdict] | None:
    """Take a payload as a whole and return its verdicts, or None with nothing changed.

    Raises `sqlalchemy.exc.OperationalError` when the database cannot be written now.
    """
    found = decode_all(payload)
    if not found or not _is_plain(connection, batch, found):
        return None
    try:
        with connection.begin_nested():
            _take(hub, connection, batch, found)
    except OperationalError:
        raise
    except (NotTaken, NotAtOnce, IntegrityError):
        return None
    except Exception:  # A bug with one record: which one, the other way finds out.
        _log.info("a batch of %s is taken record by record", batch.sender.station, exc_info=True)
        return None
    return [Verdict(record.seq, record.id, VerdictKind.OK) for record in found]


def record_row(batch: Batch, record: Record, digest: str, verdict: Verdict, now: int) -> Values:
    """Return the row of a record with its verdict, in the order of the table's columns."""
    taken = verdict.verdict in {VerdictKind.OK, VerdictKind.DUP}
    return (
        batch.sender.station,
        batch.incarnation,
        record.seq,
        record.id,
        record.aggregate,
        record.type,
        digest,
        verdict.verdict.value,
        verdict.code,
        verdict.detail,
        record.schema,
        record.at,
        now,
        int(taken),
        bytes(record.body),
    )


def _is_plain(connection: Connection, batch: Batch, found: Sequence[Record]) -> bool:
    """Tell whether nothing is known, unknown or waiting, as far as two short queries tell."""
    if not all(is_known(record.type, record.schema) for record in found):
        return False
    seqs = [record.seq for record in found]
    lane = {"of": batch.sender.station, "from_": batch.incarnation}
    if connection.execute(_BETWEEN, lane | {"low": min(seqs), "high": max(seqs)}).first():
        return False
    waiting = connection.execute(_WAITING, {"of": batch.sender.station})
    return {record.aggregate for record in found}.isdisjoint(waiting.scalars())


def _take(hub: Hub, connection: Connection, batch: Batch, found: Sequence[Record]) -> None:
    now = hub.clock()
    intake = Intake(hub, connection, batch.sender, now, at_once=True)
    intake.take_all([(r.type, r.at, intake.read(r.type, r.body)) for r in found])
    ok = Verdict(0, "", VerdictKind.OK)
    rows = [record_row(batch, record, record_hash(record), ok, now) for record in found]
    hub.store.adapter.insert_rows(connection, records, rows)
    intake.tell()
