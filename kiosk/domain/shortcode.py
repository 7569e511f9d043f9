"""The short code on a slip, `NNN-NNN-C`: what a person reads aloud or types when no scanner helps.

Six digits come from the device (one digit) and its order counter (five digits, scrambled so that
two slips written one after the other look nothing alike); C is a check digit.  Damm's check digit
(H. M. Damm, *Total anti-symmetrische Quasigruppen*, 2004) was taken because it catches every single
wrong digit and every two swapped neighbours and needs no eleventh sign; Luhn misses 09/90, and
ISO 7064 MOD 11-2 would need an X on the number pad.

The counter wraps after 100,000 orders of one device: a short code is unique among the slips that
wait at one station, not for ever.  The number (`CQ07A-0412`) is the lasting name of an order.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from kiosk.domain.errors import WrongInput

COUNTERS: Final = 100_000

_DAMM: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_SEPARATORS: Final = frozenset("-‐‑‒–—−_.·/")
_LONGEST_TEXT: Final = 64


class NotAShortCode(WrongInput):
    """Not seven digits: something else was typed."""

    key = "error.short_code_shape"


class ShortCodeMistyped(WrongInput):
    """Seven digits whose check digit is wrong: one was misread, or two were swapped."""

    key = "error.short_code_mistyped"


def make_short_code(device_index: int, counter: int) -> str:
    """Return `NNN-NNN-C` for a device (0-9) and its order counter (0 or more).

    Raises `ValueError` for a device or counter outside those ranges.
    """
    if not 0 <= device_index <= 9:
        raise ValueError(f"device index {device_index} is not 0-9")
    if counter < 0:
        raise ValueError(f"counter {counter} is negative")
    scrambled = f"{_scramble(counter % COUNTERS):05d}"
    return _written(scrambled[:2] + str(device_index) + scrambled[2:])


def parse_short_code(text: str) -> str:
    """Return the code as `NNN-NNN-C`, whatever blanks, dashes or wide digits it was typed with.

    Raises `NotAShortCode` unless seven digits are left, `ShortCodeMistyped` when the check digit
    tells of an error.
    """
    if len(text) > _LONGEST_TEXT:
        raise NotAShortCode
    narrow = unicodedata.normalize("NFKC", text)
    digits = "".join(c for c in narrow if not (c.isspace() or c in _SEPARATORS))
    if len(digits) != 7 or not (digits.isascii() and digits.isdigit()):
        raise NotAShortCode
    if _check(digits) != 0:
        raise ShortCodeMistyped
    return _written(digits[:6])


def _scramble(counter: int) -> int:
    """Permute 0-99,999: two affine steps with the digits reversed between them.

    Each step is one-to-one (the factors share no divisor with 100,000), so the whole is.
    """
    first = (counter * 67_139 + 40_507) % COUNTERS
    turned = int(f"{first:05d}"[::-1])
    return (turned * 28_657 + 91_813) % COUNTERS


def _written(six: str) -> str:
    return f"{six[:3]}-{six[3:]}-{_check(six)}"


def _check(digits: str) -> int:
    """Return Damm's check digit; 0 for digits that already end in their own."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim
