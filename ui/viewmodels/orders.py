"""The orders of this station, the newest first, each with how far it got."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.changes import Topic
from kiosk.domain.orders import Order
from ui.context import Context, ViewModel
from ui.models import RowModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.orderrows import OrderRow, order_row

PIECE: Final = 200


@shown_to_qml
class OrdersViewModel(ViewModel):
    """A list that grows by pieces as it is scrolled."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._orders: list[Order] = []
        self._rows = RowModel(OrderRow, key="order", parent=self)
        self._rows.endNear.connect(self._more)
        self._asked = PIECE
        self._is_loaded = False

    @Property(RowModel, constant=True)
    def orders(self) -> RowModel:
        """The orders, as `OrderRow`."""
        return self._rows

    @Property(bool, notify=changed)
    def isEmpty(self) -> bool:
        """Whether there are none, which is known only once they were looked for."""
        return self._is_loaded and not self._orders

    @Slot(str)
    def open(self, order: str) -> None:
        """Show one order with its code."""
        self.context.navigation.go("done", {"order": order})

    def enter(self, place: Place) -> None:  # noqa: ARG002
        """Begin with the newest."""
        self._asked = PIECE
        self._look()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """The pictograms move on as the platform answers."""
        if topics & {Topic.ORDERS, Topic.PARCELS, Topic.SYNC} and self._is_loaded:
            self._look()

    def retell(self) -> None:
        """The language changed."""
        self._show(self._orders)

    def forget(self) -> None:
        """Whoever comes next finds no list."""
        self.context.background.drop("orders")
        self._is_loaded = False
        self._show([])

    def _more(self) -> None:
        if len(self._orders) == self._asked:
            self._asked += PIECE
            self._look()

    def _look(self) -> None:
        limit = self._asked
        self.context.background.read(
            lambda: self.context.kiosk.ordering.list_orders(limit=limit),
            self._loaded,
            lane="orders",
        )

    def _loaded(self, orders: list[Order]) -> None:
        self._is_loaded = True
        self._show(orders)

    def _show(self, orders: list[Order]) -> None:
        self._orders = orders
        self._rows.show([order_row(order, self.context) for order in orders])
        self.changed.emit()
