"""The outbox: what the station has to tell the hub, in the wire form, in one sequence.

A record is written in the transaction of what it tells and is never dropped.  Its states:

    queued → sent → acknowledged | rejected | conflict | held      (sent again until answered)

A record that the hub did not take (`rejected`, `conflict`, `held`) is kept for a person and is
never sent again unchanged.  It holds back the later records of its own aggregate, which the hub
could make nothing of, and nobody else's: a queue that stops at its first bad record is how other
systems lost days.  Records that are held back are not counted as waiting; the question about
them stands under "needs attention".
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from kiosk.domain.ids import new_id
from kiosk.store.database import Database
from sync.protocol import SCHEMA, Record, Verdict

_ENCODER = msgspec.json.Encoder()

_ENVELOPE_BYTES: Final = 220
"""What a record's line adds to its body at most: ids, names, numbers."""

_INSERT = (
    "INSERT INTO outbox (id, aggregate, type, schema, at, body, state) "
    "VALUES (?, ?, ?, ?, ?, ?, 'queued')"
)
_WAITING = """
FROM outbox AS o WHERE o.state IN ('queued', 'sent') AND NOT EXISTS (
    SELECT 1 FROM outbox AS b WHERE b.aggregate = o.aggregate AND b.seq < o.seq
    AND b.state IN ('rejected', 'conflict', 'held'))
"""
_BATCH = (
    f"SELECT o.seq, o.id, o.aggregate, o.type, o.schema, o.at, o.body {_WAITING} "
    "AND o.seq > ? ORDER BY o.seq LIMIT ?"
)
_SENT = """
UPDATE outbox SET state = 'sent'
WHERE state = 'queued' AND seq IN (SELECT value FROM json_each(?))
"""
_ORDERS_OF = """
UPDATE orders SET sync_state = :state WHERE sync_state IN ('queued', 'sent') AND id IN (
    SELECT aggregate FROM outbox WHERE seq IN (SELECT value FROM json_each(:seqs))
    AND type = 'order.placed' AND state = :state)
"""
_TAKEN = """
UPDATE outbox SET state = 'acknowledged', code = ?, detail = ?
WHERE seq = ? AND id = ? AND state IN ('queued', 'sent')
"""


class Outbox:
    """The queue of records to the hub; `seq` is the device's one order of events."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(
        self,
        connection: sqlite3.Connection,
        *,
        aggregate: str,
        type: str,  # noqa: A002 - the wire's own name
        body: msgspec.Struct,
        at: int,
    ) -> int:
        """Write a record in the caller's transaction; returns its seq."""
        return append_record(connection, aggregate=aggregate, type=type, body=body, at=at)

    def next_batch(self, *, most: int, bytes_most: int, after: int = 0) -> list[Record]:
        """Return the records to send next, in seq order, at least one if any is waiting.

        `after` skips what was answered with "retry" in this round.
        """
        with self._database.read() as connection:
            rows = connection.execute(_BATCH, (after, most)).fetchall()
        batch: list[Record] = []
        size = 0
        for seq, record_id, aggregate, kind, schema, at, body in rows:
            size += len(body) + _ENVELOPE_BYTES
            if batch and size > bytes_most:
                break
            batch.append(Record(seq, record_id, aggregate, kind, schema, at, msgspec.Raw(body)))
        return batch

    def mark_sent(self, *, seqs: Sequence[int]) -> None:
        """Note that records are on their way; their orders go from queued to sent."""
        numbers = json.dumps(list(seqs))
        with self._database.transaction() as connection:
            connection.execute(_SENT, (numbers,))
            connection.execute(_ORDERS_OF, {"state": "sent", "seqs": numbers})

    def count(self) -> int:
        """Return how many records wait for an answer."""
        with self._database.read() as connection:
            return int(connection.execute(f"SELECT COUNT(*) {_WAITING}").fetchone()[0])

    def count_by_state(self) -> dict[str, int]:
        """Return the number of records in each state; together they are all ever written."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT state, COUNT(*) FROM outbox GROUP BY state")
            return {str(state): int(count) for state, count in rows}

    def oldest_at(self) -> int | None:
        """Return the clock time (ms) of the oldest waiting record, or None."""
        query = f"SELECT o.at {_WAITING} ORDER BY o.seq LIMIT 1"
        with self._database.read() as connection:
            row = connection.execute(query).fetchone()
        return int(row[0]) if row else None

    def record_attempt_started(self, *, at: int) -> int:
        """Note that a sync began; an attempt that never finished stays visible as such."""
        with self._database.transaction() as connection:
            cursor = connection.execute("INSERT INTO sync_attempt (started_at) VALUES (?)", (at,))
            return int(cursor.lastrowid or 0)

    def record_attempt_finished(
        self, *, attempt_id: int, at: int, pushed: int = 0, pulled: int = 0, failure: str = ""
    ) -> None:
        """Note how a sync ended; `failure` empty means that it ended well."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE sync_attempt SET finished_at = ?, ok = ?, pushed = ?, pulled = ?, "
                "detail = ? WHERE row_id = ?",
                (at, int(not failure), pushed, pulled, failure[:500], attempt_id),
            )

    def last_success_at(self) -> int | None:
        """Return the clock time (ms) at which a sync last ended well, or None."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT finished_at FROM sync_attempt WHERE ok = 1 ORDER BY row_id DESC LIMIT 1"
            ).fetchone()
        return int(row[0]) if row else None


def append_record(
    connection: sqlite3.Connection,
    *,
    aggregate: str,
    type: str,  # noqa: A002 - the wire's own name
    body: msgspec.Struct,
    at: int,
) -> int:
    """Write a record in the caller's transaction; returns its seq.

    `aggregate` is the id of the order, the resident or the unexpected parcel it tells of.
    """
    row = (new_id(), aggregate, type, SCHEMA, at, _ENCODER.encode(body))
    return int(connection.execute(_INSERT, row).lastrowid or 0)


def record_taken(connection: sqlite3.Connection, verdicts: Sequence[Verdict]) -> int:
    """Keep at once that the hub took records, and their orders with them.

    Returns how many of them had waited for an answer.
    """
    rows = [(v.code[:100], v.detail[:500], v.seq, v.id) for v in verdicts]
    waited = connection.executemany(_TAKEN, rows).rowcount
    numbers = json.dumps([verdict.seq for verdict in verdicts])
    connection.execute(_ORDERS_OF, {"state": "acknowledged", "seqs": numbers})
    return max(0, waited)


def record_verdicts(
    connection: sqlite3.Connection, answers: Iterable[tuple[str, str, str, int]]
) -> None:
    """Keep (state, code, detail, seq) of answered records in the caller's transaction."""
    connection.executemany(
        "UPDATE outbox SET state = ?, code = ?, detail = ? "
        "WHERE seq = ? AND state IN ('queued', 'sent')",
        answers,
    )
