"""A page of changes applied to a catalogue file, inside the caller's transaction.

An article keeps its rank while its position stays; only what the search reads is indexed again,
so a change of 500 prices touches 500 rows and nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import msgspec

from kiosk.store.catalogue_file import (
    CatalogueTorn,
    count_again,
    free_rank,
    put_category,
    put_goods,
    rebuild_shelf,
    write_meta,
)
from kiosk.store.search import add_texts, index_text, remove_text
from sync.protocol import (
    CHANGE_CATALOGUE,
    CHANGE_CATEGORY,
    CHANGE_GOODS,
    Category,
    Change,
    ChangesPage,
    Goods,
    SnapshotHead,
)


@dataclass(slots=True)
class _Delta:
    """What the page did so far, for the work that is done once at its end."""

    connection: sqlite3.Connection
    head: SnapshotHead | None = None
    tree_changed: bool = False
    touched: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Stored:
    """An article as it stands in the file."""

    rank: int
    position: int
    category: str
    text: str


_BAD_BODY: Final = (msgspec.MsgspecError, UnicodeError, OverflowError, sqlite3.IntegrityError)


def apply_page(connection: sqlite3.Connection, page: ChangesPage) -> int:
    """Apply every change of a page with its cursor; return how many were for the catalogue.

    Raises `CatalogueTorn` on a body that is not what its kind says.
    """
    delta = _Delta(connection)
    known = 0
    for change in page.changes:
        apply = _APPLY.get(change.kind)
        if apply is not None:
            known += 1
            _apply_one(apply, delta, change)
    if delta.tree_changed:
        rebuild_shelf(connection)
    else:
        count_again(connection, delta.touched)
    write_meta(connection, delta.head, page.cursor)
    return known


def _apply_one(apply: Callable[[_Delta, Change], None], delta: _Delta, change: Change) -> None:
    try:
        apply(delta, change)
    except _BAD_BODY as error:
        raise CatalogueTorn(reason=f"{change.kind} {change.id}: {error}"[:200]) from error


def _apply_goods(delta: _Delta, change: Change) -> None:
    old = _find_stored(delta.connection, change.id)
    if change.is_tombstone:
        if old is not None:
            _drop_goods(delta, old, text="")
        return
    goods = msgspec.json.decode(change.body, type=Goods)
    text = index_text(
        name=goods.name, pinyin=goods.pinyin, name_en=goods.name_en, brand=goods.brand
    )
    stays = old is not None and old.position == goods.position
    if old is not None:
        _drop_goods(delta, old, text=text if stays else "")
    rank = old.rank if old and stays else free_rank(delta.connection, goods.position)
    put_goods(delta.connection, rank, goods)
    if not (old and stays and old.text == text):
        add_texts(delta.connection, [(rank, text)])
    _put_on_shelf(delta, rank, goods.category)


def _apply_category(delta: _Delta, change: Change) -> None:
    row = delta.connection.execute(
        "SELECT parent FROM category WHERE id = ?", (change.id,)
    ).fetchone()
    if change.is_tombstone:
        delta.connection.execute("DELETE FROM category WHERE id = ?", (change.id,))
        delta.tree_changed |= row is not None
        return
    category = msgspec.json.decode(change.body, type=Category)
    delta.tree_changed |= row is None or row[0] != category.parent
    put_category(delta.connection, category)


def _apply_head(delta: _Delta, change: Change) -> None:
    delta.head = msgspec.json.decode(change.body, type=SnapshotHead)


_APPLY: Final = {
    CHANGE_GOODS: _apply_goods,
    CHANGE_CATEGORY: _apply_category,
    CHANGE_CATALOGUE: _apply_head,
}


def _find_stored(connection: sqlite3.Connection, sku: str) -> _Stored | None:
    row = connection.execute(
        "SELECT rank, position, category, name, pinyin, name_en, brand FROM goods WHERE sku = ?",
        (sku,),
    ).fetchone()
    if row is None:
        return None
    rank, position, category, name, pinyin, name_en, brand = row
    text = index_text(name=name, pinyin=pinyin, name_en=name_en, brand=brand)
    return _Stored(rank, position, category, text)


def _drop_goods(delta: _Delta, old: _Stored, *, text: str) -> None:
    """Take an article out; its index entry stays where `text` says that it will be the same."""
    if old.text != text:
        remove_text(delta.connection, old.rank, old.text)
    for number in _shelves(delta.connection, old.category):
        delta.connection.execute(
            "DELETE FROM shelf WHERE category = ? AND rank = ?", (number, old.rank)
        )
        delta.touched.add(number)
    delta.connection.execute("DELETE FROM goods WHERE rank = ?", (old.rank,))


def _put_on_shelf(delta: _Delta, rank: int, category: str) -> None:
    numbers = _shelves(delta.connection, category)
    delta.connection.executemany(
        "INSERT INTO shelf VALUES (?, ?)", ((number, rank) for number in numbers)
    )
    delta.touched.update(numbers)


def _shelves(connection: sqlite3.Connection, category: str) -> list[int]:
    rows = connection.execute("SELECT category FROM above WHERE leaf = ?", (category,))
    return [row[0] for row in rows]
