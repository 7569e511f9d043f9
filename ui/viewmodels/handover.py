"""Handing over: the operator compares picture and name, takes what is due, and gives the parcel."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.changes import Topic
from kiosk.domain.errors import KnownError
from kiosk.domain.orders import Order
from kiosk.domain.pickup import Proof
from ui.context import Context, ViewModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.cash import CashDesk
from ui.viewmodels.orderrows import place_text
from ui.viewmodels.orderview import OrderView
from ui.viewmodels.scans import ScanKind, scan_kind


@shown_to_qml
class HandOverViewModel(ViewModel):
    """One order until it is in its buyer's hands; the second time it is refused."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._order = OrderView(context, self)
        self._cash = CashDesk(context, self)
        self._proof = Proof.NUMBER
        self._is_expired = False
        self._is_busy = False

    @Property(OrderView, constant=True)
    def order(self) -> OrderView:
        """The order."""
        return self._order

    @Property(CashDesk, constant=True)
    def cash(self) -> CashDesk:
        """The cash desk for what is still due."""
        return self._cash

    @Property(bool, notify=changed)
    def isExpired(self) -> bool:
        """Whether the days of storage have passed: the operator looks, nobody is refused."""
        return self._is_expired

    @Property(bool, notify=changed)
    def canHandOver(self) -> bool:
        """Whether the parcel lies here and is not being handed over already."""
        return self._is_ready() and not self._is_busy

    @Slot()
    def handOver(self) -> None:
        """The goods and the money change hands; this works once, also without a network."""
        order, proof, given = self._order.order, self._proof, self._cash.given_minor
        if order is None or self._is_busy or not (self._is_ready() and self._cash.is_enough):
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
        """Show the order that was found."""
        if place.page != "handover":
            return
        self.forget()
        order: Order = place.params["order"]
        self._proof = place.params["proof"]
        self._is_expired = bool(place.params.get("expired", False))
        self._show(order)
        if self._is_ready():
            self.context.voice.say("collect.spoken_place", place=place_text(order, self.context))

    def refresh(self, topics: frozenset[Topic]) -> None:
        """A parcel that was scanned in meanwhile is ready now."""
        order = self._order.order
        is_shown = self.context.navigation.place.page == "handover" and not self._is_busy
        if topics & {Topic.ORDERS, Topic.PARCELS} and order is not None and is_shown:
            self.context.background.read(
                lambda: self.context.kiosk.ordering.find_order(number=order.id),
                self._show,
                lane="handover",
            )

    def retell(self) -> None:
        """The language changed."""
        self._order.retell()
        self._cash.retell()

    def forget(self) -> None:
        """The next person finds no order."""
        self.context.background.drop("handover")
        self._order.show(None)
        self._cash.clear()
        self._is_expired = False
        self._set_busy(False)

    @property
    def is_committing(self) -> bool:
        """Tell whether a parcel is being handed over."""
        return self._is_busy

    def take_scan(self, text: str) -> bool:
        """The next slip or card begins anew, so no page of the one before is left to go back to."""
        if scan_kind(text) is ScanKind.OTHER:
            return False
        self.context.navigation.reset("collect", {"text": text})
        return True

    def take_typing(self, text: str) -> None:
        """An operator types the amount given."""
        if self.context.operator.is_on and self._is_ready():
            self._cash.type(text)

    def _show(self, order: Order) -> None:
        before = self._order.order
        if before is None or before.due_minor != order.due_minor:
            self._cash.begin(order.due_minor, order.currency)
        self._order.show(order)
        self.changed.emit()

    def _is_ready(self) -> bool:
        order = self._order.order
        return order is not None and order.fulfilment_state == "ready_for_pickup"

    def _handed_over(self, order: Order) -> None:
        self._set_busy(False)
        self._order.show(order)
        self.context.navigation.reset("collected")

    def _refused(self, error: KnownError) -> None:
        self._set_busy(False)
        self.context.navigation.go("problem", {"error": error})

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self.changed.emit()
