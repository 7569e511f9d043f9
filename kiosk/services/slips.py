"""Slips: the order's token, its paper, and our own queue of print jobs.

Spoolers lose accepted jobs and number them twice, so the station's `print_job` table is the queue:

    created → submitted → printed | unknown | failed

A job that was submitted when the power went is `unknown`: a person is asked whether it came out.
Every print after the first that may have come out says COPY n.  A printer that fails undoes
nothing: the order is committed long before paper is thought of.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from kiosk.domain.changes import Outcome, Topic, outcome
from kiosk.domain.clock import Clock
from kiosk.domain.errors import KnownError, NotFound
from kiosk.domain.ids import new_id
from kiosk.domain.orders import Order
from kiosk.domain.pickup import ShelfSlot
from kiosk.domain.token import PickupToken, Purpose, encode_token
from kiosk.printing.printer import Printer
from kiosk.printing.slip import Paper, SlipLanguage, render_slip
from kiosk.services.lookup import order_called
from kiosk.services.slip_words import SlipFacts, slip_content
from kiosk.services.station import StationDesk
from kiosk.store.database import Database
from kiosk.store.orders import order_row_of

SETTING_PAPER: Final = "slip_paper"

_MINUTES_MOST: Final = 0xFFFF_FFFF
_JOBS: Final = """
SELECT j.row_id, j.id, o.number, j.copy, j.state, j.detail
FROM print_job j JOIN orders o ON o.row_id = j.order_row
"""
_NEW_JOB: Final = """
INSERT INTO print_job (id, order_row, copy, state, at)
SELECT ?, ?, 1 + COUNT(*), 'created', ? FROM print_job WHERE order_row = ? AND state <> 'failed'
"""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One paper asked for; `copy` 1 is the original, `detail` is for the log."""

    row_id: int
    id: str
    number: str
    copy: int
    state: str
    detail: str = ""


class Slips:
    """Use cases of pick-up slips."""

    def __init__(
        self, database: Database, station: StationDesk, printer: Printer, clock: Clock
    ) -> None:
        self._database = database
        self._station = station
        self._printer = printer
        self._clock = clock

    def token_for(self, *, order: Order) -> str:
        """Return the digits of an order's QR; the same order as it stands gives the same digits."""
        signer = self._station.signing_key()
        token = PickupToken(
            purpose=Purpose.PICKUP,
            key_id=signer.key_id,
            station=signer.station,
            subject=UUID(order.id),
            issued=_minutes(order.placed_at),
            expires=_minutes(order.collect_until),
            amount_due_minor=order.due_minor,
            parcels=1,
            shelf=ShelfSlot.parse(order.shelf),
        )
        return encode_token(token, signer)

    def render_slip(
        self, *, number: str, paper: Paper | None = None, language: SlipLanguage = "both"
    ) -> bytes:
        """Return an order's slip as a PDF, without printing it; raises `NotFound`."""
        return self._rendered(self._order(number), 1, paper, language)

    def print_slip(self, *, number: str, language: SlipLanguage = "both") -> Outcome[PrintJob]:
        """Print an order's slip; the job's state says what became of it.  Raises `NotFound`."""
        order = self._order(number)
        job = self._create(order)
        try:
            pdf = self._rendered(order, job.copy, None, language)
            self._move(job, "submitted")
            result = self._printer.submit(job.row_id, f"{job.number}-{job.copy}", pdf)
        except (KnownError, OSError) as error:
            return outcome(self._move(job, "failed", str(error)), Topic.PRINTING)
        return outcome(self._move(job, result.outcome.value, result.detail), Topic.PRINTING)

    def list_unsure(self) -> list[PrintJob]:
        """Return the jobs of which nobody knows whether they came out, the oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(f"{_JOBS} WHERE j.state = 'unknown' ORDER BY j.row_id")
            return [PrintJob(*row) for row in rows]

    def settle_interrupted(self) -> Outcome[int]:
        """At start: jobs the power cut through become `unknown`, or `failed` if never submitted."""
        with self._database.transaction() as connection:
            done = connection.execute(
                "UPDATE print_job SET state = CASE state WHEN 'created' THEN 'failed' "
                "ELSE 'unknown' END WHERE state IN ('created', 'submitted')"
            ).rowcount
        return outcome(done, Topic.PRINTING)

    def answer_unsure(self, *, job_id: str, came_out: bool) -> Outcome[PrintJob]:
        """Keep what a person saw of an unsure job; raises `NotFound`."""
        with self._database.read() as connection:
            row = connection.execute(
                f"{_JOBS} WHERE j.state = 'unknown' AND j.id = ?", (job_id,)
            ).fetchone()
        if row is None:
            raise NotFound(what=job_id[:40])
        return outcome(
            self._move(PrintJob(*row), "printed" if came_out else "failed"), Topic.PRINTING
        )

    def _order(self, number: str) -> Order:
        with self._database.read() as connection:
            return order_called(connection, number)

    def _rendered(
        self, order: Order, copy: int, paper: Paper | None, language: SlipLanguage
    ) -> bytes:
        facts = SlipFacts(
            order=order,
            station=self._station.station(),
            token=self.token_for(order=order),
            now=self._clock.now_ms(),
            copy=copy,
        )
        chosen = paper or Paper(self._station.setting(SETTING_PAPER) or Paper.ROLL_80.value)
        return render_slip(slip_content(facts, language), chosen)

    def _create(self, order: Order) -> PrintJob:
        with self._database.transaction() as connection:
            order_row = order_row_of(connection, order.id)
            values = (new_id(), order_row, self._clock.now_ms(), order_row)
            row_id = connection.execute(_NEW_JOB, values).lastrowid
            return _job(connection, int(row_id or 0))

    def _move(self, job: PrintJob, state: str, detail: str = "") -> PrintJob:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE print_job SET state = ?, detail = ? WHERE row_id = ?",
                (state, detail[:500], job.row_id),
            )
            return _job(connection, job.row_id)


def _job(connection: sqlite3.Connection, row_id: int) -> PrintJob:
    return PrintJob(*connection.execute(f"{_JOBS} WHERE j.row_id = ?", (row_id,)).fetchone())


def _minutes(at_ms: int) -> int:
    return max(0, min(at_ms // 60_000, _MINUTES_MOST))
