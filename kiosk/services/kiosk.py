"""The station put together: one data folder, its records and every use case over them."""

from __future__ import annotations

import errno
from pathlib import Path
from types import TracebackType
from typing import Final

from kiosk.devices.clock import SystemClock
from kiosk.devices.disk import DiskGauge, SystemDiskGauge
from kiosk.domain.clock import Clock
from kiosk.domain.errors import CannotStore
from kiosk.printing.printer import FilePrinter, Printer
from kiosk.services.attention import Attention
from kiosk.services.inbound import Inbound
from kiosk.services.keys import KeyRing
from kiosk.services.lessons import Lessons
from kiosk.services.operators import Operators
from kiosk.services.ordering import Ordering
from kiosk.services.pickup import Pickup
from kiosk.services.residents import Residents
from kiosk.services.shopping import Shopping
from kiosk.services.slips import Slips
from kiosk.services.station import StationDesk
from kiosk.store.catalogue import CatalogueStore
from kiosk.store.database import DamagedDatabase, Database, NotWritable
from kiosk.store.outbox import Outbox
from kiosk.store.settings import Settings

DATABASE_NAME: Final = "station.db"
SLIPS_FOLDER: Final = "slips"

_TRACES: Final = (f"{DATABASE_NAME}-wal", "catalogue-*.db", f"{SLIPS_FOLDER}/*.pdf")
"""What only a folder in use has in it."""


class Kiosk:
    """The use cases of one data folder.  Get one by `open_kiosk`."""

    def __init__(
        self, folder: Path, database: Database, clock: Clock, printer: Printer, disk: DiskGauge
    ) -> None:
        self.folder = folder
        self.database = database
        self.clock = clock
        self.settings = Settings(database)
        self.outbox = Outbox(database)
        self.catalogue = CatalogueStore(folder, self.settings)
        self.station = StationDesk(database, clock, self.catalogue)
        self.keys = KeyRing(database, self.station)
        self.shopping = Shopping(database, self.catalogue, clock)
        self.ordering = Ordering(database, self.station, clock, disk)
        self.residents = Residents(database, self.station, clock)
        self.operators = Operators(database, clock)
        self.pickup = Pickup(database, self.station, self.keys, clock)
        self.attention = Attention(database, self.station, self.shopping, clock)
        self.inbound = Inbound(database, clock)
        self.slips = Slips(database, self.station, printer, clock)
        self.lessons = Lessons(database, clock)

    def close(self) -> None:
        """Close the records; nothing may be asked afterwards."""
        self.catalogue.close()
        self.database.close()

    def __enter__(self) -> Kiosk:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_kiosk(
    folder: Path,
    *,
    clock: Clock | None = None,
    printer: Printer | None = None,
    disk: DiskGauge | None = None,
) -> Kiosk:
    """Open or begin the records of a data folder, for its owner alone.

    Left out, the clock and the disk are the machine's and slips are written to `folder/slips`.
    Raises `CannotStore` where the folder cannot be made or written, `NewerDatabase`, and
    `DamagedDatabase` also where a folder in use has lost its records: beginning anew would look
    as if there had never been any.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lost = _has_traces(folder) and not _has_records(folder)
    except OSError as error:
        raise (CannotStore if error.errno == errno.ENOSPC else NotWritable) from error
    if lost:
        raise DamagedDatabase
    return Kiosk(
        folder,
        Database.open(folder / DATABASE_NAME),
        clock or SystemClock(),
        printer or FilePrinter(folder / SLIPS_FOLDER),
        disk or SystemDiskGauge(folder),
    )


def is_in_use(folder: Path) -> bool:
    """Tell whether a folder holds records, or what is left where they were lost."""
    return _has_traces(folder) or _has_records(folder)


def _has_records(folder: Path) -> bool:
    """Tell whether the records are there; an empty file, as a torn disk leaves it, is none."""
    path = folder / DATABASE_NAME
    return path.exists() and path.stat().st_size > 0


def _has_traces(folder: Path) -> bool:
    """Asked before the records themselves: another program may be making both just now."""
    return any(next(folder.glob(trace), None) is not None for trace in _TRACES)
