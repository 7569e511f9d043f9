"""What needs a person: something the platform said that nobody may decide silently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why an order needs a person."""

    REFUSED = "refused"
    SHORTAGE = "shortage"
    PRICE_CHANGED = "price_changed"
    REJECTED = "rejected"
    CONFLICT = "conflict"
    HELD = "held"
    UNEXPECTED_PARCEL = "unexpected_parcel"


class Choice(StrEnum):
    """What a person may decide."""

    ACCEPT_PRICE = "accept_price"
    WAIT = "wait"
    CANCEL_REFUND = "cancel_refund"
    SUBSTITUTE = "substitute"
    RETRY = "retry"
    SEEN = "seen"


CHOICES: Final[Mapping[Reason, tuple[Choice, ...]]] = {
    Reason.REFUSED: (Choice.SUBSTITUTE, Choice.CANCEL_REFUND),
    Reason.SHORTAGE: (Choice.WAIT, Choice.SUBSTITUTE, Choice.CANCEL_REFUND),
    Reason.PRICE_CHANGED: (Choice.ACCEPT_PRICE, Choice.CANCEL_REFUND),
    Reason.REJECTED: (Choice.CANCEL_REFUND, Choice.SEEN),
    Reason.CONFLICT: (Choice.SEEN,),
    Reason.HELD: (Choice.SEEN,),
    Reason.UNEXPECTED_PARCEL: (Choice.SEEN,),
}
"""The choices a reason offers; `substitute` cancels, refunds and opens the lines as a basket."""


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """One open question; `order_id` is empty for a parcel nobody ordered here."""

    id: str
    reason: Reason
    order_id: str
    detail: str
    total_minor: int
    at: int

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return what a person may decide."""
        return CHOICES[self.reason]
