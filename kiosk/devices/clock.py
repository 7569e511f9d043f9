"""The machine's clock, behind the port of `kiosk.domain.clock`."""

from __future__ import annotations

import time


class SystemClock:
    """Time as the operating system tells it."""

    def now_ms(self) -> int:
        """Return milliseconds since 1970 by the wall clock."""
        return time.time_ns() // 1_000_000

    def monotonic_s(self) -> float:
        """Return seconds that never run backwards."""
        return time.monotonic()
