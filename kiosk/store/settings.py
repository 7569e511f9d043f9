"""Small named facts of the station: text by key, in the same transactions as everything else."""

from __future__ import annotations

import sqlite3

from kiosk.store.database import Database

_PUT = (
    "INSERT INTO setting (key, value) VALUES (?, ?) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)


class Settings:
    """The settings of the data folder, for example `catalogue_file` or `hub_url`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: str = "") -> str:
        """Return the value of a setting, or the default."""
        with self._database.read() as connection:
            return read_setting(connection, key, default)

    def put(self, key: str, value: str) -> None:
        """Keep a value; inside a transaction of the database it belongs to that one."""
        with self._database.transaction() as connection:
            write_setting(connection, key, value)


def read_setting(connection: sqlite3.Connection, key: str, default: str = "") -> str:
    """Return the value of a setting, or the default."""
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else default


def write_setting(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a value in the caller's transaction."""
    connection.execute(_PUT, (key, value))


def next_count(connection: sqlite3.Connection, name: str) -> int:
    """Return the next number of a counter, 1 first; a rolled-back one is given again."""
    row = connection.execute(
        "INSERT INTO counter (name, value) VALUES (?, 1) "
        "ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
        (name,),
    ).fetchone()
    return int(row[0])
