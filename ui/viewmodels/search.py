"""Search as one types: Chinese, pinyin, initials, English, numbers."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.catalogue import Product
from kiosk.domain.changes import Topic
from ui.context import Context, ViewModel
from ui.models import RowModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.composer import Composer
from ui.viewmodels.goods import ProductRow, product_row

RESULTS_MOST: Final = 40
TEXT_MOST: Final = 60
"""Longest text kept; what follows cannot name any goods better."""


@shown_to_qml
class SearchViewModel(ViewModel):
    """The text, and what it found; an outdated answer never shows."""

    changed = Signal()
    taken = Signal(str, bool)
    """The first of what was found goes into the basket: its sku, and whether it is weighed."""

    def __init__(self, context: Context):
        super().__init__(context)
        self._text = ""
        self._answered = ""
        self._found: list[Product] = []
        self._takes_first = False
        self._results = RowModel(ProductRow, parent=self)
        self._composer = Composer(self, chinese=False)
        self._composer.composed.connect(self.type)
        self._composer.erased.connect(self.erase)

    @Property(RowModel, constant=True)
    def results(self) -> RowModel:
        """What was found, as `ProductRow`."""
        return self._results

    @Property(Composer, constant=True)
    def composer(self) -> Composer:
        """The keyboard on the screen, for operators."""
        return self._composer

    @Property(str, notify=changed)
    def text(self) -> str:
        """What is looked for."""
        return self._text

    @Property(bool, notify=changed)
    def foundNothing(self) -> bool:
        """Whether the present text was looked for in vain."""
        return bool(self._text) and self.is_answered and not self._found

    @property
    def is_answered(self) -> bool:
        """Whether what shows is the answer to the present text."""
        return self._answered == self._text

    @Slot(str)
    def setText(self, text: str) -> None:
        """Look for a text; any Unicode is allowed, also half a character."""
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")[:TEXT_MOST]
        if text == self._text:
            return
        self._text, self._takes_first = text, False
        self.changed.emit()
        self._look()

    @Slot(str)
    def type(self, letter: str) -> None:
        """Put a letter after the text."""
        self.setText(self._text + letter)

    @Slot()
    def erase(self) -> None:
        """Take the last character away."""
        self.setText(self._text[:-1])

    @Slot()
    def clear(self) -> None:
        """Begin again."""
        self.setText("")

    @Slot()
    def takeFirst(self) -> None:
        """Put the first of what is found in, as soon as it is found, and begin the next search."""
        self._takes_first = bool(self._text.strip())
        if self.is_answered:
            self._take()

    def enter(self, place: Place) -> None:
        """Begin with a text where one is given; coming back keeps the old one."""
        if "text" in place.params:
            self.setText(str(place.params["text"]))

    def refresh(self, topics: frozenset[Topic]) -> None:
        """A new catalogue may know more."""
        if Topic.CATALOGUE in topics and self._text:
            self._look()

    def retell(self) -> None:
        """The language changed."""
        self._results.show([product_row(product, self.context) for product in self._found])

    def forget(self) -> None:
        """The next person begins with nothing."""
        self.clear()
        self._composer.close()

    def take_typing(self, text: str) -> None:
        """Keys typed anywhere on the page go to the search."""
        self.type(text)

    def _look(self) -> None:
        text = self._text
        if not text.strip():
            self.context.background.drop("search")
            self._show(text, [])
            return
        self.context.background.read(
            lambda: self.context.kiosk.shopping.find_products(text=text, limit=RESULTS_MOST),
            lambda found: self._show(text, found),
            lane="search",
        )

    def _show(self, text: str, found: list[Product]) -> None:
        self._answered, self._found = text, found
        self._results.show([product_row(product, self.context) for product in found])
        self.changed.emit()
        self._take()

    def _take(self) -> None:
        if self._takes_first and self._found:
            first = self._found[0]
            self.clear()
            self.taken.emit(first.sku, first.is_weighed)
