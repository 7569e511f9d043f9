"""Who this device is: its incarnation, its place at a station and its secret key.

The Ed25519 seed lies in `station.db`, beside the records that it vouches for: whoever can read the
file can read the records anyway, one backup holds both, and there is no second file to lose.  The
folder is made readable to its owner alone.  Encrypting the file at rest protects both at once.
"""

from __future__ import annotations

import sqlite3

from kiosk.domain.errors import NotEnrolled
from kiosk.domain.ids import new_id
from kiosk.domain.people import Station
from kiosk.domain.token import Signer
from sync.protocol import Enrolment

_STATION = (
    "SELECT station, station_name, device, device_index, currency, hold_days FROM device "
    "WHERE station <> ''"
)
_ENROL = """
UPDATE device SET station = ?, station_name = ?, device = ?, device_index = ?, key_id = ?,
    currency = ?, hold_days = ?, hub_key = ?, seed = ?, enrolled_at = ?
"""


def read_station(connection: sqlite3.Connection) -> Station:
    """Return the station; raises `NotEnrolled`."""
    row = connection.execute(_STATION).fetchone()
    if row is None:
        raise NotEnrolled
    return Station(*row)


def read_signer(connection: sqlite3.Connection) -> Signer:
    """Return the device's signing key; raises `NotEnrolled`."""
    row = connection.execute(
        "SELECT key_id, station, seed FROM device WHERE station <> ''"
    ).fetchone()
    if row is None:
        raise NotEnrolled
    return Signer(key_id=row[0], station=row[1], seed=row[2])


def read_incarnation(connection: sqlite3.Connection) -> str:
    """Return the incarnation, or nothing before it was first asked for."""
    row = connection.execute("SELECT incarnation FROM device").fetchone()
    return str(row[0]) if row else ""


def make_incarnation(connection: sqlite3.Connection) -> str:
    """Return the incarnation, made now if there is none."""
    connection.execute(
        "INSERT INTO device (row_id, incarnation) VALUES (1, ?) ON CONFLICT DO NOTHING", (new_id(),)
    )
    return read_incarnation(connection)


def write_enrolment(
    connection: sqlite3.Connection, enrolment: Enrolment, seed: bytes, at: int
) -> None:
    """Keep what the hub said the device is, together with the key it now vouches for."""
    make_incarnation(connection)
    connection.execute(
        _ENROL,
        (
            enrolment.station,
            enrolment.station_name,
            enrolment.device,
            enrolment.device_index,
            enrolment.key_id,
            enrolment.currency,
            enrolment.hold_days,
            enrolment.hub_key,
            seed,
            at,
        ),
    )
