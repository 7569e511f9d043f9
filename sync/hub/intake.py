"""What each type of record does to the hub's view, and the rules it must keep.

The station owns its orders; the hub derives a view of them and answers with its own events.
A record that breaks a rule raises one of the reasons below, which becomes its verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update

from sync.hub import acceptance
from sync.hub.accounts import Sender
from sync.hub.feed import NewChange, append_changes, station_scope
from sync.hub.hub import Hub
from sync.hub.order_rules import (
    MONEY_MOST,
    Held,
    InConflict,
    Rejected,
    Repeated,
    check_order,
    checked_key,
)
from sync.hub.stock import give_back_stock
from sync.hub.tables import order_lines, orders, parcels, residents
from sync.protocol import (
    BODY_TYPES,
    CHANGE_ORDER,
    LineBody,
    OrderCancelled,
    OrderEvent,
    OrderPlaced,
    ParcelCollected,
    ParcelReceived,
    PriceAccepted,
    ResidentRegistered,
)


class Intake:
    """The effects of one batch: rows at once, events together at its end."""

    def __init__(self, hub: Hub, connection: Connection, sender: Sender, now: int) -> None:
        self.hub = hub
        self.connection = connection
        self.sender = sender
        self.now = now
        self.goods = acceptance.GoodsOnce(connection, now)
        self._events: list[OrderEvent] = []

    def take(self, kind: str, at: int, raw: msgspec.Raw) -> None:
        """Let a record take effect; raises `NotTaken` with nothing told."""
        try:
            body = msgspec.json.decode(raw, type=BODY_TYPES[kind])
        except (msgspec.MsgspecError, RecursionError) as error:
            raise Rejected("bad_body", f"The body does not fit its type: {error}.") from error
        told = len(self._events)
        try:
            _EFFECTS[kind](self, body, at)
        except BaseException:
            del self._events[told:]
            raise

    def tell(self) -> None:
        """Write the batch's events into the station's feed."""
        if self._events:
            changes = [NewChange(CHANGE_ORDER, event.order_id, event) for event in self._events]
            scope = station_scope(self.sender.station)
            append_changes(self.hub.store, self.connection, scope, changes, self.now)
            self._events = []

    # --- orders ---

    def place_order(self, order: OrderPlaced, at: int) -> None:
        """Derive an order and its lines, then answer it: accepted, or what stands against it."""
        check_order(order)
        known = self._find(order.order_id)
        if known is not None:
            if known.content_hash == order.content_hash:
                raise Repeated("order_known", "This order was taken before.")
            raise InConflict("order_exists", "This order was taken before with other lines.")
        self.connection.execute(insert(orders).values(self._order_row(order, at)))
        self.connection.execute(
            insert(order_lines), [self._line_row(order, n) for n in range(len(order.lines))]
        )
        self._answer(order)

    def _order_row(self, order: OrderPlaced, at: int) -> dict[str, object]:
        return {
            "station": self.sender.station,
            "id": order.order_id,
            "number": order.number,
            "short_code": order.short_code,
            "device": self.sender.device,
            "resident_id": _plain(order.resident_id),
            "buyer_name": _plain(order.buyer_name),
            "pay": _plain(order.pay),
            "currency": order.currency,
            "order_state": "placed",
            "payment_state": _payment(order.paid_minor, order.total_minor),
            "fulfilment_state": "pending",
            "question": "",
            "parcel_code": "",
            "shelf": "",
            "content_hash": order.content_hash,
            "catalogue_version": order.catalogue_version,
            "total_minor": order.total_minor,
            "offered_minor": 0,
            "paid_minor": order.paid_minor,
            "refund_minor": 0,
            "reserved": 0,
            "at": at,
            "received_at": self.now,
        }

    def _line_row(self, order: OrderPlaced, index: int) -> dict[str, object]:
        line = order.lines[index]
        return {
            "station": self.sender.station,
            "order_id": order.order_id,
            "line": index + 1,
            "sku": line.sku,
            "quantity": line.quantity,
            "unit_grams": line.unit_grams,
            "price_minor": line.price_minor,
            "amount_minor": line.amount_minor,
            "offered_minor": -1,
        }

    def _answer(self, order: OrderPlaced) -> None:
        answer = acceptance.judge_order(self.goods, order.lines, order.currency)
        if answer.accepted:
            answer = acceptance.reserve(self.connection, self.goods, order.lines)
        self._apply_answer(order.order_id, answer)
        for index, price in answer.offers.items():
            self.connection.execute(
                update(order_lines)
                .where(*self._lines_of(order.order_id), order_lines.c.line == index + 1)
                .values(offered_minor=price)
            )

    def _apply_answer(self, order_id: str, answer: acceptance.Answered) -> None:
        self._set(
            order_id,
            order_state=answer.order_state,
            question=answer.question,
            offered_minor=answer.total_minor,
            reserved=int(answer.accepted),
        )
        self._events.append(
            OrderEvent(
                order_id=order_id,
                event=answer.event,
                at=self.now,
                reason=answer.reason,
                total_minor=answer.total_minor,
            )
        )

    def accept_price(self, body: PriceAccepted, _at: int) -> None:
        """Take a person's yes to the offered total, then look at the stock."""
        order = self._need(body.order_id)
        if order.question != "price_changed" or body.total_minor != order.offered_minor:
            raise InConflict("other_total", "This total is not the one that was offered.")
        if not 0 <= body.refund_minor <= order.paid_minor:
            raise Rejected("bad_refund", "More is refunded than was paid.")
        lines = self._agreed_lines(order)
        answer = acceptance.reserve(self.connection, self.goods, lines)
        self._apply_answer(order.id, answer)
        paid = order.paid_minor - body.refund_minor
        self._set(
            order.id,
            total_minor=body.total_minor,
            offered_minor=0,
            paid_minor=paid,
            payment_state=_payment(paid, body.total_minor),
        )

    def _agreed_lines(self, order: Row[Any]) -> list[LineBody]:
        """Return an order's lines at the offered prices, and keep them so."""
        lines = []
        for row in self._lines(order.id):
            price = row.price_minor if row.offered_minor < 0 else row.offered_minor
            amount = acceptance.line_amount(price, row.quantity, row.unit_grams)
            self.connection.execute(
                update(order_lines)
                .where(*self._lines_of(order.id), order_lines.c.line == row.line)
                .values(price_minor=price, amount_minor=amount, offered_minor=-1)
            )
            lines.append(LineBody(row.sku, row.quantity, price, amount, row.unit_grams))
        return lines

    def cancel_order(self, body: OrderCancelled, _at: int) -> None:
        """Note that the station cancelled; goods that were reserved go back into the stock."""
        order = self._need(body.order_id)
        if order.order_state in {"closed", "cancelled"}:
            raise InConflict("illegal_state", f"The order is {order.order_state} already.")
        if not 0 <= body.refund_minor <= order.paid_minor:
            raise Rejected("bad_refund", "More is refunded than was paid.")
        if order.reserved:
            give_back_stock(self.connection, acceptance.demand_of(self._lines(order.id)))
        refunded = order.refund_minor + body.refund_minor
        self._set(
            order.id,
            order_state="cancelled",
            question="",
            reserved=0,
            refund_minor=refunded,
            payment_state=_refunded(order, refunded),
        )

    # --- parcels and people ---

    def receive_parcel(self, body: ParcelReceived, _at: int) -> None:
        """Note that a parcel lies on a shelf, ready for pick-up when it belongs to an order."""
        code = _plain(body.parcel_code)[:64]
        if not code:
            raise Rejected("no_parcel_code", "The parcel has no code.")
        order = self._need(body.order_id) if body.order_id else None
        if order is not None and order.fulfilment_state != "collected":
            self._set(order.id, fulfilment_state="ready_for_pickup", shelf=_plain(body.shelf))
        key = {"station": self.sender.station, "parcel_code": code}
        self.connection.execute(delete(parcels).filter_by(**key))
        self.connection.execute(
            insert(parcels).values(
                **key, order_id=body.order_id, shelf=_plain(body.shelf), received_at=self.now
            )
        )

    def collect_parcel(self, body: ParcelCollected, _at: int) -> None:
        """Note the one redemption of an order, and what was paid at the counter."""
        order = self._need(body.order_id)
        if order.fulfilment_state == "collected":
            raise InConflict("already_collected", "The order was collected before.")
        if order.order_state == "cancelled":
            raise InConflict("illegal_state", "The order is cancelled already.")
        if not 0 <= body.paid_minor <= MONEY_MOST:
            raise Rejected("bad_payment", "The amount paid makes no sense.")
        self._set(
            order.id,
            fulfilment_state="collected",
            order_state="closed",
            question="",
            paid_minor=order.paid_minor + body.paid_minor,
            payment_state="released",
        )

    def register_resident(self, body: ResidentRegistered, _at: int) -> None:
        """Keep a resident whom the station registered; a later record renews name and phone."""
        key = {"station": self.sender.station, "resident_id": checked_key(body.resident_id)}
        self.connection.execute(delete(residents).filter_by(**key))
        self.connection.execute(
            insert(residents).values(**key, name=_plain(body.name), phone=_plain(body.phone))
        )

    # --- rows ---

    def _find(self, order_id: str) -> Row[Any] | None:
        return self.connection.execute(
            select(orders).where(orders.c.station == self.sender.station, orders.c.id == order_id)
        ).one_or_none()

    def _need(self, order_id: str) -> Row[Any]:
        found = self._find(checked_key(order_id))
        if found is None:
            raise Held("order_unknown", "The order of this record has not arrived yet.")
        return found

    def _lines_of(self, order_id: str) -> tuple[Any, ...]:
        return (
            order_lines.c.station == self.sender.station,
            order_lines.c.order_id == order_id,
        )

    def _lines(self, order_id: str) -> list[Row[Any]]:
        return list(
            self.connection.execute(
                select(order_lines).where(*self._lines_of(order_id)).order_by(order_lines.c.line)
            )
        )

    def _set(self, order_id: str, **values: object) -> None:
        self.connection.execute(
            update(orders)
            .where(orders.c.station == self.sender.station, orders.c.id == order_id)
            .values(**values)
        )


_EFFECTS: Final[Mapping[str, Callable[[Intake, Any, int], None]]] = {
    "order.placed": Intake.place_order,
    "order.cancelled": Intake.cancel_order,
    "order.price_accepted": Intake.accept_price,
    "parcel.received": Intake.receive_parcel,
    "parcel.collected": Intake.collect_parcel,
    "resident.registered": Intake.register_resident,
}


def _plain(text: str) -> str:
    """Return the text without NUL, which PostgreSQL cannot keep."""
    return text.replace("\0", "")


def _payment(paid: int, total: int) -> str:
    if paid >= total:
        return "held" if paid else "unpaid"
    return "part_paid" if paid else "unpaid"


def _refunded(order: Row[Any], refunded: int) -> str:
    if not refunded:
        return str(order.payment_state)
    return "refunded" if refunded >= order.paid_minor else "part_refunded"
