"""Stations, their devices and keys: one-time codes, enrolment, signatures, revocation."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Any, Final, NamedTuple

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey
from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from sync.hub.catalogue import current_catalogue
from sync.hub.errors import Answer, Refused
from sync.hub.feed import SCOPE_KEYS, NewChange, append_changes
from sync.hub.hub import HOLD_DAYS, Hub
from sync.hub.store import next_number
from sync.hub.tables import devices, enrol_codes, stations
from sync.protocol import (
    CHANGE_KEY,
    PRACTICE_STATION,
    Enrolment,
    EnrolRequest,
    KeyEntry,
    signing_text,
)

CODE_LIFE_MS: Final = 24 * 3_600_000
KEY_LIFE_MS: Final = 5 * 365 * 24 * 3_600_000
DEVICES_MOST: Final = 10
_STATION: Final = re.compile(r"[A-Z0-9]{2,8}")

_SENDER: Final = select(devices).where(
    devices.c.station == bindparam("of"), devices.c.device_index == bindparam("index")
)


class Sender(NamedTuple):
    """Who sent a signed request."""

    station: str
    device: str
    device_index: int


class Signed(NamedTuple):
    """The parts of a request that its signature covers, and who claims to have signed it."""

    method: str
    target: str
    body: bytes
    station: str
    device: str
    counter: str
    signature: str


def create_enrol_code(hub: Hub, *, station: str, name: str = "") -> str:
    """Return a new one-time code such as `1234-5678`, good for 24 hours.

    Makes the station when it is new; a name given for a known one renames it.  Raises `Refused`
    for a station code that is not 2 to 8 capital letters and digits, or that sandboxes go by.
    """
    station = station.strip().upper()
    if not _STATION.fullmatch(station):
        raise Refused("bad_station", "A station code is 2 to 8 letters A–Z and digits.")
    if station == PRACTICE_STATION:
        raise Refused("bad_station", f"{station} is what every station's sandbox is called.")
    digits = f"{secrets.randbelow(10**8):08d}"
    with hub.store.write() as connection:
        _keep_station(connection, station, name.strip()[:80], hub.clock())
        connection.execute(
            insert(enrol_codes).values(
                code_hash=_code_hash(digits),
                station=station,
                public_key="",
                expires_at=hub.clock() + CODE_LIFE_MS,
            )
        )
    return f"{digits[:4]}-{digits[4:]}"


def enrol_device(hub: Hub, request: EnrolRequest) -> Enrolment:
    """Make a device part of the station that its code was given for, and vouch for its key.

    The same code with the same key gives the same answer again, for an answer may get lost.
    Raises `Answer` 403 for an unknown, used or expired code, 400 for a key that is none, 409
    when the station has its ten devices.
    """
    _check_key(request.public_key)
    with hub.store.write() as connection:
        code = connection.execute(
            select(enrol_codes).where(enrol_codes.c.code_hash == _code_hash(request.code))
        ).one_or_none()
        if code is None or (code.public_key and code.public_key != request.public_key):
            raise Answer("bad_code", "This code is not known, or it was used before.", status=403)
        if not code.public_key:
            _use_code(hub, connection, code, request)
        return _enrolment(hub, connection, code.code_hash)


def authenticate(hub: Hub, signed: Signed) -> Sender:
    """Return who signed a request; raises `Answer` 401 or, for a revoked device, 403."""
    with hub.store.read() as connection:
        named = {"of": signed.station, "index": _device_index(signed.device)}
        row = connection.execute(_SENDER, named).one_or_none()
    if row is None:
        raise Answer("unknown_device", "This device is not enrolled here.", status=401)
    _check_signature(row.public_key, signed)
    if row.revoked_at is not None:
        raise Answer("revoked", "This device was revoked by the operator of the hub.", status=403)
    return Sender(row.station, signed.device, row.device_index)


def revoke_device(hub: Hub, *, station: str, device: str) -> None:
    """Take a device's key back; every station is told.  Raises `Refused` for an unknown one."""
    now = hub.clock()
    with hub.store.write() as connection:
        where = (
            devices.c.station == station,
            devices.c.device_index == _device_index(device),
        )
        row = connection.execute(select(devices).where(*where)).one_or_none()
        if row is None:
            raise Refused("unknown_device", f"Station {station} has no device {device}.")
        if row.revoked_at is None:
            connection.execute(update(devices).where(*where).values(revoked_at=now))
            _tell_key(hub, connection, row, revoked=True)


def _keep_station(connection: Connection, code: str, name: str, now: int) -> None:
    known = connection.execute(select(stations).where(stations.c.code == code)).one_or_none()
    if known is None:
        connection.execute(insert(stations).values(code=code, name=name or code, created_at=now))
    elif name:
        connection.execute(update(stations).where(stations.c.code == code).values(name=name))


def _use_code(hub: Hub, connection: Connection, code: Row[Any], request: EnrolRequest) -> None:
    now = hub.clock()
    if code.expires_at < now:
        raise Answer("expired_code", "This code is too old: ask for a new one.", status=403)
    # The station's row is locked, so that two devices cannot get the same letter.
    connection.execute(
        select(stations.c.code).where(stations.c.code == code.station).with_for_update()
    )
    index = connection.execute(
        select(func.count()).select_from(devices).where(devices.c.station == code.station)
    ).scalar_one()
    if index >= DEVICES_MOST:
        raise Answer("station_full", "This station has ten devices already.", status=409)
    connection.execute(
        insert(devices).values(
            station=code.station,
            device_index=index,
            public_key=request.public_key,
            incarnation=request.incarnation[:64],
            key_id=next_number(connection, "key"),
            valid_from=now,
            valid_to=now + KEY_LIFE_MS,
            counter=0,
            last_seen=now,
        )
    )
    connection.execute(
        update(enrol_codes)
        .where(enrol_codes.c.code_hash == code.code_hash)
        .values(public_key=request.public_key, device_index=index)
    )
    _tell_key(hub, connection, _device(connection, code.station, index), revoked=False)


def _enrolment(hub: Hub, connection: Connection, code_hash: str) -> Enrolment:
    code = connection.execute(
        select(enrol_codes, stations.c.name)
        .join(stations, stations.c.code == enrol_codes.c.station)
        .where(enrol_codes.c.code_hash == code_hash)
    ).one()
    device = _device(connection, code.station, code.device_index)
    return Enrolment(
        station=code.station,
        station_name=code.name,
        device=chr(ord("A") + device.device_index),
        device_index=device.device_index,
        key_id=device.key_id,
        currency=current_catalogue(connection).currency,
        hub_key=hub.public_key,
        hold_days=HOLD_DAYS,
    )


def _device(connection: Connection, station: str, index: int) -> Row[Any]:
    return connection.execute(
        select(devices).where(devices.c.station == station, devices.c.device_index == index)
    ).one()


def _tell_key(hub: Hub, connection: Connection, device: Row[Any], *, revoked: bool) -> None:
    entry = KeyEntry(
        key_id=device.key_id,
        station=device.station,
        public_key=device.public_key,
        valid_from=device.valid_from,
        valid_to=device.valid_to,
        revoked=revoked,
    )
    change = NewChange(CHANGE_KEY, str(device.key_id), entry)
    append_changes(hub.store, connection, SCOPE_KEYS, [change], hub.clock())


def _device_index(device: str) -> int:
    return ord(device) - ord("A") if len(device) == 1 else -1


def _code_hash(code: str) -> str:
    digits = re.sub(r"[^0-9]", "", code[:40])
    return hashlib.sha256(f"enrol:{digits}".encode()).hexdigest()


def _check_key(public_key: str) -> None:
    try:
        VerifyKey(bytes.fromhex(public_key))
    except (ValueError, TypeError) as error:
        raise Answer("bad_key", "The public key is not 32 bytes in hex.", status=400) from error


def _check_signature(public_key: str, signed: Signed) -> None:
    try:
        text = signing_text(
            method=signed.method,
            target=signed.target,
            body=signed.body,
            counter=int(signed.counter[:20]),
        )
        VerifyKey(bytes.fromhex(public_key)).verify(text, bytes.fromhex(signed.signature))
    except (BadSignatureError, ValueError, TypeError) as error:
        raise Answer(
            "bad_signature", "The request is not signed by this device.", status=401
        ) from error
