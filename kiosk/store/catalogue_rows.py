"""Goods as the rows of a catalogue file give them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final

from kiosk.domain.catalogue import Product
from kiosk.store.catalogue_file import GOODS_COLUMNS

SELECT_PRODUCT: Final = f"SELECT {GOODS_COLUMNS}, rank FROM goods"


def products_by_ranks(connection: sqlite3.Connection, ranks: Sequence[int]) -> list[Product]:
    """Return the goods of these ranks, in this order; a rank that is gone is left out."""
    if not ranks:
        return []
    places = ",".join("?" * len(ranks))
    rows = connection.execute(f"{SELECT_PRODUCT} WHERE rank IN ({places})", ranks).fetchall()
    order = {rank: place for place, rank in enumerate(ranks)}
    rows.sort(key=lambda row: order[row[-1]])
    return products_of(connection, rows)


def products_of(connection: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> list[Product]:
    """Return the goods of rows of `SELECT_PRODUCT`, in the catalogue's currency."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'currency'").fetchone()
    currency = str(row[0]) if row else ""
    return [_product(one, currency) for one in rows]


def _product(row: tuple[Any, ...], currency: str) -> Product:
    return Product(
        sku=row[0],
        name=row[1],
        name_en=row[2],
        category=row[3],
        unit=row[4],
        unit_grams=row[5],
        price_minor=row[6],
        currency=currency,
        barcode=row[7],
        picture=row[8],
        brand=row[9],
        size=row[10],
    )
