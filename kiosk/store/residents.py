"""Residents known to the station."""

from __future__ import annotations

import sqlite3

from kiosk.domain.people import Resident


def insert_resident(connection: sqlite3.Connection, resident: Resident, at: int) -> None:
    """Write a new resident."""
    connection.execute(
        "INSERT INTO resident (id, name, phone, registered_at) VALUES (?, ?, ?, ?)",
        (resident.id, resident.name, resident.phone, at),
    )


def resident_by_id(connection: sqlite3.Connection, resident_id: str) -> Resident | None:
    """Return a resident, or None."""
    row = connection.execute(
        "SELECT id, name, phone FROM resident WHERE id = ?", (resident_id,)
    ).fetchone()
    return Resident(*row) if row else None


def residents_by_phone(connection: sqlite3.Connection, phone: str) -> list[Resident]:
    """Return everyone with that number: a family often shares one."""
    rows = connection.execute(
        "SELECT id, name, phone FROM resident WHERE phone = ? ORDER BY row_id", (phone,)
    )
    return [Resident(*row) for row in rows]


def residents_like(connection: sqlite3.Connection, text: str, limit: int) -> list[Resident]:
    """Return those whose name or phone holds a text, the newest first."""
    plain = "".join(f"\\{c}" if c in "%_\\" else c for c in text)
    rows = connection.execute(
        "SELECT id, name, phone FROM resident "
        "WHERE name LIKE ?1 ESCAPE '\\' OR phone LIKE ?1 ESCAPE '\\' "
        "ORDER BY row_id DESC LIMIT ?2",
        (f"%{plain}%", limit),
    )
    return [Resident(*row) for row in rows]
