"""Needs attention: the questions only a person may answer, and what each answer does."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from kiosk.domain.attention import AttentionItem, Choice, Reason
from kiosk.domain.changes import Outcome, Topic, outcome
from kiosk.domain.clock import Clock
from kiosk.domain.errors import NotFound, Refused
from kiosk.domain.orders import Axis, Basket, Order
from kiosk.services.changing import accept_price, cancel_order
from kiosk.services.shopping import Shopping
from kiosk.services.station import StationDesk
from kiosk.store.attention import close_item, open_item, open_items
from kiosk.store.database import Database
from kiosk.store.orders import order_by_id, order_row_of, try_advance
from kiosk.store.parcels import clear_shelf_of_order


class ChoiceNotOffered(Refused):
    """The question has no such answer; values: `choice`."""

    key = "error.choice_not_offered"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a decision led to: the order after it, cash to give back now, a basket to go on with."""

    item: AttentionItem
    choice: Choice
    order: Order | None = None
    refund_minor: int = 0
    basket: Basket | None = None


class Attention:
    """Use cases of the attention page."""

    def __init__(
        self, database: Database, station: StationDesk, shopping: Shopping, clock: Clock
    ) -> None:
        self._database = database
        self._station = station
        self._shopping = shopping
        self._clock = clock

    def list_items(self) -> list[AttentionItem]:
        """Return the open questions, the oldest first."""
        with self._database.read() as connection:
            return open_items(connection)

    def resolve_item(self, *, item_id: str, choice: Choice) -> Outcome[Resolution]:
        """Carry out what a person decided.

        Raises `NotFound` for a question answered before, `ChoiceNotOffered`, and
        `IllegalTransition` when the order went on meanwhile.
        """
        now = self._clock.now_ms()
        with self._database.transaction() as connection:
            item = open_item(connection, item_id)
            if item is None:
                raise NotFound(what="question")
            if choice not in item.choices:
                raise ChoiceNotOffered(choice=choice.value)
            close_item(connection, item.id, choice, now)
            done = self._carried_out(connection, Resolution(item, choice), now)
            if item.order_id:
                done = replace(done, order=order_by_id(connection, item.order_id))
        topics = (Topic.ATTENTION, Topic.ORDERS, Topic.BASKET, Topic.PARCELS, Topic.SYNC)
        return outcome(done, *topics)

    def _carried_out(
        self, connection: sqlite3.Connection, done: Resolution, now: int
    ) -> Resolution:
        item, choice = done.item, done.choice
        order = order_by_id(connection, item.order_id) if item.order_id else None
        if order is None:
            return done
        match choice:
            case Choice.ACCEPT_PRICE:
                refund = accept_price(connection, order, item.total_minor, now)
                return replace(done, refund_minor=refund)
            case Choice.CANCEL_REFUND | Choice.SUBSTITUTE:
                refund = cancel_order(connection, order, item.reason.value, now)
                again = choice is Choice.SUBSTITUTE
                basket = self._shopping.open_lines(lines=order.lines).value if again else None
                return replace(done, refund_minor=refund, basket=basket)
        if item.reason is Reason.UNEXPECTED_PARCEL:
            _send_back(connection, order)
        return done


def _send_back(connection: sqlite3.Connection, order: Order) -> None:
    """Take the parcel of a cancelled order off the shelf.

    A parcel that nobody ordered stays where it is: the news of it may still come.
    """
    try_advance(connection, order.id, Axis.FULFILMENT, "pickup_expired")
    try_advance(connection, order.id, Axis.FULFILMENT, "returned_to_sender")
    clear_shelf_of_order(connection, order_row_of(connection, order.id), "returned")
