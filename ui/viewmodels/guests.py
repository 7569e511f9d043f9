"""Pick-up names for buyers who leave no name: a picture that everyone can say and point at."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from kiosk.domain.orders import Order
from ui.viewmodels.basket import PARK_PICTURES
from ui.viewmodels.dates import is_same_day

GUEST_PICTURES: Final = PARK_PICTURES
GUESTS_SHOWN: Final = 8
"""Most pictures at a time."""

_OVER: Final = frozenset({"collected", "returned_to_sender"})


def guests_shown(turn: int) -> list[str]:
    """Return the pictures after some turns, always a full screen; the last go on with the first."""
    start = turn * GUESTS_SHOWN % len(GUEST_PICTURES)
    return [*GUEST_PICTURES, *GUEST_PICTURES][start : start + GUESTS_SHOWN]


def names_taken(orders: Iterable[Order], now_ms: int) -> set[str]:
    """Return the pick-up names used today, and older ones whose parcels are still to come."""
    return {
        order.buyer.name
        for order in orders
        if order.fulfilment_state not in _OVER or is_same_day(order.placed_at, now_ms)
    }


def free_guest_name(name: str, taken: Collection[str]) -> str:
    """Return the name, or with the first number from 2 on that is not taken: 小兔, 小兔2."""
    if name not in taken:
        return name
    number = 2
    while f"{name}{number}" in taken:
        number += 1
    return f"{name}{number}"
