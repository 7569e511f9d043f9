"""What the hub answers to an order: accepted, or what stands against it.

In this order, the first that holds:

    refused        an article nobody knows, another unit or another currency
    shortage       an article that is not sold any more, or not enough of it
    price_changed  a price that is neither the present one nor was so within the hold window
    accepted       else; the goods are taken out of the stock

A price within the hold window is kept, an older one is asked about: nothing changes silently.
A shortage of stock is found last, when the goods are taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from sqlalchemy import Connection

from sync.hub.known_goods import Known, KnownGoods
from sync.hub.stock import Price, take_stock
from sync.protocol import LineBody, OrderEventKind

_STATES: Final = {OrderEventKind.ACCEPTED: "accepted", OrderEventKind.REFUSED: "refused"}
_OPEN: Final = frozenset({OrderEventKind.PRICE_CHANGED, OrderEventKind.SHORTAGE})


class Wanted(Protocol):
    """A line as far as the stock is concerned."""

    @property
    def sku(self) -> str:
        """Return the article."""

    @property
    def quantity(self) -> int:
        """Return pieces or grams."""


@dataclass(frozen=True)
class Answered:
    """The hub's answer.  `offers` are new prices by line index, `total_minor` their total."""

    event: OrderEventKind
    reason: str = ""
    total_minor: int = 0
    offers: Mapping[int, int] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Tell whether nothing stands against the order."""
        return self.event is OrderEventKind.ACCEPTED

    @property
    def order_state(self) -> str:
        """Return the state of the order after this answer."""
        return _STATES.get(self.event, "placed")

    @property
    def question(self) -> str:
        """Return what a person must decide, empty when nothing."""
        return self.event.value if self.event in _OPEN else ""


ACCEPTED: Final = Answered(OrderEventKind.ACCEPTED)
"""The answer to nearly every order."""


def line_amount(price_minor: int, quantity: int, unit_grams: int) -> int:
    """Return what a line costs, half a minor unit rounded up, as the stations do."""
    if unit_grams <= 0:
        return price_minor * quantity
    return (2 * price_minor * quantity + unit_grams) // (2 * unit_grams)


def demand_of(lines: Iterable[Wanted]) -> dict[str, int]:
    """Return the quantity of each article over all lines."""
    demand: Counter[str] = Counter()
    for line in lines:
        demand[line.sku] += line.quantity
    return dict(demand)


def judge_order(goods: KnownGoods, lines: Sequence[LineBody], currency: str) -> Answered:
    """Return the answer as far as articles and prices go; stock is looked at by `reserve`."""
    if goods.currency == currency and all(_stands(goods.of(x.sku), x) for x in lines):
        return ACCEPTED
    return _judge_closely(goods, lines, currency)


def _judge_closely(goods: KnownGoods, lines: Sequence[LineBody], currency: str) -> Answered:
    known = {line.sku: goods.of(line.sku) for line in lines}
    unknown = sorted({line.sku for line in lines if known[line.sku] is None})
    if unknown:
        return Answered(OrderEventKind.REFUSED, f"unknown_sku: {', '.join(unknown)[:200]}")
    if goods.currency != currency:
        return Answered(OrderEventKind.REFUSED, f"currency: {currency}")
    articles = {sku: article for sku, article in known.items() if article is not None}
    other_unit = sorted({x.sku for x in lines if not _same_unit(articles[x.sku], x)})
    if other_unit:
        return Answered(OrderEventKind.REFUSED, f"unit_changed: {', '.join(other_unit)[:200]}")
    gone = sorted({line.sku for line in lines if articles[line.sku].withdrawn})
    if gone:
        return Answered(OrderEventKind.SHORTAGE, f"withdrawn: {', '.join(gone)[:200]}")
    return _judge_prices(articles, lines)


def limited_demand(goods: KnownGoods, lines: Sequence[LineBody]) -> dict[str, int]:
    """Return the quantity of each article of which there is not any amount."""
    if not goods.some_limited:
        return {}
    return demand_of(
        line for line in lines if (article := goods.of(line.sku)) is not None and article.limited
    )


def reserve(connection: Connection, limited: Mapping[str, int]) -> Answered:
    """Take goods out of the stock: accepted, or a shortage and nothing taken."""
    if not limited:
        return ACCEPTED
    savepoint = connection.begin_nested()
    short = take_stock(connection, limited)
    if short:
        savepoint.rollback()
        return Answered(OrderEventKind.SHORTAGE, f"out_of_stock: {', '.join(short)[:200]}")
    savepoint.commit()
    return ACCEPTED


def _stands(article: Known | None, line: LineBody) -> bool:
    """Tell at once what is so of nearly every line: on sale, at a price that is kept."""
    return (
        article is not None
        and not article.withdrawn
        and (line.price_minor, line.unit_grams) in article.kept
    )


def _same_unit(article: Known, line: LineBody) -> bool:
    quoted = Price(line.price_minor, line.unit_grams)
    return line.unit_grams == article.now.unit_grams or quoted in article.kept


def _judge_prices(articles: Mapping[str, Known], lines: Sequence[LineBody]) -> Answered:
    offers = {
        index: articles[line.sku].now.price_minor
        for index, line in enumerate(lines)
        if Price(line.price_minor, line.unit_grams) not in articles[line.sku].kept
    }
    if not offers:
        return ACCEPTED
    total = sum(
        line_amount(offers.get(index, line.price_minor), line.quantity, line.unit_grams)
        for index, line in enumerate(lines)
    )
    skus = sorted({lines[index].sku for index in offers})
    return Answered(OrderEventKind.PRICE_CHANGED, ", ".join(skus)[:200], total, offers)
