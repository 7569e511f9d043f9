"""Collecting: found by whatever the buyer shows, compared by the operator, handed over once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.changes import Topic
from kiosk.domain.errors import KnownError
from kiosk.domain.money import format_money
from kiosk.domain.orders import Order
from kiosk.domain.pickup import Proof
from kiosk.services.pickup import FoundOrders
from ui.context import Context, ViewModel
from ui.models import RowModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.cash import CashDesk
from ui.viewmodels.orderrows import (
    LineRow,
    OrderRow,
    buyer_detail,
    buyer_name,
    buyer_picture,
    line_rows,
    order_row,
    place_text,
    shelf_number,
    shelf_picture,
    state_text,
)
from ui.viewmodels.scans import ScanKind, scan_kind

TEXT_MOST: Final = 15
ORDERS_SHOWN: Final = 4
"""Orders on a page of the list; each is a large tile."""
CODE_DIGITS: Final = 7


@shown_to_qml
class CollectViewModel(ViewModel):
    """Three pages with one memory: asking, handing over, handed over."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._text = ""
        self._found: FoundOrders | None = None
        self._orders = RowModel(OrderRow, key="order", parent=self)
        self._turn = 0
        self._order: Order | None = None
        self._proof = Proof.NUMBER
        self._expired = False
        self._lines = RowModel(LineRow, parent=self)
        self._cash = CashDesk(context, self)
        self._is_busy = False
        self._is_looking = False

    @Property(RowModel, constant=True)
    def orders(self) -> RowModel:
        """Where several were found: those on this page, as `OrderRow`."""
        return self._orders

    @Property(RowModel, constant=True)
    def lines(self) -> RowModel:
        """What is in the parcel, as `LineRow`."""
        return self._lines

    @Property(CashDesk, constant=True)
    def cash(self) -> CashDesk:
        """The cash desk for what is still due."""
        return self._cash

    @Property(str, notify=changed)
    def typed(self) -> str:
        """The code or phone as typed: a code in its groups, a longer number masked."""
        text = self._text
        if len(text) <= CODE_DIGITS:
            return "-".join(part for part in (text[:3], text[3:6], text[6:]) if part)
        return "•" * (len(text) - 4) + text[-4:]

    @Property(bool, notify=changed)
    def canFind(self) -> bool:
        """Whether something was typed that can be looked for."""
        return len(self._text) >= 5 and not self._is_looking

    @Property(bool, notify=changed)
    def hasMore(self) -> bool:
        """Whether more were found than show at a time."""
        return self._found is not None and len(self._found.orders) > ORDERS_SHOWN

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
        return buyer_picture(self._order.buyer, self.context) if self._order else ""

    @Property(str, notify=changed)
    def number(self) -> str:
        """The order's number."""
        return self._order.number if self._order else ""

    @Property(str, notify=changed)
    def state(self) -> str:
        """In plain words where the goods are."""
        return state_text(self._order, self.context) if self._order else ""

    @Property(str, notify=changed)
    def shelf(self) -> str:
        """The URL of the shelf's symbol; empty while there is no place."""
        return shelf_picture(self._order, self.context) if self._order else ""

    @Property(str, notify=changed)
    def shelfNumber(self) -> str:
        """The number on the shelf."""
        return shelf_number(self._order) if self._order else ""

    @Property(str, notify=changed)
    def place(self) -> str:
        """The place on the shelf in words."""
        return place_text(self._order, self.context) if self._order else ""

    @Property(bool, notify=changed)
    def isReady(self) -> bool:
        """Whether the parcel lies here and may be handed over."""
        return self._order is not None and self._order.fulfilment_state == "ready_for_pickup"

    @Property(bool, notify=changed)
    def isDue(self) -> bool:
        """Whether something is still to be paid."""
        return bool(self._order and self._order.due_minor)

    @Property(str, notify=changed)
    def due(self) -> str:
        """What is still to be paid."""
        return format_money(self._order.due_minor, self._order.currency) if self._order else ""

    @Property(bool, notify=changed)
    def isExpired(self) -> bool:
        """Whether the days of storage have passed: the operator looks, nobody is refused."""
        return self._expired

    @Property(bool, notify=changed)
    def canHandOver(self) -> bool:
        """Whether the parcel may go, the money being enough."""
        enough = not self.isDue or self._cash.isUntouched or self._cash.isEnough
        return bool(self.isReady and enough and not self._is_busy)

    @Slot(str)
    def typeDigit(self, digit: str) -> None:
        """One more digit of a code or phone."""
        if digit.isascii() and digit.isdigit() and len(self._text) < TEXT_MOST:
            self._set_text(self._text + digit)

    @Slot()
    def eraseDigit(self) -> None:
        """Take the last digit away."""
        self._set_text(self._text[:-1])

    @Slot()
    def clearText(self) -> None:
        """Begin again."""
        self._set_text("")

    @Slot()
    def find(self) -> None:
        """Look for what was typed."""
        if self.canFind:
            self._look(self._text)

    @Slot()
    def turn(self) -> None:
        """Show the next of the orders found; after the last come the first."""
        self._turn += 1
        self._show_found()

    @Slot(str)
    def choose(self, order: str) -> None:
        """Take one of several."""
        if self._found is None:
            return
        chosen = next((one for one in self._found.orders if one.id == order), None)
        if chosen is not None:
            self._open(chosen, self._found)

    @Slot()
    def handOver(self) -> None:
        """The goods and the money change hands; this works once, also without a network."""
        order, proof, given = self._order, self._proof, self._cash.given_minor
        if order is None or not self.canHandOver:
            return
        self._set_busy(True)
        self.context.background.write(
            lambda: self.context.kiosk.pickup.hand_over(
                order_id=order.id, proof=proof, given_minor=given
            ),
            self._handed_over,
            self._refused,
        )

    def enter(self, place: Place) -> None:
        """Ask, and look at once for what was scanned elsewhere; or show the order chosen."""
        self._set_busy(False)
        if place.page == "collect":
            self.forget()
            if place.params.get("text"):
                self._look(str(place.params["text"]))
        elif place.page == "handover":
            self._show_order(place.params["order"])
            self._proof = place.params["proof"]
            self._expired = bool(place.params.get("expired", False))
            self.changed.emit()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """A parcel that was scanned in meanwhile is ready now."""
        order = self._order
        if topics & {Topic.ORDERS, Topic.PARCELS} and order is not None and not self._is_busy:
            self.context.background.read(
                lambda: self.context.kiosk.ordering.find_order(number=order.id),
                self._show_order,
                lane="collect.order",
            )

    def retell(self) -> None:
        """The language changed."""
        self._cash.retell()
        self._show_found()
        if self._order is not None:
            self._show_lines(self._order)

    def forget(self) -> None:
        """The next person finds no code and no order."""
        for lane in ("collect", "collect.order"):
            self.context.background.drop(lane)
        self._found, self._order, self._turn = None, None, 0
        self._expired, self._is_looking = False, False
        self._lines.show([])
        self._show_found()
        self._set_text("")

    def take_scan(self, text: str) -> bool:
        """A slip or a card scanned on these pages is looked for."""
        if scan_kind(text) is ScanKind.OTHER and self.context.navigation.page != "collect":
            return False
        if self.context.navigation.page == "collect":
            self._look(text)
        else:
            self.context.navigation.reset("collect", {"text": text})
        return True

    def take_typing(self, text: str) -> None:
        """Digits typed on a keyboard go to the code."""
        if self.context.navigation.page == "collect":
            self.typeDigit(text)

    def _look(self, text: str) -> None:
        self._is_looking = True
        self.changed.emit()
        self.context.background.read(
            lambda: self.context.kiosk.pickup.find_orders(text=text),
            self._looked,
            lane="collect",
            failed=self._not_found,
        )

    def _looked(self, found: FoundOrders) -> None:
        self._is_looking, self._found, self._turn = False, found, 0
        if len(found.orders) == 1:
            self._open(found.orders[0], found)
            return
        self.context.voice.say("collect.which")
        self._show_found()

    def _not_found(self, error: KnownError) -> None:
        self._is_looking = False
        self._set_text("")
        self.context.navigation.go("problem", {"error": error})

    def _open(self, order: Order, found: FoundOrders) -> None:
        params = {"order": order, "proof": found.proof, "expired": found.expired}
        self.context.navigation.go("handover", params)

    def _show_found(self) -> None:
        orders = self._found.orders if self._found and len(self._found.orders) > 1 else ()
        start = self._turn * ORDERS_SHOWN % max(1, -(-len(orders) // ORDERS_SHOWN) * ORDERS_SHOWN)
        self._orders.show(
            [order_row(order, self.context) for order in orders[start : start + ORDERS_SHOWN]]
        )
        self.changed.emit()

    def _show_order(self, order: Order) -> None:
        before, self._order = self._order, order
        if before is None or (before.id, before.due_minor) != (order.id, order.due_minor):
            self._cash.begin(order.due_minor, order.currency)
        self._show_lines(order)
        if self.isReady:
            self.context.voice.say("collect.spoken_place", place=self.place)

    def _show_lines(self, order: Order) -> None:
        self._lines.show(line_rows(order.lines, order.currency, self.context))
        self.changed.emit()

    def _handed_over(self, order: Order) -> None:
        self._set_busy(False)
        self._order = order
        self.context.navigation.reset("collected", {"order": order.id})

    def _refused(self, error: KnownError) -> None:
        self._set_busy(False)
        self.context.navigation.go("problem", {"error": error})

    def _set_text(self, text: str) -> None:
        self._text = text
        self.changed.emit()

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self.changed.emit()
