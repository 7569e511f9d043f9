"""The catalogue in the store: what it is now, what an import changes, and past prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from sync.hub.feed import NewChange, Place, append_changes, raise_floor
from sync.hub.hub import DEFAULT_CURRENCY, Hub
from sync.hub.stock import price_of
from sync.hub.tables import catalogue_versions, categories, goods, goods_prices
from sync.protocol import (
    CHANGE_CATALOGUE,
    CHANGE_CATEGORY,
    CHANGE_GOODS,
    SCOPE_CATALOGUE,
    Category,
    Goods,
    SnapshotHead,
)

BULK_CHANGES: Final = 5_000
"""An import that changes more is not told change by change: the snapshot file is quicker."""

_GOODS_FIELDS: Final = tuple(name for name in Goods.__struct_fields__)
_CATEGORY_FIELDS: Final = tuple(name for name in Category.__struct_fields__)

_NEWEST: Final = select(catalogue_versions).order_by(catalogue_versions.c.version.desc()).limit(1)


class CatalogueState(NamedTuple):
    """The present catalogue: version 0 is the empty one before the first import."""

    version: int
    currency: str
    place: Place


class Stocked(NamedTuple):
    """An article as imported; `stock` in pieces or grams, None where the file does not say."""

    goods: Goods
    stock: int | None = None


class Applied(NamedTuple):
    """What an import did to the catalogue: counts of goods."""

    changed: int
    unchanged: int
    withdrawn: int
    version: int


def current_catalogue(connection: Connection) -> CatalogueState:
    """Return the present catalogue's version, currency and place in the feed."""
    row = connection.execute(_NEWEST).one_or_none()
    if row is None:
        return CatalogueState(0, DEFAULT_CURRENCY, Place())
    return CatalogueState(row.version, row.currency, Place(row.xid, row.position))


def catalogue_head(connection: Connection) -> SnapshotHead:
    """Return the head of a snapshot of the present catalogue."""
    state = current_catalogue(connection)
    counts = [
        connection.execute(
            select(func.count()).select_from(table).where(table.c.withdrawn == 0)
        ).scalar_one()
        for table in (categories, goods)
    ]
    return SnapshotHead(
        version=state.version, currency=state.currency, categories=counts[0], goods=counts[1]
    )


def read_categories(connection: Connection) -> list[Category]:
    """Return the categories, parents before children."""
    rows = connection.execute(
        select(categories)
        .where(categories.c.withdrawn == 0)
        .order_by(categories.c.level, categories.c.position, categories.c.id)
    )
    return [_category(row) for row in rows]


def read_goods(connection: Connection) -> Iterable[Goods]:
    """Yield the goods by category and position."""
    rows = connection.execute(
        select(goods)
        .where(goods.c.withdrawn == 0)
        .order_by(goods.c.category, goods.c.position, goods.c.sku)
    )
    for row in rows:
        yield _goods(row)


def apply_catalogue(
    hub: Hub, *, tree: Sequence[Category], stock: Sequence[Stocked], currency: str, replace: bool
) -> Applied:
    """Bring the catalogue to what a file says, in one transaction, and tell the feed.

    What is the same stays untouched; when nothing differs there is no new version.  With
    `replace` goods that the file does not name are withdrawn (tombstones), else they stay.
    """
    with hub.store.write() as connection:
        version = current_catalogue(connection).version + 1
        change = _Change(hub, connection, version)
        change.put_goods(stock)
        if replace:
            change.withdraw_goods({item.goods.sku for item in stock})
        change.put_categories(tree)
        if replace:
            change.withdraw_empty_categories()
        if not change.told:
            return Applied(0, len(stock), 0, version - 1)
        change.close(currency)
        return Applied(change.changed, len(stock) - change.changed, change.withdrawn, version)


class _Change:
    """One new version of the catalogue being made."""

    def __init__(self, hub: Hub, connection: Connection, version: int) -> None:
        self.hub = hub
        self.connection = connection
        self.version = version
        self.told: list[NewChange] = []
        self.changed = 0
        self.withdrawn = 0
        self.now = hub.clock()

    def put_goods(self, stock: Sequence[Stocked]) -> None:
        known = {row.sku: row for row in self.connection.execute(select(goods))}
        fresh = [item for item in stock if item.goods.sku not in known]
        changed = [
            item
            for item in stock
            if item.goods.sku in known and _differs(known[item.goods.sku], item)
        ]
        if fresh:
            self.connection.execute(insert(goods), [self._row(item) for item in fresh])
        if changed:
            rows = [self._row(item, known[item.goods.sku]) for item in changed]
            self._update(goods, "sku", rows)
        self._put_prices(fresh, changed, known)
        self.changed = len(fresh) + len(changed)
        self.told += [self._tell(item.goods) for item in (*fresh, *changed)]

    def _row(self, item: Stocked, old: Row[Any] | None = None) -> dict[str, object]:
        row: dict[str, object] = {name: getattr(item.goods, name) for name in _GOODS_FIELDS}
        row |= {"version": self.version, "withdrawn": 0}
        row |= {"stock": item.stock, "stock_told": item.stock}
        if old is not None and (item.stock is None or item.stock == old.stock_told):
            row |= {"stock": old.stock, "stock_told": old.stock_told}
        return row

    def _put_prices(
        self, fresh: Sequence[Stocked], changed: Sequence[Stocked], known: Mapping[str, Row[Any]]
    ) -> None:
        repriced = [
            item for item in changed if price_of(item.goods) != price_of(known[item.goods.sku])
        ]
        if repriced:
            self._end_prices([item.goods.sku for item in repriced])
        rows = [
            {
                "sku": item.goods.sku,
                "version": self.version,
                "price_minor": item.goods.price_minor,
                "unit_grams": item.goods.unit_grams,
                "until": None,
            }
            for item in (*fresh, *repriced)
        ]
        if rows:
            self.connection.execute(insert(goods_prices), rows)

    def _end_prices(self, skus: Sequence[str]) -> None:
        self.connection.execute(
            update(goods_prices)
            .where(goods_prices.c.sku == bindparam("of"), goods_prices.c.until.is_(None))
            .values(until=self.now),
            [{"of": sku} for sku in skus],
        )

    def withdraw_goods(self, kept: set[str]) -> None:
        present = self.connection.execute(select(goods.c.sku).where(goods.c.withdrawn == 0))
        gone = [sku for (sku,) in present if sku not in kept]
        if gone:
            rows = [{"sku": sku, "withdrawn": 1, "version": self.version} for sku in gone]
            self._update(goods, "sku", rows)
        self.withdrawn = len(gone)
        self.told += [NewChange(CHANGE_GOODS, sku, None, self.version) for sku in gone]

    def put_categories(self, tree: Sequence[Category]) -> None:
        known = {row.id: row for row in self.connection.execute(select(categories))}
        fresh = [node for node in tree if node.id not in known]
        moved = [
            _merged(known[node.id], node)
            for node in tree
            if node.id in known and _category_differs(known[node.id], node)
        ]
        if fresh:
            self.connection.execute(insert(categories), [self._category(n) for n in fresh])
        if moved:
            self._update(categories, "id", [self._category(node) for node in moved])
        told = [NewChange(CHANGE_CATEGORY, n.id, n, self.version) for n in (*fresh, *moved)]
        # A station meets a category before the goods that lie in it.
        self.told = told + self.told

    def _category(self, node: Category) -> dict[str, object]:
        row: dict[str, object] = {name: getattr(node, name) for name in _CATEGORY_FIELDS}
        return row | {"version": self.version, "withdrawn": 0}

    def withdraw_empty_categories(self) -> None:
        used = {
            category
            for (category,) in self.connection.execute(
                select(goods.c.category).where(goods.c.withdrawn == 0).distinct()
            )
        }
        present = {n.id: n for n in read_categories(self.connection)}
        for node in sorted(present.values(), key=lambda n: -n.level):
            if node.id in used:
                used.add(node.parent)
        gone = [id_ for id_ in present if id_ not in used]
        if gone:
            rows = [{"id": id_, "withdrawn": 1, "version": self.version} for id_ in gone]
            self._update(categories, "id", rows)
        self.told += [NewChange(CHANGE_CATEGORY, id_, None, self.version) for id_ in gone]

    def _tell(self, item: Goods) -> NewChange:
        return NewChange(CHANGE_GOODS, item.sku, item, self.version)

    def _update(self, table: Any, key: str, rows: list[dict[str, object]]) -> None:
        names = [name for name in rows[0] if name != key]
        statement = (
            update(table)
            .where(table.c[key] == bindparam("of"))
            .values({name: bindparam(f"to_{name}") for name in names})
        )
        values = [{"of": row[key]} | {f"to_{name}": row[name] for name in names} for row in rows]
        self.connection.execute(statement, values)

    def close(self, currency: str) -> None:
        version = self.version
        self.connection.execute(
            insert(catalogue_versions).values(
                version=version, currency=currency, at=self.now, xid=0, position=0
            )
        )
        head = catalogue_head(self.connection)
        told = self.told if len(self.told) <= BULK_CHANGES else []
        closing = NewChange(CHANGE_CATALOGUE, SCOPE_CATALOGUE, head, version)
        place = append_changes(
            self.hub.store, self.connection, SCOPE_CATALOGUE, [*told, closing], self.now
        )
        self.connection.execute(
            update(catalogue_versions)
            .where(catalogue_versions.c.version == version)
            .values(xid=place.xid, position=place.position)
        )
        if not told:
            raise_floor(self.connection, SCOPE_CATALOGUE, place)


def _goods(row: Row[Any]) -> Goods:
    return Goods(**{name: getattr(row, name) for name in _GOODS_FIELDS})


def _category(row: Row[Any]) -> Category:
    return Category(**{name: getattr(row, name) for name in _CATEGORY_FIELDS})


def _differs(row: Row[Any], item: Stocked) -> bool:
    if row.withdrawn or (item.stock is not None and item.stock != row.stock_told):
        return True
    return any(getattr(row, name) != getattr(item.goods, name) for name in _GOODS_FIELDS)


def _category_differs(row: Row[Any], node: Category) -> bool:
    return bool(row.withdrawn) or _merged(row, node) != _category(row)


def _merged(row: Row[Any], node: Category) -> Category:
    """Return a category with what a file adds; its place in the list stays as it was."""
    return Category(
        id=row.id,
        name=node.name,
        name_en=node.name_en or row.name_en,
        parent=node.parent,
        level=node.level,
        picture=node.picture or row.picture,
        position=row.position,
    )
