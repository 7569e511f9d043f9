"""Orders and their lines: written once, then only their states, totals and places change."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from kiosk.domain.orders import Axis, Order, OrderLine, Pay, advance, may_advance
from kiosk.domain.people import Buyer

_INSERT = """
INSERT INTO orders (id, number, short_code, resident_id, buyer_name, buyer_phone, buyer_picture,
    total_minor, currency, catalogue_version, pay, placed_at,
    sync_state, order_state, payment_state, fulfilment_state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_LINE = """
INSERT INTO order_line (order_row, position, sku, name, name_en, unit, unit_grams, quantity,
    price_minor, amount_minor, picture)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SELECT = """
SELECT o.row_id, o.id, o.number, o.short_code, o.buyer_name, o.resident_id, o.buyer_phone,
    o.buyer_picture, o.total_minor, o.currency, o.catalogue_version, o.pay, o.placed_at,
    o.sync_state, o.order_state, o.payment_state, o.fulfilment_state,
    o.parcel_code, o.shelf, o.collect_until,
    COALESCE((SELECT SUM(p.amount_minor) FROM payment p WHERE p.order_row = o.row_id), 0),
    COALESCE((SELECT p.given_minor FROM payment p WHERE p.order_row = o.row_id
        AND p.kind = 'payment' ORDER BY p.row_id DESC LIMIT 1), 0),
    COALESCE((SELECT p.change_minor FROM payment p WHERE p.order_row = o.row_id
        AND p.kind = 'payment' ORDER BY p.row_id DESC LIMIT 1), 0)
FROM orders o
"""
_LINES = """
SELECT order_row, sku, name, name_en, unit, unit_grams, quantity, price_minor, amount_minor, picture
FROM order_line WHERE order_row IN ({places}) ORDER BY order_row, position
"""

_SET: Final = {
    axis: f"UPDATE orders SET {axis.value} = ? WHERE id = ? AND {axis.value} = ?" for axis in Axis
}


def insert_order(connection: sqlite3.Connection, order: Order) -> int:
    """Write a new order with its lines; returns its row id, by which money rows refer to it."""
    buyer = order.buyer
    cursor = connection.execute(
        _INSERT,
        (
            order.id,
            order.number,
            order.short_code,
            buyer.resident_id,
            buyer.name,
            buyer.phone,
            buyer.picture,
            order.total_minor,
            order.currency,
            order.catalogue_version,
            order.pay.value,
            order.placed_at,
            order.sync_state,
            order.order_state,
            order.payment_state,
            order.fulfilment_state,
        ),
    )
    order_row = int(cursor.lastrowid or 0)
    connection.executemany(
        _INSERT_LINE,
        [_line_row(order_row, place, line) for place, line in enumerate(order.lines)],
    )
    return order_row


def _line_row(order_row: int, place: int, line: OrderLine) -> tuple[object, ...]:
    return (
        order_row,
        place,
        line.sku,
        line.name,
        line.name_en,
        line.unit,
        line.unit_grams,
        line.quantity,
        line.price_minor,
        line.amount_minor,
        line.picture,
    )


def order_by_id(connection: sqlite3.Connection, order_id: str) -> Order | None:
    """Return an order, or None."""
    found = orders_where(connection, "o.id = ?", (order_id,))
    return found[0] if found else None


def orders_where(
    connection: sqlite3.Connection, condition: str, values: Sequence[object] = ()
) -> list[Order]:
    """Return the orders of a condition, which may end in ORDER BY and LIMIT."""
    rows = connection.execute(f"{_SELECT} WHERE {condition}", values).fetchall()
    lines = _lines_of(connection, [row[0] for row in rows])
    return [_order(row, tuple(lines.get(row[0], ()))) for row in rows]


def order_row_of(connection: sqlite3.Connection, order_id: str) -> int:
    """Return the row id of an order that exists."""
    return int(
        connection.execute("SELECT row_id FROM orders WHERE id = ?", (order_id,)).fetchone()[0]
    )


def advance_order(connection: sqlite3.Connection, order: Order, axis: Axis, wanted: str) -> None:
    """Move an order along an axis; raises `IllegalTransition` where `wanted` may not follow."""
    current = str(getattr(order, axis.value))
    connection.execute(_SET[axis], (advance(axis, current, wanted), order.id, current))


def try_advance(connection: sqlite3.Connection, order_id: str, axis: Axis, wanted: str) -> bool:
    """Move an order along an axis if `wanted` may follow; what came late or twice does nothing."""
    row = connection.execute(
        f"SELECT {axis.value} FROM orders WHERE id = ?", (order_id,)
    ).fetchone()
    if row is None or not may_advance(axis, row[0], wanted):
        return False
    connection.execute(_SET[axis], (wanted, order_id, row[0]))
    return True


def set_total(connection: sqlite3.Connection, order_id: str, total_minor: int) -> None:
    """Write the total that a person agreed to."""
    connection.execute("UPDATE orders SET total_minor = ? WHERE id = ?", (total_minor, order_id))


def _lines_of(connection: sqlite3.Connection, rows: list[int]) -> dict[int, list[OrderLine]]:
    query = _LINES.format(places=", ".join("?" * len(rows)))
    lines: dict[int, list[OrderLine]] = {}
    for order_row, *values in connection.execute(query, rows):
        lines.setdefault(order_row, []).append(OrderLine(*values))
    return lines


def _order(row: Sequence[Any], lines: tuple[OrderLine, ...]) -> Order:
    return Order(
        id=row[1],
        number=row[2],
        short_code=row[3],
        buyer=Buyer(name=row[4], resident_id=row[5], phone=row[6], picture=row[7]),
        lines=lines,
        total_minor=row[8],
        currency=row[9],
        catalogue_version=row[10],
        pay=Pay(row[11]),
        placed_at=row[12],
        sync_state=row[13],
        order_state=row[14],
        payment_state=row[15],
        fulfilment_state=row[16],
        parcel_code=row[17],
        shelf=row[18],
        collect_until=row[19],
        paid_minor=row[20],
        given_minor=row[21],
        change_minor=row[22],
    )
