"""One order as every page shows it: whose, what, where, how far, and what is still to be paid."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Property, QObject, Signal

from kiosk.domain.money import format_money
from kiosk.domain.orders import Order
from ui.context import Context
from ui.models import RowModel
from ui.registry import shown_to_qml
from ui.viewmodels.dates import day_text
from ui.viewmodels.orderrows import (
    LineRow,
    buyer_detail,
    buyer_name,
    buyer_picture,
    line_rows,
    place_text,
    shelf_number,
    shelf_picture,
    state_text,
)

_PROMISES: Final = {1: "done.promise", 2: "done.promise_sent", 3: "done.promise_accepted"}
_OVER: Final = frozenset({"cancelled", "refused"})


@shown_to_qml
class OrderView(QObject):
    """Texts and pictures of one order; all empty while there is none."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject | None = None):
        super().__init__(parent)
        self._context = context
        self._order: Order | None = None
        self._lines = RowModel(LineRow, parent=self)

    @property
    def order(self) -> Order | None:
        """The order itself, for Python."""
        return self._order

    @Property(RowModel, constant=True)
    def lines(self) -> RowModel:
        """What was bought, as `LineRow`."""
        return self._lines

    @Property(str, notify=changed)
    def number(self) -> str:
        """The order's lasting number."""
        return self._order.number if self._order else ""

    @Property(str, notify=changed)
    def code(self) -> str:
        """The short code to be read aloud."""
        return self._order.short_code if self._order else ""

    @Property(str, notify=changed)
    def buyerName(self) -> str:
        """Whose it is, masked."""
        return buyer_name(self._order.buyer) if self._order else ""

    @Property(str, notify=changed)
    def buyerDetail(self) -> str:
        """The masked phone, empty for a guest."""
        return buyer_detail(self._order.buyer) if self._order else ""

    @Property(str, notify=changed)
    def buyerPicture(self) -> str:
        """The picture of the buyer."""
        return buyer_picture(self._order.buyer, self._context) if self._order else ""

    @Property(str, notify=changed)
    def state(self) -> str:
        """In plain words where the goods are."""
        return state_text(self._order, self._context) if self._order else ""

    @Property(bool, notify=changed)
    def isReady(self) -> bool:
        """Whether the parcel lies here and may be handed over."""
        return self._order is not None and self._order.fulfilment_state == "ready_for_pickup"

    @Property(str, notify=changed)
    def shelf(self) -> str:
        """The URL of the shelf's symbol; empty while there is no place."""
        return shelf_picture(self._order, self._context) if self._order else ""

    @Property(str, notify=changed)
    def shelfNumber(self) -> str:
        """The number on the shelf."""
        return shelf_number(self._order) if self._order else ""

    @Property(str, notify=changed)
    def place(self) -> str:
        """The place on the shelf in words."""
        return place_text(self._order, self._context) if self._order else ""

    @Property(str, notify=changed)
    def until(self) -> str:
        """The day until which the parcel waits; empty before it is here."""
        if self._order is None or not self.isReady:
            return ""
        return day_text(self._order.collect_until, self._context.words.words.language)

    @Property(int, notify=changed)
    def honesty(self) -> int:
        """How far the order got: 1 written down here, 2 sent, 3 accepted."""
        return self._order.honesty if self._order else 1

    @Property(str, notify=changed)
    def promise(self) -> str:
        """The key of the words for how far the order got."""
        if self._order and self._order.order_state in _OVER:
            return "done.promise_over"
        return _PROMISES[self._order.honesty if self._order else 1]

    @Property(bool, notify=changed)
    def isDue(self) -> bool:
        """Whether something is still to be paid."""
        return bool(self._order and self._order.due_minor)

    @Property(str, notify=changed)
    def due(self) -> str:
        """What is still to be paid; empty for nothing."""
        return self._money(self._order.due_minor if self._order else 0)

    @Property(str, notify=changed)
    def paid(self) -> str:
        """What was paid; empty for nothing."""
        return self._money(self._order.paid_minor if self._order else 0)

    @Property(str, notify=changed)
    def change(self) -> str:
        """What went back of the cash given; empty for nothing."""
        return self._money(self._order.change_minor if self._order else 0)

    def show(self, order: Order | None) -> None:
        """Show another order, the same one as it stands now, or none."""
        self._order = order
        self.retell()

    def retell(self) -> None:
        """The language or the order changed."""
        order = self._order
        self._lines.show(line_rows(order.lines, order.currency, self._context) if order else [])
        self.changed.emit()

    def _money(self, minor: int) -> str:
        return format_money(minor, self._order.currency) if self._order and minor else ""
