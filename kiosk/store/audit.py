"""The audit trail: who looked at or changed what, each row chained to the one before it."""

from __future__ import annotations

import hashlib
import sqlite3


def write_audit(
    connection: sqlite3.Connection, *, at: int, action: str, subject: str, detail: str = ""
) -> None:
    """Add a row; editing an earlier one breaks every hash after it."""
    last = connection.execute("SELECT chain FROM audit ORDER BY row_id DESC LIMIT 1").fetchone()
    chain = _chain(last[0] if last else "", at, action, subject, detail)
    connection.execute(
        "INSERT INTO audit (at, action, subject, detail, chain) VALUES (?, ?, ?, ?, ?)",
        (at, action, subject, detail, chain),
    )


def audit_is_whole(connection: sqlite3.Connection) -> bool:
    """Tell whether no row was edited or taken out of the middle."""
    before = ""
    rows = connection.execute(
        "SELECT at, action, subject, detail, chain FROM audit ORDER BY row_id"
    )
    for *facts, chain in rows:
        if chain != _chain(before, *facts):
            return False
        before = chain
    return True


def _chain(before: str, *facts: object) -> str:
    text = "\x1f".join((before, *map(str, facts)))
    return hashlib.sha256(text.encode()).hexdigest()
