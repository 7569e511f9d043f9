"""Money rows: payments, cash movements and the double-entry ledger; added, never changed.

A refund is a payment row of its own with a negative amount, through the tender that was paid.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

import msgspec

from kiosk.domain.ids import new_id
from kiosk.domain.ledger import Posting
from kiosk.domain.money import denominations_of
from kiosk.domain.orders import Order

_PAYMENT = """
INSERT INTO payment (id, order_row, kind, method, amount_minor, given_minor, change_minor,
    denominations, at) VALUES (?, ?, ?, 'cash', ?, ?, ?, ?, ?)
"""
_CASH = """
INSERT INTO cash_movement (id, kind, amount_minor, currency, payment_row, at)
VALUES (?, ?, ?, ?, ?, ?)
"""
_ENTRY = "INSERT INTO ledger_entry (id, kind, order_id, currency, at) VALUES (?, ?, ?, ?, ?)"
_LINE = "INSERT INTO ledger_line (entry_row, account, amount_minor) VALUES (?, ?, ?)"
_ENCODER: Final = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Tender:
    """Cash over the counter: what is due, what was given for it, and when (ms)."""

    amount_minor: int
    given_minor: int
    at: int

    @property
    def change_minor(self) -> int:
        """Return what went back."""
        return self.given_minor - self.amount_minor


def take_cash(
    connection: sqlite3.Connection, order_row: int, currency: str, tender: Tender
) -> None:
    """Write a cash payment and the till's movement."""
    counted = {
        "given": denominations_of(tender.given_minor, currency),
        "change": denominations_of(tender.change_minor, currency),
    }
    cursor = connection.execute(
        _PAYMENT,
        (
            new_id(),
            order_row,
            "payment",
            tender.amount_minor,
            tender.given_minor,
            tender.change_minor,
            _ENCODER.encode(counted).decode(),
            tender.at,
        ),
    )
    movement = (new_id(), "sale", tender.amount_minor, currency, cursor.lastrowid, tender.at)
    connection.execute(_CASH, movement)


def give_back_cash(
    connection: sqlite3.Connection, order_row: int, order: Order, amount_minor: int, at: int
) -> None:
    """Write a cash refund and the till's movement; never more than was paid."""
    if not 0 < amount_minor <= order.paid_minor:
        raise AssertionError(f"a refund of {amount_minor} for {order.paid_minor} paid")
    counted = {"change": denominations_of(amount_minor, order.currency)}
    row = (
        new_id(),
        order_row,
        "refund",
        -amount_minor,
        0,
        0,
        _ENCODER.encode(counted).decode(),
        at,
    )
    cursor = connection.execute(_PAYMENT, row)
    movement = (new_id(), "refund", -amount_minor, order.currency, cursor.lastrowid, at)
    connection.execute(_CASH, movement)


@dataclass(frozen=True, slots=True)
class MoneyEvent:
    """What a posting is about."""

    kind: str
    order_id: str
    currency: str
    at: int


def post(connection: sqlite3.Connection, event: MoneyEvent, posting: Posting) -> None:
    """Write a ledger entry; an unbalanced posting is a bug and writes nothing."""
    if sum(line.amount_minor for line in posting) != 0:
        raise AssertionError(f"a posting must sum to zero: {posting}")
    cursor = connection.execute(
        _ENTRY, (new_id(), event.kind, event.order_id, event.currency, event.at)
    )
    connection.executemany(
        _LINE, [(cursor.lastrowid, line.account, line.amount_minor) for line in posting]
    )


def balance(connection: sqlite3.Connection, account: str) -> int:
    """Return what an account holds (positive) or owes (negative): the sum of its lines."""
    row = connection.execute(
        "SELECT COALESCE(SUM(amount_minor), 0) FROM ledger_line WHERE account = ?", (account,)
    ).fetchone()
    return int(row[0])
