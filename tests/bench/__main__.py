"""Measure everything and print one JSON object; `python -m tests.bench [commit|slip|screens|sync]`."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

import msgspec

from tests.bench import commit, screens, slip, sync


def main() -> None:
    """Measure what the arguments name, or all of it."""
    wanted = sys.argv[1:] or ["commit", "slip", "screens", "sync"]
    figures: dict[str, object] = {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()}
    }
    if "commit" in wanted:
        figures["order_commit"] = commit.measure()
    if "slip" in wanted:
        figures["slip"] = slip.measure()
    if "screens" in wanted:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            figures["screens"] = screens.measure(Path(folder))
    if "sync" in wanted:
        figures["sync"] = sync.measure()
    text = msgspec.json.format(msgspec.json.encode(figures), indent=2).decode()
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
