"""The operator's desk on the home page: what waits, and the latest orders."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.domain.orders import Order
from kiosk.services.station import StationStatus
from ui.context import Context
from ui.models import RowModel
from ui.registry import shown_to_qml
from ui.viewmodels.orderrows import OrderRow, order_row

NEWEST: Final = 6
"""Orders on the desk; the others are on their own page."""
_EXPECTED: Final = ("pending", "shipped", "arrived")


@shown_to_qml
class Desk(QObject):
    """Four counts and a short list; empty while no operator is there."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject | None = None):
        super().__init__(parent)
        self._context = context
        self._orders: list[Order] = []
        self._rows = RowModel(OrderRow, key="order", parent=self)
        self._counts = {"expected": 0, "waiting": 0, "questions": 0, "unsent": 0}
        context.operator.changed.connect(self.look)

    @Property(RowModel, constant=True)
    def newest(self) -> RowModel:
        """The latest orders, as `OrderRow`."""
        return self._rows

    @Property(int, notify=changed)
    def expected(self) -> int:
        """How many parcels are on their way here."""
        return self._counts["expected"]

    @Property(int, notify=changed)
    def waiting(self) -> int:
        """How many parcels lie on the shelf."""
        return self._counts["waiting"]

    @Property(int, notify=changed)
    def questions(self) -> int:
        """How many questions wait for the operator."""
        return self._counts["questions"]

    @Property(int, notify=changed)
    def unsent(self) -> int:
        """How many records the platform has not answered yet."""
        return self._counts["unsent"]

    @Slot(str)
    def open(self, order: str) -> None:
        """Show one order with its code."""
        self._context.navigation.go("done", {"order": order})

    def look(self) -> None:
        """Ask for the latest orders while an operator is there, and forget them afterwards."""
        background = self._context.background
        if not self._context.operator.is_on:
            background.drop("desk")
            self._show([])
            return
        kiosk = self._context.kiosk
        background.read(
            lambda: (kiosk.ordering.list_orders(limit=NEWEST), kiosk.station.status()),
            self._looked,
            lane="desk",
        )

    def count(self, status: StationStatus) -> None:
        """Take in how things stand."""
        states = status.fulfilment_state
        self._counts = {
            "expected": sum(states.get(state, 0) for state in _EXPECTED),
            "waiting": states.get("ready_for_pickup", 0),
            "questions": status.attention,
            "unsent": status.outbox,
        }
        self.changed.emit()

    def retell(self) -> None:
        """The language changed."""
        self._show(self._orders)

    def _looked(self, found: tuple[list[Order], StationStatus]) -> None:
        self.count(found[1])
        self._show(found[0])

    def _show(self, orders: list[Order]) -> None:
        self._orders = orders
        self._rows.show([order_row(order, self._context) for order in orders])
        self.changed.emit()
