"""Baskets: one open, any number parked, each row holding its lines as JSON."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from kiosk.domain.orders import Basket, OrderLine

_COLUMNS = "id, lines, currency, catalogue_version, picture, parked_at"
_PUT_OPEN = """
INSERT INTO basket (id, state, lines, currency, catalogue_version) VALUES (?, 'open', ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET lines = excluded.lines, currency = excluded.currency,
    catalogue_version = excluded.catalogue_version
"""
_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(tuple[OrderLine, ...])


@dataclass(frozen=True, slots=True)
class StoredBasket:
    """A basket as it lies in its row; `parked_at` (ms) is 0 while it never was parked."""

    basket: Basket
    picture: str
    parked_at: int


def open_basket(connection: sqlite3.Connection) -> StoredBasket | None:
    """Return the open basket, or None before its first line."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM basket WHERE state = 'open'").fetchone()
    return _stored(row) if row else None


def parked_basket(connection: sqlite3.Connection, basket_id: str) -> StoredBasket | None:
    """Return a parked basket, or None."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM basket WHERE state = 'parked' AND id = ?", (basket_id,)
    ).fetchone()
    return _stored(row) if row else None


def parked_baskets(connection: sqlite3.Connection) -> list[StoredBasket]:
    """Return every parked basket, the newest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM basket WHERE state = 'parked' ORDER BY row_id DESC"
    )
    return [_stored(row) for row in rows]


def save_open(connection: sqlite3.Connection, basket: Basket) -> None:
    """Write the open basket."""
    lines = _ENCODER.encode(basket.lines).decode()
    row = (basket.id, lines, basket.currency, basket.catalogue_version)
    connection.execute(_PUT_OPEN, row)


def park(connection: sqlite3.Connection, basket_id: str, picture: str, at: int) -> None:
    """Set the open basket aside."""
    connection.execute(
        "UPDATE basket SET state = 'parked', picture = ?, parked_at = ? WHERE id = ?",
        (picture, at, basket_id),
    )


def take_up(connection: sqlite3.Connection, basket_id: str) -> None:
    """Make a parked basket the open one; there must be no other."""
    connection.execute("UPDATE basket SET state = 'open' WHERE id = ?", (basket_id,))


def drop_open(connection: sqlite3.Connection, basket_id: str) -> None:
    """Remove the open basket if it is the given one."""
    connection.execute("DELETE FROM basket WHERE state = 'open' AND id = ?", (basket_id,))


def _stored(row: tuple[Any, ...]) -> StoredBasket:
    basket = Basket(
        id=row[0], lines=_DECODER.decode(row[1]), currency=row[2], catalogue_version=row[3]
    )
    return StoredBasket(basket, picture=row[4], parked_at=row[5])
