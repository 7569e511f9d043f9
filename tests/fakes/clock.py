"""A clock that stands still until it is told to move, and jumps as dying batteries do."""

from __future__ import annotations

AUTUMN_2025 = 1_760_000_000_000


class FakeClock:
    def __init__(self, now_ms: int = AUTUMN_2025) -> None:
        self._now_ms = now_ms
        self._monotonic_s = 0.0

    def now_ms(self) -> int:
        return self._now_ms

    def monotonic_s(self) -> float:
        return self._monotonic_s

    def pass_seconds(self, seconds: float) -> None:
        self._now_ms += int(seconds * 1000)
        self._monotonic_s += seconds

    def jump_to(self, now_ms: int) -> None:
        """The wall clock lies from now on; no time has passed."""
        self._now_ms = now_ms
