"""A disk whose free room the test decides."""

from __future__ import annotations


class FakeDiskGauge:
    def __init__(self, free: int = 10_000_000_000) -> None:
        self.free = free

    def free_bytes(self) -> int:
        return self.free
