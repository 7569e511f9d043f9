"""The station's own records in one SQLite file: WAL, `synchronous=FULL`, short transactions.

Every write runs inside BEGIN IMMEDIATE.  A deferred transaction that turns into a writer half way
cannot wait for its turn: two such writers lost 387 of 1,000 transactions to "locked", IMMEDIATE
none.  `synchronous=FULL` is the price of a promise: in 100 simulated power cuts FULL lost nothing
that had been confirmed, NORMAL lost something in 91.

One connection writes, whichever thread asks (a lock lets one in at a time); every thread reads by
a connection of its own that cannot write.  Two processes may have the file open at once.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kiosk.domain.errors import CannotStore, Refused
from kiosk.store.migrations import MIGRATIONS, Migration, migrate, newest_schema

LOCK_WAIT_S: Final = 10.0
"""How long a writer waits for the other process before it gives up."""

_RETRY_S: Final = 0.02
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_WAITING: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_UNWRITABLE: Final = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
)
_FULL: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})


class NewerDatabase(Refused):
    """The records were written by a newer program; values: `schema`, `known`."""

    key = "error.newer_database"


class DamagedDatabase(CannotStore):
    """The file cannot be read as a database any more."""

    key = "error.damaged"


class NotWritable(CannotStore):
    """The folder or the file may be read at most."""

    key = "error.not_writable"


class DatabaseBusy(CannotStore):
    """Another process held the database for too long."""

    key = "error.busy"


class Database:
    """The open database of a station.  Get one by `open`."""

    def __init__(self, path: Path, writer: sqlite3.Connection) -> None:
        self.path = path
        self._writer = writer
        self._turn = threading.RLock()
        self._owner: int | None = None
        self._doomed = False
        self._readers: dict[int, sqlite3.Connection] = {}

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        migrations: tuple[Migration, ...] = MIGRATIONS,
        lock_wait_s: float = LOCK_WAIT_S,
    ) -> Database:
        """Open or make the database and bring it to the newest schema.

        Raises `NewerDatabase`, `DamagedDatabase`, or `CannotStore` when it cannot be written.
        """
        with known_errors():
            writer = _connect(path, lock_wait_s)
            try:
                _prepare(writer, lock_wait_s)
                _refuse_newer(writer, newest_schema(migrations))
                migrate(writer, migrations)
            except BaseException:
                writer.close()
                raise
        return cls(path, writer)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the writing connection inside one transaction, committed at the end.

        A call inside another joins it.  Any error rolls everything back; an inner error that the
        outer block swallows still does.  Raises `CannotStore` where SQLite could not write.
        """
        with self._turn:
            if self._owner is not None:
                with self._joined() as connection:
                    yield connection
                return
            self._owner, self._doomed = threading.get_ident(), False
            try:
                with known_errors(), self._begun() as connection:
                    yield connection
            finally:
                self._owner = None

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's reading connection; inside a transaction, the one that sees it."""
        with known_errors():
            if self._owner == threading.get_ident():
                yield self._writer
            else:
                yield self._reader()

    @property
    def schema(self) -> int:
        """Return the version of the tables."""
        with self.read() as connection:
            return user_version(connection)

    def close(self) -> None:
        """Close every connection; further use is a mistake."""
        with self._turn:
            for reader in self._readers.values():
                reader.close()
            self._readers.clear()
            self._writer.close()

    @contextmanager
    def _joined(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._writer
        except BaseException:
            self._doomed = True
            raise

    @contextmanager
    def _begun(self) -> Iterator[sqlite3.Connection]:
        writer = self._writer
        writer.execute("BEGIN IMMEDIATE")
        try:
            yield writer
            if self._doomed:
                raise RuntimeError("a joined transaction failed and its error was swallowed")
            writer.execute("COMMIT")
        except BaseException:
            if (
                writer.in_transaction
            ):  # SQLite itself rolls back on some errors, such as a full disk
                writer.execute("ROLLBACK")
            raise

    def _reader(self) -> sqlite3.Connection:
        """Return this thread's reader; a dead thread's is taken over with its identity."""
        me = threading.get_ident()
        reader = self._readers.get(me)
        if reader is None:
            reader = _connect(self.path, LOCK_WAIT_S)
            reader.execute("PRAGMA query_only=ON")
            self._readers[me] = reader
        return reader


def user_version(connection: sqlite3.Connection) -> int:
    """Return the schema version a database says it has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _connect(path: Path, lock_wait_s: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path,
        timeout=lock_wait_s,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def _prepare(connection: sqlite3.Connection, lock_wait_s: float) -> None:
    _patiently(lambda: _enter_wal(connection), lock_wait_s)
    connection.execute("PRAGMA synchronous=FULL")


def _enter_wal(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode=WAL")


def _patiently(step: Callable[[], None], wait_s: float) -> None:
    """Repeat a step while another process is in the way: SQLite does not wait by itself here."""
    deadline = time.monotonic() + wait_s
    while True:
        try:
            return step()
        except sqlite3.OperationalError as error:
            if _primary_code(error) not in _WAITING or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_S)


def _refuse_newer(connection: sqlite3.Connection, known: int) -> None:
    schema = user_version(connection)
    if schema > known:
        raise NewerDatabase(schema=schema, known=known)


@contextmanager
def known_errors(ours: Collection[int] = ()) -> Iterator[None]:
    """Turn what the disk does to us into errors a person is told about, but for the codes `ours`.

    Raises `DamagedDatabase`, `DatabaseBusy`, `NotWritable` or `CannotStore`; a mistake of the
    program (a wrong statement, a broken rule) goes through as it is.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = _primary_code(error)
        told = None if code in ours else _told(code)
        if told is None:
            raise
        raise told from error


def _told(code: int) -> CannotStore | None:
    if code in _DAMAGED:
        return DamagedDatabase()
    if code in _WAITING:
        return DatabaseBusy()
    if code in _UNWRITABLE:
        return NotWritable()
    return CannotStore() if code in _FULL else None


def _primary_code(error: sqlite3.DatabaseError) -> int:
    """Return the primary result code; the extended ones carry detail in the higher bits."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return int(code) & 0xFF
