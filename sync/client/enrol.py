"""Making a new device part of a station, by a one-time code.

The device makes its own Ed25519 key and keeps the seed before the code is shown: when the answer
is lost, the same code with the same key gets the same answer again.
"""

from __future__ import annotations

from typing import Final

from kiosk.domain.people import Station
from kiosk.domain.token import Signer
from kiosk.services.kiosk import Kiosk
from kiosk.services.practice import refuse_practice
from sync.client.engine import SETTING_HUB
from sync.client.transport import Transport
from sync.protocol import EnrolRequest

_SETTING_SEED: Final = "enrol_seed"


def enrol_station(*, kiosk: Kiosk, hub_url: str, code: str) -> Station:
    """Enrol at the hub and return who the device is from now on.

    Raises `HubRefused` for a code that is unknown, used or too old, the transport's other errors,
    and `PracticeNeverSyncs` for a sandbox; the device then is what it was before.
    """
    refuse_practice(kiosk)
    hub_url = hub_url.strip().rstrip("/")
    if "://" not in hub_url:
        hub_url = f"http://{hub_url}"
    signer = _pending_signer(kiosk)
    transport = Transport(hub_url)
    try:
        enrolment = transport.enrol(
            EnrolRequest(_sendable(code), signer.public_key().hex(), kiosk.station.incarnation)
        )
    finally:
        transport.close()
    with kiosk.database.transaction():
        saved = kiosk.station.save_enrolment(enrolment=enrolment, private_key=signer.seed)
        kiosk.settings.put(SETTING_HUB, hub_url)
        kiosk.settings.put(_SETTING_SEED, "")
    return saved.value


def _sendable(code: str) -> str:
    """Return the code in signs that can travel; a byte that is no sign makes it a wrong code."""
    return code.strip().encode(errors="replace").decode()


def _pending_signer(kiosk: Kiosk) -> Signer:
    """Return the key of an enrolment that was begun, or a new one, kept before it is shown."""
    with kiosk.database.transaction():
        kept = kiosk.settings.get(_SETTING_SEED)
        if kept:
            return Signer(0, "", bytes.fromhex(kept))
        signer = Signer.generate(0, "")
        kiosk.settings.put(_SETTING_SEED, signer.seed.hex())
    return signer
