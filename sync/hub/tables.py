"""The hub's tables as queries see them; `migrations` makes them.

Every key of what belongs to a station begins with the station, so that PostgreSQL can spread
these tables by station (`PER_STATION`); the others are small and the same for all.  Money in
minor units, weights in grams, times in ms since 1970 by the hub's clock (`at` by the sender's).
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, Table, Text

metadata: Final = MetaData()


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _text(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _whole(*names: str) -> list[Column[int]]:
    return [Column(name, BigInteger, nullable=False) for name in names]


def _maybe(*names: str) -> list[Column[int]]:
    return [Column(name, BigInteger, nullable=True) for name in names]


def _whole_key(name: str) -> Column[int]:
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


hub_state: Final = Table("hub_state", metadata, _key("name"), *_text("value"))
"""Few facts about the hub itself: epoch, key seed."""

counters: Final = Table("counters", metadata, _key("name"), *_whole("value"))

stations: Final = Table("stations", metadata, _key("code"), *_text("name"), *_whole("created_at"))

devices: Final = Table(
    "devices",
    metadata,
    _key("station"),
    _whole_key("device_index"),
    *_text("public_key", "incarnation"),
    *_whole("key_id", "valid_from", "valid_to", "counter", "last_seen"),
    *_maybe("revoked_at"),
)
"""`counter` is the highest one a signed push carried; a lower one later hints at a copied disk."""

enrol_codes: Final = Table(
    "enrol_codes",
    metadata,
    _key("code_hash"),
    *_text("station", "public_key"),
    *_whole("expires_at"),
    *_maybe("device_index"),
)
"""One-time codes by their hash; `public_key` and `device_index` tell who used one."""

records: Final = Table(
    "records",
    metadata,
    _key("station"),
    _key("incarnation"),
    _whole_key("seq"),
    *_text("id", "aggregate", "type", "hash", "verdict", "code", "detail"),
    *_whole("schema", "at", "received_at", "applied"),
    Column("body", LargeBinary, nullable=False),
)
"""Everything a station pushed, raw, with its one verdict; `applied` 1: the view holds it."""

resends: Final = Table(
    "resends",
    metadata,
    _key("station"),
    _key("incarnation"),
    _whole_key("seq"),
    _key("hash"),
    *_text("id", "verdict"),
    *_whole("received_at"),
    Column("body", LargeBinary, nullable=False),
)
"""Records that met a known id or seq: in conflict with it, or the same under a new seq."""

lanes: Final = Table(
    "lanes", metadata, _key("station"), _key("incarnation"), *_whole("ack_through")
)
"""How far the records of an incarnation are here without a gap."""

unreadable: Final = Table(
    "unreadable",
    metadata,
    _key("station"),
    _key("hash"),
    *_whole("received_at"),
    Column("body", LargeBinary, nullable=False),
)
"""Lines that are no record; kept, because a person's order may be in them."""

blocks: Final = Table("blocks", metadata, _key("station"), _key("aggregate"), *_text("type"))
"""Aggregates that wait: a record of `type` was rejected or held, later ones wait behind it."""

orders: Final = Table(
    "orders",
    metadata,
    _key("station"),
    _key("id"),
    *_text("number", "short_code", "device", "resident_id", "buyer_name", "pay", "currency"),
    *_text("order_state", "payment_state", "fulfilment_state", "question"),
    *_text("parcel_code", "shelf", "content_hash"),
    *_whole("catalogue_version", "total_minor", "offered_minor", "paid_minor", "refund_minor"),
    *_whole("reserved", "at", "received_at"),
)
"""The hub's view of an order.  `question` is price_changed or shortage while a person decides;
`reserved` 1: its goods are taken out of the stock."""

order_lines: Final = Table(
    "order_lines",
    metadata,
    _key("station"),
    _key("order_id"),
    _whole_key("line"),
    *_text("sku"),
    *_whole("quantity", "unit_grams", "price_minor", "amount_minor", "offered_minor"),
)
"""`offered_minor` is the price offered with a price change, -1 while there is none."""

parcels: Final = Table(
    "parcels",
    metadata,
    _key("station"),
    _key("parcel_code"),
    *_text("order_id", "shelf"),
    *_whole("received_at"),
)

residents: Final = Table(
    "residents", metadata, _key("station"), _key("resident_id"), *_text("name", "phone")
)

lessons: Final = Table(
    "lessons",
    metadata,
    _key("station"),
    _key("operator"),
    _key("lesson"),
    *_whole("finished_at", "tries", "received_at"),
)
"""Practice lessons that operators finished; `finished_at` by the station's clock."""

changes: Final = Table(
    "changes",
    metadata,
    _key("station"),
    _key("scope"),
    _whole_key("xid"),
    _whole_key("position"),
    *_text("kind", "id"),
    *_whole("version", "at"),
    Column("body", LargeBinary, nullable=True),
)
"""The feed.  Read in the order of (xid, position); a null body is a tombstone.  What is told to
all stations has an empty station."""

scopes: Final = Table("scopes", metadata, _key("scope"), *_whole("floor_xid", "floor_position"))
"""How far back a scope's changes are kept; an older cursor must fetch again."""

catalogue_versions: Final = Table(
    "catalogue_versions",
    metadata,
    _whole_key("version"),
    *_text("currency"),
    *_whole("at", "xid", "position"),
)
"""One row an import that changed something, with the place in the feed where it ends."""

categories: Final = Table(
    "categories",
    metadata,
    _key("id"),
    *_text("name", "name_en", "parent", "picture"),
    *_whole("level", "position", "version", "withdrawn"),
)

goods: Final = Table(
    "goods",
    metadata,
    _key("sku"),
    *_text("name", "name_en", "pinyin", "category", "unit", "barcode", "picture", "brand", "size"),
    *_whole("price_minor", "unit_grams", "position", "version", "withdrawn"),
    *_maybe("stock", "stock_told"),
)
"""`stock` in pieces or grams, null without limit; `stock_told` is what the last file said."""

goods_prices: Final = Table(
    "goods_prices",
    metadata,
    _key("sku"),
    _whole_key("version"),
    *_whole("price_minor", "unit_grams"),
    *_maybe("until"),
)
"""Each price of an article from a catalogue version on; `until` null is the present one."""

PER_STATION: Final = (
    devices,
    records,
    resends,
    lanes,
    unreadable,
    blocks,
    orders,
    order_lines,
    parcels,
    residents,
    lessons,
    changes,
)
"""Tables whose rows belong to a station; on PostgreSQL they are partitioned by it."""
