"""Parcels: scanned in, found again by whatever the buyer shows, handed over once.

A signature proves a slip genuine, never unused.  What makes a redemption single is one conditional
UPDATE here, at the station that holds the parcel; it works without a network.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from kiosk.domain.attention import Reason
from kiosk.domain.changes import Outcome, Topic, outcome
from kiosk.domain.clock import Clock
from kiosk.domain.errors import AlreadyCollected, IllegalTransition, NotFound, NotHere, Refused
from kiosk.domain.ledger import paid_on_pickup
from kiosk.domain.money import change_due
from kiosk.domain.orders import Axis, Order
from kiosk.domain.pickup import Proof, ShelfSlot
from kiosk.domain.shortcode import ShortCodeMistyped
from kiosk.domain.token import PickupToken, Purpose
from kiosk.services.keys import KeyRing
from kiosk.services.lookup import (
    is_short_code,
    orders_by_name,
    orders_by_parcel,
    orders_by_short_code,
    read_code,
)
from kiosk.services.residents import minutes
from kiosk.services.shelving import shelve_for_order, shelve_unexpected
from kiosk.services.station import StationDesk
from kiosk.store.attention import close_moot
from kiosk.store.database import Database
from kiosk.store.money import MoneyEvent, Tender, post, take_cash
from kiosk.store.orders import order_by_id, order_row_of, orders_where, try_advance
from kiosk.store.outbox import append_record
from kiosk.store.parcels import (
    clear_shelf_of_order,
    collected_at,
    parcel_on_shelf,
    write_pickup,
)
from sync.protocol import ParcelCollected

_LABEL_DIGITS_MOST: Final = 48
"""Longer numbers stand on no courier's label; they are slips, or pieces of one badly scanned."""

_OVER: Final = frozenset({"collected", "returned_to_sender"})
_GONE: Final = frozenset({"cancelled", "refused"})
_MOOT_WHEN_COLLECTED: Final = (Reason.REFUSED, Reason.SHORTAGE, Reason.PRICE_CHANGED)

_WAITING: Final = """
o.order_state NOT IN ('cancelled', 'refused')
AND o.fulfilment_state NOT IN ('collected', 'returned_to_sender')
ORDER BY o.fulfilment_state <> 'ready_for_pickup', o.row_id
"""
_REDEEM: Final = """
UPDATE orders SET fulfilment_state = 'collected', order_state = 'closed'
WHERE id = ? AND fulfilment_state = 'ready_for_pickup' AND order_state IN ('placed', 'accepted')
"""


class OrderIsCancelled(Refused):
    """The order was cancelled or refused, nothing is handed over; values: `number`."""

    key = "error.order_cancelled"


class NotArrived(IllegalTransition):
    """The parcel is not on the shelf yet; values: those of `IllegalTransition` and `number`."""

    key = "error.not_arrived"


@dataclass(frozen=True, slots=True)
class ReceivedParcel:
    """A parcel on its shelf; without an order nobody here was waiting for it.

    `already` says that it was scanned in before, and nothing changed.
    """

    order: Order | None
    slot: ShelfSlot
    already: bool


@dataclass(frozen=True, slots=True)
class FoundOrders:
    """What a buyer may collect and how it was proven; `expired` asks the operator, no more."""

    orders: tuple[Order, ...]
    proof: Proof
    expired: bool = False


class Pickup:
    """Use cases of the shelf."""

    def __init__(
        self, database: Database, station: StationDesk, keys: KeyRing, clock: Clock
    ) -> None:
        self._database = database
        self._station = station
        self._keys = keys
        self._clock = clock

    def receive_parcel(self, *, code: str) -> Outcome[ReceivedParcel]:
        """Scan a parcel in, by its own code, the order's number or short code, or a slip.

        Works while the platform's answer to the order is still out.  A parcel nobody here waits
        for gets a place too and a question for a person.  Raises `WrongInput` and token errors.
        """
        self._station.station()
        code = read_code(code)
        now = self._clock.now_ms()
        with self._database.transaction() as connection:
            order = self._order_of_label(connection, code)
            known = parcel_on_shelf(connection, _label(order, code))
            if known or (order and order.fulfilment_state in {"ready_for_pickup", *_OVER}):
                shelf = known.shelf if known else order.shelf if order else ""
                return outcome(ReceivedParcel(order, _slot(shelf), already=True))
            if order is None:
                slot = shelve_unexpected(connection, code, now)
            else:
                slot = shelve_for_order(connection, order, _label(order, code), now)
                order = order_by_id(connection, order.id)
        topics = (Topic.PARCELS, Topic.ORDERS, Topic.ATTENTION, Topic.SYNC)
        return outcome(ReceivedParcel(order, slot, already=False), *topics)

    def find_orders(self, *, text: str) -> FoundOrders:
        """Return what may be collected for a slip, short code, number, card or phone.

        Raises `NotFound`; `NotHere` for another station's slip; token errors for one that is
        forged or unreadable; `AlreadyCollected` for one that was redeemed; `OrderIsCancelled`.
        """
        code = read_code(text)
        if _may_be_token(code):
            return self._by_token(self._keys.verify(digits=code))
        with self._database.read() as connection:
            named = orders_by_name(connection, code)
            if named:
                return FoundOrders((_still_due(named[0]),), Proof.NUMBER)
            return _by_short_code_or_phone(connection, code)

    def hand_over(self, *, order_id: str, proof: Proof, given_minor: int = 0) -> Outcome[Order]:
        """Hand an order's parcel over, once, and take what is still due.

        Raises `AlreadyCollected` the second time, `NotArrived`, `OrderIsCancelled`, `NotFound`,
        and `WrongNumber` when less cash was given than is due.
        """
        now = self._clock.now_ms()
        with self._database.transaction() as connection:
            order = order_by_id(connection, order_id)
            if order is None:
                raise NotFound(what=order_id[:40])
            if connection.execute(_REDEEM, (order.id,)).rowcount != 1:
                raise _why_not(order)
            due = order.due_minor
            change_due(total_minor=due, given_minor=given_minor)
            _settle(connection, order, Tender(due, given_minor if due else 0, now))
            _close(connection, order, proof, now)
            done = order_by_id(connection, order.id)
        topics = (Topic.PARCELS, Topic.ORDERS, Topic.ATTENTION, Topic.SYNC)
        return outcome(done or order, *topics)

    def collected_at(self, *, number: str) -> int:
        """Return when an order was handed over, in ms by our clock; 0 while it was not."""
        with self._database.read() as connection:
            return collected_at(connection, number)

    def _order_of_label(self, connection: sqlite3.Connection, code: str) -> Order | None:
        if _may_be_token(code):
            return self._order_of_token(self._keys.verify(digits=code))
        known = parcel_on_shelf(connection, code)
        if known:
            return order_by_id(connection, known.order_id) if known.order_id else None
        found = orders_by_parcel(connection, code) or orders_by_name(connection, code)
        if not found and is_short_code(code):
            found = orders_by_short_code(connection, code)
            if not found:  # our own code on nobody's order is a slip of the finger, not a parcel
                raise NotFound(what=code)
        return found[0] if found else None

    def _order_of_token(self, token: PickupToken) -> Order:
        here = self._station.station().code
        if token.purpose is not Purpose.PICKUP:
            raise NotFound(what="order")
        if token.station != here:
            raise NotHere(station=token.station)
        with self._database.read() as connection:
            order = order_by_id(connection, str(token.subject))
        if order is None:
            raise NotFound(what="order")
        return order

    def _by_token(self, token: PickupToken) -> FoundOrders:
        expired = token.expired_at(minutes(self._clock))
        if token.purpose is Purpose.CARD:
            with self._database.read() as connection:
                return FoundOrders(
                    _waiting_for(
                        connection, "o.resident_id <> '' AND o.resident_id = ?", str(token.subject)
                    ),
                    Proof.CARD,
                )
        return FoundOrders((_still_due(self._order_of_token(token)),), Proof.SLIP, expired)


def _may_be_token(code: str) -> bool:
    return len(code) > _LABEL_DIGITS_MOST and code.isdigit()


def _by_short_code_or_phone(connection: sqlite3.Connection, code: str) -> FoundOrders:
    """Seven digits are a short code first; villages still have phones of seven digits."""
    mistyped: ShortCodeMistyped | None = None
    try:
        found = orders_by_short_code(connection, code)
        if found:
            return FoundOrders((_still_due(found[0]),), Proof.SHORT_CODE)
    except ShortCodeMistyped as error:
        mistyped = error
    phone = "".join(c for c in code if c.isdigit())
    try:
        if not phone:
            raise NotFound(what=code[:40])
        return FoundOrders(
            _waiting_for(connection, "o.buyer_phone <> '' AND o.buyer_phone = ?", phone),
            Proof.PHONE,
        )
    except NotFound as error:
        raise mistyped or error from None


def _waiting_for(connection: sqlite3.Connection, condition: str, value: str) -> tuple[Order, ...]:
    found = orders_where(connection, f"{condition} AND {_WAITING}", (value,))
    if not found:
        raise NotFound(what="order")
    return tuple(found)


def _still_due(order: Order) -> Order:
    """Return an order that may be collected now or later; raises why it never can be."""
    if order.fulfilment_state in _OVER or order.order_state in _GONE:
        raise _why_not(order)
    return order


def _why_not(order: Order) -> Refused:
    if order.fulfilment_state in _OVER:
        return AlreadyCollected(number=order.number)
    if order.order_state in _GONE:
        return OrderIsCancelled(number=order.number)
    return NotArrived(
        axis=Axis.FULFILMENT.value,
        current=order.fulfilment_state,
        wanted="collected",
        number=order.number,
    )


def _settle(connection: sqlite3.Connection, order: Order, tender: Tender) -> None:
    """Take what is due; what was held for the buyer is released."""
    if tender.amount_minor:
        take_cash(connection, order_row_of(connection, order.id), order.currency, tender)
        event = MoneyEvent("paid_on_pickup", order.id, order.currency, tender.at)
        post(connection, event, paid_on_pickup(tender.amount_minor))
    try_advance(connection, order.id, Axis.PAYMENT, "held")
    try_advance(connection, order.id, Axis.PAYMENT, "released")


def _close(connection: sqlite3.Connection, order: Order, proof: Proof, now: int) -> None:
    order_row = order_row_of(connection, order.id)
    write_pickup(connection, order_row, proof.value, order.due_minor, now)
    clear_shelf_of_order(connection, order_row, "collected")
    close_moot(connection, order.id, _MOOT_WHEN_COLLECTED, now)
    body = ParcelCollected(order_id=order.id, proof=proof.value, paid_minor=order.due_minor)
    append_record(connection, aggregate=order.id, type="parcel.collected", body=body, at=now)


def _label(order: Order | None, code: str) -> str:
    """Return what stands on the parcel: its own code, or the order's number where it has none."""
    if order is None:
        return code
    return order.parcel_code or order.number


def _slot(shelf: str) -> ShelfSlot:
    return ShelfSlot.parse(shelf) or ShelfSlot("triangle", 0)
