"""Ordering: the one transaction in which a basket becomes an order.

Order, lines, payment, cash movement, ledger lines and the message to the hub are committed
together, and only then is anything said or printed.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from kiosk.devices.disk import LEAST_FREE, DiskGauge
from kiosk.domain.changes import Outcome, Topic, outcome
from kiosk.domain.clock import Clock
from kiosk.domain.errors import CannotStore
from kiosk.domain.ids import new_id, order_number
from kiosk.domain.ledger import sale_on_pickup, sale_paid
from kiosk.domain.money import change_due
from kiosk.domain.orders import Basket, Order, OrderLine, Pay
from kiosk.domain.people import Buyer, Station, clean_name, clean_phone
from kiosk.domain.shortcode import make_short_code
from kiosk.services.lookup import order_called
from kiosk.services.shopping import EmptyBasket
from kiosk.services.station import StationDesk
from kiosk.store.baskets import drop_open
from kiosk.store.database import Database
from kiosk.store.device import read_station
from kiosk.store.money import MoneyEvent, Tender, post, take_cash
from kiosk.store.orders import insert_order, orders_where
from kiosk.store.outbox import append_record
from kiosk.store.settings import next_count
from sync.protocol import LineBody, OrderPlaced, order_hash

SETTING_LEAST_FREE = "least_free_bytes"
_COUNTER = "order"


@dataclass(frozen=True, slots=True)
class Placing:
    """What the buyer agreed to, checked: `given_minor` covers the total when paid in cash."""

    basket: Basket
    buyer: Buyer
    pay: Pay
    given_minor: int
    change_minor: int


class Ordering:
    """Use cases of the checkout."""

    def __init__(
        self, database: Database, station: StationDesk, clock: Clock, disk: DiskGauge
    ) -> None:
        self._database = database
        self._station = station
        self._clock = clock
        self._disk = disk

    def check_ready(self) -> None:
        """Make sure an order could be kept, before money changes hands.

        Raises `CannotStore` when the disk has too little room, `NotEnrolled`.
        """
        self._check_room()
        self._station.station()

    def place_order(
        self, *, basket: Basket, buyer: Buyer, pay: Pay, given_minor: int = 0
    ) -> Outcome[Order]:
        """Confirm a basket: when this returns, the order is on the disk for good.

        `given_minor` is the cash given, at least the total; nothing is given for `on_pickup`.
        Raises `EmptyBasket`, `WrongNumber` (too little given), `CannotStore`, `NotEnrolled`, or
        `WrongInput` for a name or phone that no slip can hold.
        """
        placing = _checked(basket, buyer, pay, given_minor)
        self._check_room()
        now = self._clock.now_ms()
        with self._database.transaction() as connection:
            station = read_station(connection)
            order = _new_order(placing, station, next_count(connection, _COUNTER), now)
            _write_money(connection, insert_order(connection, order), order)
            append_record(
                connection, aggregate=order.id, type="order.placed", body=_told(order), at=now
            )
            drop_open(connection, basket.id)
        return outcome(order, Topic.ORDERS, Topic.BASKET, Topic.SYNC)

    def find_order(self, *, number: str) -> Order:
        """Return an order by its number, short code or id; raises `NotFound`, `WrongInput`."""
        with self._database.read() as connection:
            return order_called(connection, number)

    def list_orders(
        self, *, limit: int = 50, offset: int = 0, resident_id: str = ""
    ) -> list[Order]:
        """Return orders, the newest first; only a resident's where one is named."""
        condition = "o.resident_id <> '' AND o.resident_id = ?" if resident_id else "? = ''"
        with self._database.read() as connection:
            return orders_where(
                connection,
                f"{condition} ORDER BY o.row_id DESC LIMIT ? OFFSET ?",
                (resident_id, limit, offset),
            )

    def _check_room(self) -> None:
        least = int(self._station.setting(SETTING_LEAST_FREE) or LEAST_FREE)
        try:
            free = self._disk.free_bytes()
        except OSError as error:
            raise CannotStore from error
        if free < least:
            raise CannotStore(free=free)


def _checked(basket: Basket, buyer: Buyer, pay: Pay, given_minor: int) -> Placing:
    if not basket.lines:
        raise EmptyBasket
    phone = clean_phone(buyer.phone) if buyer.phone else ""
    buyer = replace(buyer, name=clean_name(buyer.name), phone=phone)
    if pay is not Pay.CASH:
        return Placing(basket, buyer, pay, given_minor=0, change_minor=0)
    change = change_due(total_minor=basket.total_minor, given_minor=given_minor)
    return Placing(basket, buyer, pay, given_minor, change)


def _new_order(placing: Placing, station: Station, counter: int, now: int) -> Order:
    basket, paid = placing.basket, placing.pay is Pay.CASH
    return Order(
        id=new_id(),
        number=order_number(station=station.code, device=station.device, counter=counter),
        short_code=make_short_code(station.device_index, counter),
        buyer=placing.buyer,
        lines=basket.lines,
        total_minor=basket.total_minor,
        currency=basket.currency,
        catalogue_version=basket.catalogue_version,
        pay=placing.pay,
        placed_at=now,
        paid_minor=basket.total_minor if paid else 0,
        payment_state="held" if paid else "unpaid",
        given_minor=placing.given_minor,
        change_minor=placing.change_minor,
    )


def _write_money(connection: sqlite3.Connection, order_row: int, order: Order) -> None:
    event = MoneyEvent("sale", order.id, order.currency, order.placed_at)
    if order.pay is Pay.ON_PICKUP:
        post(connection, event, sale_on_pickup(order.total_minor))
        return
    tender = Tender(order.total_minor, order.given_minor, order.placed_at)
    take_cash(connection, order_row, order.currency, tender)
    post(connection, event, sale_paid(order.total_minor))


def _told(order: Order) -> OrderPlaced:
    lines = [_line_told(line) for line in order.lines]
    return OrderPlaced(
        order_id=order.id,
        number=order.number,
        short_code=order.short_code,
        lines=lines,
        total_minor=order.total_minor,
        currency=order.currency,
        pay=order.pay.value,
        catalogue_version=order.catalogue_version,
        content_hash=order_hash(lines, order.total_minor),
        paid_minor=order.paid_minor,
        resident_id=order.buyer.resident_id,
        buyer_name=order.buyer.name,
    )


def _line_told(line: OrderLine) -> LineBody:
    return LineBody(
        sku=line.sku,
        quantity=line.quantity,
        price_minor=line.price_minor,
        amount_minor=line.amount_minor,
        unit_grams=line.unit_grams,
    )
