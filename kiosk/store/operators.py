"""Operators as the station keeps them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kiosk.domain.operators import Operator


@dataclass(frozen=True, slots=True)
class Door:
    """How an operator's door stands: the hash behind it, the wrong tries, the end of a lock in ms.

    `locked_until` is by the wall clock, 0 for not locked.
    """

    operator: Operator
    pin_hash: str
    wrong_tries: int
    locked_until: int


def insert_operator(
    connection: sqlite3.Connection, operator: Operator, pin_hash: str, at: int
) -> None:
    """Write a new operator; raises `sqlite3.IntegrityError` for a name that is taken."""
    connection.execute(
        "INSERT INTO operator (id, name, pin_hash, added_at) VALUES (?, ?, ?, ?)",
        (operator.id, operator.name, pin_hash, at),
    )


def all_operators(connection: sqlite3.Connection) -> list[Operator]:
    """Return everyone, the first one added first."""
    rows = connection.execute("SELECT id, name FROM operator ORDER BY row_id")
    return [Operator(*row) for row in rows]


def is_name_taken(connection: sqlite3.Connection, name: str) -> bool:
    """Tell whether an operator has the name."""
    row = connection.execute("SELECT 1 FROM operator WHERE name = ?", (name,)).fetchone()
    return row is not None


def door_of(connection: sqlite3.Connection, operator_id: str) -> Door | None:
    """Return how an operator's door stands, or None for nobody."""
    row = connection.execute(
        "SELECT id, name, pin_hash, wrong_tries, locked_until FROM operator WHERE id = ?",
        (operator_id,),
    ).fetchone()
    return Door(Operator(row[0], row[1]), *row[2:]) if row else None


def set_tries(
    connection: sqlite3.Connection, operator_id: str, wrong_tries: int, locked_until: int
) -> None:
    """Write down the wrong tries in a row and until when (wall clock, ms) the door is locked."""
    connection.execute(
        "UPDATE operator SET wrong_tries = ?, locked_until = ? WHERE id = ?",
        (wrong_tries, locked_until, operator_id),
    )
