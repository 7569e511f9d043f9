"""One catalogue file: its tables, how a snapshot fills it and how a delta changes it.

`goods.rank` is the row id and the order in which goods are shown everywhere: the goods' position
within their category (the most bought first), then the order in which they arrived.  `shelf` has
a row for an article in its category and in every category above it, so that a page of any level
is a stretch of one index.  `category.goods` counts those rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from kiosk.domain.errors import KnownError
from kiosk.store.search import SEARCH_SCHEMA, add_texts, create_index, index_text, pack_index
from sync.protocol import Category, Goods, SnapshotHead

FILE_SCHEMA: Final = f"1.{SEARCH_SCHEMA}"
"""Written into every file; a file with another one counts as no catalogue and is fetched again."""

_RANKS_A_POSITION: Final = 1 << 24
_POSITION_MOST: Final = (1 << 36) - 1

GOODS_COLUMNS: Final = (
    "sku, name, name_en, category, unit, unit_grams, price_minor, barcode, picture, brand, size"
)
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE category (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    name_en TEXT NOT NULL, parent TEXT NOT NULL, level INTEGER NOT NULL, picture TEXT NOT NULL,
    position INTEGER NOT NULL, goods INTEGER NOT NULL DEFAULT 0);
CREATE INDEX category_by_parent ON category (parent, position, number);
CREATE TABLE above (
    leaf TEXT NOT NULL, category INTEGER NOT NULL, PRIMARY KEY (leaf, category)) WITHOUT ROWID;
CREATE TABLE goods (
    rank INTEGER PRIMARY KEY, sku TEXT NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL,
    category TEXT NOT NULL, unit TEXT NOT NULL, unit_grams INTEGER NOT NULL,
    price_minor INTEGER NOT NULL, barcode TEXT NOT NULL, picture TEXT NOT NULL,
    brand TEXT NOT NULL, size TEXT NOT NULL, pinyin TEXT NOT NULL, position INTEGER NOT NULL);
CREATE TABLE shelf (
    category INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (category, rank)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE UNIQUE INDEX goods_by_sku ON goods (sku);
CREATE INDEX goods_by_barcode ON goods (barcode) WHERE barcode <> '';
"""
_INSERT_CATEGORY = """
INSERT INTO category (id, name, name_en, parent, level, picture, position)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_en = excluded.name_en,
    parent = excluded.parent, level = excluded.level, picture = excluded.picture,
    position = excluded.position
"""
_INSERT_GOODS = f"""
INSERT INTO goods (rank, {GOODS_COLUMNS}, pinyin, position)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_FILL_ABOVE = """
INSERT INTO above
WITH RECURSIVE climb (leaf, id) AS (
    SELECT id, id FROM category
    UNION SELECT climb.leaf, category.parent FROM climb JOIN category ON category.id = climb.id
    WHERE category.parent <> '')
SELECT climb.leaf, category.number FROM climb JOIN category ON category.id = climb.id
"""
_FILL_SHELF = """
INSERT INTO shelf
SELECT above.category, goods.rank FROM goods JOIN above ON above.leaf = goods.category
ORDER BY 1, 2
"""
_COUNT = "UPDATE category SET goods = (SELECT count(*) FROM shelf WHERE category = number)"

_HEAD = msgspec.json.Decoder(SnapshotHead)
_CATEGORY = msgspec.json.Decoder(Category)
_GOODS = msgspec.json.Decoder(Goods)


class CatalogueTorn(KnownError):
    """What came as a catalogue is not a whole one; the present catalogue stays."""

    key = "sync.catalogue_torn"


def build_file(path: Path, lines: Iterable[bytes], *, cursor: str) -> SnapshotHead:
    """Write a snapshot's lines into a new catalogue file and return the snapshot's head.

    The file is on disk when this returns.  Raises `CatalogueTorn` when lines are missing, too
    many or not what the protocol says, and `sqlite3.Error` when the disk is full.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        _start_file(connection)
        head = _fill(connection, iter(lines))
        write_meta(connection, head, cursor)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")
    except (msgspec.MsgspecError, UnicodeError, OverflowError, sqlite3.IntegrityError) as error:
        raise CatalogueTorn(reason=str(error)[:200]) from error
    finally:
        connection.close()
    return head


def write_meta(connection: sqlite3.Connection, head: SnapshotHead | None, cursor: str) -> None:
    """Set the cursor and, where a new version is complete, its number and currency."""
    rows = [("cursor", cursor)]
    if head is not None:
        rows += [("version", str(head.version)), ("currency", head.currency)]
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)


def put_category(connection: sqlite3.Connection, category: Category) -> None:
    """Insert a category or renew the one with its id."""
    connection.execute(_INSERT_CATEGORY, _category_row(category))


def put_goods(connection: sqlite3.Connection, rank: int, goods: Goods) -> None:
    """Insert an article under a rank that is free."""
    connection.execute(_INSERT_GOODS, _goods_row(rank, goods))


def rebuild_shelf(connection: sqlite3.Connection) -> None:
    """Work out anew which goods stand in which category, after the tree itself changed."""
    for statement in ("DELETE FROM above", "DELETE FROM shelf", _FILL_ABOVE, _FILL_SHELF, _COUNT):
        connection.execute(statement)


def count_again(connection: sqlite3.Connection, categories: Iterable[int]) -> None:
    """Count the goods of the categories with these numbers."""
    connection.executemany(f"{_COUNT} WHERE number = ?", ((number,) for number in categories))


def free_rank(connection: sqlite3.Connection, position: int) -> int:
    """Return the first rank after all goods of the same position."""
    first = _first_rank(position)
    row = connection.execute(
        "SELECT max(rank) FROM goods WHERE rank >= ? AND rank < ?",
        (first, first + _RANKS_A_POSITION),
    ).fetchone()
    return first if row[0] is None else int(row[0]) + 1


def _start_file(connection: sqlite3.Connection) -> None:
    """No journal: a build that is cut off leaves a file that nothing ever points to."""
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -8192")
    connection.execute("BEGIN")
    for statement in filter(str.strip, _TABLES.split(";")):
        connection.execute(statement)
    create_index(connection)
    connection.execute("INSERT INTO meta VALUES ('schema', ?)", (FILE_SCHEMA,))


def _fill(connection: sqlite3.Connection, lines: Iterator[bytes]) -> SnapshotHead:
    head = _HEAD.decode(next(lines, b""))
    categories: list[Category] = []
    connection.executemany(_INSERT_GOODS, _ranked(_parted(lines, categories)))
    for category in categories:
        put_category(connection, category)
    for table, told in (("goods", head.goods), ("category", head.categories)):
        (found,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        if found != told:
            raise CatalogueTorn(reason=f"{found} of {told} in {table}")
    for statement in filter(str.strip, _INDEXES.split(";")):
        connection.execute(statement)
    rebuild_shelf(connection)
    add_texts(connection, _texts(connection))
    pack_index(connection)
    return head


def _parted(lines: Iterator[bytes], categories: list[Category]) -> Iterator[Goods]:
    """Yield the goods; what is none must be a category and is put aside."""
    for line in lines:
        try:
            goods = _GOODS.decode(line)
        except msgspec.ValidationError:
            categories.append(_CATEGORY.decode(line))
        else:
            yield goods


def _ranked(many: Iterator[Goods]) -> Iterator[tuple[object, ...]]:
    """Yield rows with their rank; goods of one position keep the order of the file."""
    used: dict[int, int] = {}
    for goods in many:
        first = _first_rank(goods.position)
        rank = used.get(first, first)
        used[first] = rank + 1
        yield _goods_row(rank, goods)


def _texts(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    rows = connection.execute("SELECT rank, name, pinyin, name_en, brand FROM goods ORDER BY rank")
    for rank, name, pinyin, name_en, brand in rows:
        yield rank, index_text(name=name, pinyin=pinyin, name_en=name_en, brand=brand)


def _first_rank(position: int) -> int:
    return max(0, min(position, _POSITION_MOST)) * _RANKS_A_POSITION


def _category_row(one: Category) -> tuple[object, ...]:
    return one.id, one.name, one.name_en, one.parent, one.level, one.picture, one.position


def _goods_row(rank: int, one: Goods) -> tuple[object, ...]:
    return (
        rank, one.sku, one.name, one.name_en, one.category, one.unit, one.unit_grams,
        one.price_minor, one.barcode, one.picture, one.brand, one.size, one.pinyin, one.position,
    )  # fmt: skip
