"""How a code that was typed or scanned leads to an order, whatever it is written with."""

from __future__ import annotations

import sqlite3
import unicodedata
from typing import Final

from kiosk.domain.errors import NotFound, WrongInput
from kiosk.domain.orders import Order
from kiosk.domain.shortcode import NotAShortCode, parse_short_code
from kiosk.store.orders import orders_where

CODE_MOST: Final = 300
"""A slip has 258 digits; nothing longer is a code."""

_DASHES: Final = str.maketrans("‐‑‒–—−", "------")
_WAITING_FIRST: Final = (
    "ORDER BY o.fulfilment_state IN ('collected', 'returned_to_sender'), o.row_id DESC"
)


class WrongCode(WrongInput):
    """Nothing, or far too much, to be a code."""

    key = "error.wrong_code"


def read_code(text: str) -> str:
    """Return a code without blanks, in narrow signs and plain dashes; raises `WrongCode`."""
    if len(text) > 2 * CODE_MOST:
        raise WrongCode
    narrow = unicodedata.normalize("NFKC", text).translate(_DASHES)
    code = "".join(c for c in narrow if c.isprintable() and not c.isspace())
    if not 0 < len(code) <= CODE_MOST:
        raise WrongCode
    return code


def orders_by_name(connection: sqlite3.Connection, code: str) -> list[Order]:
    """Return the order whose number or id the code is."""
    found = orders_where(connection, "o.number = ?", (code,))
    return found or orders_where(connection, "o.id = ?", (code.lower(),))


def is_short_code(code: str) -> bool:
    """Tell whether a code has a short code's shape; raises `ShortCodeMistyped`."""
    try:
        parse_short_code(code)
    except NotAShortCode:
        return False
    return True


def orders_by_short_code(connection: sqlite3.Connection, code: str) -> list[Order]:
    """Return the orders of a short code, those still waiting first, then the newest.

    Empty for a code of another shape; raises `ShortCodeMistyped` when seven digits do not check.
    """
    if not is_short_code(code):
        return []
    return orders_where(connection, f"o.short_code = ? {_WAITING_FIRST}", (parse_short_code(code),))


def order_called(connection: sqlite3.Connection, text: str) -> Order:
    """Return the order of a number, short code or id; raises `NotFound`, `WrongInput`."""
    code = read_code(text)
    found = orders_by_name(connection, code) or orders_by_short_code(connection, code)
    if not found:
        raise NotFound(what=code[:40])
    return found[0]


def orders_by_parcel(connection: sqlite3.Connection, code: str) -> list[Order]:
    """Return the orders of a parcel code, those still waiting first."""
    return orders_where(
        connection, f"o.parcel_code <> '' AND o.parcel_code = ? {_WAITING_FIRST}", (code,)
    )
