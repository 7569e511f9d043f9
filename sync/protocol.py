"""The messages between a station and the hub: typed, versioned, the same on both ends.

A station *pushes* records it owns and gets one `Verdict` for each; it *pulls* a catalogue
snapshot and then `Change` pages.  Both ends encode and decode with the structs below, so a
message has one shape and one place.  Money is in integer minor units, weights in grams, times
in milliseconds since 1970 by the sender's clock (`at` informs; order comes from `seq` alone).

Bodies are added to, never changed: a new field has a default, a new meaning has a new `type`
or a higher `schema`.  A hub that does not know a schema keeps the record raw and holds it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

import msgspec

PROTOCOL: Final = 1
SCHEMA: Final = 1
HEADER_PROTOCOL: Final = "X-Kiosk-Protocol"
HEADER_STATION: Final = "X-Kiosk-Station"
HEADER_DEVICE: Final = "X-Kiosk-Device"
HEADER_INCARNATION: Final = "X-Kiosk-Incarnation"
HEADER_COUNTER: Final = "X-Kiosk-Counter"
HEADER_SIGNATURE: Final = "X-Kiosk-Signature"
HEADER_CURSOR: Final = "X-Kiosk-Cursor"

PUSH_BATCH_MOST: Final = 500
"""Most records in one push; sync.md measured little gain beyond it."""
PUSH_BYTES_MOST: Final = 4 * 1024 * 1024
"""Most bytes of one push after decompression; more is refused as a decompression bomb."""
CHANGES_PAGE_MOST: Final = 1000

SCOPE_CATALOGUE: Final = "catalogue"
SCOPE_STATION: Final = "station"

PRACTICE_STATION: Final = "PRACTICE"
"""Code that every station's sandbox goes by; no hub gives it to a station."""


class VerdictKind(StrEnum):
    """What the hub says of one record, once and for ever."""

    OK = "ok"
    DUP = "dup"
    REJECTED = "rejected"
    CONFLICT = "conflict"
    HELD = "held"
    RETRY = "retry"


FINAL_VERDICTS: Final = frozenset(
    {VerdictKind.OK, VerdictKind.DUP, VerdictKind.REJECTED, VerdictKind.CONFLICT, VerdictKind.HELD}
)
"""Verdicts after which the station does not send the record again unchanged."""


class Record(msgspec.Struct, frozen=True):
    """One line of a push: a station's record in its wire form, as the outbox keeps it."""

    seq: int
    id: str
    aggregate: str
    type: str
    schema: int
    at: int
    body: msgspec.Raw


class Verdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """The hub's answer to one record.  `code` is for programs, `detail` a sentence for people."""

    seq: int
    id: str
    verdict: VerdictKind
    code: str = ""
    detail: str = ""


class PushAnswer(msgspec.Struct, frozen=True):
    """A verdict for each record; every seq up to `ack_through` has a final verdict."""

    verdicts: list[Verdict]
    ack_through: int


class Hello(msgspec.Struct, frozen=True):
    """What the hub is and allows.  `now` is the hub's time in ms; `epoch` changes on restore.

    A station that shows its cursors is told in `current` the scopes in which nothing follows them,
    so that a sync without news is one request.
    """

    protocol_min: int
    protocol_max: int
    schema_max: int
    epoch: str
    now: int
    batch_most: int = PUSH_BATCH_MOST
    bytes_most: int = PUSH_BYTES_MOST
    not_before_s: int = 0
    current: list[str] = []


class EnrolRequest(msgspec.Struct, frozen=True):
    """A new device shows its one-time code and its own Ed25519 public key (hex)."""

    code: str
    public_key: str
    incarnation: str


class Enrolment(msgspec.Struct, frozen=True):
    """Who the device is from now on.  `device_index` (0-9) and `device` (A, B, ...) agree."""

    station: str
    station_name: str
    device: str
    device_index: int
    key_id: int
    currency: str
    hub_key: str
    hold_days: int = 5


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """The body of every answer that is not 2xx: a code for programs, a sentence for people."""

    code: str
    detail: str = ""


# --- station to hub: bodies of records -------------------------------------------------------


class LineBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line bought.  `quantity` is pieces, or grams where `unit_grams` > 0.

    `price_minor` is per piece, or per `unit_grams` grams.
    """

    sku: str
    quantity: int
    price_minor: int
    amount_minor: int
    unit_grams: int = 0


class OrderPlaced(msgspec.Struct, frozen=True, omit_defaults=True):
    """A confirmed order.  `content_hash` is `order_hash` of its lines and total."""

    order_id: str
    number: str
    short_code: str
    lines: list[LineBody]
    total_minor: int
    currency: str
    pay: str
    catalogue_version: int
    content_hash: str
    paid_minor: int = 0
    resident_id: str = ""
    buyer_name: str = ""


class OrderCancelled(msgspec.Struct, frozen=True, omit_defaults=True):
    """The station cancelled an order and gave `refund_minor` back."""

    order_id: str
    refund_minor: int = 0
    reason: str = ""


class PriceAccepted(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person said yes to the new total; `refund_minor` went back because it is lower."""

    order_id: str
    total_minor: int
    refund_minor: int = 0


class ParcelReceived(msgspec.Struct, frozen=True, omit_defaults=True):
    """A parcel was scanned in at the station and lies in `shelf`.  Empty order: unexpected."""

    parcel_code: str
    order_id: str = ""
    shelf: str = ""


class ParcelCollected(msgspec.Struct, frozen=True, omit_defaults=True):
    """The one redemption of an order.  `proof`: slip, short_code, card, phone or number."""

    order_id: str
    proof: str
    paid_minor: int = 0


class ResidentRegistered(msgspec.Struct, frozen=True, omit_defaults=True):
    """A new resident, registered at the station, also offline."""

    resident_id: str
    name: str
    phone: str = ""


class LessonFinished(msgspec.Struct, frozen=True, omit_defaults=True):
    """An operator finished a practice lesson for the first time.

    `tries` counts how often it was begun until then, `finished_at` is the station's clock (ms).
    """

    operator_id: str
    lesson: str
    finished_at: int
    tries: int = 1


BODY_TYPES: Final[dict[str, type[msgspec.Struct]]] = {
    "order.placed": OrderPlaced,
    "order.cancelled": OrderCancelled,
    "order.price_accepted": PriceAccepted,
    "parcel.received": ParcelReceived,
    "parcel.collected": ParcelCollected,
    "resident.registered": ResidentRegistered,
    "lesson.finished": LessonFinished,
}
"""Every record type of schema 1 and the struct of its body."""


# --- hub to station ---------------------------------------------------------------------------


def _null() -> msgspec.Raw:
    return msgspec.Raw(b"null")


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One change of a scope.  A null body is a tombstone: the thing left the scope.

    (The type is not `Raw | None`: msgspec reads such a union as null alone.)
    """

    kind: str
    id: str
    version: int
    body: msgspec.Raw = msgspec.field(default_factory=_null)

    @property
    def is_tombstone(self) -> bool:
        """Tell whether the thing left the scope."""
        return not self.body or bytes(self.body) == b"null"


class ChangesPage(msgspec.Struct, frozen=True):
    """Changes after a cursor, in the order in which they are applied, and the next cursor."""

    changes: list[Change]
    cursor: str
    more: bool


class Category(msgspec.Struct, frozen=True, omit_defaults=True):
    """A node of the category tree; `parent` empty is the first level (1-based `level`)."""

    id: str
    name: str
    name_en: str = ""
    parent: str = ""
    level: int = 1
    picture: str = ""
    position: int = 0


class Goods(msgspec.Struct, frozen=True, omit_defaults=True):
    """One article of the catalogue.

    `price_minor` is per `unit`; `unit_grams` > 0 says the goods are weighed and how many grams
    one `unit` is (斤 = 500, kg = 1000).  `pinyin` holds the syllables of `name` separated by
    blanks, made by the hub, so that a station needs no dictionary.  `position` sorts within the
    category, the most bought first.
    """

    sku: str
    name: str
    category: str
    unit: str
    price_minor: int
    name_en: str = ""
    pinyin: str = ""
    unit_grams: int = 0
    barcode: str = ""
    picture: str = ""
    brand: str = ""
    size: str = ""
    position: int = 0


class SnapshotHead(msgspec.Struct, frozen=True):
    """The first line of a catalogue snapshot file.

    Then follow as many `Category` lines as it says, parents first, then the `Goods` lines.
    """

    version: int
    currency: str
    categories: int
    goods: int


CHANGE_GOODS: Final = "goods"
CHANGE_CATEGORY: Final = "category"
CHANGE_ORDER: Final = "order"
CHANGE_KEY: Final = "key"
CHANGE_CATALOGUE: Final = "catalogue"
"""Kind of the change that closes a delta: body is a `SnapshotHead` with the new version."""


class OrderEventKind(StrEnum):
    """What the hub tells of an order, in the past tense."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    SHORTAGE = "shortage"
    PRICE_CHANGED = "price_changed"
    SHIPPED = "shipped"
    ARRIVED = "arrived"


class OrderEvent(msgspec.Struct, frozen=True, omit_defaults=True):
    """The hub's own event on a station's order (kind of change: `order`, id: the order's id).

    `total_minor` is the new total of a price change; `parcel_code` comes with shipped.
    """

    order_id: str
    event: OrderEventKind
    at: int
    reason: str = ""
    parcel_code: str = ""
    total_minor: int = 0


class KeyEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A device key the hub vouches for, so that any station can check a slip offline."""

    key_id: int
    station: str
    public_key: str
    valid_from: int
    valid_to: int
    revoked: bool = False


# --- shared functions -------------------------------------------------------------------------

_RECORD_DECODER = msgspec.json.Decoder(Record)


def encode_record(record: Record) -> bytes:
    """Return the record as one JSON line without its line feed."""
    return msgspec.json.encode(record)


def decode_records(payload: bytes) -> Iterator[Record]:
    """Yield the records of an NDJSON payload.

    Raises `msgspec.DecodeError` or `msgspec.ValidationError` on a line that is no record.
    """
    for line in payload.splitlines():
        if line.strip():
            yield _RECORD_DECODER.decode(line)


def record_hash(record: Record) -> str:
    """Return the SHA-256 (hex) of what identifies a record's content, its body's exact bytes."""
    text = f"{record.type}\n{record.schema}\n{record.aggregate}\n".encode()
    return hashlib.sha256(text + bytes(record.body)).hexdigest()


def order_hash(lines: Iterable[LineBody], total_minor: int) -> str:
    """Return 32 hex digits over every line and the total; equal on both ends or refused."""
    told = [
        f"{line.sku}\t{line.quantity}\t{line.unit_grams}\t{line.price_minor}\t{line.amount_minor}\n"
        for line in lines
    ]
    return hashlib.sha256(f"{''.join(told)}={total_minor}".encode()).hexdigest()[:32]


def signing_text(*, method: str, target: str, body: bytes, counter: int) -> bytes:
    """Return the bytes that a request's Ed25519 signature covers.

    `target` is path and query as sent, `body` the bytes as sent (compressed, where they are);
    the signature travels in hex.
    """
    return f"{method}\n{target}\n{hashlib.sha256(body).hexdigest()}\n{counter}".encode()
