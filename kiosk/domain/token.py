"""The QR token of a pick-up slip or a resident's card: genuine or not, told without a network.

A token is a small fixed struct (43 bytes) and its Ed25519 signature (64 bytes), written as 258
decimal digits.  Any station that holds the hub's key list can check it.  There is no name, phone or
address inside.  A signature proves that a slip is genuine, never that it is unused: redemption is
decided by the station that holds the parcel.

    offset  bytes  field
    0       1      magic 0xB in the high half, version in the low half
    1       1      purpose: 1 pick-up, 2 card
    2       4      key id
    6       6      station code: nine signs of " A-Z0-9-._", three to two bytes (base 40)
    12      16     order id or card id (UUID)
    28      4      issued, minutes since 1970-01-01 UTC
    32      4      expires, the same; 0 = never
    36      4      amount due, minor units
    40      1      parcels
    41      2      shelf: symbol in the high 4 bits (0 = none yet, 1 triangle, 2 disc, 3 square),
                   number in the low 12
    43      64     signature over bytes 0-42

Decimal digits were chosen over base45 and URLs: they are the only text a keyboard scanner gets
right while a Chinese input method is on, and the numeric mode of a QR code costs no more modules
than raw bytes (258 of the 259 digits of version 8 at error correction Q).  The digits of n bytes
are always `digits_for(n)` long, so leading zeros survive and the length tells n.

Time never refuses a genuine token here: clocks of old machines jump by years, and paid goods are
not forfeited by a date.  `PickupToken.expired_at` and `KeyEntry.covers` let callers ask a person.
"""

from __future__ import annotations

import math
import struct
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final
from uuid import UUID

from kiosk.domain.errors import Refused, WrongInput
from kiosk.domain.pickup import ShelfSlot

VERSION: Final = 1
SIGNATURE_BYTES: Final = 64
MOST_SHELF_NUMBER: Final = 4095

_MAGIC: Final = 0xB0
_STRUCT: Final = struct.Struct(">BBI6s16sIIIBH")
_STATION_SIGNS: Final = " ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._"
_STATION_LENGTH: Final = 9
_SHELF_SYMBOLS: Final = ("", "triangle", "disc", "square")


class NotAToken(WrongInput):
    """What was scanned is some other code: a bar code, a web address, a torn slip."""

    key = "error.not_a_token"


class UnknownTokenVersion(Refused):
    """Written by a newer program; values: `version`."""

    key = "error.token_version"


class UnknownTokenKey(Refused):
    """Signed by a station whose key is not in the key list here; values: `key_id`, `station`."""

    key = "error.token_key_unknown"


class RevokedTokenKey(Refused):
    """Signed with a key the hub has withdrawn; values: `key_id`, `station`."""

    key = "error.token_key_revoked"


class ForgedToken(Refused):
    """The signature does not fit: altered or made up."""

    key = "error.token_forged"


class Purpose(IntEnum):
    """What a token is for."""

    PICKUP = 1
    CARD = 2


@dataclass(frozen=True, slots=True)
class PickupToken:
    """What a slip's or card's QR says; times in minutes since 1970 UTC, money in minor units.

    `subject` is the order id of a pick-up slip, the card id of a card.
    """

    purpose: Purpose
    key_id: int
    station: str
    subject: UUID
    issued: int
    expires: int = 0
    amount_due_minor: int = 0
    parcels: int = 0
    shelf: ShelfSlot | None = None
    version: int = VERSION

    def expired_at(self, minute: int) -> bool:
        """Tell whether the storage time has passed: a reason to ask, never to refuse."""
        return 0 < self.expires < minute


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One line of the hub's key list; the station may sign from `valid_from` to `valid_to`.

    The entry stays in the list after `valid_to` for the longest storage time, for checking only.
    """

    key_id: int
    station: str
    public_key: bytes
    valid_from: int = 0
    valid_to: int = 0xFFFF_FFFF

    def covers(self, token: PickupToken) -> bool:
        """Tell whether the token says it was issued while the key was valid for signing."""
        return self.valid_from <= token.issued <= self.valid_to


@dataclass(frozen=True, slots=True)
class Signer:
    """The device's own signing key; `seed` (32 bytes) never leaves the device."""

    key_id: int
    station: str
    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls, key_id: int, station: str) -> Signer:
        """Make a new key from the system's randomness."""
        from nacl.utils import random  # needed at the first slip, not at start

        return cls(key_id, station, random(32))

    def public_key(self) -> bytes:
        """Return the 32 bytes that go into the key list."""
        from nacl.signing import SigningKey

        return bytes(SigningKey(self.seed).verify_key)

    def sign(self, payload: bytes) -> bytes:
        """Return the 64-byte Ed25519 signature."""
        from nacl.signing import SigningKey

        return SigningKey(self.seed).sign(payload).signature

    def entry(self, valid_from: int = 0, valid_to: int = 0xFFFF_FFFF) -> KeyEntry:
        """Return the key-list line of this key."""
        return KeyEntry(self.key_id, self.station, self.public_key(), valid_from, valid_to)


def encode_token(token: PickupToken, signer: Signer) -> str:
    """Return the signed token as digits.

    Raises `ValueError` when a field does not fit its place or the signer is another one than the
    token names: a mistake of the program, not of a person.
    """
    if (token.key_id, token.station) != (signer.key_id, signer.station):
        raise ValueError("the token names another key or station than the signer's")
    payload = _pack(token)
    return to_digits(payload + signer.sign(payload))


def decode_token(digits: str) -> tuple[PickupToken, bytes, bytes]:
    """Return the token, its payload and its signature, unchecked.

    Raises `NotAToken` or `UnknownTokenVersion`.
    """
    raw = from_digits(digits)
    if len(raw) <= SIGNATURE_BYTES or raw[0] & 0xF0 != _MAGIC:
        raise NotAToken
    if raw[0] != _MAGIC | VERSION:
        raise UnknownTokenVersion(version=raw[0] & 0x0F)
    payload, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    if len(payload) != _STRUCT.size:
        raise NotAToken
    return _unpack(payload), payload, signature


def verify_token(
    digits: str, keys: Mapping[int, KeyEntry], revoked: Collection[int] = frozenset()
) -> PickupToken:
    """Return a genuine token.

    Raises `NotAToken`, `UnknownTokenVersion`, `RevokedTokenKey`, `UnknownTokenKey` (ask the hub for
    its newest list) or `ForgedToken`.
    """
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    token, payload, signature = decode_token(digits)
    if token.key_id in revoked:
        raise RevokedTokenKey(key_id=token.key_id, station=token.station)
    entry = keys.get(token.key_id)
    if entry is None:
        raise UnknownTokenKey(key_id=token.key_id, station=token.station)
    try:
        VerifyKey(entry.public_key).verify(payload, signature)
    except BadSignatureError as error:
        raise ForgedToken from error
    if token.station != entry.station:  # a station's key speaks for that station alone
        raise ForgedToken
    return token


def digits_for(length: int) -> int:
    """Return how many decimal digits hold any `length` bytes."""
    return math.ceil(length * 8 * math.log10(2))


def to_digits(raw: bytes) -> str:
    """Return the bytes as one decimal number of fixed length."""
    return str(int.from_bytes(raw, "big")).zfill(digits_for(len(raw)))


_BYTES_OF_DIGITS: Final = {digits_for(n): n for n in range(1, 257)}


def from_digits(text: str) -> bytes:
    """Return the bytes of a decimal text; blanks around it and wide digits (０-９) are read too.

    Raises `NotAToken` for any other text and for a length no number of bytes is written with.
    """
    if len(text) > 2 * max(_BYTES_OF_DIGITS):
        raise NotAToken
    digits = unicodedata.normalize("NFKC", text.strip())
    length = _BYTES_OF_DIGITS.get(len(digits))
    if length is None or not (digits.isascii() and digits.isdigit()):
        raise NotAToken
    number = int(digits)
    if number >= 1 << (8 * length):
        raise NotAToken
    return number.to_bytes(length, "big")


def _pack(token: PickupToken) -> bytes:
    if token.version != VERSION:
        raise ValueError(f"version {token.version} cannot be written")
    try:
        return _STRUCT.pack(
            _MAGIC | VERSION,
            token.purpose,
            token.key_id,
            _pack_station(token.station),
            token.subject.bytes,
            token.issued,
            token.expires,
            token.amount_due_minor,
            token.parcels,
            _pack_shelf(token.shelf),
        )
    except struct.error as error:
        raise ValueError(f"a field of the token is too large: {error}") from error


def _unpack(payload: bytes) -> PickupToken:
    _, purpose, key_id, station, subject, issued, expires, due, parcels, shelf = _STRUCT.unpack(
        payload
    )
    try:
        return PickupToken(
            purpose=Purpose(purpose),
            key_id=key_id,
            station=_unpack_station(station),
            subject=UUID(bytes=subject),
            issued=issued,
            expires=expires,
            amount_due_minor=due,
            parcels=parcels,
            shelf=_unpack_shelf(shelf),
        )
    except ValueError as error:
        raise NotAToken from error


def _pack_shelf(slot: ShelfSlot | None) -> int:
    if slot is None:
        return 0
    if not 0 <= slot.number <= MOST_SHELF_NUMBER:
        raise ValueError(f"shelf number {slot.number} is not 0-{MOST_SHELF_NUMBER}")
    return _SHELF_SYMBOLS.index(slot.symbol) << 12 | slot.number


def _unpack_shelf(packed: int) -> ShelfSlot | None:
    """Raises `ValueError` for bits that `_pack_shelf` never writes."""
    symbol, number = packed >> 12, packed & MOST_SHELF_NUMBER
    if symbol >= len(_SHELF_SYMBOLS) or (symbol == 0 and number):
        raise ValueError("not a shelf slot")
    return ShelfSlot(_SHELF_SYMBOLS[symbol], number) if symbol else None


def _pack_station(code: str) -> bytes:
    """Three signs to two bytes, as 40 x 40 x 40 < 65,536."""
    if not 1 <= len(code) <= _STATION_LENGTH or " " in code:
        raise ValueError(f"station code {code!r} is not 1-{_STATION_LENGTH} signs")
    indexes = [_STATION_SIGNS.index(sign) for sign in code.ljust(_STATION_LENGTH)]
    triples = [indexes[i : i + 3] for i in range(0, _STATION_LENGTH, 3)]
    return b"".join((a * 1600 + b * 40 + c).to_bytes(2, "big") for a, b, c in triples)


def _unpack_station(raw: bytes) -> str:
    """Raises `ValueError` for bytes that `_pack_station` never writes."""
    signs = []
    for number in struct.unpack(">3H", raw):
        if number >= 40**3:
            raise ValueError("not a station code")
        signs += [number // 1600, number // 40 % 40, number % 40]
    code = "".join(_STATION_SIGNS[i] for i in signs).rstrip()
    if _pack_station(code) != raw:
        raise ValueError("not a station code")
    return code
