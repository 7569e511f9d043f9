"""The double-entry ledger: every money event posts lines that sum to zero.

A positive amount is money that the account holds or is owed, a negative one is money that it
owes.  A balance is a sum over lines, never a stored number.  Posted lines are never edited; a
correction is a new event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

TILL: Final = "till"
RECEIVABLE: Final = "receivable"
SUPPLIER_PAYABLE: Final = "supplier_payable"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One account's part of a posting, in minor units."""

    account: str
    amount_minor: int


Posting = tuple[LedgerLine, ...]


def sale_paid(total_minor: int) -> Posting:
    """Cash came into the till; the station owes it to the platform."""
    return _posting((TILL, total_minor), (SUPPLIER_PAYABLE, -total_minor))


def sale_on_pickup(total_minor: int) -> Posting:
    """The buyer owes the total until the parcel is collected."""
    return _posting((RECEIVABLE, total_minor), (SUPPLIER_PAYABLE, -total_minor))


def paid_on_pickup(total_minor: int) -> Posting:
    """What the buyer owed came into the till."""
    return _posting((TILL, total_minor), (RECEIVABLE, -total_minor))


def cancelled_paid(total_minor: int) -> Posting:
    """Cash went back to the buyer and is owed to nobody any more."""
    return _posting((SUPPLIER_PAYABLE, total_minor), (TILL, -total_minor))


def cancelled_unpaid(total_minor: int) -> Posting:
    """Nobody owes anything for a cancelled order that was never paid."""
    return _posting((SUPPLIER_PAYABLE, total_minor), (RECEIVABLE, -total_minor))


def price_changed(difference_minor: int) -> Posting:
    """The buyer agreed to a new total; the difference is owed, or owed back if negative."""
    return _posting((RECEIVABLE, difference_minor), (SUPPLIER_PAYABLE, -difference_minor))


def _posting(*parts: tuple[str, int]) -> Posting:
    if sum(amount for _, amount in parts) != 0:
        raise AssertionError(f"a posting must sum to zero: {parts}")
    return tuple(LedgerLine(account, amount) for account, amount in parts)
