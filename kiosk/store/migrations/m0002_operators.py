"""The people behind the counter, each with a PIN of their own.

`pin_hash` is Argon2id in the PHC form of libsodium, which carries its own salt and costs.  The
wrong tries and the end of a lock are stored, so that switching the machine off gives no new tries.
"""

from __future__ import annotations

import sqlite3
from typing import Final

_OPERATOR: Final = """
CREATE TABLE operator (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    pin_hash TEXT NOT NULL CHECK (pin_hash LIKE '$argon2id$%'),
    wrong_tries INTEGER NOT NULL DEFAULT 0 CHECK (wrong_tries >= 0),
    locked_until INTEGER NOT NULL DEFAULT 0,
    added_at INTEGER NOT NULL
) STRICT
"""


def create_operator_table(connection: sqlite3.Connection) -> None:
    """Make the table of schema 2."""
    connection.execute(_OPERATOR)
