"""Bringing a station's tables from any released version to the newest.

Migrations are numbered from 1 without a gap and run in that order, all that are missing in one
transaction together with the record of each and `PRAGMA user_version`: a power cut leaves the old
tables or the new ones.  Two processes that start at once take turns, and the second finds nothing
left to do.  (sqlite-utils has migrations too; they check neither order, nor a database newer than
the program, nor a second process.)
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.store.migrations.m0001_station import create_station_tables
from kiosk.store.migrations.m0002_operators import create_operator_table
from kiosk.store.migrations.m0003_lessons import create_lesson_table


@dataclass(frozen=True, slots=True)
class Migration:
    """One step; `apply` gets a connection inside a transaction and must not end it."""

    version: int
    name: str
    apply: Callable[[sqlite3.Connection], None]


MIGRATIONS: Final = (
    Migration(1, "station", create_station_tables),
    Migration(2, "operators", create_operator_table),
    Migration(3, "lessons", create_lesson_table),
)
"""Every released step.  A step that was released is never edited; the next one corrects it."""

_RECORD = """
CREATE TABLE IF NOT EXISTS migration (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
) STRICT
"""


def newest_schema(migrations: tuple[Migration, ...] = MIGRATIONS) -> int:
    """Return the version after all migrations; raises `ValueError` unless numbered 1, 2, 3, ..."""
    if [step.version for step in migrations] != list(range(1, len(migrations) + 1)):
        raise ValueError("migrations must be numbered from 1 without a gap")
    return len(migrations)


def migrate(connection: sqlite3.Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> int:
    """Apply what is missing, all or nothing; returns how many steps ran."""
    if _version(connection) >= newest_schema(migrations):
        return 0
    connection.execute("BEGIN IMMEDIATE")
    try:
        missing = migrations[_version(connection) :]
        connection.execute(_RECORD)
        for step in missing:
            step.apply(connection)
            connection.execute(
                "INSERT INTO migration (version, name) VALUES (?, ?)", (step.version, step.name)
            )
            connection.execute(f"PRAGMA user_version={step.version:d}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return len(missing)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
