"""Measure everything and print one JSON object, or what the arguments name.

`python -m tests.bench [commit] [slip] [screens] [sync] [pulls] [crowd] [peers]`
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from tests.bench import commit, crowd, peers, pulls, screens, slip, sync

PARTS: Final[dict[str, Callable[[Path], object]]] = {
    "commit": lambda _folder: commit.measure(),
    "slip": lambda _folder: slip.measure(),
    "screens": screens.measure,
    "sync": lambda _folder: sync.measure(),
    "pulls": lambda _folder: pulls.measure(),
    "crowd": lambda _folder: crowd.measure(),
    "peers": peers.measure,
}
"""What can be measured; each gets an empty folder."""


def main() -> None:
    """Measure and print."""
    figures: dict[str, object] = {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()}
    }
    for name in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            figures[name] = PARTS[name](Path(folder))
    text = msgspec.json.format(msgspec.json.encode(figures), indent=2).decode()
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
