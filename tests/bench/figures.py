"""How figures are told: milliseconds, as median and high quantiles."""

from __future__ import annotations

from collections.abc import Sequence


def quantiles(seconds: Sequence[float]) -> dict[str, float]:
    """Return p50, p95, p99 and the most of durations given in seconds, in milliseconds."""
    ordered = sorted(seconds)
    last = len(ordered) - 1
    return {
        name: round(ordered[min(last, int(share * len(ordered)))] * 1000, 3)
        for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("most", 1.0))
    }
