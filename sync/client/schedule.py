"""When to sync next: pure arithmetic, so that 5,000 stations can be reckoned in a test.

Full jitter (any time between nothing and the ceiling) spreads a crowd that lost its link in the
same moment best; there is no last try.  A quiet station comes once a period, in a slot of its
own that follows from its code, so that a thousand stations are a steady trickle.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from random import Random
from typing import Final

BACKOFF_FIRST_S: Final = 2.0
BACKOFF_MOST_S: Final = 300.0
PERIOD_S: Final = 60.0
RETRY_AFTER_MOST_S: Final = 3600.0

_DOUBLINGS_MOST: Final = 20
_BATCH_FIRST: Final = 200
_REQUEST_AIM_S: Final = 2.5
"""How long one push should take: sync.md's measurement of 2 to 3 s on a slow line."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The waiting times of a worker, in seconds."""

    first_s: float = BACKOFF_FIRST_S
    most_s: float = BACKOFF_MOST_S
    period_s: float = PERIOD_S


def backoff_s(failures: int, random: Random, pace: Pace) -> float:
    """Return how long to wait after so many failures in a row (1 and more)."""
    ceiling = pace.first_s * 2.0 ** min(max(failures, 1) - 1, _DOUBLINGS_MOST)
    return random.uniform(0.0, min(ceiling, pace.most_s))


def retry_after_s(asked_s: float, random: Random) -> float:
    """Return how long to wait when the hub asked for it: never less, up to half as much more."""
    asked = min(max(asked_s, 0.0), RETRY_AFTER_MOST_S)
    return asked * random.uniform(1.0, 1.5)


def slot_s(station: str, period_s: float) -> float:
    """Return a station's own moment within a period, the same on every day and machine."""
    digest = hashlib.sha256(f"slot:{station}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / float(1 << 48) * period_s


def until_slot_s(now_s: float, station: str, period_s: float) -> float:
    """Return the seconds from `now_s` (any clock) to the station's next slot, never zero."""
    wait = (slot_s(station, period_s) - now_s) % period_s
    return wait or period_s


@dataclass(frozen=True, slots=True)
class BatchSize:
    """How many records go into one push, learnt from how long the pushes before took."""

    count: int = _BATCH_FIRST

    def within(self, most: int) -> BatchSize:
        """Return the size held to what the hub allows."""
        return replace(self, count=max(1, min(self.count, most)))

    def after_success(self, *, sent: int, took_s: float, most: int) -> BatchSize:
        """Return the next size: towards 2.5 s a request, at most doubled or halved."""
        if sent < self.count and took_s < _REQUEST_AIM_S:
            return self.within(most)
        fitting = int(sent * _REQUEST_AIM_S / max(took_s, 0.001))
        return BatchSize(max(self.count // 2, min(fitting, self.count * 2))).within(most)

    def after_failure(self) -> BatchSize:
        """Return half the size: a line that is cut again and again still lets one record pass."""
        return BatchSize(max(1, self.count // 2))
