"""Numbered migrations, run in order, each in the transaction that records it.

The numbers say what the database is; a database with a higher number than the program knows
is refused before anything is touched.  The text is SQL that both adapters take, with words in
braces where they differ: types, how a table ends, and whole statements that one of them needs.
A migration that was released is never edited: `tables` tells how things are now, the migrations
how they came to be, and a test holds the two equal.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, inspect, text

from sync.hub.errors import NewerDatabase

_LEDGER: Final = "hub_migrations"

_FIRST: Final = """
CREATE TABLE hub_state (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL){strict};
CREATE TABLE counters (name TEXT PRIMARY KEY NOT NULL, value {int} NOT NULL){strict};
INSERT INTO counters (name, value) VALUES ('change', 0), ('key', 0);
CREATE TABLE stations (code TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL,
    created_at {int} NOT NULL){strict};
CREATE TABLE devices (station TEXT NOT NULL, device_index {int} NOT NULL,
    public_key TEXT NOT NULL, incarnation TEXT NOT NULL, key_id {int} NOT NULL,
    valid_from {int} NOT NULL, valid_to {int} NOT NULL, counter {int} NOT NULL,
    last_seen {int} NOT NULL, revoked_at {int},
    PRIMARY KEY (station, device_index), UNIQUE (station, key_id)){by_station};
CREATE TABLE enrol_codes (code_hash TEXT PRIMARY KEY NOT NULL, station TEXT NOT NULL,
    public_key TEXT NOT NULL, expires_at {int} NOT NULL, device_index {int}){strict};
CREATE TABLE records (station TEXT NOT NULL, incarnation TEXT NOT NULL, seq {int} NOT NULL,
    id TEXT NOT NULL, aggregate TEXT NOT NULL, type TEXT NOT NULL, hash TEXT NOT NULL,
    verdict TEXT NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL, schema {int} NOT NULL,
    at {int} NOT NULL, received_at {int} NOT NULL, applied {int} NOT NULL, body {blob} NOT NULL,
    PRIMARY KEY (station, incarnation, seq), UNIQUE (station, id)){by_station};
CREATE INDEX records_waiting ON records (station, aggregate) WHERE applied = 0;
CREATE TABLE resends (station TEXT NOT NULL, incarnation TEXT NOT NULL, seq {int} NOT NULL,
    hash TEXT NOT NULL, id TEXT NOT NULL, verdict TEXT NOT NULL, received_at {int} NOT NULL,
    body {blob} NOT NULL, PRIMARY KEY (station, incarnation, seq, hash)){by_station};
CREATE TABLE lanes (station TEXT NOT NULL, incarnation TEXT NOT NULL,
    ack_through {int} NOT NULL, PRIMARY KEY (station, incarnation)){by_station};
CREATE TABLE unreadable (station TEXT NOT NULL, hash TEXT NOT NULL,
    received_at {int} NOT NULL, body {blob} NOT NULL, PRIMARY KEY (station, hash)){by_station};
CREATE TABLE blocks (station TEXT NOT NULL, aggregate TEXT NOT NULL, type TEXT NOT NULL,
    PRIMARY KEY (station, aggregate)){by_station};
CREATE TABLE orders (station TEXT NOT NULL, id TEXT NOT NULL, number TEXT NOT NULL,
    short_code TEXT NOT NULL, device TEXT NOT NULL, resident_id TEXT NOT NULL,
    buyer_name TEXT NOT NULL, pay TEXT NOT NULL, currency TEXT NOT NULL,
    order_state TEXT NOT NULL, payment_state TEXT NOT NULL, fulfilment_state TEXT NOT NULL,
    question TEXT NOT NULL, parcel_code TEXT NOT NULL, shelf TEXT NOT NULL,
    content_hash TEXT NOT NULL, catalogue_version {int} NOT NULL, total_minor {int} NOT NULL,
    offered_minor {int} NOT NULL, paid_minor {int} NOT NULL, refund_minor {int} NOT NULL,
    reserved {int} NOT NULL, at {int} NOT NULL, received_at {int} NOT NULL,
    PRIMARY KEY (station, id)){by_station};
CREATE INDEX orders_number ON orders (number);
CREATE INDEX orders_parcel ON orders (parcel_code) WHERE parcel_code <> '';
CREATE TABLE order_lines (station TEXT NOT NULL, order_id TEXT NOT NULL, line {int} NOT NULL,
    sku TEXT NOT NULL, quantity {int} NOT NULL, unit_grams {int} NOT NULL,
    price_minor {int} NOT NULL, amount_minor {int} NOT NULL, offered_minor {int} NOT NULL,
    PRIMARY KEY (station, order_id, line)){in_key_order};
CREATE TABLE parcels (station TEXT NOT NULL, parcel_code TEXT NOT NULL, order_id TEXT NOT NULL,
    shelf TEXT NOT NULL, received_at {int} NOT NULL,
    PRIMARY KEY (station, parcel_code)){by_station};
CREATE TABLE residents (station TEXT NOT NULL, resident_id TEXT NOT NULL, name TEXT NOT NULL,
    phone TEXT NOT NULL, PRIMARY KEY (station, resident_id)){by_station};
CREATE TABLE changes (station TEXT NOT NULL, scope TEXT NOT NULL, position {int} NOT NULL,
    kind TEXT NOT NULL, id TEXT NOT NULL, xid {int} NOT NULL, version {int} NOT NULL,
    at {int} NOT NULL, body {blob},
    PRIMARY KEY (station, scope, xid, position)){in_key_order};
CREATE TABLE scopes (scope TEXT PRIMARY KEY NOT NULL, floor_xid {int} NOT NULL,
    floor_position {int} NOT NULL){strict};
CREATE TABLE catalogue_versions (version {int} PRIMARY KEY NOT NULL, currency TEXT NOT NULL,
    at {int} NOT NULL, xid {int} NOT NULL, position {int} NOT NULL){strict};
CREATE TABLE categories (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL,
    name_en TEXT NOT NULL, parent TEXT NOT NULL, picture TEXT NOT NULL, level {int} NOT NULL,
    position {int} NOT NULL, version {int} NOT NULL, withdrawn {int} NOT NULL){strict};
CREATE TABLE goods (sku TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL,
    pinyin TEXT NOT NULL, category TEXT NOT NULL, unit TEXT NOT NULL, barcode TEXT NOT NULL,
    picture TEXT NOT NULL, brand TEXT NOT NULL, size TEXT NOT NULL, price_minor {int} NOT NULL,
    unit_grams {int} NOT NULL, position {int} NOT NULL, version {int} NOT NULL,
    withdrawn {int} NOT NULL, stock {int}, stock_told {int}){strict};
CREATE TABLE goods_prices (sku TEXT NOT NULL, version {int} NOT NULL,
    price_minor {int} NOT NULL, unit_grams {int} NOT NULL, until {int},
    PRIMARY KEY (sku, version)){strict};
{places}
"""

_LESSONS: Final = """
CREATE TABLE lessons (station TEXT NOT NULL, operator TEXT NOT NULL, lesson TEXT NOT NULL,
    finished_at {int} NOT NULL, tries {int} NOT NULL, received_at {int} NOT NULL,
    PRIMARY KEY (station, operator, lesson)){by_station};
{lesson_places}
"""

MIGRATIONS: Final[tuple[str, ...]] = (_FIRST, _LESSONS)
"""Migration n is at index n - 1."""

PARTITIONS: Final = 16
"""Parts of each table of stations; more than any one server has cores to work on them."""


def _parts(*tables: str) -> str:
    return "".join(
        f"CREATE TABLE {table}_{part:02d} PARTITION OF {table}"
        f" FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {part});"
        for table in tables
        for part in range(PARTITIONS)
    )


WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "sqlite": {
        "int": "INTEGER",
        "blob": "BLOB",
        "strict": " STRICT",
        "by_station": " STRICT",
        "in_key_order": " STRICT, WITHOUT ROWID",
        "places": "",
        "lesson_places": "",
    },
    "postgresql": {
        "int": "BIGINT",
        "blob": "BYTEA",
        "strict": "",
        "by_station": " PARTITION BY HASH (station)",
        "in_key_order": " PARTITION BY HASH (station)",
        "places": "CREATE SEQUENCE change_position;"
        + _parts("devices", "records", "resends", "lanes", "unreadable", "blocks", "orders")
        + _parts("order_lines", "parcels", "residents", "changes"),
        "lesson_places": _parts("lessons"),
    },
}
"""What each database says where they differ.  `places` end a migration that makes tables
of stations."""


def schema_number(connection: Connection) -> int:
    """Return the number of the last migration of a database, 0 for an empty one."""
    if not inspect(connection).has_table(_LEDGER):
        return 0
    return int(connection.execute(text(f"SELECT max(number) FROM {_LEDGER}")).scalar() or 0)


def migrate(connection: Connection, migrations: tuple[str, ...] = MIGRATIONS) -> list[int]:
    """Bring the database up to date inside the caller's transaction; return the numbers run.

    Raises `NewerDatabase` when the database has a number that the program does not know.
    """
    present = schema_number(connection)
    if present > len(migrations):
        raise NewerDatabase(
            "newer_database",
            f"The database is of version {present}, this program knows up to {len(migrations)}.",
        )
    words = WORDS[connection.dialect.name]
    done = []
    for number, script in enumerate(migrations[present:], start=present + 1):
        _run(connection, script.format_map(words))
        _record(connection, number, words)
        done.append(number)
    return done


def _run(connection: Connection, script: str) -> None:
    for statement in script.split(";"):
        if statement.strip():
            connection.execute(text(statement))


def _record(connection: Connection, number: int, words: Mapping[str, str]) -> None:
    connection.execute(
        text(
            f"CREATE TABLE IF NOT EXISTS {_LEDGER} (number {words['int']} PRIMARY KEY NOT NULL,"
            f" ran_at {words['int']} NOT NULL){words['strict']}"
        )
    )
    connection.execute(
        text(f"INSERT INTO {_LEDGER} (number, ran_at) VALUES (:number, :ran_at)"),
        {"number": number, "ran_at": time.time_ns() // 1_000_000},
    )
