"""The key ring: which slips and cards are genuine, told without a network."""

from __future__ import annotations

from kiosk.domain.errors import Refused
from kiosk.domain.token import PickupToken, Signer, decode_token, verify_token
from kiosk.services.station import StationDesk
from kiosk.store.database import Database
from kiosk.store.keys import find_key
from sync.protocol import PRACTICE_STATION


class PracticeSlip(Refused):
    """A slip of some station's sandbox: nothing lies on any shelf for it."""

    key = "practice.slip_refused"


class KeyRing:
    """Checks tokens against the hub's key list, of which our own key is a part."""

    def __init__(self, database: Database, station: StationDesk) -> None:
        self._database = database
        self._station = station

    def verify(self, *, digits: str) -> PickupToken:
        """Return a genuine token.

        Raises the errors of `kiosk.domain.token.verify_token`, and `PracticeSlip` for one of a
        sandbox's, whose key no list holds but the sandbox's own.
        """
        claimed = decode_token(digits)[0]
        key_id = claimed.key_id
        with self._database.read() as connection:
            found = find_key(connection, key_id)
        if found is None and claimed.station == PRACTICE_STATION:
            raise PracticeSlip
        if found is None:
            return verify_token(digits, {})
        entry, revoked = found
        return verify_token(digits, {key_id: entry}, {key_id} if revoked else frozenset())

    def signer(self) -> Signer:
        """Return our own key; raises `NotEnrolled`."""
        return self._station.signing_key()
