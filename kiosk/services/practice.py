"""The sandbox: the same station once more, in a folder of its own, where nothing is real.

`practice/` lies inside the data folder.  It has records, a station code (`PRACTICE`, which no hub
gives away) and a signing key of its own, made with it and thrown away with it; no real station's
key list holds that key, so no slip of it redeems anything.  It has no hub address, and both
`sync` and `enrol` refuse it.  Only the goods are copied, each time they have become others.
"""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path
from typing import Final

from kiosk.domain.errors import NotEnrolled, Refused
from kiosk.printing.printer import Printer
from kiosk.services.kiosk import Kiosk, open_kiosk
from kiosk.store.database import DamagedDatabase, NewerDatabase
from sync.protocol import PRACTICE_STATION, Enrolment

PRACTICE_FOLDER: Final = "practice"
PRACTICE_NAME: Final = "练习"
PRACTICE_KEY: Final = 0xFFFF_FFFF
"""Number of every sandbox's key; hubs count theirs from 1."""


class PracticeNeverSyncs(Refused):
    """A sandbox is not enrolled and sends nothing."""

    key = "practice.never_syncs"


def open_practice(real: Kiosk, *, printer: Printer | None = None) -> Kiosk:
    """Open a station's sandbox, made when there is none, with the goods as they are today.

    Slips go into the sandbox's folder, unless a `printer` is given.  A sandbox that cannot be
    read is made anew: nothing in it is worth keeping.  Raises `CannotStore`, and `NotEnrolled`
    where the real station has no place yet.
    """
    station = real.station.station()
    try:
        kiosk = _open(real, printer)
    except (DamagedDatabase, NewerDatabase):
        wipe_practice(real.folder)
        kiosk = _open(real, printer)
    try:
        if not is_practice(kiosk):
            enrolment = Enrolment(
                station=PRACTICE_STATION,
                station_name=PRACTICE_NAME,
                device="A",
                device_index=0,
                key_id=PRACTICE_KEY,
                currency=station.currency,
                hub_key="",
                hold_days=station.hold_days,
            )
            kiosk.station.save_enrolment(enrolment=enrolment, private_key=secrets.token_bytes(32))
        if kiosk.catalogue.version != real.catalogue.version:
            real.catalogue.copy_to(kiosk.folder, kiosk.settings)
    except BaseException:
        kiosk.close()
        raise
    return kiosk


def wipe_practice(folder: Path) -> bool:
    """Throw the sandbox in a station's data folder away; it must be closed.

    Returns whether it is gone: a program that holds one of its files may keep it.
    """
    shutil.rmtree(folder / PRACTICE_FOLDER, ignore_errors=True)
    return not (folder / PRACTICE_FOLDER).exists()


def is_practice(kiosk: Kiosk) -> bool:
    """Tell whether a kiosk is a sandbox."""
    try:
        return kiosk.station.station().is_practice
    except NotEnrolled:
        return False


def refuse_practice(kiosk: Kiosk) -> None:
    """Raise `PracticeNeverSyncs` for a sandbox."""
    if is_practice(kiosk):
        raise PracticeNeverSyncs


def _open(real: Kiosk, printer: Printer | None) -> Kiosk:
    return open_kiosk(real.folder / PRACTICE_FOLDER, clock=real.clock, printer=printer)
