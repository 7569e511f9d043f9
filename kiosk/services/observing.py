"""What happened in the sandbox, read from what its use cases returned.

A use case's value says what came of it, so nothing is guessed from taps.  Baskets are compared
with the one before: the values come in the order of the writes.
"""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.domain.lessons import Fact, Value
from kiosk.domain.orders import Basket, Order, OrderLine
from kiosk.domain.people import Resident
from kiosk.services.pickup import ReceivedParcel
from kiosk.services.shopping import ParkedBasket, RemovedLine


class Observer:
    """Turns the values of use cases into facts; begins with what lies there."""

    def __init__(self, basket: Basket, parked: Iterable[ParkedBasket] = ()) -> None:
        self._basket = basket
        self._parked = {one.id for one in parked}
        self._removed: set[str] = set()

    def facts(self, value: object, *, page: str = "") -> list[Fact]:
        """Return what a use case did; `page` is where the person was, and goes into the facts."""
        if isinstance(value, Basket | RemovedLine | ParkedBasket):
            return self._of_counter(value, page)
        match value:
            case Order():
                return self._of_order(value)
            case Resident():
                return [Fact("resident_registered", {"phone": bool(value.phone)})]
            case ReceivedParcel(already=False):
                return [Fact("parcel_received", {"expected": value.order is not None})]
            case _:
                return []

    def _of_counter(self, value: Basket | RemovedLine | ParkedBasket, page: str) -> list[Fact]:
        match value:
            case Basket():
                return self._of_basket(value, page)
            case RemovedLine():
                self._basket = value.basket
                self._removed.add(value.line.sku)
                return [_of_line("line_removed", value.line, page)]
            case ParkedBasket():
                self._basket = Basket("")
                self._parked.add(value.id)
                return [Fact("basket_parked", {"lines": value.lines})]

    def _of_basket(self, basket: Basket, page: str) -> list[Fact]:
        before, self._basket = self._basket, basket
        if basket.id in self._parked:
            self._parked.discard(basket.id)
            return [Fact("basket_taken_up", {"lines": len(basket.lines)})]
        changed = [line for line in basket.lines if before.line(line.sku) != line]
        return [fact for line in changed for fact in self._of_line(before, line, page)]

    def _of_line(self, before: Basket, line: OrderLine, page: str) -> list[Fact]:
        known = before.line(line.sku)
        if known is not None:
            kind = "line_changed"
        elif line.sku in self._removed:
            self._removed.discard(line.sku)
            kind = "line_restored"
        else:
            kind = "line_added"
        return [_of_line(kind, line, page), _of_line("line_is", line, page)]

    def _of_order(self, order: Order) -> list[Fact]:
        if order.fulfilment_state == "collected":
            return [Fact("parcel_handed_over")]
        self._basket = Basket("")
        return [
            Fact(
                "order_placed",
                {
                    "pay": order.pay.value,
                    "lines": len(order.lines),
                    "change": order.change_minor,
                    "resident": not order.buyer.is_guest,
                },
            )
        ]


def _of_line(kind: str, line: OrderLine, page: str) -> Fact:
    values: dict[str, Value] = {
        "weighed": line.unit_grams > 0,
        "quantity": line.quantity,
        "page": page,
    }
    return Fact(kind, values)
