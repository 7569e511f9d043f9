"""The basket as every page sees it: lines, total, badges, undo, parking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QTimer, Signal, Slot

from kiosk.domain.catalogue import Product
from kiosk.domain.changes import Outcome, Topic, outcome
from kiosk.domain.errors import KnownError
from kiosk.domain.money import format_money
from kiosk.domain.orders import GRAMS_STEP, Basket, OrderLine
from kiosk.services.shopping import ParkedBasket, RemovedLine
from ui.context import Context, ViewModel
from ui.formats import GRAMS_A_JIN, goods_name, long_amount, per_unit, short_amount
from ui.models import RowModel
from ui.registry import shown_to_qml

UNDO_MS = 12_000
"""How long a removed line can be put back; the rule asks for ten seconds at least."""

PARK_PICTURES = (
    "guest_rabbit",
    "guest_panda",
    "guest_fish",
    "guest_horse",
    "guest_bird",
    "guest_elephant",
    "guest_butterfly",
    "guest_flower",
    "guest_star",
    "guest_moon",
    "guest_tree",
    "guest_boat",
)


@dataclass(frozen=True, slots=True)
class BasketRow:
    """A line as it is shown."""

    sku: str
    name: str
    picture: str
    price: str
    unit: str
    quantity: str
    detail: str
    amount: str


@shown_to_qml
class BasketViewModel(ViewModel):
    """Every change is one use case in the writer; the screen shows what came back."""

    changed = Signal()
    removedChanged = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._basket = Basket(id="")
        self._lines = RowModel(BasketRow, key="sku", parent=self)
        self._removed: list[RemovedLine] = []
        self._revision = 0
        self._undo_ends = QTimer(self)
        self._undo_ends.setSingleShot(True)
        self._undo_ends.setInterval(UNDO_MS)
        self._undo_ends.timeout.connect(self._give_up_undo)

    @property
    def undo_ms(self) -> int:
        """How long what was removed last can still be put back."""
        return max(0, self._undo_ends.remainingTime())

    @property
    def basket(self) -> Basket:
        """The basket as last heard of."""
        return self._basket

    @Property(RowModel, constant=True)
    def lines(self) -> RowModel:
        """The lines, as `BasketRow`."""
        return self._lines

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many lines there are."""
        return len(self._basket.lines)

    @Property(str, notify=changed)
    def total(self) -> str:
        """The sum as money."""
        return format_money(self._basket.total_minor, self._basket.currency)

    @Property(int, notify=changed)
    def revision(self) -> int:
        """Rises with every change; a tile that reads it asks for its badge again."""
        return self._revision

    @Property(str, notify=removedChanged)
    def removedText(self) -> str:
        """What can be put back, as a sentence; empty for nothing."""
        if not self._removed:
            return ""
        line = self._removed[-1].line
        words = self.context.words
        return words.say("basket.removed", name=goods_name(line.name, line.name_en, words.words))

    @Slot(str, int, result=str)
    def badge(self, sku: str, revision: int) -> str:  # noqa: ARG002
        """Return how much of an article is in the basket, in short words; empty for none."""
        line = self._basket.line(sku)
        if line is None:
            return ""
        return short_amount(line.quantity, line.unit_grams, self.context.words.words)

    @Slot(str, bool)
    def add(self, sku: str, weighed: bool) -> None:
        """Put one more in, or one 斤 of weighed goods."""
        self._add(sku, GRAMS_A_JIN if weighed else 1)

    @Slot(str)
    def more(self, sku: str) -> None:
        """One step more of a line."""
        line = self._basket.line(sku)
        self._add(sku, GRAMS_STEP if line is not None and line.unit_grams else 1)

    @Slot(str)
    def less(self, sku: str) -> None:
        """One step less of a line; the last step takes it out."""
        line = self._basket.line(sku)
        if line is None:
            return
        step = GRAMS_STEP if line.unit_grams else 1
        if line.quantity <= step:
            self.remove(sku)
        else:
            self._change(
                lambda: self.context.kiosk.shopping.set_quantity(
                    sku=sku, quantity=line.quantity - step
                )
            )

    @Slot(str)
    def remove(self, sku: str) -> None:
        """Take a line out; it can be put back for a while."""
        self.context.background.write(
            lambda: self.context.kiosk.shopping.remove_line(sku=sku), self._taken_out
        )

    @Slot()
    def undo(self) -> None:
        """Put back the line that was taken out last."""
        if not self._removed:
            return
        removed = self._removed.pop()
        self.removedChanged.emit()
        self._change(
            lambda: self.context.kiosk.shopping.restore_line(line=removed.line, index=removed.index)
        )

    @Slot()
    def park(self) -> None:
        """Put the basket aside under a pictogram, and ask its owner to remember that."""
        self.put_aside(self._tell_parked)

    def put_aside(self, then: Callable[[ParkedBasket], None]) -> None:
        """Put the basket aside under a pictogram that no other parked basket has."""
        shopping = self.context.kiosk.shopping
        if not self._basket.lines:
            return

        def job() -> Outcome[ParkedBasket]:
            taken = {parked.picture for parked in shopping.list_parked()}
            free = [name for name in PARK_PICTURES if name not in taken]
            return shopping.park_basket(picture=(free or list(PARK_PICTURES))[0])

        self.context.background.write(job, then)

    def add_product(self, product: Product) -> None:
        """Put one article in, as a scan does."""
        self.add(product.sku, product.is_weighed)

    def scan(self, code: str) -> None:
        """Put in what was scanned, or say that nobody here knows it."""

        def found(product: Product | None) -> None:
            if product is not None:
                self.add_product(product)
                return
            self.context.voice.say("shop.scan_unknown")
            self.context.notices.tell(
                self.context.words.say("shop.scan_unknown"), icon="barcode", offers_help=True
            )

        self.context.background.read(
            lambda: self.context.kiosk.shopping.find_scanned(code=code), found
        )

    def load(self) -> None:
        """Ask for the basket that is open; it survives a crash.

        Asked in the writer, so an older answer can never overtake a newer change.
        """
        self._change(lambda: outcome(self.context.kiosk.shopping.current_basket()))

    def refresh(self, topics: frozenset[Topic]) -> None:
        """An order or another basket has emptied or changed it."""
        if Topic.BASKET in topics:
            self.load()

    def retell(self) -> None:
        """The language changed."""
        self._show(self._basket)
        self.removedChanged.emit()

    def forget(self) -> None:
        """Whoever comes next cannot put back what was taken out."""
        self._give_up_undo()

    def _add(self, sku: str, quantity: int) -> None:
        def added(basket: Basket) -> None:
            self._show(basket)
            self._say_name(basket, sku)

        self.context.background.write(
            lambda: self.context.kiosk.shopping.add_product(sku=sku, quantity=quantity),
            added,
            self._refused,
        )

    def _say_name(self, basket: Basket, sku: str) -> None:
        """Say what has come into the basket."""
        if (line := basket.line(sku)) is not None:
            self.context.voice.name(goods_name(line.name, line.name_en, self.context.words.words))

    def _change(self, job: Callable[[], Outcome[Basket]]) -> None:
        self.context.background.write(job, self._show, self._refused)

    def _refused(self, error: KnownError) -> None:
        self.context.voice.say(error.key, **error.values)
        self.context.notices.tell(
            self.context.words.say(error.key, **error.values), icon="alert", offers_help=True
        )

    def _taken_out(self, removed: RemovedLine) -> None:
        self._removed.append(removed)
        self._undo_ends.start()
        self.removedChanged.emit()
        self._show(removed.basket)

    def _give_up_undo(self) -> None:
        self._undo_ends.stop()
        if self._removed:
            self._removed.clear()
            self.removedChanged.emit()

    def _tell_parked(self, parked: ParkedBasket) -> None:
        self._give_up_undo()
        self.context.navigation.home()
        self.context.voice.say("basket.parked_spoken")
        self.context.notices.tell(
            self.context.words.say("basket.parked"),
            picture=self.context.pictures.url(parked.picture),
        )

    def _show(self, basket: Basket) -> None:
        self._basket = basket
        self._revision += 1
        self._lines.show([self._row(line) for line in basket.lines])
        self.changed.emit()

    def _row(self, line: OrderLine) -> BasketRow:
        words = self.context.words.words
        currency = self._basket.currency
        return BasketRow(
            sku=line.sku,
            name=goods_name(line.name, line.name_en, words),
            picture=self.context.pictures.url(line.picture),
            price=format_money(line.price_minor, currency),
            unit=per_unit(line.unit, words),
            quantity=short_amount(line.quantity, line.unit_grams, words),
            detail=long_amount(line.quantity, line.unit, line.unit_grams, words)
            if line.unit_grams
            else "",
            amount=format_money(line.amount_minor, currency),
        )
