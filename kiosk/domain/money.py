"""Money in integer minor units, and amounts of goods sold by piece or by weight."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kiosk.domain.errors import WrongNumber

MOST_MINOR: Final = 99_999_999
"""The largest amount a screen, a slip and a voice are made for: 999,999.99."""

_SYMBOLS: Final[Mapping[str, str]] = {"CNY": "¥", "USD": "$", "EUR": "€"}

_DENOMINATIONS: Final[Mapping[str, tuple[int, ...]]] = {
    "CNY": (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10),
    "USD": (10_000, 5_000, 2_000, 1_000, 500, 100, 25, 10, 5, 1),
    "EUR": (10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
}


_DECIMAL = re.compile(r"[¥￥$€]?(?P<whole>[0-9]{1,9})(?:\.(?P<rest>[0-9]{0,2})0*)?")


def format_money(minor: int, currency: str = "CNY") -> str:
    """Return for example `¥1,234.50`; a negative amount carries a true minus sign."""
    sign = "−" if minor < 0 else ""
    whole, rest = divmod(abs(minor), 100)
    return f"{sign}{_SYMBOLS.get(currency, currency + ' ')}{whole:,}.{rest:02d}"


def line_amount(*, price_minor: int, quantity: int, unit_grams: int = 0) -> int:
    """Return what a line costs, in minor units, half a unit rounded up.

    `quantity` is pieces, or grams where `unit_grams` > 0; `price_minor` is per piece or per
    `unit_grams` grams.
    """
    if unit_grams <= 0:
        return price_minor * quantity
    return (2 * price_minor * quantity + unit_grams) // (2 * unit_grams)


def denominations_of(minor: int, currency: str = "CNY") -> list[tuple[int, int]]:
    """Return the fewest notes and coins for an amount as (face value, count), largest first.

    What is smaller than the smallest coin (a few fen) is left out: no such coin circulates.
    """
    parts = []
    for face in _DENOMINATIONS.get(currency, _DENOMINATIONS["CNY"]):
        count, minor = divmod(minor, face)
        if count:
            parts.append((face, count))
    return parts


def faces(currency: str = "CNY") -> tuple[int, ...]:
    """Return the face values of the currency's notes and coins, largest first."""
    return _DENOMINATIONS.get(currency, _DENOMINATIONS["CNY"])


def change_due(*, total_minor: int, given_minor: int) -> int:
    """Return the change; raises `WrongNumber` when less was given than is due."""
    if given_minor < total_minor:
        raise WrongNumber(given=given_minor, total=total_minor)
    return given_minor - total_minor


def parse_minor(text: str) -> int:
    """Return the minor units of a decimal text such as `12.5` or `¥1,299.00`.

    Raises `WrongNumber` for anything else, a negative amount, more than two decimals or more
    than `MOST_MINOR`.
    """
    match = _DECIMAL.fullmatch(text.strip().replace(",", "").replace("，", ""))
    if match is None:
        raise WrongNumber(text=text[:40])
    whole, rest = match["whole"], match["rest"] or ""
    minor = int(whole) * 100 + int(rest[:2].ljust(2, "0") or 0)
    if minor > MOST_MINOR:
        raise WrongNumber(text=text[:40])
    return minor
