"""Cancelling an order and agreeing to another total: what happens to its money and its parcel."""

from __future__ import annotations

import sqlite3
from typing import Final

from kiosk.domain.attention import Reason
from kiosk.domain.errors import IllegalTransition
from kiosk.domain.ledger import cancelled_paid, cancelled_unpaid, paid_on_pickup, price_changed
from kiosk.domain.orders import Axis, Order
from kiosk.store.attention import close_moot, new_item, raise_item
from kiosk.store.money import MoneyEvent, give_back_cash, post
from kiosk.store.orders import advance_order, order_row_of, set_total, try_advance
from kiosk.store.outbox import append_record
from sync.protocol import OrderCancelled, PriceAccepted

ANSWERED: Final = (Reason.REFUSED, Reason.SHORTAGE, Reason.PRICE_CHANGED, Reason.REJECTED)
"""Questions that a cancelled order no longer asks."""


def cancel_order(connection: sqlite3.Connection, order: Order, reason: str, now: int) -> int:
    """Cancel an order, reverse its ledger, and return the cash to give back now.

    A parcel that is already here becomes a question of its own.  Raises `IllegalTransition` for
    an order that is collected or was cancelled before.
    """
    advance_order(connection, order, Axis.ORDER, "cancelled")
    event = MoneyEvent("cancelled", order.id, order.currency, now)
    refund = order.paid_minor
    if refund > 0:
        give_back_cash(connection, order_row_of(connection, order.id), order, refund, now)
        advance_order(connection, order, Axis.PAYMENT, "refunded")
        post(connection, event, cancelled_paid(refund))
    if order.total_minor > refund:
        post(connection, event, cancelled_unpaid(order.total_minor - refund))
    close_moot(connection, order.id, ANSWERED, now)
    if order.fulfilment_state == "ready_for_pickup":
        item = new_item(Reason.UNEXPECTED_PARCEL, order.id, now, order.parcel_code)
        raise_item(connection, item, order.parcel_code)
    body = OrderCancelled(order_id=order.id, refund_minor=refund, reason=reason)
    append_record(connection, aggregate=order.id, type="order.cancelled", body=body, at=now)
    return refund


def accept_price(connection: sqlite3.Connection, order: Order, total_minor: int, now: int) -> int:
    """Take the new total that a person agreed to, and return the cash to give back now.

    A higher total leaves the difference to be paid at pick-up.  Raises `IllegalTransition` for
    an order that is over.
    """
    if order.order_state not in {"placed", "accepted"}:
        raise IllegalTransition(axis=Axis.ORDER.value, current=order.order_state, wanted="accepted")
    event = MoneyEvent("price_changed", order.id, order.currency, now)
    set_total(connection, order.id, total_minor)
    post(connection, event, price_changed(total_minor - order.total_minor))
    refund = max(0, order.paid_minor - total_minor)
    if refund:
        give_back_cash(connection, order_row_of(connection, order.id), order, refund, now)
        post(connection, event, paid_on_pickup(-refund))
    if order.paid_minor:
        paid_up = order.paid_minor >= total_minor
        try_advance(connection, order.id, Axis.PAYMENT, "held" if paid_up else "part_paid")
    body = PriceAccepted(order_id=order.id, total_minor=total_minor, refund_minor=refund)
    append_record(connection, aggregate=order.id, type="order.price_accepted", body=body, at=now)
    return refund
