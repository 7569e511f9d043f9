"""Operators and their PINs: what may be one, and how long wrong tries lock the door.

All six-digit PINs cost 34 core-hours of Argon2id to try on a stolen disk; at the screen five wrong
tries lock, first for a minute and each further one for twice as long, an hour at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.domain.errors import Refused, WrongInput

PIN_DIGITS: Final = 6
TRIES_FREE: Final = 5
"""The wrong try that locks first."""
LOCK_FIRST_S: Final = 60
LOCK_MOST_S: Final = 3600

_RUN: Final = "01234567890"


class WeakPin(WrongInput):
    """A PIN that is guessed at once, or not of `digits` digits."""

    key = "error.weak_pin"


class WrongPin(WrongInput):
    """Not the PIN of this operator; values: `left`, the tries before the door locks."""

    key = "error.wrong_pin"


class PinLocked(Refused):
    """Too many wrong tries; values: `seconds` until the next one."""

    key = "error.pin_locked"


@dataclass(frozen=True, slots=True)
class Operator:
    """Someone who runs the station; the PIN is nowhere but in the hash beside it."""

    id: str
    name: str


def check_pin(pin: str) -> str:
    """Return a PIN that may be chosen; raises `WeakPin` for 000000, 123456, 654321 and the like."""
    is_digits = len(pin) == PIN_DIGITS and pin.isascii() and pin.isdigit()
    if not is_digits or len(set(pin)) < 3 or pin in _RUN or pin[::-1] in _RUN:
        raise WeakPin(digits=PIN_DIGITS)
    return pin


def lock_s(wrong_tries: int) -> int:
    """Return for how many seconds the door locks after so many wrong tries in a row."""
    if wrong_tries < TRIES_FREE:
        return 0
    doublings = min(wrong_tries - TRIES_FREE, 10)
    return min(LOCK_FIRST_S << doublings, LOCK_MOST_S)
