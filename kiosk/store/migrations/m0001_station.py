"""The first tables of a station.

Every table is STRICT and has an integer row id beside the UUID that travels: after damage, rows can
still be read one by one by it.  Times are milliseconds, money is in minor units.  Nothing here is
a balance: what an account holds is the sum of its ledger lines, what was paid for an order is the
sum of its payments.  Money rows can be added, never changed: triggers refuse it.
"""

from __future__ import annotations

import sqlite3
from typing import Final

_PLACE = (
    """
CREATE TABLE setting (
    row_id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE device (
    row_id INTEGER PRIMARY KEY CHECK (row_id = 1),
    incarnation TEXT NOT NULL,
    station TEXT NOT NULL DEFAULT '',
    station_name TEXT NOT NULL DEFAULT '',
    device TEXT NOT NULL DEFAULT '',
    device_index INTEGER NOT NULL DEFAULT 0 CHECK (device_index BETWEEN 0 AND 9),
    key_id INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT 'CNY',
    hold_days INTEGER NOT NULL DEFAULT 5,
    hub_key TEXT NOT NULL DEFAULT '',
    seed BLOB NOT NULL DEFAULT x'',
    enrolled_at INTEGER NOT NULL DEFAULT 0
) STRICT
""",
    """
CREATE TABLE counter (
    row_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    value INTEGER NOT NULL
) STRICT
""",
    """
CREATE TABLE hub_key (
    row_id INTEGER PRIMARY KEY,
    key_id INTEGER NOT NULL UNIQUE,
    station TEXT NOT NULL,
    public_key BLOB NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1))
) STRICT
""",
    """
CREATE TABLE resident (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    registered_at INTEGER NOT NULL
) STRICT
""",
    """
CREATE TABLE audit (
    row_id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    chain TEXT NOT NULL
) STRICT
""",
)

_ORDERS = (
    """
CREATE TABLE basket (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('open', 'parked')),
    lines TEXT NOT NULL DEFAULT '[]',
    currency TEXT NOT NULL,
    catalogue_version INTEGER NOT NULL,
    picture TEXT NOT NULL DEFAULT '',
    parked_at INTEGER NOT NULL DEFAULT 0
) STRICT
""",
    """
CREATE TABLE orders (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL COLLATE NOCASE UNIQUE,
    short_code TEXT NOT NULL,
    resident_id TEXT NOT NULL DEFAULT '',
    buyer_name TEXT NOT NULL,
    buyer_phone TEXT NOT NULL DEFAULT '',
    buyer_picture TEXT NOT NULL DEFAULT '',
    total_minor INTEGER NOT NULL CHECK (total_minor >= 0),
    currency TEXT NOT NULL,
    catalogue_version INTEGER NOT NULL,
    pay TEXT NOT NULL CHECK (pay IN ('cash', 'on_pickup')),
    placed_at INTEGER NOT NULL,
    parcel_code TEXT NOT NULL DEFAULT '' COLLATE NOCASE,
    shelf TEXT NOT NULL DEFAULT '',
    collect_until INTEGER NOT NULL DEFAULT 0,
    sync_state TEXT NOT NULL CHECK (sync_state IN
        ('local', 'queued', 'sent', 'acknowledged', 'rejected')),
    order_state TEXT NOT NULL CHECK (order_state IN
        ('draft', 'placed', 'accepted', 'refused', 'closed', 'cancelled')),
    payment_state TEXT NOT NULL CHECK (payment_state IN
        ('unpaid', 'part_paid', 'held', 'released', 'part_refunded', 'refunded')),
    fulfilment_state TEXT NOT NULL CHECK (fulfilment_state IN
        ('pending', 'shipped', 'arrived', 'ready_for_pickup', 'collected', 'pickup_expired',
         'returned_to_sender'))
) STRICT
""",
    """
CREATE TABLE order_line (
    row_id INTEGER PRIMARY KEY,
    order_row INTEGER NOT NULL REFERENCES orders (row_id),
    position INTEGER NOT NULL,
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    unit TEXT NOT NULL,
    unit_grams INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    price_minor INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    picture TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE order_event (
    row_id INTEGER PRIMARY KEY,
    order_id TEXT NOT NULL,
    event TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (order_id, event, at)
) STRICT
""",
    """
CREATE TABLE parcel (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL COLLATE NOCASE,
    order_row INTEGER REFERENCES orders (row_id),
    shelf TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('on_shelf', 'collected', 'returned')),
    received_at INTEGER NOT NULL
) STRICT
""",
    """
CREATE TABLE pickup_event (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    order_row INTEGER NOT NULL UNIQUE REFERENCES orders (row_id),
    proof TEXT NOT NULL,
    paid_minor INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT
""",
    """
CREATE TABLE attention (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    reason TEXT NOT NULL,
    order_id TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    total_minor INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL,
    choice TEXT NOT NULL DEFAULT '',
    resolved_at INTEGER NOT NULL DEFAULT 0
) STRICT
""",
)

_MONEY = (
    """
CREATE TABLE payment (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    order_row INTEGER NOT NULL REFERENCES orders (row_id),
    kind TEXT NOT NULL CHECK (kind IN ('payment', 'refund')),
    method TEXT NOT NULL CHECK (method IN ('cash')),
    amount_minor INTEGER NOT NULL,
    given_minor INTEGER NOT NULL,
    change_minor INTEGER NOT NULL CHECK (change_minor >= 0),
    denominations TEXT NOT NULL,
    at INTEGER NOT NULL,
    CHECK ((kind = 'payment') = (amount_minor >= 0))
) STRICT
""",
    """
CREATE TABLE cash_movement (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'cash_in', 'cash_out', 'payout',
        'deposit', 'courier_remittance', 'variance')),
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    payment_row INTEGER REFERENCES payment (row_id),
    at INTEGER NOT NULL
) STRICT
""",
    """
CREATE TABLE ledger_entry (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    order_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT
""",
    """
CREATE TABLE ledger_line (
    row_id INTEGER PRIMARY KEY,
    entry_row INTEGER NOT NULL REFERENCES ledger_entry (row_id),
    account TEXT NOT NULL,
    amount_minor INTEGER NOT NULL
) STRICT
""",
)

_TRAVEL = (
    """
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    aggregate TEXT NOT NULL,
    type TEXT NOT NULL,
    schema INTEGER NOT NULL,
    at INTEGER NOT NULL,
    body BLOB NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN
        ('queued', 'sent', 'acknowledged', 'rejected', 'conflict', 'held')),
    code TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT ''
) STRICT
""",
    """
CREATE TABLE sync_attempt (
    row_id INTEGER PRIMARY KEY,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL DEFAULT 0,
    ok INTEGER NOT NULL DEFAULT 0 CHECK (ok IN (0, 1)),
    pushed INTEGER NOT NULL DEFAULT 0,
    pulled INTEGER NOT NULL DEFAULT 0,
    detail TEXT NOT NULL DEFAULT ''
) STRICT
""",
    """
CREATE TABLE print_job (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    order_row INTEGER NOT NULL REFERENCES orders (row_id),
    copy INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('created', 'submitted', 'printed', 'unknown', 'failed')),
    detail TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL
) STRICT
""",
)

_PARTIAL_INDEXES = (
    "CREATE UNIQUE INDEX basket_one_open ON basket (state) WHERE state = 'open'",
    "CREATE UNIQUE INDEX attention_one_open ON attention (reason, order_id, subject) "
    "WHERE resolved_at = 0",
    "CREATE INDEX outbox_unsent ON outbox (seq) WHERE state IN ('queued', 'sent')",
    "CREATE INDEX outbox_refused ON outbox (aggregate, seq) "
    "WHERE state IN ('rejected', 'conflict', 'held')",
    "CREATE INDEX orders_resident ON orders (resident_id) WHERE resident_id <> ''",
    "CREATE INDEX orders_phone ON orders (buyer_phone) WHERE buyer_phone <> ''",
    "CREATE INDEX orders_parcel ON orders (parcel_code) WHERE parcel_code <> ''",
    "CREATE UNIQUE INDEX parcel_on_shelf ON parcel (code) WHERE state = 'on_shelf'",
)

_INDEXES: Final = (
    ("orders", ("short_code",)),
    ("orders", ("fulfilment_state",)),
    ("orders", ("sync_state",)),
    ("order_line", ("order_row",)),
    ("payment", ("order_row",)),
    ("ledger_entry", ("order_id",)),
    ("ledger_line", ("entry_row",)),
    ("resident", ("phone",)),
    ("parcel", ("order_row",)),
    ("print_job", ("order_row",)),
)

_APPEND_ONLY: Final = ("payment", "cash_movement", "ledger_entry", "ledger_line", "audit")


def create_station_tables(connection: sqlite3.Connection) -> None:
    """Make every table, index and guard of schema 1."""
    for statement in (*_PLACE, *_ORDERS, *_MONEY, *_TRAVEL, *_PARTIAL_INDEXES):
        connection.execute(statement)
    for table, columns in _INDEXES:
        name = "_".join((table, *columns))
        connection.execute(f"CREATE INDEX {name} ON {table} ({', '.join(columns)})")
    for table in _APPEND_ONLY:
        for deed in ("UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed'); END"
            )
