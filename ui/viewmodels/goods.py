"""Categories and the goods in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.catalogue import Category, Product
from kiosk.domain.changes import Topic
from kiosk.domain.money import format_money
from ui.context import Context, ViewModel
from ui.formats import goods_name, per_unit
from ui.models import RowModel
from ui.navigation import Place
from ui.registry import shown_to_qml

FIRST_PIECE: Final = 40
"""Goods asked for first: five screens, there before a finger can flick."""
PIECE: Final = 400

TILES_MOST: Final = 8
"""Choices a screen (Medhi et al.); more categories go on by pages."""


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category as it is shown."""

    category: str
    name: str
    picture: str


@dataclass(frozen=True, slots=True)
class ProductRow:
    """An article as it is shown."""

    sku: str
    name: str
    picture: str
    price: str
    unit: str
    weighed: bool


def product_row(product: Product, context: Context) -> ProductRow:
    """Return how an article is shown."""
    words = context.words.words
    return ProductRow(
        sku=product.sku,
        name=goods_name(product.name, product.name_en, words),
        picture=context.pictures.url(product.picture),
        price=format_money(product.price_minor, product.currency),
        unit=per_unit(product.unit, words),
        weighed=product.is_weighed,
    )


@shown_to_qml
class GoodsViewModel(ViewModel):
    """One level of categories, or the goods of one category, loaded piece by piece."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._categories = RowModel(CategoryRow, key="category", parent=self)
        self._products = RowModel(ProductRow, parent=self)
        self._products.endNear.connect(self._more)
        self._tree: list[Category] = []
        self._goods: list[Product] = []
        self._parent = ""
        self._category = ""
        self._title = ("", "")
        self._page = 0
        self._asked = 0
        self._loaded = False
        self._position = 0.0

    @Property(RowModel, constant=True)
    def categories(self) -> RowModel:
        """At most eight categories, as `CategoryRow`."""
        return self._categories

    @Property(RowModel, constant=True)
    def products(self) -> RowModel:
        """The goods, as `ProductRow`."""
        return self._products

    @Property(str, notify=changed)
    def title(self) -> str:
        """The name of the category that is open, empty at the root."""
        return goods_name(*self._title, self.context.words.words)

    @Property(bool, notify=changed)
    def isEmpty(self) -> bool:
        """Whether there is nothing to show, which is known only once it was looked for."""
        return self._loaded and not self._tree and not self._goods

    @Property(int, notify=changed)
    def page(self) -> int:
        """Which page of categories shows, from 0."""
        return self._page

    @Property(int, notify=changed)
    def pages(self) -> int:
        """How many pages of categories there are."""
        return self._pages()

    @Property(float, notify=changed)
    def position(self) -> float:
        """How far down the goods were when the page was left, in pixels."""
        return self._position

    @Slot(float)
    def keepPosition(self, position: float) -> None:
        """Remember how far down the goods are: whoever comes back goes on there."""
        self._position = position

    @Slot()
    def turn(self) -> None:
        """Show the next page of categories; after the last comes the first."""
        self._page = (self._page + 1) % self._pages()
        self._show_page()

    @Slot(str)
    def open(self, category: str) -> None:
        """Open a category: its parts where it has any, else its goods."""
        chosen = next((one for one in self._tree if one.id == category), None)
        if chosen is None:
            return
        params = {"category": chosen.id, "name": chosen.name, "name_en": chosen.name_en}

        def go(parts: list[Category]) -> None:
            self.context.navigation.go("categories" if parts else "products", params)

        self.context.background.read(
            lambda: self.context.kiosk.shopping.list_categories(parent=category),
            go,
            lane="goods.open",
        )

    @Slot()
    def openAll(self) -> None:
        """Show every article of the open category."""
        params = {"category": self._parent, "name": self._title[0], "name_en": self._title[1]}
        self.context.navigation.go("products", params)

    def enter(self, place: Place) -> None:
        """Open the categories below `category`, or its goods."""
        params = place.params
        self._title = (str(params.get("name", "")), str(params.get("name_en", "")))
        category = str(params.get("category", ""))
        if place.page == "products":
            self._enter_goods(category)
        else:
            self._enter_tree(category)
        self.changed.emit()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """A new catalogue shows at once."""
        if Topic.CATALOGUE in topics and self._loaded:
            self._enter_tree(self._parent)
            self._load_goods()

    def retell(self) -> None:
        """The language changed."""
        self._show_page()
        self._products.show([product_row(product, self.context) for product in self._goods])

    def forget(self) -> None:
        """The next person begins at the first page."""
        self._page, self._position = 0, 0.0

    def take_typing(self, text: str) -> None:
        """Typing on a shopping page is looking for goods."""
        self.context.navigation.go("search", {"text": text})

    def _pages(self) -> int:
        return max(1, -(-len(self._tree) // TILES_MOST))

    def _enter_tree(self, parent: str) -> None:
        if parent != self._parent:
            self._page, self._tree, self._loaded = 0, [], False
            self._categories.show([])
        self._parent = parent
        self.context.background.read(
            lambda: self.context.kiosk.shopping.list_categories(parent=parent),
            self._show_tree,
            lane="goods.tree",
        )

    def _enter_goods(self, category: str) -> None:
        if category == self._category and self._goods:
            return
        self._category, self._position = category, 0.0
        self._show_none()
        self._load_goods()

    def _show_none(self) -> None:
        """Begin empty: a page must not open on the goods of another category."""
        self._goods, self._loaded = [], False
        self._products.show([])

    def _load_goods(self) -> None:
        category, self._asked = self._category, FIRST_PIECE
        self.context.background.read(
            lambda: self.context.kiosk.shopping.list_products(category=category, limit=FIRST_PIECE),
            self._show_goods,
            lane="goods.list",
        )

    def _more(self) -> None:
        offset, category = len(self._goods), self._category
        if self._asked > offset:
            return
        self._asked = offset + PIECE
        self.context.background.read(
            lambda: self.context.kiosk.shopping.list_products(
                category=category, offset=offset, limit=PIECE
            ),
            self._append_goods,
            lane="goods.list",
        )

    def _show_tree(self, tree: list[Category]) -> None:
        self._tree, self._loaded = tree, True
        self._show_page()

    def _show_page(self) -> None:
        words, url = self.context.words.words, self.context.pictures.url
        start = self._page * TILES_MOST
        self._categories.show(
            [
                CategoryRow(one.id, goods_name(one.name, one.name_en, words), url(one.picture))
                for one in self._tree[start : start + TILES_MOST]
            ]
        )
        self.changed.emit()

    def _show_goods(self, goods: list[Product]) -> None:
        self._goods, self._loaded = list(goods), True
        self._products.show([product_row(product, self.context) for product in goods])
        self.changed.emit()
        if len(goods) == FIRST_PIECE:
            self._more()

    def _append_goods(self, goods: list[Product]) -> None:
        self._goods.extend(goods)
        self._products.append([product_row(product, self.context) for product in goods])
