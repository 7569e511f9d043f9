"""What accepting an order asks of the goods: their prices over time, and how many are left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, or_, select, update

from sync.hub.tables import goods, goods_prices

HOLD_PRICE_MS: Final = 7 * 24 * 3_600_000
"""How long after a price change the hub still keeps the old price for a resident."""


class Price(NamedTuple):
    """A price of an article per piece, or per `unit_grams` grams."""

    price_minor: int
    unit_grams: int


class Known(NamedTuple):
    """An article as the acceptance of orders sees it; `kept` are its prices within the hold."""

    now: Price
    kept: frozenset[Price]
    limited: bool
    withdrawn: bool


def known_goods(connection: Connection, skus: Iterable[str], now: int) -> dict[str, Known]:
    """Return the articles among `skus` that the catalogue knows or knew."""
    wanted = list(skus)
    rows = connection.execute(select(goods).where(goods.c.sku.in_(wanted))).all()
    kept: dict[str, set[Price]] = {}
    for row in connection.execute(
        select(goods_prices).where(
            goods_prices.c.sku.in_(wanted),
            or_(goods_prices.c.until.is_(None), goods_prices.c.until > now - HOLD_PRICE_MS),
        )
    ):
        kept.setdefault(row.sku, set()).add(price_of(row))
    return {
        row.sku: Known(
            now=price_of(row),
            kept=frozenset(kept.get(row.sku, ())),
            limited=row.stock is not None,
            withdrawn=bool(row.withdrawn),
        )
        for row in rows
    }


def take_stock(connection: Connection, wanted: Mapping[str, int]) -> list[str]:
    """Take goods out of the stock; return the skus of which there is not enough.

    The caller rolls back when the list is not empty.  Sorted, so that two orders cannot wait
    for each other in a circle.
    """
    short = []
    for sku in sorted(wanted):
        taken = connection.execute(
            update(goods)
            .where(goods.c.sku == sku, goods.c.stock >= wanted[sku])
            .values(stock=goods.c.stock - wanted[sku])
        )
        if taken.rowcount == 0:
            short.append(sku)
    return short


def give_back_stock(connection: Connection, wanted: Mapping[str, int]) -> None:
    """Put goods of an order that will not be delivered back into the stock."""
    for sku in sorted(wanted):
        connection.execute(
            update(goods)
            .where(goods.c.sku == sku, goods.c.stock.is_not(None))
            .values(stock=goods.c.stock + wanted[sku])
        )


def price_of(row: Any) -> Price:
    """Return the price of a row or message that has `price_minor` and `unit_grams`."""
    return Price(row.price_minor, row.unit_grams)
