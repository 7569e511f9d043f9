"""`doctor`: what this machine has, what it lacks, and what to do about it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import click

from kiosk.commands.common import ASSETS, EXIT_MISSING, data_option, json_option, report
from kiosk.devices.system import (
    ESPEAK,
    find_program,
    install_command,
    missing_libraries,
    missing_sound,
)
from kiosk.domain.errors import KnownError

CLOCK_WRONG_S: Final = 600
"""By how much the clock may differ from the platform's before a person should set it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and the remedy if it is not.

    What is not `needed` is told with its remedy, and the machine counts as well without it.
    """

    name: str
    well: bool
    seen: str
    remedy: str = ""
    needed: bool = True

    @property
    def mark(self) -> str:
        """Four letters before the name."""
        return " ok " if self.well else "LACK" if self.needed else " no "


@click.command()
@data_option
@json_option
def doctor(data: Path, as_json: bool) -> None:
    """Look at everything the kiosk needs and say what is missing."""
    findings = list(examine(data))
    if as_json:
        report({"well": is_well(findings), "findings": findings}, as_json=True)
    else:
        for finding in findings:
            click.echo(f"[{finding.mark}] {finding.name}: {finding.seen}")
            if not finding.well and finding.remedy:
                click.echo(f"       {finding.remedy}")
    if not is_well(findings):
        sys.exit(EXIT_MISSING)


def is_well(findings: Sequence[Finding]) -> bool:
    """Tell whether everything needed is there."""
    return all(finding.well or not finding.needed for finding in findings)


def examine(data: Path) -> Iterator[Finding]:
    """Yield a finding for each thing the kiosk needs; none of them changes anything."""
    looks: list[Callable[[Path], Finding]] = [
        _libraries, _qt, _assets, _sound, _names, _folder, _room, _records, _clock,
    ]  # fmt: skip
    for look in looks:
        try:
            yield look(data)
        except OSError as error:
            remedy = "choose another folder, or make its disk readable"
            yield Finding("data folder", False, error.strerror or str(error), remedy)
            return


def _libraries(_data: Path) -> Finding:
    lacking = missing_libraries()
    names = ", ".join(each.soname for each in lacking) or "all found"
    return Finding(
        "system libraries", not lacking, names, install_command(lacking) if lacking else ""
    )


def _qt(_data: Path) -> Finding:
    try:
        found = version("pyside6-essentials")
    except PackageNotFoundError:
        return Finding(
            "Qt", False, "not installed", "run `make demo` once: it sets up all packages"
        )
    drifts = sys.version_info < (3, 12) and tuple(map(int, found.split(".")[:2])) >= (6, 12)
    return Finding(
        "Qt", not drifts, found, "PySide6 6.12 loses references on Python 3.11: take 6.11"
    )


def _assets(_data: Path) -> Finding:
    font = ASSETS / "fonts" / "NotoSansSC-Regular.ttf"
    return Finding("fonts and pictures", font.is_file(), str(ASSETS), "fetch the checkout anew")


def _sound(_data: Path) -> Finding:
    from kiosk.devices.speaker import find_sound

    system = find_sound()
    lacking = missing_sound()
    remedy = "connect a loudspeaker and choose it in the system's sound settings"
    if lacking:
        remedy = install_command(lacking)
    return Finding(
        "loudspeaker", bool(system), system or "none: the screens are silent", remedy, False
    )


def _names(_data: Path) -> Finding:
    path = find_program(ESPEAK)
    seen = str(path) if path else "no espeak-ng: the names of goods stay silent"
    return Finding("spoken names", path is not None, seen, install_command([ESPEAK]), False)


def _folder(data: Path) -> Finding:
    nearest = next(p for p in (data, *data.parents) if p.exists())
    writable = os.access(nearest, os.W_OK)
    return Finding("data folder", writable, str(data), "give this user the right to write there")


def _room(data: Path) -> Finding:
    from kiosk.devices.disk import LEAST_FREE, SystemDiskGauge

    free = SystemDiskGauge(data).free_bytes()
    return Finding(
        "room on the disk",
        free >= LEAST_FREE,
        f"{free // 1_000_000:,} MB free",
        "make room: no order is taken on a full disk",
    )


def _records(data: Path) -> Finding:
    from kiosk.services.kiosk import is_in_use, open_kiosk

    if not is_in_use(data):
        return Finding("records", True, "none yet")
    try:
        with (
            open_kiosk(data) as kiosk,
            kiosk.database.read() as connection,
        ):
            result = str(connection.execute("PRAGMA quick_check").fetchone()[0])
    except KnownError as error:
        return Finding("records", False, str(error), "ask the county's platform staff")
    return Finding("records", result == "ok", result, "restore the newest backup")


def _clock(data: Path) -> Finding:
    """Look at what the hub's clock was compared with at the last sync."""
    from kiosk.services.kiosk import is_in_use, open_kiosk
    from sync.client.engine import SETTING_OFFSET

    told = ""
    if is_in_use(data):
        with suppress(KnownError), open_kiosk(data) as kiosk:
            told = kiosk.settings.get(SETTING_OFFSET)
    if not told:
        return Finding("clock", True, "not compared with the platform's yet")
    behind_s = int(told) // 1000
    seen = f"{abs(behind_s):,} s {'behind' if behind_s > 0 else 'ahead of'} the platform's"
    remedy = "set the machine's date and time; orders and slips are safe meanwhile"
    return Finding("clock", abs(behind_s) <= CLOCK_WRONG_S, seen, remedy)
