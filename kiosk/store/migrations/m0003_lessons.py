"""How far each operator is with the practice lessons.

The sandbox has this table too, as it has every other, and nothing in it: what was learnt is kept
where it is true.
"""

from __future__ import annotations

import sqlite3
from typing import Final

_PROGRESS: Final = """
CREATE TABLE lesson_progress (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    operator_id TEXT NOT NULL,
    lesson TEXT NOT NULL,
    tries INTEGER NOT NULL CHECK (tries > 0),
    finished_at INTEGER NOT NULL DEFAULT 0,
    UNIQUE (operator_id, lesson)
) STRICT
"""


def create_lesson_table(connection: sqlite3.Connection) -> None:
    """Make the table of schema 3."""
    connection.execute(_PROGRESS)
