"""Pushing the outbox, so that neither end waits while the other works.

While a batch is on its way, the next one is packed and the verdicts of the one before are written.
What was packed ahead leaves only when every record of the batch before it was taken: behind a
refusal the outbox holds back what belongs to it, so it is asked again.

Records are marked as sent before they leave (some that are held back after all are marked too,
which only says that nobody knows); a verdict that was not written yet when the power went is
asked for again under the same id.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, NamedTuple

from kiosk.domain.changes import Topic
from kiosk.services.kiosk import Kiosk
from sync.client.errors import HubUnreachable
from sync.client.schedule import BatchSize
from sync.client.transport import Transport, pack_records
from sync.protocol import Hello, PushAnswer, Record, Verdict, VerdictKind

SETTING_BATCH: Final = "sync_batch"
_TAKEN: Final = frozenset({VerdictKind.OK, VerdictKind.DUP})


class _Packed(NamedTuple):
    """A batch in its wire form."""

    records: list[Record]
    body: bytes

    @property
    def last(self) -> int:
        return self.records[-1].seq


class Pusher:
    """Empties one kiosk's outbox; one push at a time.

    `go_on` is asked after every wait and raises when the program is closing; `tell` hears how many
    verdicts came and which topics changed, after each transaction.
    """

    def __init__(
        self,
        kiosk: Kiosk,
        transport: Transport,
        *,
        go_on: Callable[[], None],
        tell: Callable[[int, frozenset[Topic]], None],
    ) -> None:
        self._kiosk = kiosk
        self._transport = transport
        self._go_on = go_on
        self._tell = tell
        self._size = _stored_size(kiosk)

    def push_all(self, hello: Hello) -> None:
        """Push batch by batch until nothing waits; raises the transport's errors."""
        batch = self._pack(hello, after=0)
        self._note([], batch)
        verdicts: list[Verdict] = []
        with ThreadPoolExecutor(1, "push") as wire:
            while batch is not None:
                flight = wire.submit(self._send, batch.body)
                # What was answered with "retry", or not at all, waits for the next sync.
                ahead = self._pack(hello, after=batch.last)
                self._note(verdicts, ahead)
                verdicts = self._land(flight, batch, hello)
                if not all(verdict.verdict in _TAKEN for verdict in verdicts):
                    self._note(verdicts, None)
                    verdicts, ahead = [], self._pack(hello, after=batch.last)
                    self._note([], ahead)
                batch = ahead
        self._note(verdicts, None)

    def _pack(self, hello: Hello, *, after: int) -> _Packed | None:
        size = self._size.within(hello.batch_most)
        records = self._kiosk.outbox.next_batch(
            most=size.count, bytes_most=hello.bytes_most, after=after
        )
        return _Packed(records, pack_records(records)) if records else None

    def _note(self, verdicts: list[Verdict], leaving: _Packed | None) -> None:
        """Write in one transaction what was answered and what leaves next."""
        changed: set[Topic] = set()
        with self._kiosk.database.transaction():
            if leaving is not None:
                self._kiosk.outbox.mark_sent(seqs=[record.seq for record in leaving.records])
                changed |= {Topic.ORDERS, Topic.SYNC}
            if verdicts:
                changed |= self._kiosk.inbound.apply_verdicts(verdicts=verdicts).changed
        if changed:
            self._tell(len(verdicts), frozenset(changed | {Topic.SYNC}))

    def _send(self, body: bytes) -> tuple[PushAnswer, float]:
        """Return the answer and how many seconds it took."""
        started = time.monotonic()
        answer = self._transport.push(body)
        return answer, time.monotonic() - started

    def _land(
        self, flight: Future[tuple[PushAnswer, float]], batch: _Packed, hello: Hello
    ) -> list[Verdict]:
        """Wait for the verdicts on a batch and learn from how long they took."""
        try:
            answer, took_s = flight.result()
        except HubUnreachable:
            self._go_on()
            self._keep_size(self._size.after_failure())
            raise
        self._go_on()
        sent = len(batch.records)
        self._keep_size(self._size.after_success(sent=sent, took_s=took_s, most=hello.batch_most))
        return _asked_for(answer.verdicts, batch.records)

    def _keep_size(self, size: BatchSize) -> None:
        if size != self._size:
            self._size = size
            self._kiosk.settings.put(SETTING_BATCH, str(size.count))


def _stored_size(kiosk: Kiosk) -> BatchSize:
    count = kiosk.settings.get(SETTING_BATCH)
    return BatchSize(int(count)) if count.isdigit() else BatchSize()


def _asked_for(verdicts: list[Verdict], batch: list[Record]) -> list[Verdict]:
    """Return the verdicts that answer a record of the batch; others are none of our business."""
    sent = {(record.seq, record.id) for record in batch}
    return [verdict for verdict in verdicts if (verdict.seq, verdict.id) in sent]
