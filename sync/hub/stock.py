"""How many of the goods are left: taken by orders, given back by those that end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, update

from sync.hub.tables import goods


class Price(NamedTuple):
    """A price of an article per piece, or per `unit_grams` grams."""

    price_minor: int
    unit_grams: int


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
