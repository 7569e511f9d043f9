"""What accepting an order asks of the catalogue, remembered from one push to the next.

Articles, prices and whether a stock is limited change with a new state of the catalogue alone,
and an old price leaves its hold at a known moment; so a worker believes what it has read until
either comes.  Only what orders name is read: few of 100,000 goods are bought in a day.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import Connection, or_, select

from sync.hub.stock import Price, price_of
from sync.hub.tables import goods, goods_prices

if TYPE_CHECKING:
    from sync.hub.catalogue import CatalogueState

HOLD_PRICE_MS: Final = 7 * 24 * 3_600_000
"""How long after a price change the hub still keeps the old price for a resident."""

_FOREVER: Final = 2**62
_PART: Final = 900
"""Articles asked for in one query; SQLite takes some thousands of values at most."""


class Known(NamedTuple):
    """An article as the acceptance of orders sees it; `kept` are its prices within the hold."""

    now: Price
    kept: frozenset[Price]
    limited: bool
    withdrawn: bool


class KnownGoods:
    """The articles of one state of the catalogue, as far as they were asked for."""

    def __init__(self, state: CatalogueState) -> None:
        self.state = state
        self.until = _FOREVER
        self.some_limited = False
        self._known: dict[str, Known] = {}

    @property
    def currency(self) -> str:
        """Return the currency of all prices."""
        return self.state.currency

    def read(self, connection: Connection, skus: Collection[str], now: int) -> None:
        """Look up what is not known yet."""
        unread = sorted(set(skus) - self._known.keys())
        for begin in range(0, len(unread), _PART):
            self._read(connection, unread[begin : begin + _PART], now)

    def of(self, sku: str) -> Known | None:
        """Return what was read of an article; None for one that the catalogue never had."""
        return self._known.get(sku)

    def _read(self, connection: Connection, skus: Collection[str], now: int) -> None:
        kept: dict[str, set[Price]] = {}
        for row in connection.execute(
            select(goods_prices).where(
                goods_prices.c.sku.in_(skus),
                or_(goods_prices.c.until.is_(None), goods_prices.c.until > now - HOLD_PRICE_MS),
            )
        ):
            kept.setdefault(row.sku, set()).add(price_of(row))
            if row.until is not None:
                self.until = min(self.until, row.until + HOLD_PRICE_MS)
        for row in connection.execute(select(goods).where(goods.c.sku.in_(skus))):
            self._known[row.sku] = Known(
                now=price_of(row),
                kept=frozenset(kept.get(row.sku, ())),
                limited=row.stock is not None,
                withdrawn=bool(row.withdrawn),
            )
            self.some_limited |= row.stock is not None


class GoodsMemory:
    """What a worker knows of the goods, shared by its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._newest: KnownGoods | None = None

    def knowing(
        self, connection: Connection, state: CatalogueState, skus: Collection[str], now: int
    ) -> KnownGoods:
        """Return what is known in this state of the catalogue, with these articles read."""
        with self._lock:
            known = self._newest
            if known is None or known.state != state or now >= known.until:
                known = self._newest = KnownGoods(state)
            known.read(connection, skus, now)
        return known
