"""The hub's list of device keys, by which slips of any station are checked without a network."""

from __future__ import annotations

import sqlite3

from kiosk.domain.token import KeyEntry

_PUT = """
INSERT INTO hub_key (key_id, station, public_key, valid_from, valid_to, revoked)
VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (key_id) DO UPDATE SET station = excluded.station, public_key = excluded.public_key,
    valid_from = excluded.valid_from, valid_to = excluded.valid_to, revoked = excluded.revoked
"""


def put_key(connection: sqlite3.Connection, entry: KeyEntry, *, revoked: bool = False) -> None:
    """Keep a line of the list; times in minutes since 1970."""
    row = (
        entry.key_id,
        entry.station,
        entry.public_key,
        entry.valid_from,
        entry.valid_to,
        int(revoked),
    )
    connection.execute(_PUT, row)


def remove_key(connection: sqlite3.Connection, key_id: int) -> None:
    """Forget a key that left the list."""
    connection.execute("DELETE FROM hub_key WHERE key_id = ?", (key_id,))


def find_key(connection: sqlite3.Connection, key_id: int) -> tuple[KeyEntry, bool] | None:
    """Return a line of the list and whether the hub withdrew it, or None."""
    row = connection.execute(
        "SELECT key_id, station, public_key, valid_from, valid_to, revoked FROM hub_key "
        "WHERE key_id = ?",
        (key_id,),
    ).fetchone()
    return (KeyEntry(*row[:5]), bool(row[5])) if row else None
