"""What the machine must bring that pip cannot: libraries and programs, by Debian package.

Two tables, of the shared libraries Qt loads and of the programs the tests run, serve three
readers: the set-up (which loads this file by its path, before any package is installed), `kiosk
doctor`, and the tests. So it imports the standard library only.

A library is looked for by loading it and a program in the places where it is run from, not by
asking dpkg: other distributions and hand-built machines are judged by the same rule, and a
broken library counts as a missing one.

Source of the list: `ldd` over the wheels' libQt6*.so and their platform plugins on a bare
Debian 12. Turned down: asking for all of Qt's packages from Debian, 300 MB for nothing we load.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_PACKAGE_LISTS = Path("/var/lib/apt/lists")


class Purpose(StrEnum):
    """What stays impossible while a library or program is missing."""

    SCREEN = "any screen, also one drawn off screen"
    WINDOW = "a window on a display"
    SOUND = "the voice: prompts and results spoken aloud"
    NAMES = "the names of goods spoken aloud"
    HUB_TESTS = "tests of the hub on PostgreSQL"


@dataclass(frozen=True)
class Library:
    """A shared library by the name the loader knows, and the Debian package that brings it."""

    soname: str
    package: str
    purpose: Purpose


LIBRARIES = (
    Library("libglib-2.0.so.0", "libglib2.0-0", Purpose.SCREEN),
    Library("libGL.so.1", "libgl1", Purpose.SCREEN),
    Library("libEGL.so.1", "libegl1", Purpose.SCREEN),
    Library("libxkbcommon.so.0", "libxkbcommon0", Purpose.SCREEN),
    Library("libfontconfig.so.1", "libfontconfig1", Purpose.SCREEN),
    Library("libdbus-1.so.3", "libdbus-1-3", Purpose.SCREEN),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", Purpose.WINDOW),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", Purpose.WINDOW),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", Purpose.WINDOW),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", Purpose.WINDOW),
    Library("libxcb-shape.so.0", "libxcb-shape0", Purpose.WINDOW),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", Purpose.WINDOW),
)


SOUND_LIBRARIES = (
    Library("libpulse.so.0", "libpulse0", Purpose.SOUND),
    Library("libasound.so.2", "libasound2", Purpose.SOUND),
)
"""What the player finds a loudspeaker by; one of them is enough, and no set-up needs them."""


@dataclass(frozen=True)
class Program:
    """A program, the Debian package that brings it, and folders to look in beside the PATH."""

    name: str
    package: str
    purpose: Purpose
    folders: str = ""


POSTGRES = Program("initdb", "postgresql", Purpose.HUB_TESTS, "/usr/lib/postgresql/*/bin")
"""Stands for the whole server: `postgres` lies in the same folder."""

ESPEAK = Program("espeak-ng", "espeak-ng", Purpose.NAMES)
"""Without it everything works, and the names of goods stay silent."""

PROGRAMS = (POSTGRES,)


def has_display() -> bool:
    """Whether this process was given a display to open a window on."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def loads(soname: str) -> bool:
    """Whether the system's loader finds the library and everything it needs itself."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_libraries(
    *, window: bool | None = None, found: Callable[[str], bool] = loads
) -> tuple[Library, ...]:
    """The libraries Qt would not find; empty where all is well or the system is not Linux.

    `window` asks for those of a real window too; left out, a display decides.
    """
    if not sys.platform.startswith("linux"):
        return ()
    with_window = has_display() if window is None else window
    needed = (each for each in LIBRARIES if with_window or each.purpose is Purpose.SCREEN)
    return tuple(each for each in needed if not found(each.soname))


def missing_sound(*, found: Callable[[str], bool] = loads) -> tuple[Library, ...]:
    """The library to install for sound; empty where one is there or it is not Linux."""
    lacking = tuple(each for each in SOUND_LIBRARIES if not found(each.soname))
    has_one = len(lacking) < len(SOUND_LIBRARIES)
    return () if has_one or not sys.platform.startswith("linux") else lacking[:1]


def find_program(program: Program) -> Path | None:
    """Where a program lies: the newest of its own folders (version 17 before 9), or the PATH."""
    root = Path("/")
    places = [each / program.name for each in root.glob(program.folders.lstrip("/") or "-")]
    there = sorted((each for each in places if each.exists()), key=_version)
    named = shutil.which(program.name)
    return there[-1] if there else Path(named).resolve() if named else None


def missing_programs(
    *, found: Callable[[Program], Path | None] = find_program
) -> tuple[Program, ...]:
    """The programs the tests would not find; empty where all is well or it is not Linux."""
    if not sys.platform.startswith("linux"):
        return ()
    return tuple(each for each in PROGRAMS if found(each) is None)


def _version(path: Path) -> list[int]:
    return [int(part) for part in path.parts if part.isdigit()]


def install_command(missing: Sequence[Library | Program], *, lists: Path = _PACKAGE_LISTS) -> str:
    """The one line that brings `missing` to a Debian machine, to be typed by its owner.

    A fresh image has no package lists (`lists` is their folder), and there `apt-get install`
    alone finds nothing.
    """
    packages = " ".join(each.package for each in missing)
    install = f"sudo apt-get install -y --no-install-recommends {packages}"
    return install if any(lists.glob("*_Packages*")) else f"sudo apt-get update && {install}"
