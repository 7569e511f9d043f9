"""Residents: registered here, also offline, and known again by card or phone."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from kiosk.domain.changes import Outcome, Topic, outcome
from kiosk.domain.clock import Clock
from kiosk.domain.errors import NotFound
from kiosk.domain.ids import new_id
from kiosk.domain.people import NAME_MOST, Resident, clean_name, clean_phone
from kiosk.domain.token import NotAToken, PickupToken, Purpose, encode_token
from kiosk.services.keys import KeyRing
from kiosk.services.lookup import read_code
from kiosk.services.station import StationDesk
from kiosk.store.audit import write_audit
from kiosk.store.database import Database
from kiosk.store.outbox import append_record
from kiosk.store.residents import (
    insert_resident,
    resident_by_id,
    residents_by_phone,
    residents_like,
)
from sync.protocol import ResidentRegistered

FOUND_MOST: Final = 40
"""People that a search returns at most; more are found by typing more."""


class NoSuchResident(NotFound):
    """Nobody of that card, phone or id is known here."""

    key = "error.no_such_resident"


class Residents:
    """Use cases about people."""

    def __init__(self, database: Database, station: StationDesk, clock: Clock) -> None:
        self._database = database
        self._station = station
        self._keys = KeyRing(database, station)
        self._clock = clock

    def register_resident(self, *, name: str, phone: str = "") -> Outcome[Resident]:
        """Register a resident; raises `WrongInput` for a name or phone that cannot be one.

        The same phone may belong to several residents: a family shares one.
        """
        resident = Resident(
            id=new_id(), name=clean_name(name), phone=clean_phone(phone) if phone.strip() else ""
        )
        body = ResidentRegistered(resident_id=resident.id, name=resident.name, phone=resident.phone)
        now = self._clock.now_ms()
        with self._database.transaction() as connection:
            insert_resident(connection, resident, now)
            append_record(
                connection, aggregate=resident.id, type="resident.registered", body=body, at=now
            )
        return outcome(resident, Topic.RESIDENTS, Topic.SYNC)

    def find_by_phone(self, *, phone: str) -> list[Resident]:
        """Return everyone with that number; raises `WrongNumber` for what is no number."""
        with self._database.read() as connection:
            return residents_by_phone(connection, clean_phone(phone))

    def find_by_card(self, *, digits: str) -> Resident:
        """Return whose card was scanned; raises token errors, or `NoSuchResident`."""
        token = self._keys.verify(digits=read_code(digits))
        if token.purpose is not Purpose.CARD:
            raise NotAToken
        return self.find_by_id(resident_id=str(token.subject))

    def find_by_id(self, *, resident_id: str) -> Resident:
        """Return a resident; raises `NoSuchResident`, or `WrongInput` for what is no id."""
        with self._database.read() as connection:
            resident = resident_by_id(connection, read_code(resident_id))
        if resident is None:
            raise NoSuchResident
        return resident

    def card_for(self, *, resident_id: str) -> str:
        """Return the digits of a card that says who its holder is and nothing else."""
        resident = self.find_by_id(resident_id=resident_id)
        signer = self._keys.signer()
        token = PickupToken(
            purpose=Purpose.CARD,
            key_id=signer.key_id,
            station=signer.station,
            subject=UUID(resident.id),
            issued=minutes(self._clock),
        )
        return encode_token(token, signer)

    def find_residents(self, *, text: str) -> list[Resident]:
        """Return up to `FOUND_MOST` people whose name or phone holds a text; none for no text."""
        wanted = (
            text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore").strip()[:NAME_MOST]
        )
        if not wanted:
            return []
        with self._database.read() as connection:
            return residents_like(connection, wanted, FOUND_MOST)

    def reveal_phone(self, *, resident_id: str, operator: str = "") -> str:
        """Return the whole phone number; that somebody asked, and who, is written down."""
        resident = self.find_by_id(resident_id=resident_id)
        with self._database.transaction() as connection:
            write_audit(
                connection,
                at=self._clock.now_ms(),
                action="phone.revealed",
                subject=resident.id,
                detail=operator,
            )
        return resident.phone


def minutes(clock: Clock) -> int:
    """Return the clock in minutes since 1970, never before: a token cannot hold less."""
    return max(0, clock.now_ms() // 60_000)
