"""Waiting for a condition while Qt goes on; never for a time."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtTest import QTest


def wait_for(condition: Callable[[], bool], *, patience_s: float = 10.0) -> None:
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        QTest.qWait(2)
