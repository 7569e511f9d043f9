"""A loudspeaker of memory: the test says when it takes samples, and whether it is there at all."""

from __future__ import annotations

from array import array

from kiosk.devices.player import Feed, SoundError


class FakeSink:
    """Keeps what was heard; switch `is_there` off to have no device."""

    name = "fake"

    def __init__(self) -> None:
        self.heard = array("h")
        self.opened = 0
        self.is_there = True
        self._feed: Feed | None = None

    @property
    def is_open(self) -> bool:
        return self._feed is not None

    def open(self, feed: Feed) -> None:
        if not self.is_there:
            raise SoundError("no_device")
        self.opened += 1
        self._feed = feed

    def close(self) -> None:
        self._feed = None

    def take(self, count: int) -> None:
        """Ask for samples as a device does."""
        if self._feed is not None:
            self.heard.frombytes(self._feed(count))

    def take_all(self, seconds: float = 10.0) -> None:
        for _ in range(int(seconds * 50)):
            self.take(441)
