"""Putting a parcel on the shelf: the steps that the scanner and the hub's late news share."""

from __future__ import annotations

import sqlite3
from typing import Final

from kiosk.domain.attention import Reason
from kiosk.domain.orders import Axis, Order
from kiosk.domain.pickup import ShelfSlot
from kiosk.store.attention import close_subject, new_item, raise_item
from kiosk.store.device import read_station
from kiosk.store.orders import order_row_of, try_advance
from kiosk.store.outbox import append_record
from kiosk.store.parcels import Parcel, link_parcel, next_slot, shelve
from sync.protocol import ParcelReceived

DAY_MS: Final = 24 * 60 * 60 * 1000

_PLACE = "UPDATE orders SET parcel_code = ?, shelf = ?, collect_until = ? WHERE id = ?"


def shelve_for_order(
    connection: sqlite3.Connection, order: Order, code: str, now: int
) -> ShelfSlot:
    """Put an order's parcel on the shelf.

    A parcel whose order is over (cancelled, refused) still needs a place, and a person.
    """
    slot = next_slot(connection)
    shelve(connection, code, slot, now, order_row_of(connection, order.id))
    if order.order_state in {"cancelled", "refused"}:
        raise_item(connection, new_item(Reason.UNEXPECTED_PARCEL, order.id, now, code), code)
        _tell(connection, order.id, ParcelReceived(code, order.id, slot.code), now)
    else:
        make_ready(connection, order, (code, slot), now)
    return slot


def make_ready(
    connection: sqlite3.Connection, order: Order, place: tuple[str, ShelfSlot], now: int
) -> None:
    """Make an order ready for pick-up at its place; days are counted from now."""
    code, slot = place
    until = now + read_station(connection).hold_days * DAY_MS
    try_advance(connection, order.id, Axis.FULFILMENT, "arrived")
    try_advance(connection, order.id, Axis.FULFILMENT, "ready_for_pickup")
    connection.execute(_PLACE, (code, slot.code, until, order.id))
    _tell(connection, order.id, ParcelReceived(code, order.id, slot.code), now)


def shelve_unexpected(connection: sqlite3.Connection, code: str, now: int) -> ShelfSlot:
    """Put a parcel on the shelf that nobody here ordered, and ask a person about it."""
    slot = next_slot(connection)
    parcel_id = shelve(connection, code, slot, now, None)
    raise_item(connection, new_item(Reason.UNEXPECTED_PARCEL, "", now, code), code)
    _tell(connection, parcel_id, ParcelReceived(code, "", slot.code), now)
    return slot


def claim_parcel(connection: sqlite3.Connection, order: Order, parcel: Parcel, now: int) -> None:
    """Give a parcel that came before its news to the order it belongs to."""
    slot = ShelfSlot.parse(parcel.shelf)
    if parcel.order_id or slot is None:
        return
    link_parcel(connection, parcel, order_row_of(connection, order.id))
    close_subject(connection, Reason.UNEXPECTED_PARCEL, parcel.code, now)
    if order.order_state in {"cancelled", "refused"}:
        item = new_item(Reason.UNEXPECTED_PARCEL, order.id, now, parcel.code)
        raise_item(connection, item, parcel.code)
    else:
        make_ready(connection, order, (parcel.code, slot), now)


def _tell(connection: sqlite3.Connection, aggregate: str, body: ParcelReceived, now: int) -> None:
    append_record(connection, aggregate=aggregate, type="parcel.received", body=body, at=now)
