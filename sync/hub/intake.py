"""What each type of record does to the hub's view, and the rules it must keep.

The station owns its orders; the hub derives a view of them and answers with its own events.
A record that breaks a rule raises one of the reasons below, which becomes its verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update

from sync.hub import acceptance
from sync.hub.accounts import Sender
from sync.hub.catalogue import current_catalogue
from sync.hub.feed import NewChange, append_changes, station_scope
from sync.hub.hub import Hub
from sync.hub.order_rows import (
    line_rows,
    order_row,
    payment_state_of,
    plain,
    refunded_state_of,
)
from sync.hub.order_rules import (
    MONEY_MOST,
    Held,
    InConflict,
    Rejected,
    Repeated,
    check_order,
    checked_key,
)
from sync.hub.stock import give_back_stock, take_stock
from sync.hub.store import Values
from sync.hub.tables import lessons, order_lines, orders, parcels, residents
from sync.protocol import (
    BODY_TYPES,
    CHANGE_ORDER,
    LessonFinished,
    LineBody,
    OrderCancelled,
    OrderEvent,
    OrderPlaced,
    ParcelCollected,
    ParcelReceived,
    PriceAccepted,
    ResidentRegistered,
)

_TRIES_MOST: Final = 1_000_000


class NotAtOnce(Exception):
    """Which order gets the goods depends on the order of the records: look at each."""


class Intake:
    """The effects of one batch: rows and events are gathered and written many at once.

    `at_once` is for a batch in which nothing is wrong: the goods that its orders reserve are
    taken together at the end (`NotAtOnce` when there are too few), and an order that was taken
    before is found by its key.
    """

    def __init__(
        self, hub: Hub, connection: Connection, sender: Sender, now: int, *, at_once: bool = False
    ) -> None:
        self.hub = hub
        self.connection = connection
        self.sender = sender
        self.now = now
        self.at_once = at_once
        self._orders: list[Values] = []
        self._lines: list[Values] = []
        self._events: list[OrderEvent] = []
        self._wanted: Counter[str] = Counter()

    def read(self, kind: str, raw: msgspec.Raw) -> msgspec.Struct:
        """Return the body of a record; raises `Rejected` when it does not fit its type."""
        try:
            body: msgspec.Struct = _DECODERS[kind].decode(raw)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise Rejected("bad_body", f"The body does not fit its type: {error}.") from error
        return body

    def take(self, kind: str, at: int, raw: msgspec.Raw) -> None:
        """Let a record take effect; raises `NotTaken`, and then nothing may be kept of it."""
        self.take_all([(kind, at, self.read(kind, raw))])

    def take_all(self, bodies: Sequence[tuple[str, int, msgspec.Struct]]) -> None:
        """Let records take effect in their order and write it; raises as `take` does."""
        told = len(self._events)
        try:
            self._know_goods([body for _, _, body in bodies if isinstance(body, OrderPlaced)])
            for kind, at, body in bodies:
                _EFFECTS[kind](self, body, at)
            self._write()
            self._take_wanted()
        except BaseException:
            self._orders, self._lines = [], []
            del self._events[told:]
            raise

    def tell(self) -> None:
        """Write the batch's events into the station's feed."""
        if self._events:
            changes = [NewChange(CHANGE_ORDER, event.order_id, event) for event in self._events]
            scope = station_scope(self.sender.station)
            append_changes(self.hub.store, self.connection, scope, changes, self.now)
            self._events = []

    def _know_goods(self, placed: Sequence[OrderPlaced]) -> None:
        if placed:
            skus = {line.sku for order in placed for line in order.lines}
            state = current_catalogue(self.connection)
            self.goods = self.hub.goods.knowing(self.connection, state, skus, self.now)

    def _write(self) -> None:
        """Write the orders gathered so far: what follows may ask for them."""
        insert_rows = self.hub.store.adapter.insert_rows
        insert_rows(self.connection, orders, self._orders)
        insert_rows(self.connection, order_lines, self._lines)
        self._orders, self._lines = [], []

    def _take_wanted(self) -> None:
        if self._wanted and take_stock(self.connection, self._wanted):
            raise NotAtOnce
        self._wanted.clear()

    # --- orders ---

    def place_order(self, order: OrderPlaced, at: int) -> None:
        """Derive an order and its lines, then answer it: accepted, or what stands against it."""
        check_order(order)
        known = None if self.at_once else self._find(order.order_id)
        if known is not None:
            if known.content_hash == order.content_hash:
                raise Repeated("order_known", "This order was taken before.")
            raise InConflict("order_exists", "This order was taken before with other lines.")
        answer = acceptance.judge_order(self.goods, order.lines, order.currency)
        if answer.accepted:
            answer = self._reserve(acceptance.limited_demand(self.goods, order.lines))
        self._orders.append(order_row(self.sender, order, answer, at=at, now=self.now))
        self._lines += line_rows(self.sender.station, order, answer.offers)
        self._tell_answer(order.order_id, answer)

    def _reserve(self, limited: Mapping[str, int]) -> acceptance.Answered:
        if not self.at_once:
            return acceptance.reserve(self.connection, limited)
        self._wanted.update(limited)
        return acceptance.ACCEPTED

    def _tell_answer(self, order_id: str, answer: acceptance.Answered) -> None:
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
        state = current_catalogue(self.connection)
        skus = [line.sku for line in lines]
        goods = self.hub.goods.knowing(self.connection, state, skus, self.now)
        answer = self._reserve(acceptance.limited_demand(goods, lines))
        self._tell_answer(order.id, answer)
        paid = order.paid_minor - body.refund_minor
        self._set(
            order.id,
            order_state=answer.order_state,
            question=answer.question,
            reserved=int(answer.accepted),
            total_minor=body.total_minor,
            offered_minor=0,
            paid_minor=paid,
            payment_state=payment_state_of(paid, body.total_minor),
        )

    def _agreed_lines(self, order: Row[Any]) -> list[LineBody]:
        """Return an order's lines at the offered prices, and keep them so."""
        lines = []
        for row in self._lines_of(order.id):
            price = row.price_minor if row.offered_minor < 0 else row.offered_minor
            amount = acceptance.line_amount(price, row.quantity, row.unit_grams)
            self.connection.execute(
                update(order_lines)
                .where(*self._of_order(order.id), order_lines.c.line == row.line)
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
        if self._wanted:
            raise NotAtOnce
        if order.reserved:
            give_back_stock(self.connection, acceptance.demand_of(self._lines_of(order.id)))
        refunded = order.refund_minor + body.refund_minor
        self._set(
            order.id,
            order_state="cancelled",
            question="",
            reserved=0,
            refund_minor=refunded,
            payment_state=refunded_state_of(order, refunded),
        )

    # --- parcels and people ---

    def receive_parcel(self, body: ParcelReceived, _at: int) -> None:
        """Note that a parcel lies on a shelf, ready for pick-up when it belongs to an order."""
        code = plain(body.parcel_code)[:64]
        if not code:
            raise Rejected("no_parcel_code", "The parcel has no code.")
        order = self._need(body.order_id) if body.order_id else None
        if order is not None and order.fulfilment_state != "collected":
            self._set(order.id, fulfilment_state="ready_for_pickup", shelf=plain(body.shelf))
        key = {"station": self.sender.station, "parcel_code": code}
        self.connection.execute(delete(parcels).filter_by(**key))
        self.connection.execute(
            insert(parcels).values(
                **key, order_id=body.order_id, shelf=plain(body.shelf), received_at=self.now
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
            insert(residents).values(**key, name=plain(body.name), phone=plain(body.phone))
        )

    def finish_lesson(self, body: LessonFinished, _at: int) -> None:
        """Keep that an operator finished a lesson; a later record renews when and how."""
        if not (0 <= body.finished_at < 2**53 and 0 < body.tries <= _TRIES_MOST):
            raise Rejected("bad_lesson", "When or how often makes no sense.")
        key = {
            "station": self.sender.station,
            "operator": checked_key(body.operator_id),
            "lesson": checked_key(body.lesson),
        }
        self.connection.execute(delete(lessons).filter_by(**key))
        self.connection.execute(
            insert(lessons).values(
                **key, finished_at=body.finished_at, tries=body.tries, received_at=self.now
            )
        )

    # --- rows ---

    def _find(self, order_id: str) -> Row[Any] | None:
        self._write()
        return self.connection.execute(
            select(orders).where(orders.c.station == self.sender.station, orders.c.id == order_id)
        ).one_or_none()

    def _need(self, order_id: str) -> Row[Any]:
        found = self._find(checked_key(order_id))
        if found is None:
            raise Held("order_unknown", "The order of this record has not arrived yet.")
        return found

    def _of_order(self, order_id: str) -> tuple[Any, ...]:
        return (
            order_lines.c.station == self.sender.station,
            order_lines.c.order_id == order_id,
        )

    def _lines_of(self, order_id: str) -> list[Row[Any]]:
        return list(
            self.connection.execute(
                select(order_lines).where(*self._of_order(order_id)).order_by(order_lines.c.line)
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
    "lesson.finished": Intake.finish_lesson,
}

_DECODERS: Final[Mapping[str, msgspec.json.Decoder[Any]]] = {
    name: msgspec.json.Decoder(kind) for name, kind in BODY_TYPES.items()
}
