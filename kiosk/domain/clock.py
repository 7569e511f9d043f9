"""The clock port: what time it says, and what time has surely passed."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """Time at the edge of the world; a fake one in tests jumps as dying batteries do."""

    def now_ms(self) -> int:
        """Return milliseconds since 1970 by the wall clock, which may be wrong."""
        ...

    def monotonic_s(self) -> float:
        """Return seconds that never run backwards."""
        ...
