"""The rules a record must keep, and the reasons why it is not taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from sync.hub import acceptance
from sync.protocol import LineBody, OrderPlaced, VerdictKind, order_hash

MONEY_MOST: Final = 10**12
"""Most minor units or grams that a single number of a record may be."""

_LINES_MOST: Final = 2_000


@dataclass(eq=False)
class NotTaken(Exception):
    """Why a record has no effect: a code for programs, a sentence for people."""

    code: str
    detail: str
    kind: ClassVar[VerdictKind] = VerdictKind.REJECTED


class Rejected(NotTaken):
    """The record breaks a rule; a corrected one is needed."""


class Held(NotTaken):
    """The record may be right, but not now: something before it is missing."""

    kind = VerdictKind.HELD


class InConflict(NotTaken):
    """The record says something else than one that was taken before."""

    kind = VerdictKind.CONFLICT


class Repeated(NotTaken):
    """The same as one that was taken before, under another id."""

    kind = VerdictKind.DUP


def check_order(order: OrderPlaced) -> None:
    """Raise `Rejected` unless the order is whole: its lines, sums and hash agree."""
    for text in (order.order_id, order.number, order.short_code, order.currency):
        checked_key(text)
    if not 0 < len(order.lines) <= _LINES_MOST:
        raise Rejected("bad_lines", "An order has 1 to 2,000 lines.")
    for line in order.lines:
        _check_line(line)
    if sum(line.amount_minor for line in order.lines) != order.total_minor:
        raise Rejected("bad_total", "The lines do not add up to the total.")
    if order_hash(order.lines, order.total_minor) != order.content_hash:
        raise Rejected("bad_hash", "The content is not what the station confirmed.")
    if not 0 <= order.paid_minor <= order.total_minor:
        raise Rejected("bad_payment", "More or less was paid than the total allows.")
    if not 0 <= order.catalogue_version < 2**53:
        raise Rejected("bad_version", "The catalogue version makes no sense.")


def _check_line(line: LineBody) -> None:
    sound = (
        0 < line.quantity <= MONEY_MOST
        and 0 <= line.price_minor <= MONEY_MOST
        and 0 <= line.amount_minor <= MONEY_MOST
        and 0 <= line.unit_grams <= MONEY_MOST
    )
    if not sound:
        raise Rejected("bad_line", "A quantity or price makes no sense.")
    amount = acceptance.line_amount(line.price_minor, line.quantity, line.unit_grams)
    if amount != line.amount_minor:
        raise Rejected("bad_amount", "Quantity times price is not the line's amount.")


def checked_key(text: str) -> str:
    """Return an id or number; raises `Rejected` for what cannot be one."""
    if not text or len(text) > 64 or "\0" in text:
        raise Rejected("bad_key", "An id or number is empty or too long.")
    return text
