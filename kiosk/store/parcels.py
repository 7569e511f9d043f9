"""Parcels on the shelf, and the one event that hands each over."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from kiosk.domain.ids import new_id
from kiosk.domain.pickup import ShelfSlot, free_slot

_ON_SHELF: Final = """
SELECT p.row_id, p.id, p.code, p.shelf, COALESCE(o.id, '')
FROM parcel p LEFT JOIN orders o ON o.row_id = p.order_row
WHERE p.state = 'on_shelf' AND p.code = ?
"""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel on the shelf; `order_id` is empty while nobody here ordered it."""

    row_id: int
    id: str
    code: str
    shelf: str
    order_id: str


def parcel_on_shelf(connection: sqlite3.Connection, code: str) -> Parcel | None:
    """Return the parcel of a code if it lies on the shelf."""
    row = connection.execute(_ON_SHELF, (code,)).fetchone()
    return Parcel(*row) if row else None


def next_slot(connection: sqlite3.Connection) -> ShelfSlot:
    """Return a free place on the shelf."""
    taken = connection.execute("SELECT shelf FROM parcel WHERE state = 'on_shelf'")
    return free_slot({row[0] for row in taken})


def shelve(
    connection: sqlite3.Connection, code: str, slot: ShelfSlot, at: int, order_row: int | None
) -> str:
    """Write a parcel onto the shelf; returns its id."""
    parcel_id = new_id()
    connection.execute(
        "INSERT INTO parcel (id, code, order_row, shelf, state, received_at) "
        "VALUES (?, ?, ?, ?, 'on_shelf', ?)",
        (parcel_id, code, order_row, slot.code, at),
    )
    return parcel_id


def link_parcel(connection: sqlite3.Connection, parcel: Parcel, order_row: int) -> None:
    """Note whose parcel it turned out to be."""
    connection.execute(
        "UPDATE parcel SET order_row = ? WHERE row_id = ?", (order_row, parcel.row_id)
    )


def clear_shelf_of_order(connection: sqlite3.Connection, order_row: int, state: str) -> None:
    """Take an order's parcels off the shelf: `collected` or `returned`."""
    connection.execute(
        "UPDATE parcel SET state = ? WHERE order_row = ? AND state = 'on_shelf'", (state, order_row)
    )


def write_pickup(
    connection: sqlite3.Connection, order_row: int, proof: str, paid_minor: int, at: int
) -> None:
    """Write the one redemption of an order: a second row for it cannot be written."""
    connection.execute(
        "INSERT INTO pickup_event (id, order_row, proof, paid_minor, at) VALUES (?, ?, ?, ?, ?)",
        (new_id(), order_row, proof, paid_minor, at),
    )


def collected_at(connection: sqlite3.Connection, number: str) -> int:
    """Return when an order was handed over, in ms; 0 while it was not."""
    row = connection.execute(
        "SELECT e.at FROM pickup_event e JOIN orders o ON o.row_id = e.order_row "
        "WHERE o.number = ?",
        (number,),
    ).fetchone()
    return int(row[0]) if row else 0
