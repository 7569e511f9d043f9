"""How much room the disk has left: asked before money changes hands."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final, Protocol

LEAST_FREE: Final = 50_000_000
"""Bytes below which no order is taken: the records of some 20,000 orders and their slips."""


class DiskGauge(Protocol):
    """The port: room for the station's records."""

    def free_bytes(self) -> int:
        """Return how many bytes may still be written; raises `OSError` for a lost folder."""
        ...


class SystemDiskGauge:
    """The disk that holds a folder; the folder itself may not have been made yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def free_bytes(self) -> int:
        """Return the free bytes that this user may write."""
        try:
            return shutil.disk_usage(self._folder).free
        except FileNotFoundError:
            parents = self._folder.absolute().parents
            return shutil.disk_usage(next(path for path in parents if path.exists())).free
