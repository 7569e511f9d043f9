"""Shopping: finding goods and filling a basket that survives a crash.

A basket shows the prices of the catalogue it was filled from.  When a newer catalogue has come, the
next touch of the basket renews every price together, before the read-back and never after it; an
article that left the catalogue keeps its old price and the platform answers for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from kiosk.domain.catalogue import Category, Product
from kiosk.domain.changes import Outcome, Topic, outcome
from kiosk.domain.clock import Clock
from kiosk.domain.errors import NotFound, WrongInput
from kiosk.domain.ids import new_id
from kiosk.domain.orders import Basket, OrderLine
from kiosk.store import baskets
from kiosk.store.database import Database

PICTURES_SHOWN: Final = 4


class EmptyBasket(WrongInput):
    """Nothing is in the basket."""

    key = "error.empty_basket"


class Catalogue(Protocol):
    """The goods as far as shopping needs them; `kiosk.store.catalogue` keeps the real one."""

    @property
    def version(self) -> int:
        """Return the version shown, 0 while there is none."""
        ...

    @property
    def currency(self) -> str:
        """Return the currency of all prices, empty while there is no catalogue."""
        ...

    def list_categories(self, *, parent: str = "") -> list[Category]:
        """Return the categories below `parent`."""
        ...

    def list_products(self, *, category: str, offset: int = 0, limit: int = 60) -> list[Product]:
        """Return a page of a category's goods."""
        ...

    def count_products(self, *, category: str) -> int:
        """Return how many goods a category has."""
        ...

    def find_products(self, *, text: str, limit: int = 40) -> list[Product]:
        """Return goods by the beginning of a name."""
        ...

    def find_barcode(self, *, code: str) -> Product | None:
        """Return the goods of a barcode."""
        ...

    def product(self, sku: str) -> Product | None:
        """Return the goods of an article number."""
        ...


@dataclass(frozen=True, slots=True)
class ParkedBasket:
    """A basket set aside under a picture; `pictures` are its first lines'."""

    id: str
    picture: str
    lines: int
    total_minor: int
    currency: str
    parked_at: int
    pictures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """The basket without a line, the line, and where it was: enough to undo."""

    basket: Basket
    line: OrderLine
    index: int


class Shopping:
    """Use cases of the shop's pages."""

    def __init__(self, database: Database, catalogue: Catalogue, clock: Clock) -> None:
        self._database = database
        self._catalogue = catalogue
        self._clock = clock

    def list_categories(self, *, parent: str = "") -> list[Category]:
        """Return the categories below `parent`, the first level for nothing."""
        return self._catalogue.list_categories(parent=parent)

    def list_products(self, *, category: str, offset: int = 0, limit: int = 60) -> list[Product]:
        """Return a page of the goods of a category."""
        return self._catalogue.list_products(category=category, offset=offset, limit=limit)

    def count_products(self, *, category: str) -> int:
        """Return how many goods a category has."""
        return self._catalogue.count_products(category=category)

    def find_products(self, *, text: str, limit: int = 40) -> list[Product]:
        """Return goods by Chinese, pinyin, initials, English or number, best first."""
        return self._catalogue.find_products(text=text, limit=limit)

    def find_scanned(self, *, code: str) -> Product | None:
        """Return the goods of a scanned barcode or article number."""
        code = code.strip()
        return self._catalogue.find_barcode(code=code) or self._catalogue.product(code)

    def current_basket(self) -> Basket:
        """Return the open basket; one without an id while nothing was put in."""
        with self._database.read() as connection:
            stored = baskets.open_basket(connection)
        return stored.basket if stored else self._fresh("")

    def add_product(self, *, sku: str, quantity: int) -> Outcome[Basket]:
        """Put in `quantity` more (pieces or grams); raises `NotFound`, `WrongNumber`."""
        product = self._catalogue.product(sku)
        if product is None:
            raise NotFound(what=sku[:40])
        return self._changed(lambda basket: basket.with_product(product, quantity))

    def set_quantity(self, *, sku: str, quantity: int) -> Outcome[Basket]:
        """Set a line's quantity, 0 removes it; raises `NotFound`, `WrongNumber`."""

        def change(basket: Basket) -> Basket:
            _line_of(basket, sku)
            return basket.with_quantity(sku, quantity)

        return self._changed(change)

    def remove_line(self, *, sku: str) -> Outcome[RemovedLine]:
        """Take a line out; raises `NotFound`."""
        with self._database.transaction():
            before = self.current_basket()
            line = _line_of(before, sku)
            after = self._changed(lambda basket: basket.without(sku)).value
        return outcome(RemovedLine(after, line, before.lines.index(line)), Topic.BASKET)

    def restore_line(self, *, line: OrderLine, index: int) -> Outcome[Basket]:
        """Put a removed line back where it was."""
        return self._changed(lambda basket: basket.with_line_at(line, index))

    def park_basket(self, *, picture: str) -> Outcome[ParkedBasket]:
        """Set the open basket aside under a picture; raises `EmptyBasket`."""
        with self._database.transaction() as connection:
            stored = baskets.open_basket(connection)
            if stored is None or not stored.basket.lines:
                raise EmptyBasket
            now = self._clock.now_ms()
            baskets.park(connection, stored.basket.id, picture, now)
        return outcome(_parked(replace(stored, picture=picture, parked_at=now)), Topic.BASKET)

    def list_parked(self) -> list[ParkedBasket]:
        """Return the baskets set aside, the newest first."""
        with self._database.read() as connection:
            return [_parked(stored) for stored in baskets.parked_baskets(connection)]

    def take_up_basket(self, *, basket_id: str) -> Outcome[Basket]:
        """Open a parked basket; the present one, if it has lines, is parked in turn.

        Raises `NotFound` for a basket that was taken up before.
        """
        with self._database.transaction() as connection:
            stored = baskets.parked_basket(connection, basket_id)
            if stored is None:
                raise NotFound(what=basket_id[:40])
            self._set_aside()
            baskets.take_up(connection, basket_id)
            return self._changed(lambda basket: basket)

    def empty_basket(self) -> Outcome[Basket]:
        """Throw the open basket away."""
        with self._database.transaction() as connection:
            baskets.drop_open(connection, self.current_basket().id)
        return outcome(self.current_basket(), Topic.BASKET)

    def open_lines(self, *, lines: Iterable[OrderLine]) -> Outcome[Basket]:
        """Open a new basket with the lines of an order that is to be made anew."""
        with self._database.transaction():
            self._set_aside()
            renewed = tuple(self._renewed(line) for line in lines)
            return self._changed(lambda basket: replace(basket, lines=renewed))

    def _changed(self, change: Callable[[Basket], Basket]) -> Outcome[Basket]:
        with self._database.transaction() as connection:
            basket = change(self._repriced(self.current_basket()))
            basket = basket if basket.id else replace(basket, id=new_id())
            baskets.save_open(connection, basket)
        return outcome(basket, Topic.BASKET)

    def _set_aside(self) -> None:
        """Park the open basket under the picture it had, or drop it if nothing is in it."""
        with self._database.transaction() as connection:
            stored = baskets.open_basket(connection)
            if stored is None:
                return
            if stored.basket.lines:
                baskets.park(connection, stored.basket.id, stored.picture, self._clock.now_ms())
            else:
                baskets.drop_open(connection, stored.basket.id)

    def _fresh(self, basket_id: str) -> Basket:
        return Basket(
            id=basket_id,
            currency=self._catalogue.currency or "CNY",
            catalogue_version=self._catalogue.version,
        )

    def _repriced(self, basket: Basket) -> Basket:
        """Return the basket at the prices of the catalogue that is shown now."""
        version = self._catalogue.version
        if version in (0, basket.catalogue_version):
            return basket
        return replace(
            basket,
            lines=tuple(self._renewed(line) for line in basket.lines),
            currency=self._catalogue.currency,
            catalogue_version=version,
        )

    def _renewed(self, line: OrderLine) -> OrderLine:
        product = self._catalogue.product(line.sku)
        if product is None or product.unit_grams != line.unit_grams:
            return line
        return OrderLine.of(product, line.quantity)


def _line_of(basket: Basket, sku: str) -> OrderLine:
    line = basket.line(sku)
    if line is None:
        raise NotFound(what=sku[:40])
    return line


def _parked(stored: baskets.StoredBasket) -> ParkedBasket:
    basket = stored.basket
    return ParkedBasket(
        id=basket.id,
        picture=stored.picture,
        lines=len(basket.lines),
        total_minor=basket.total_minor,
        currency=basket.currency,
        parked_at=stored.parked_at,
        pictures=tuple(line.picture for line in basket.lines[:PICTURES_SHOWN]),
    )
