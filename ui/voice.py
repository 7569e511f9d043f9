"""The voice port: a prompt is said by its word key, so text, pictogram and clip share one key.

`SilentVoice` is the port's plain form: it remembers what it would say.  The clip player takes its
place without any page noticing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Protocol

LOUDEST: Final = 3


@dataclass(frozen=True)
class Saying:
    """One thing said: its word key and the values that fill it."""

    key: str
    values: dict[str, object] = field(default_factory=dict)


class Voice(Protocol):
    """Says things aloud; `volume` goes from 0, mute, to `LOUDEST`."""

    volume: int

    def say(self, key: str, **values: object) -> None:
        """Say the words of a key at once, in place of what is being said."""
        ...

    def stop(self) -> None:
        """Fall silent."""
        ...

    def repeat(self) -> None:
        """Say the last thing again."""
        ...


class SilentVoice:
    """Says nothing and remembers everything; for machines without sound."""

    def __init__(self) -> None:
        self.volume = LOUDEST - 1
        self.said: list[Saying] = []
        self.is_speaking = False

    def say(self, key: str, **values: object) -> None:
        """Remember what would be said."""
        if self.volume > 0:
            self.said.append(Saying(key, dict(values)))
            self.is_speaking = True

    def stop(self) -> None:
        """Fall silent."""
        self.is_speaking = False

    def repeat(self) -> None:
        """Say the last thing again."""
        if self.said:
            last = self.said[-1]
            self.say(last.key, **last.values)
