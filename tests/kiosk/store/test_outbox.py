"""The outbox: one order, no blocked queue, no lost record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.database import Database
from kiosk.store.outbox import Outbox, record_taken, record_verdicts
from sync.protocol import OrderCancelled, Verdict, VerdictKind, decode_records, encode_record
from tests.builders import records_of


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path / "station.db")
    yield opened
    opened.close()


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database)


def write(database: Database, *aggregates: str, reason: str = "") -> list[int]:
    with database.transaction() as connection:
        return [
            Outbox(database).append(
                connection,
                aggregate=aggregate,
                type="order.cancelled",
                body=OrderCancelled(order_id=aggregate, reason=reason),
                at=1_000 + number,
            )
            for number, aggregate in enumerate(aggregates)
        ]


def answer(database: Database, seq: int, state: str) -> None:
    with database.transaction() as connection:
        record_verdicts(connection, [(state, "code", "detail", seq)])


def waiting(outbox: Outbox) -> list[int]:
    return [record.seq for record in records_of(outbox)]


def test_records_keep_their_order_and_their_wire_form(database: Database, outbox: Outbox) -> None:
    assert write(database, "a", "b", "a") == [1, 2, 3]
    batch = records_of(outbox)
    assert [record.aggregate for record in batch] == ["a", "b", "a"]
    lines = b"\n".join(encode_record(record) for record in batch)
    again = list(decode_records(lines))
    assert [(r.seq, r.id, bytes(r.body)) for r in again] == [
        (r.seq, r.id, bytes(r.body)) for r in batch
    ]


def test_a_rolled_back_record_leaves_no_gap(database: Database, outbox: Outbox) -> None:
    write(database, "a")

    def write_and_fail() -> None:
        with database.transaction():
            write(database, "b")
            raise LookupError

    with pytest.raises(LookupError):
        write_and_fail()
    assert write(database, "c") == [2]
    assert waiting(outbox) == [1, 2]


def test_a_batch_is_bounded_by_number_and_bytes(database: Database, outbox: Outbox) -> None:
    write(database, *"abcdef", reason="x" * 1000)
    assert [r.seq for r in outbox.next_batch(most=4, bytes_most=1 << 20)] == [1, 2, 3, 4]
    assert [r.seq for r in outbox.next_batch(most=9, bytes_most=3000)] == [1, 2]
    assert [r.seq for r in outbox.next_batch(most=9, bytes_most=10)] == [1]
    assert [r.seq for r in outbox.next_batch(most=9, bytes_most=3000, after=2)] == [3, 4]


def test_the_bytes_of_a_batch_stay_below_the_limit(database: Database, outbox: Outbox) -> None:
    write(database, *[f"order-{n:032d}" for n in range(50)], reason="说" * 50)
    batch = outbox.next_batch(most=500, bytes_most=8000)
    assert sum(len(encode_record(record)) + 1 for record in batch) <= 8000


@pytest.mark.parametrize("state", ["rejected", "conflict", "held"])
def test_a_refused_record_holds_its_own_aggregate_only(
    database: Database, outbox: Outbox, state: str
) -> None:
    write(database, "a", "b", "a", "b")
    answer(database, 1, state)
    assert waiting(outbox) == [2, 4]
    assert outbox.count() == 2
    write(database, "a")
    assert waiting(outbox) == [2, 4]
    assert outbox.count_by_state() == {state: 1, "queued": 4}


def test_a_later_refusal_does_not_hold_back_what_came_before(
    database: Database, outbox: Outbox
) -> None:
    write(database, "a", "a")
    answer(database, 2, "rejected")
    assert waiting(outbox) == [1]


def test_sent_records_are_sent_again_until_they_are_answered(
    database: Database, outbox: Outbox
) -> None:
    write(database, "a", "b")
    outbox.mark_sent(seqs=[1, 2])
    assert waiting(outbox) == [1, 2]
    answer(database, 1, "acknowledged")
    assert waiting(outbox) == [2]
    assert outbox.count() == 1
    assert outbox.oldest_at() == 1_001


def test_an_answer_is_final(database: Database, outbox: Outbox) -> None:
    write(database, "a")
    answer(database, 1, "acknowledged")
    answer(database, 1, "rejected")
    outbox.mark_sent(seqs=[1])
    assert outbox.count_by_state() == {"acknowledged": 1}
    assert outbox.oldest_at() is None


def test_attempts_are_seen_also_those_that_never_ended(database: Database, outbox: Outbox) -> None:
    assert outbox.last_success_at() is None
    first = outbox.record_attempt_started(at=10)
    outbox.record_attempt_finished(attempt_id=first, at=20, pushed=3, pulled=1)
    outbox.record_attempt_started(at=30)
    failed = outbox.record_attempt_started(at=40)
    outbox.record_attempt_finished(attempt_id=failed, at=50, failure="x" * 10_000)
    assert outbox.last_success_at() == 20
    with database.read() as connection:
        rows = connection.execute("SELECT finished_at, ok, pushed FROM sync_attempt").fetchall()
    assert rows == [(20, 1, 3), (0, 0, 0), (50, 0, 0)]


def test_what_the_hub_took_is_settled_at_once_and_only_what_waited_counts(
    database: Database, outbox: Outbox
) -> None:
    seqs = write(database, *"abcd")
    ids = {record.seq: record.id for record in records_of(outbox)}
    outbox.mark_sent(seqs=seqs[:3])
    taken = [Verdict(seq, ids[seq], VerdictKind.OK) for seq in seqs[:2]]
    stranger = Verdict(seqs[2], "another id", VerdictKind.OK)
    again = Verdict(seqs[0], ids[seqs[0]], VerdictKind.DUP)
    with database.transaction() as connection:
        assert record_taken(connection, [*taken, stranger, again]) == 2
        assert record_taken(connection, []) == 0
    assert outbox.count_by_state() == {"acknowledged": 2, "queued": 1, "sent": 1}
