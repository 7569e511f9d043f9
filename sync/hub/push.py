"""Taking what a station pushes: each record once, one verdict a record, for ever.

A record is known by its id, by (station, incarnation, seq) and by the hash of its content.
All three are written together with its effects and its verdict in the batch's transaction, so
that after any crash either all of it is there or none.  A batch is first taken as a whole
(`whole_batch`); where anything is the matter, record by record as told here, each one's effects
behind a savepoint, so that a poisoned one takes nothing with it.

    known id, same content        the first verdict again (`dup` when it comes as another seq)
    known id or seq, other        `conflict`, for a person; the body is kept
    unknown type or schema        `held`, raw, until a newer hub can read it
    not as the rules demand       `rejected`, raw; later records of its aggregate are `held`
    anything else                 `ok`, and what waited behind it goes on

A rejected or held record blocks its aggregate and nothing else.  The block ends when a record
of the same type (the corrected one) or the order itself is taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, case, insert, or_, select, update

from sync.hub.hub import Hub
from sync.hub.intake import Intake
from sync.hub.lanes import ack_through
from sync.hub.record_lines import WHOLE_MOST, decode_line, unreadable_verdict
from sync.hub.tables import devices, records, resends, stations, unreadable
from sync.hub.waiting import Waiting, is_known
from sync.hub.whole_batch import Batch, record_row, take_at_once
from sync.protocol import (
    BODY_TYPES,
    PushAnswer,
    Record,
    Verdict,
    VerdictKind,
    record_hash,
)

__all__ = ["Batch", "take_push"]

_LOCK: Final = select(stations.c.code).where(stations.c.code == bindparam("of")).with_for_update()
_SIGN_OF_LIFE: Final = (
    update(devices)
    .where(devices.c.station == bindparam("of"), devices.c.device_index == bindparam("index"))
    .values(
        last_seen=bindparam("now"),
        counter=case(
            (devices.c.counter > bindparam("count"), devices.c.counter), else_=bindparam("count")
        ),
        incarnation=bindparam("from_"),
    )
)


class _Known(NamedTuple):
    """What is known of an earlier record."""

    incarnation: str
    seq: int
    id: str
    hash: str
    verdict: str
    code: str
    detail: str


def take_push(hub: Hub, batch: Batch, payload: bytes) -> PushAnswer:
    """Take an NDJSON payload of records and return a verdict for each, in their order.

    One transaction; raises `sqlalchemy.exc.OperationalError` when the database cannot be
    written now, and then nothing was taken.
    """
    with hub.store.write() as connection:
        _lock_station(connection, batch, hub.clock())
        verdicts = take_at_once(hub, connection, batch, payload)
        if verdicts is None:
            verdicts = _take_one_by_one(hub, connection, batch, payload)
        return PushAnswer(
            verdicts=verdicts,
            ack_through=ack_through(connection, batch.sender.station, batch.incarnation),
        )


def _take_one_by_one(
    hub: Hub, connection: Connection, batch: Batch, payload: bytes
) -> list[Verdict]:
    lines = [line for line in payload.split(b"\n") if line.strip()]
    push = _Push(hub, connection, batch)
    push.know(lines)
    verdicts = [push.take(line) for line in lines]
    push.intake.tell()
    return verdicts


class _Push:
    """One batch being taken."""

    def __init__(self, hub: Hub, connection: Connection, batch: Batch) -> None:
        self.store = hub.store
        self.connection = connection
        self.batch = batch
        self.station = batch.sender.station
        self.now = hub.clock()
        self.intake = Intake(hub, connection, batch.sender, self.now)
        self.by_id: dict[str, _Known] = {}
        self.by_seq: dict[int, _Known] = {}
        self.waiting = Waiting(connection, self.intake, self.station)

    def know(self, lines: Sequence[bytes]) -> None:
        """Look up at once what is known of a batch's ids, seqs and aggregates."""
        found = [record for record in map(decode_line, lines) if record is not None]
        rows = self.connection.execute(
            select(*(records.c[name] for name in _Known._fields)).where(
                records.c.station == self.station,
                or_(
                    records.c.id.in_([record.id for record in found]),
                    (records.c.incarnation == self.batch.incarnation)
                    & records.c.seq.in_([record.seq for record in found]),
                ),
            )
        )
        for row in rows:
            self._remember(_Known(*row))
        self.waiting.know({record.aggregate for record in found})

    def _remember(self, known: _Known) -> None:
        self.by_id[known.id] = known
        if known.incarnation == self.batch.incarnation:
            self.by_seq[known.seq] = known

    def take(self, line: bytes) -> Verdict:
        """Return the verdict of one line, first or again."""
        record = decode_line(line)
        if record is None:
            return self._unreadable(line)
        digest = record_hash(record)
        by_id, by_seq = self.by_id.get(record.id), self.by_seq.get(record.seq)
        if by_id is not None and by_id.hash == digest:
            return self._again(record, by_id, digest)
        if by_id is not None or by_seq is not None:
            what = "id" if by_id is not None else "seq"
            return self._conflict(record, digest, what)
        return self._first(record, digest)

    def _again(self, record: Record, known: _Known, digest: str) -> Verdict:
        same = known.incarnation == self.batch.incarnation and known.seq == record.seq
        kind = VerdictKind(known.verdict)
        if not same:
            kind = VerdictKind.DUP if kind is VerdictKind.OK else kind
            self._keep_resend(record, digest, kind)
        return Verdict(record.seq, record.id, kind, known.code, known.detail)

    def _conflict(self, record: Record, digest: str, what: str) -> Verdict:
        self._keep_resend(record, digest, VerdictKind.CONFLICT)
        detail = f"Another record with this {what} was taken before; its content differs."
        return Verdict(record.seq, record.id, VerdictKind.CONFLICT, f"same_{what}", detail)

    def _keep_resend(self, record: Record, digest: str, kind: VerdictKind) -> None:
        key = {
            "station": self.station,
            "incarnation": self.batch.incarnation,
            "seq": record.seq,
            "hash": digest,
        }
        known = self.connection.execute(select(resends.c.seq).filter_by(**key)).one_or_none()
        if known is None:
            self.connection.execute(
                insert(resends).values(
                    **key,
                    id=record.id,
                    verdict=kind.value,
                    received_at=self.now,
                    body=bytes(record.body),
                )
            )

    def _first(self, record: Record, digest: str) -> Verdict:
        verdict = self._judge(record)
        taken = verdict.verdict in {VerdictKind.OK, VerdictKind.DUP}
        row = record_row(self.batch, record, digest, verdict, self.now)
        self.store.adapter.insert_rows(self.connection, records, [row])
        self._remember(
            _Known(
                self.batch.incarnation,
                record.seq,
                record.id,
                digest,
                verdict.verdict.value,
                verdict.code,
                verdict.detail,
            )
        )
        if taken:
            self.waiting.unblock(record.aggregate)
        elif verdict.verdict in {VerdictKind.REJECTED, VerdictKind.HELD}:
            self.waiting.block(record.aggregate, record.type)
        return verdict

    def _judge(self, record: Record) -> Verdict:
        if not is_known(record.type, record.schema):
            known = "schema" if record.type in BODY_TYPES else "type"
            detail = f"This hub does not know the {known} yet; the record is kept."
            return Verdict(record.seq, record.id, VerdictKind.HELD, f"unknown_{known}", detail)
        if self.waiting.must_wait(record.aggregate, record.type):
            detail = "An earlier record of the same order waits for a person."
            return Verdict(record.seq, record.id, VerdictKind.HELD, "aggregate_waits", detail)
        outcome = self.waiting.attempt(record.type, record.at, record.body)
        return Verdict(record.seq, record.id, *outcome)

    def _unreadable(self, line: bytes) -> Verdict:
        digest = hashlib.sha256(line).hexdigest()
        key = {"station": self.station, "hash": digest}
        if self.connection.execute(select(unreadable.c.hash).filter_by(**key)).first() is None:
            self.connection.execute(
                insert(unreadable).values(**key, received_at=self.now, body=line)
            )
        return unreadable_verdict(line)


def _lock_station(connection: Connection, batch: Batch, now: int) -> None:
    """Let one station's pushes follow each other, and note the device's sign of life."""
    sender = batch.sender
    connection.execute(_LOCK, {"of": sender.station})
    values = {
        "of": sender.station,
        "index": sender.device_index,
        "now": now,
        "count": min(batch.counter, WHOLE_MOST),
        "from_": batch.incarnation,
    }
    connection.execute(_SIGN_OF_LIFE, values)
