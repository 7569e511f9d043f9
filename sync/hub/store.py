"""The store port: one database, reached through short transactions.

Two adapters stand behind it: SQLite (embedded, the default) and PostgreSQL (many stateless
workers).  All differences live here: how a transaction begins, how a change gets its place in
the feed, and up to which place the feed may be read.

Why the feed is free of gaps: on SQLite there is one writer at a time (`BEGIN IMMEDIATE`), so
positions commit in their order.  On PostgreSQL writers overlap, and a reader of
"position > last" misses rows that commit late; so a change also carries its transaction's
`xid8`, readers stop below `pg_snapshot_xmin`, and the order is (xid, position).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import psycopg
from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    make_url,
    text,
    true,
)
from sqlalchemy.exc import DBAPIError

from sync.hub.migrations import migrate
from sync.hub.tables import changes

BUSY_MS: Final = 15_000
"""How long a SQLite writer waits for another process before it gives up."""

Values = tuple[str | int | bytes | None, ...]
"""A row to insert, in the order of its table's columns."""

_POOL: Final = 16
_SET_UP_LOCK: Final = 0x6B696F736B

_COUNT_ON: Final = text(
    "INSERT INTO counters (name, value) VALUES (:name, :count)"
    " ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value RETURNING value"
)


class Adapter(Protocol):
    """What the two databases do differently."""

    def engine(self, url: URL) -> Engine:
        """Return an engine whose connections are set up for this database."""

    def one_at_a_time(self, connection: Connection) -> None:
        """Keep other processes from setting things up until this transaction ends."""

    def places(self, connection: Connection, count: int) -> tuple[int, list[int]]:
        """Return the transaction's xid and `count` new positions in the feed."""

    def readable(self, connection: Connection) -> ColumnElement[bool]:
        """Return the condition under which a change is safe to hand out."""

    def insert_rows(self, connection: Connection, table: Table, rows: Sequence[Values]) -> None:
        """Insert many rows, their values in the order of the table's columns.

        Raises SQLAlchemy's errors, as every statement does.
        """


class SqliteAdapter:
    """One file, WAL, `synchronous=FULL`; writers queue by `BEGIN IMMEDIATE`."""

    def engine(self, url: URL) -> Engine:
        """Return an engine; makes the folder of the file.  Raises `ValueError` without a file."""
        if url.database in {None, "", ":memory:"}:
            raise ValueError("A hub that forgets everything at its end is none: name a file.")
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, pool_size=_POOL, max_overflow=_POOL, pool_timeout=60)
        event.listen(engine, "connect", self._set_up)
        event.listen(engine, "begin", self._begin)
        return engine

    def one_at_a_time(self, connection: Connection) -> None:
        """Do nothing: the transaction began IMMEDIATE."""

    def places(self, connection: Connection, count: int) -> tuple[int, list[int]]:
        """Return positions from a counter that commits with the changes."""
        first = next_number(connection, "change", count)
        return 0, list(range(first, first + count))

    def readable(self, connection: Connection) -> ColumnElement[bool]:  # noqa: ARG002 (the port's)
        """Return a condition that is always true: what is seen is whole."""
        return true()

    def insert_rows(self, connection: Connection, table: Table, rows: Sequence[Values]) -> None:
        """Insert by one prepared statement."""
        if rows:
            places = ", ".join("?" * len(table.columns))
            statement = f"INSERT INTO {table} ({_columns(table)}) VALUES ({places})"
            connection.exec_driver_sql(statement, list(rows))

    @staticmethod
    def _set_up(dbapi: sqlite3.Connection, _record: object) -> None:
        # The driver's own transaction handling begins late and deferred; ours is explicit.
        dbapi.isolation_level = None
        for pragma in (
            f"busy_timeout = {BUSY_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
        ):
            dbapi.execute(f"PRAGMA {pragma}").close()

    @staticmethod
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class PostgresAdapter:
    """A server; writers overlap, and the feed is read below the oldest one still running."""

    def engine(self, url: URL) -> Engine:
        """Return an engine over psycopg 3."""
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_size=_POOL,
            max_overflow=_POOL,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",
        )

    def one_at_a_time(self, connection: Connection) -> None:
        """Take a lock that is given back with the transaction."""
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SET_UP_LOCK})

    def places(self, connection: Connection, count: int) -> tuple[int, list[int]]:
        """Return the xid and positions of a sequence (which may skip numbers)."""
        rows = connection.execute(
            text(
                "SELECT pg_current_xact_id()::text::bigint, nextval('change_position')"
                " FROM generate_series(1, :count)"
            ),
            {"count": count},
        ).all()
        return int(rows[0][0]), [int(row[1]) for row in rows]

    def readable(self, connection: Connection) -> ColumnElement[bool]:
        """Return the condition that the writer and all before it have ended."""
        horizon = connection.execute(
            text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        ).scalar_one()
        return changes.c.xid < int(horizon)

    def insert_rows(self, connection: Connection, table: Table, rows: Sequence[Values]) -> None:
        """Insert by COPY, which is several times quicker than statements."""
        if not rows:
            return
        statement = f"COPY {table} ({_columns(table)}) FROM STDIN"
        driver: Any = connection.connection
        try:
            with driver.cursor() as cursor, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
        except psycopg.Error as error:
            told = DBAPIError.instance(
                statement, None, error, psycopg.Error, dialect=connection.dialect
            )
            raise told from error


def _columns(table: Table) -> str:
    return ", ".join(table.columns.keys())


def adapter_for(url: URL) -> Adapter:
    """Return the adapter of a database URL; raises `ValueError` for another database."""
    name = url.get_backend_name()
    if name == "sqlite":
        return SqliteAdapter()
    if name == "postgresql":
        return PostgresAdapter()
    raise ValueError(f"The hub keeps its records in SQLite or PostgreSQL, not in {name}.")


class Store:
    """An open, migrated database.  `write` and `read` give a connection in a transaction."""

    def __init__(self, url: str | URL) -> None:
        parsed = make_url(url)
        self.adapter = adapter_for(parsed)
        self.engine = self.adapter.engine(parsed)
        # Threads of one process queue fairly here instead of polling the file's lock.
        self._one_writer: Any = (
            threading.Lock() if isinstance(self.adapter, SqliteAdapter) else None
        )
        try:
            with self.write() as connection:
                self.adapter.one_at_a_time(connection)
                migrate(connection)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield a connection in a writing transaction; commits at the end or rolls back whole."""
        if self._one_writer is None:
            with self._transaction(writes=True) as connection:
                yield connection
            return
        with self._one_writer, self._transaction(writes=True) as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection in a reading transaction."""
        with self._transaction(writes=False) as connection:
            yield connection

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        with (
            self.engine.connect().execution_options(writes=writes) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def next_number(connection: Connection, name: str, count: int = 1) -> int:
    """Return the first of `count` new numbers of a counter, from 1; its row is locked."""
    last = connection.execute(_COUNT_ON, {"name": name, "count": count}).scalar_one()
    return int(last) - count + 1
