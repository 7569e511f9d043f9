"""The operator's doors: plain functions behind `kiosk hub ...`, and later behind web pages."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, func, or_, select, update

from sync.hub.accounts import create_enrol_code, revoke_device
from sync.hub.catalogue import current_catalogue
from sync.hub.errors import HubError, ImportRefused, NewerDatabase, Refused
from sync.hub.feed import NewChange, append_changes, station_scope
from sync.hub.goods_import import ImportOptions, ImportReport, RowNote, import_goods
from sync.hub.hub import Hub, begin_epoch, open_hub
from sync.hub.stock import give_back_stock
from sync.hub.tables import devices, goods, lessons, order_lines, orders, stations
from sync.protocol import CHANGE_ORDER, OrderEvent, OrderEventKind

__all__ = [
    "Hub",
    "HubError",
    "HubOrder",
    "HubStatus",
    "ImportOptions",
    "ImportRefused",
    "ImportReport",
    "NewerDatabase",
    "Refused",
    "RowNote",
    "begin_epoch",
    "create_enrol_code",
    "hub_status",
    "import_goods",
    "list_orders",
    "open_hub",
    "record_order_event",
    "revoke_device",
]

PARCEL_DIGITS: Final = 12


class HubStatus(msgspec.Struct, frozen=True):
    """What a hub holds; `total_minor` sums every order's total, cancelled ones too.

    `lessons` counts the practice lessons that operators finished.
    """

    stations: int
    devices: int
    orders: int
    lines: int
    total_minor: int
    goods: int
    catalogue_version: int
    currency: str
    order_state: dict[str, int]
    payment_state: dict[str, int]
    fulfilment_state: dict[str, int]
    epoch: str
    lessons: int = 0


class HubOrder(msgspec.Struct, frozen=True):
    """An order as the hub sees it."""

    id: str
    number: str
    station: str
    total_minor: int
    currency: str
    order_state: str
    payment_state: str
    fulfilment_state: str
    question: str
    parcel_code: str
    lines: int


class _Step(NamedTuple):
    """What an event needs of an order, and what it makes of it."""

    order_states: frozenset[str]
    fulfilment_states: frozenset[str]
    changes: Mapping[str, str]


_STEPS: Final[Mapping[OrderEventKind, _Step]] = {
    OrderEventKind.ACCEPTED: _Step(
        frozenset({"placed"}), frozenset({"pending"}), {"order_state": "accepted"}
    ),
    OrderEventKind.REFUSED: _Step(
        frozenset({"placed", "accepted"}), frozenset({"pending"}), {"order_state": "refused"}
    ),
    OrderEventKind.SHIPPED: _Step(
        frozenset({"accepted"}), frozenset({"pending"}), {"fulfilment_state": "shipped"}
    ),
    OrderEventKind.ARRIVED: _Step(
        frozenset({"accepted"}), frozenset({"shipped"}), {"fulfilment_state": "arrived"}
    ),
}
"""The events an operator may record, and in which states."""


def hub_status(hub: Hub) -> HubStatus:
    """Return the counts and sums of everything the hub holds."""
    with hub.store.read() as connection:
        catalogue = current_catalogue(connection)
        total = connection.execute(select(func.sum(orders.c.total_minor))).scalar()
        return HubStatus(
            stations=_count(connection, stations),
            devices=_count(connection, devices),
            orders=_count(connection, orders),
            lines=_count(connection, order_lines),
            total_minor=int(total or 0),
            goods=_count(connection, goods, goods.c.withdrawn == 0),
            catalogue_version=catalogue.version,
            currency=catalogue.currency,
            order_state=_by(connection, orders.c.order_state),
            payment_state=_by(connection, orders.c.payment_state),
            fulfilment_state=_by(connection, orders.c.fulfilment_state),
            epoch=hub.epoch,
            lessons=_count(connection, lessons),
        )


def list_orders(hub: Hub, *, state: str | None = None) -> list[HubOrder]:
    """Return the orders in the order in which they arrived; `state` is one of any axis."""
    lines = (
        select(order_lines.c.station, order_lines.c.order_id, func.count().label("lines"))
        .group_by(order_lines.c.station, order_lines.c.order_id)
        .subquery()
    )
    query = select(orders, lines.c.lines).join(
        lines, (lines.c.station == orders.c.station) & (lines.c.order_id == orders.c.id)
    )
    if state is not None:
        axes = (orders.c.order_state, orders.c.payment_state, orders.c.fulfilment_state)
        query = query.where(or_(*(axis == state for axis in axes), orders.c.question == state))
    query = query.order_by(orders.c.received_at, orders.c.station, orders.c.number)
    with hub.store.read() as connection:
        return [_order(row) for row in connection.execute(query)]


def record_order_event(
    hub: Hub,
    order: str,
    event: OrderEventKind | str,
    *,
    parcel_code: str | None = None,
    reason: str | None = None,
) -> OrderEvent:
    """Record what the platform did with an order (its number or id) and tell its station.

    The event is accepted, refused, shipped or arrived; shipped gets a parcel code of 12 digits
    when none is given.  Raises `Refused` for an unknown order, an event that may not follow,
    and a parcel code that another order has.
    """
    step, kind = _step(event)
    with hub.store.write() as connection:
        row = _find(connection, order)
        _check(row, kind, step)
        code = ""
        if kind is OrderEventKind.SHIPPED:
            code = _parcel_code(connection, parcel_code)
        _apply(connection, row, {**step.changes, **({"parcel_code": code} if code else {})})
        told = OrderEvent(
            order_id=row.id,
            event=kind,
            at=hub.clock(),
            reason=(reason or "")[:500],
            parcel_code=code or row.parcel_code,
        )
        change = NewChange(CHANGE_ORDER, row.id, told)
        append_changes(hub.store, connection, station_scope(row.station), [change], told.at)
        return told


def _step(event: OrderEventKind | str) -> tuple[_Step, OrderEventKind]:
    try:
        kind = OrderEventKind(event)
        return _STEPS[kind], kind
    except (ValueError, KeyError) as error:
        known = ", ".join(kind.value for kind in _STEPS)
        raise Refused("bad_event", f"An operator records one of: {known}.") from error


def _find(connection: Connection, order: str) -> Row[Any]:
    rows = connection.execute(
        select(orders)
        .where(or_(orders.c.number == order.strip(), orders.c.id == order.strip()))
        .with_for_update()
    ).all()
    if not rows:
        raise Refused("unknown_order", f"There is no order {order[:60]}.")
    if len(rows) > 1:
        ids = ", ".join(row.id for row in rows)
        raise Refused("ambiguous_order", f"Several orders have this number, name an id: {ids}.")
    return rows[0]


def _check(row: Row[Any], kind: OrderEventKind, step: _Step) -> None:
    fits = row.order_state in step.order_states and row.fulfilment_state in step.fulfilment_states
    if not fits:
        raise Refused(
            "illegal_event",
            f"Order {row.number} is {row.order_state} and {row.fulfilment_state}:"
            f" it cannot be {kind.value} now.",
        )


def _apply(connection: Connection, row: Row[Any], values: Mapping[str, str]) -> None:
    more: dict[str, object] = {"question": ""}
    if values.get("order_state") == "refused" and row.reserved:
        lines = connection.execute(
            select(order_lines.c.sku, order_lines.c.quantity).where(
                order_lines.c.station == row.station, order_lines.c.order_id == row.id
            )
        )
        give_back_stock(connection, _demand(lines))
        more["reserved"] = 0
    connection.execute(
        update(orders)
        .where(orders.c.station == row.station, orders.c.id == row.id)
        .values(**values, **more)
    )


def _demand(lines: Any) -> dict[str, int]:
    demand: dict[str, int] = {}
    for line in lines:
        demand[line.sku] = demand.get(line.sku, 0) + line.quantity
    return demand


def _parcel_code(connection: Connection, wanted: str | None) -> str:
    if wanted is not None:
        code = wanted.strip()
        if not code.isascii() or not code.isprintable() or not 4 <= len(code) <= 40:
            raise Refused("bad_parcel", "A parcel code has 4 to 40 letters, digits or signs.")
        if _taken(connection, code):
            raise Refused("parcel_taken", f"Another order has the parcel code {code}.")
        return code
    while True:
        code = f"{secrets.randbelow(9 * 10 ** (PARCEL_DIGITS - 1)) + 10 ** (PARCEL_DIGITS - 1)}"
        if not _taken(connection, code):
            return code


def _taken(connection: Connection, code: str) -> bool:
    query = select(orders.c.id).where(orders.c.parcel_code == code).limit(1)
    return connection.execute(query).first() is not None


def _order(row: Row[Any]) -> HubOrder:
    return HubOrder(**{name: getattr(row, name) for name in HubOrder.__struct_fields__})


def _count(connection: Connection, table: Any, *where: Any) -> int:
    return int(
        connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
    )


def _by(connection: Connection, axis: Any) -> dict[str, int]:
    rows = connection.execute(select(axis, func.count()).group_by(axis).order_by(axis))
    return {row[0]: int(row[1]) for row in rows}
