"""One program at a time for work that must not run twice over one data folder.

A lock file that a killed program leaves behind would stop the next one; an operating system's
lock goes with its process.  SQLite has such locks on every system we run on, so the turn is an
exclusive transaction on an empty database of its own.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from kiosk.store.database import known_errors

_LOOK_UP_S: Final = 0.1
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})


@contextmanager
def taking_turns(path: Path, go_on: Callable[[], None]) -> Iterator[None]:
    """Wait until no other program is inside, then go in; the turn ends with the block.

    `go_on` is called again and again during the wait and raises to give up.  Raises `CannotStore`
    where the file cannot be made.
    """
    with known_errors():
        connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    with closing(connection):
        while not _entered(connection):
            go_on()
            time.sleep(_LOOK_UP_S)
        yield


def _entered(connection: sqlite3.Connection) -> bool:
    try:
        with known_errors(ours=_BUSY):
            connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return False
    return True
