"""A bounded gate: more than so many at once, or within so many seconds, are sent away."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sync.hub.errors import Answer


class Gate:
    """Counts who is inside.  With `forget_after_s` everyone leaves by that time alone."""

    def __init__(self, most: int, *, forget_after_s: float | None = None) -> None:
        self._most = most
        self._forget_after_s = forget_after_s
        self._entered: deque[float] = deque()
        self._lock = threading.Lock()

    def check(self, *, retry_after_s: int) -> None:
        """Raise `Answer` 429 (too often) or 503 (too many) with Retry-After when it is full."""
        with self._lock:
            self._forget()
            full = len(self._entered) >= self._most
        if full:
            status = 503 if self._forget_after_s is None else 429
            wait = {"Retry-After": str(retry_after_s)}
            raise Answer("busy", "Too many at once; try later.", status=status, headers=wait)

    @contextmanager
    def inside(self, *, retry_after_s: int) -> Iterator[None]:
        """Count one more for as long as the block lasts; raises as `check` does."""
        self.check(retry_after_s=retry_after_s)
        self.enter()
        try:
            yield
        finally:
            self.leave()

    def enter(self) -> None:
        """Count one more."""
        with self._lock:
            self._entered.append(time.monotonic())

    def leave(self) -> None:
        """Count one less."""
        with self._lock:
            if self._entered:
                self._entered.popleft()

    def _forget(self) -> None:
        if self._forget_after_s is None:
            return
        before = time.monotonic() - self._forget_after_s
        while self._entered and self._entered[0] < before:
            self._entered.popleft()
