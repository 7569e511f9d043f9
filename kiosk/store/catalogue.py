"""The catalogue as the station reads it: one file at a time, swapped whole.

`catalogue-<version>-<n>.db` holds everything that can be fetched again.  A snapshot is built
aside and becomes the catalogue in one step, when the setting `catalogue_file` names it; until
then every reader stays with the file before.  Deltas change the present file, each together with
its cursor.  A file that is missing, damaged or of another schema means "no catalogue yet": reads
find nothing, `version` is 0 and `cursor` empty, and the next sync fetches a snapshot.

Turned down: the catalogue inside `station.db` (loading 100,000 goods would hold the one writer
for seconds, while an order waits); renaming over the present file (impossible on Windows while a
reader has it open).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol, TypeVar

from kiosk.domain.catalogue import Category, Product
from kiosk.domain.changes import Outcome, Topic, outcome
from kiosk.domain.errors import CannotStore
from kiosk.store.catalogue_delta import apply_page
from kiosk.store.catalogue_file import FILE_SCHEMA, CatalogueTorn, build_file
from kiosk.store.catalogue_rows import SELECT_PRODUCT, products_by_ranks, products_of
from kiosk.store.search import exact_ranks, find_ranks, number_ranks, storable, typed_code
from sync.protocol import ChangesPage

T = TypeVar("T")

SETTING_FILE: Final = "catalogue_file"
_PAGE_MOST: Final = 1000
_NAMES: Final = "catalogue-*.db*"
_DAMAGE: Final = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_ERROR}
)
"""What SQLite says of a file that was torn; a table that is missing is SQLITE_ERROR."""


class Settings(Protocol):
    """Where the station remembers small things: text by key, kept in `station.db`."""

    def get(self, key: str, default: str = "") -> str:
        """Return the text of a key, `default` where there is none."""
        ...

    def put(self, key: str, value: str) -> None:
        """Remember a text."""
        ...


class _Nothing(Exception):
    """There is no catalogue to read."""


class CatalogueStore:
    """The goods and categories of one data folder; safe to read from any thread.

    Each thread reads by its own connection; `load_snapshot` and `apply_delta` come from one
    thread, the sync's.  Programs that share a folder take turns at `load_snapshot`.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings
        self._lock = threading.Lock()
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._closed = False

    # --- what the catalogue is ---------------------------------------------------------------

    @property
    def version(self) -> int:
        """Return the version of the catalogue that is shown; 0 while there is none."""
        return int(self._meta("version") or 0)

    @property
    def currency(self) -> str:
        """Return the currency of all prices; empty while there is no catalogue."""
        return self._meta("currency")

    @property
    def cursor(self) -> str:
        """Return where the next changes begin; empty asks for a snapshot."""
        return self._meta("cursor")

    # --- reading -----------------------------------------------------------------------------

    def list_categories(self, *, parent: str = "") -> list[Category]:
        """Return the categories right below `parent` that have goods, in their order."""

        def query(connection: sqlite3.Connection) -> list[Category]:
            rows = connection.execute(
                "SELECT id, name, name_en, parent, picture FROM category"
                " WHERE parent = ? AND goods > 0 ORDER BY position, number",
                (storable(parent),),
            )
            return [Category(*row) for row in rows]

        return self._read(query, [])

    def list_products(self, *, category: str, offset: int = 0, limit: int = 60) -> list[Product]:
        """Return a page of what is in a category or below it; all goods for an empty category."""
        page = max(0, min(limit, _PAGE_MOST)), max(0, offset)

        def query(connection: sqlite3.Connection) -> list[Product]:
            if not category:
                rows = connection.execute(f"{SELECT_PRODUCT} ORDER BY rank LIMIT ? OFFSET ?", page)
                return products_of(connection, rows)
            ranks = connection.execute(
                "SELECT rank FROM shelf WHERE category = (SELECT number FROM category WHERE id = ?)"
                " ORDER BY rank LIMIT ? OFFSET ?",
                (storable(category), *page),
            )
            return products_by_ranks(connection, [row[0] for row in ranks])

        return self._read(query, [])

    def count_products(self, *, category: str) -> int:
        """Return how many goods are in a category or below it; all for an empty category."""

        def query(connection: sqlite3.Connection) -> int:
            if not category:
                return int(connection.execute("SELECT count(*) FROM goods").fetchone()[0])
            row = connection.execute(
                "SELECT goods FROM category WHERE id = ?", (storable(category),)
            ).fetchone()
            return int(row[0]) if row else 0

        return self._read(query, 0)

    def find_products(self, *, text: str, limit: int = 40) -> list[Product]:
        """Return what a typed text may mean, best first; any text is allowed.

        The very barcode or article number comes first, then names that begin with the text, then
        names that hold all its words, last the numbers that begin with its digits.
        """
        limit = max(0, min(limit, _PAGE_MOST))

        def query(connection: sqlite3.Connection) -> list[Product]:
            code = typed_code(text)
            ranks = dict.fromkeys(exact_ranks(connection, code))
            ranks.update(dict.fromkeys(find_ranks(connection, text, limit)))
            if len(ranks) < limit:
                ranks.update(dict.fromkeys(number_ranks(connection, code, limit)))
            return products_by_ranks(connection, list(ranks)[:limit])

        return self._read(query, [])

    def find_barcode(self, *, code: str) -> Product | None:
        """Return the article with this barcode (EAN-13 and UPC-A mean the same) or number."""
        return self._read(
            lambda connection: next(
                iter(products_by_ranks(connection, exact_ranks(connection, typed_code(code))[:1])),
                None,
            ),
            None,
        )

    def product(self, sku: str) -> Product | None:
        """Return the article with this number, or None."""

        def query(connection: sqlite3.Connection) -> Product | None:
            rows = connection.execute(f"{SELECT_PRODUCT} WHERE sku = ?", (storable(sku),))
            return next(iter(products_of(connection, rows)), None)

        return self._read(query, None)

    # --- writing -----------------------------------------------------------------------------

    def load_snapshot(self, lines: Iterable[bytes], *, cursor: str) -> int:
        """Build a new catalogue aside, make it the present one and return its version.

        Raises `CatalogueTorn` for anything but a whole snapshot and `CannotStore` when the disk
        is full; the present catalogue then stays.
        """
        self._sweep()
        part = self._folder / "catalogue-building.db"
        try:
            head = build_file(part, lines, cursor=cursor)
        except BaseException as error:
            part.unlink(missing_ok=True)
            if isinstance(error, sqlite3.OperationalError):
                raise CannotStore(reason=str(error)) from error
            raise
        target = self._free_name(head.version)
        try:
            part.rename(target)
        except OSError as error:
            raise CannotStore(reason=str(error)) from error
        self._settings.put(SETTING_FILE, target.name)
        return head.version

    def apply_delta(self, page: ChangesPage) -> Outcome[int]:
        """Apply a page of changes and its cursor in one transaction; return how many.

        Raises `CatalogueTorn` when the page is not what the protocol says or no catalogue is
        there to change, and `CannotStore` when it cannot be written; nothing is changed then.
        """
        name = self._current()
        try:
            connection = self._connect(name, writing=True)
        except _Nothing as error:
            raise CatalogueTorn(reason="no catalogue") from error
        try:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                count = apply_page(connection, page)
        except sqlite3.OperationalError as error:
            raise CannotStore(reason=str(error)) from error
        except sqlite3.DatabaseError as error:
            self._forget(name)
            raise CatalogueTorn(reason=str(error)) from error
        finally:
            connection.close()
        return outcome(count, Topic.CATALOGUE) if count else outcome(0)

    def copy_to(self, folder: Path, settings: Settings) -> int:
        """Give another data folder a copy of the present file; return its version, 0 for none.

        Copied page by page within SQLite, so a delta that comes meanwhile is in it or not.
        Turned down: a hard link, under whose two names SQLite would keep two journals.
        """
        name = self._current()
        target = folder / name
        try:
            source = self._connect(name)
        except _Nothing:
            return 0
        try:
            copy = sqlite3.connect(target)
            source.backup(copy)
            copy.close()
        except sqlite3.Error as error:
            raise CannotStore(reason=str(error)) from error
        finally:
            source.close()
        settings.put(SETTING_FILE, name)
        return self.version

    def close(self) -> None:
        """Close every reader's connection."""
        with self._lock:
            self._closed = True
            connections, self._open = self._open, []
        for connection in connections:
            connection.close()

    # --- the present file --------------------------------------------------------------------

    def _current(self) -> str:
        """Return the file's name, asked anew each time: another program may have swapped it."""
        return "" if self._closed else self._settings.get(SETTING_FILE)

    def _forget(self, name: str) -> None:
        """Leave a damaged file; the next sync fetches another."""
        if self._current() == name:
            self._settings.put(SETTING_FILE, "")

    def _read(self, query: Callable[[sqlite3.Connection], T], nothing: T) -> T:
        name = self._current()
        try:
            return query(self._reader(name))
        except _Nothing:
            return nothing
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            self._forget(name)
            return nothing

    def _reader(self, name: str) -> sqlite3.Connection:
        """Return this thread's connection to the present file; raises `_Nothing`."""
        known: tuple[str, sqlite3.Connection] | None = getattr(self._local, "reader", None)
        if known and known[0] == name:
            return known[1]
        if known:
            self._drop(known[1])
        self._local.reader = None
        connection = self._connect(name)
        self._local.reader = (name, connection)
        with self._lock:
            self._open.append(connection)
        return connection

    def _drop(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if connection in self._open:
                self._open.remove(connection)
        connection.close()

    def _connect(self, name: str, *, writing: bool = False) -> sqlite3.Connection:
        """Open a catalogue file; raises `_Nothing` when there is none that can be read."""
        path = self._folder / name
        if not name or not path.is_file():
            raise _Nothing
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA query_only = {0 if writing else 1}")
            row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        except sqlite3.DatabaseError:
            row = None
        if row is None or row[0] != FILE_SCHEMA:
            connection.close()
            raise _Nothing
        return connection

    def _free_name(self, version: int) -> Path:
        number = 1
        while (path := self._folder / f"catalogue-{version}-{number}.db").exists():
            number += 1
        return path

    def _sweep(self) -> None:
        """Remove what earlier loads left; a file that Windows still holds open stays for later."""
        current = self._current()
        for path in self._folder.glob(_NAMES):
            if not current or not path.name.startswith(current):
                with suppress(OSError):
                    path.unlink()

    # --- rows --------------------------------------------------------------------------------

    def _meta(self, key: str) -> str:
        def query(connection: sqlite3.Connection) -> str:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return str(row[0]) if row else ""

        return self._read(query, "")


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Tell whether the file itself is at fault, rather than a program that holds it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE
