"""What comes back from the hub: verdicts on our records, events on our orders, the key list.

Each batch and each page is one transaction, a page together with its cursor.  What arrives late,
twice or torn is harmless: a state moves only where it may follow, an event counts once, and a
change that cannot be read is noted and passed over, so that it holds up nothing.
"""

from __future__ import annotations

import sqlite3
from typing import Final

import msgspec

from kiosk.domain.attention import AttentionItem, Reason
from kiosk.domain.changes import Outcome, Topic, outcome
from kiosk.domain.clock import Clock
from kiosk.domain.money import MOST_MINOR
from kiosk.domain.orders import Axis, Order
from kiosk.domain.token import KeyEntry
from kiosk.services.shelving import claim_parcel
from kiosk.store.attention import new_item, raise_item
from kiosk.store.audit import write_audit
from kiosk.store.database import Database
from kiosk.store.keys import put_key, remove_key
from kiosk.store.orders import order_by_id, try_advance
from kiosk.store.outbox import record_taken, record_verdicts
from kiosk.store.parcels import parcel_on_shelf
from kiosk.store.settings import read_setting, write_setting
from sync.protocol import (
    CHANGE_KEY,
    CHANGE_ORDER,
    Change,
    ChangesPage,
    OrderEvent,
    OrderEventKind,
    Verdict,
    VerdictKind,
)
from sync.protocol import KeyEntry as WireKey

SETTING_CURSOR: Final = "station_cursor"

_TAKEN: Final = frozenset({VerdictKind.OK, VerdictKind.DUP})
_STATES: Final = {
    VerdictKind.REJECTED: "rejected",
    VerdictKind.CONFLICT: "conflict",
    VerdictKind.HELD: "held",
}
_QUESTIONS: Final = {
    VerdictKind.REJECTED: Reason.REJECTED,
    VerdictKind.CONFLICT: Reason.CONFLICT,
    VerdictKind.HELD: Reason.HELD,
}
_AT_STATION: Final = frozenset({"arrived", "ready_for_pickup", "collected"})
_MINUTES_MOST: Final = 0xFFFF_FFFF
_KEY_BYTES: Final = 32


class Inbound:
    """Applies what the sync client brings."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def apply_verdicts(self, *, verdicts: list[Verdict]) -> Outcome[int]:
        """Keep the hub's answers; returns how many records got their final one just now."""
        now = self._clock.now_ms()
        taken = [v for v in verdicts if v.verdict in _TAKEN]
        others = [v for v in verdicts if v.verdict not in _TAKEN]
        with self._database.transaction() as connection:
            settled = record_taken(connection, taken)
            settled += sum(_apply_verdict(connection, verdict, now) for verdict in others)
        return outcome(settled, Topic.SYNC, Topic.ORDERS, Topic.ATTENTION)

    def apply_changes(self, *, page: ChangesPage) -> Outcome[int]:
        """Apply a page of the scope `station` with its cursor; returns how many changes it had."""
        now = self._clock.now_ms()
        with self._database.transaction() as connection:
            for change in page.changes:
                _apply_change(connection, change, now)
            write_setting(connection, SETTING_CURSOR, page.cursor)
        topics = (Topic.SYNC, Topic.ORDERS, Topic.ATTENTION, Topic.PARCELS, Topic.STATION)
        return outcome(len(page.changes), *(topics if page.changes else topics[:1]))

    def station_cursor(self) -> str:
        """Return where the next page begins; empty for the very first."""
        with self._database.read() as connection:
            return read_setting(connection, SETTING_CURSOR)

    def forget_cursor(self) -> None:
        """Begin anew after the hub said `must_refetch`; events that were seen count once."""
        with self._database.transaction() as connection:
            write_setting(connection, SETTING_CURSOR, "")


def _apply_verdict(connection: sqlite3.Connection, verdict: Verdict, now: int) -> bool:
    state = _STATES.get(verdict.verdict)
    row = connection.execute(
        "SELECT aggregate, type FROM outbox "
        "WHERE seq = ? AND id = ? AND state IN ('queued', 'sent')",
        (verdict.seq, verdict.id),
    ).fetchone()
    if state is None or row is None:
        return False
    aggregate, kind = row
    answer = (state, verdict.code[:100], verdict.detail[:500], verdict.seq)
    record_verdicts(connection, [answer])
    if kind == "order.placed":
        try_advance(connection, aggregate, Axis.SYNC, state)
    reason = _QUESTIONS.get(verdict.verdict)
    if reason is not None:
        _ask(connection, aggregate, new_item(reason, "", now, verdict.detail or verdict.code))
    return True


def _ask(connection: sqlite3.Connection, aggregate: str, item: AttentionItem) -> None:
    """Ask about a record; the aggregate names the order, if it is one."""
    order = order_by_id(connection, aggregate)
    if order is None:
        raise_item(connection, item, subject=aggregate)
        return
    raise_item(
        connection,
        new_item(item.reason, order.id, item.at, item.detail, order.total_minor),
    )


def _apply_change(connection: sqlite3.Connection, change: Change, now: int) -> None:
    try:
        if change.kind == CHANGE_ORDER and not change.is_tombstone:
            event = msgspec.json.decode(change.body, type=OrderEvent)
            _apply_event(connection, event, now)
        elif change.kind == CHANGE_KEY:
            _apply_key(connection, change)
    except (msgspec.MsgspecError, ValueError, OverflowError) as error:
        detail = f"{change.kind}: {error}"[:500]
        write_audit(
            connection, at=now, action="change.unreadable", subject=change.id, detail=detail
        )


def _apply_key(connection: sqlite3.Connection, change: Change) -> None:
    """Keep or forget a key; the wire's times are milliseconds, a token's are minutes."""
    if change.is_tombstone:
        remove_key(connection, int(change.id))
        return
    key = msgspec.json.decode(change.body, type=WireKey)
    if len(key.public_key) != 2 * _KEY_BYTES:
        raise ValueError("a key of another length")
    entry = KeyEntry(
        key_id=key.key_id,
        station=key.station,
        public_key=bytes.fromhex(key.public_key),
        valid_from=_minutes(key.valid_from),
        valid_to=_minutes(key.valid_to) or _MINUTES_MOST,
    )
    put_key(connection, entry, revoked=key.revoked)


def _minutes(at_ms: int) -> int:
    return max(0, min(at_ms // 60_000, _MINUTES_MOST))


def _apply_event(connection: sqlite3.Connection, event: OrderEvent, now: int) -> None:
    order = order_by_id(connection, event.order_id)
    if order is None or not _is_new(connection, event):
        return
    match event.event:
        case OrderEventKind.ACCEPTED:
            try_advance(connection, order.id, Axis.ORDER, "accepted")
        case OrderEventKind.SHIPPED | OrderEventKind.ARRIVED:
            _move_parcel(connection, order, event, now)
        case _:
            _question(connection, order, event, now)


def _is_new(connection: sqlite3.Connection, event: OrderEvent) -> bool:
    """Note an event; false when it was seen before, as after a cursor was begun anew."""
    cursor = connection.execute(
        "INSERT INTO order_event (order_id, event, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (event.order_id, event.event.value, event.at),
    )
    return cursor.rowcount == 1


def _move_parcel(connection: sqlite3.Connection, order: Order, event: OrderEvent, now: int) -> None:
    """A parcel is on its way or said to be here; one that was scanned in before finds its owner."""
    try_advance(connection, order.id, Axis.FULFILMENT, event.event.value)
    code = event.parcel_code.strip()[:100]
    if not code or order.parcel_code:
        return
    connection.execute("UPDATE orders SET parcel_code = ? WHERE id = ?", (code, order.id))
    parcel = parcel_on_shelf(connection, code)
    if parcel is not None:
        claim_parcel(connection, order, parcel, now)


def _question(connection: sqlite3.Connection, order: Order, event: OrderEvent, now: int) -> None:
    """The hub could not simply accept: a person must choose, unless the order is over."""
    if order.order_state not in {"placed", "accepted"}:
        return
    if event.event is OrderEventKind.PRICE_CHANGED and not _is_new_price(order, event):
        return
    if event.event is OrderEventKind.REFUSED and order.fulfilment_state not in _AT_STATION:
        try_advance(connection, order.id, Axis.ORDER, "refused")
    reason = Reason(event.event.value)
    total = event.total_minor or order.total_minor
    raise_item(connection, new_item(reason, order.id, now, event.reason, total))


def _is_new_price(order: Order, event: OrderEvent) -> bool:
    return 0 < event.total_minor <= MOST_MINOR and event.total_minor != order.total_minor
