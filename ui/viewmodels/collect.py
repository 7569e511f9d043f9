"""Collecting begins: the orders are found by whatever the buyer shows or says."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.errors import KnownError
from kiosk.domain.orders import Order
from kiosk.domain.pickup import Proof
from kiosk.services.pickup import FoundOrders
from ui.context import Context, ViewModel
from ui.models import RowModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.orderrows import OrderRow, order_row
from ui.viewmodels.scans import ScanKind, goods_or_else, scan_kind

TEXT_MOST: Final = 15
TEXT_LEAST: Final = 5
CODE_DIGITS: Final = 7
PHONE_SHOWN: Final = 4
ORDERS_SHOWN: Final = 3
"""Orders on a page of the list; each is a large tile."""


@shown_to_qml
class CollectViewModel(ViewModel):
    """A scan or typed digits lead to one order, to a choice among several, or to a plain reason."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._text = ""
        self._found: tuple[Order, ...] = ()
        self._proof = Proof.NUMBER
        self._orders = RowModel(OrderRow, key="order", parent=self)
        self._page = 0
        self._is_looking = False

    @Property(RowModel, constant=True)
    def orders(self) -> RowModel:
        """Where several were found: those on this page, as `OrderRow`."""
        return self._orders

    @Property(str, notify=changed)
    def typed(self) -> str:
        """The code or phone as typed: a code in its groups, a longer number masked."""
        text = self._text
        if len(text) <= CODE_DIGITS:
            return "-".join(part for part in (text[:3], text[3:6], text[6:]) if part)
        return "*" * (len(text) - PHONE_SHOWN) + text[-PHONE_SHOWN:]

    @Property(bool, notify=changed)
    def canFind(self) -> bool:
        """Whether something was typed that can be looked for."""
        return len(self._text) >= TEXT_LEAST and not self._is_looking

    @Property(bool, notify=changed)
    def hasMore(self) -> bool:
        """Whether more were found than show at a time."""
        return len(self._found) > ORDERS_SHOWN

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
        """Begin again, also after several were found."""
        self._found = ()
        self._show_found()
        self._set_text("")

    @Slot()
    def find(self) -> None:
        """Look for what was typed."""
        if len(self._text) >= TEXT_LEAST and not self._is_looking:
            self._look(self._text)

    @Slot()
    def turn(self) -> None:
        """Show the next of the orders found; after the last come the first."""
        self._page = (self._page + 1) % max(1, -(-len(self._found) // ORDERS_SHOWN))
        self._show_found()

    @Slot(str)
    def choose(self, order: str) -> None:
        """Take one of several."""
        chosen = next((one for one in self._found if one.id == order), None)
        if chosen is not None:
            self._open(chosen, expired=False)

    def enter(self, place: Place) -> None:
        """Ask; or look at once for what was scanned elsewhere."""
        self.forget()
        if place.params.get("text"):
            self._look(str(place.params["text"]))

    def retell(self) -> None:
        """The language changed."""
        self._show_found()

    def forget(self) -> None:
        """The next person finds no code and no order."""
        self.context.background.drop("collect")
        self._is_looking = False
        self.clearText()

    def take_scan(self, text: str) -> bool:
        """Whatever is scanned on this page is looked for, but for goods."""
        if scan_kind(text) is ScanKind.OTHER:
            goods_or_else(self.context, text, self._look)
        else:
            self._look(text)
        return True

    def take_typing(self, text: str) -> None:
        """Digits typed on a keyboard go to the code."""
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
        self._is_looking, self._proof, self._page = False, found.proof, 0
        if len(found.orders) == 1:
            self._open(found.orders[0], expired=found.expired)
            return
        self._found = found.orders
        self.context.voice.say("collect.which")
        self._show_found()

    def _not_found(self, error: KnownError) -> None:
        self.forget()
        self.context.navigation.go("problem", {"error": error})

    def _open(self, order: Order, *, expired: bool) -> None:
        params = {"order": order, "proof": self._proof, "expired": expired}
        self.context.navigation.go("handover", params)

    def _show_found(self) -> None:
        start = self._page * ORDERS_SHOWN
        shown = self._found[start : start + ORDERS_SHOWN]
        self._orders.show([order_row(order, self.context) for order in shown])
        self.changed.emit()

    def _set_text(self, text: str) -> None:
        self._text = text
        self.changed.emit()
