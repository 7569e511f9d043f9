"""The voice of the sandbox: what would be taken for real is said as practice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ui.voice import Voice

IN_PRACTICE: Final[Mapping[str, str]] = {
    "home.prompt": "practice.home",
    "done.spoken": "practice.done",
    "collect.collected": "practice.collected",
}
"""Word keys of what is said at a real station, and what is said in their place."""


class PracticeVoice:
    """Another voice, with other words for what is not real here."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    @property
    def volume(self) -> int:
        """How loud, from 0, mute, to `LOUDEST`."""
        return self._voice.volume

    @volume.setter
    def volume(self, volume: int) -> None:
        self._voice.volume = volume

    def say(self, key: str, **values: object) -> None:
        """Say the words of a key, or those of practice in their place."""
        self._voice.say(IN_PRACTICE.get(key, key), **values)

    def echo(self, key: str) -> None:
        """Say the word of a tapped button."""
        self._voice.echo(key)

    def name(self, text: str) -> None:
        """Say a text that no key has."""
        self._voice.name(text)

    def stop(self) -> None:
        """Fall silent."""
        self._voice.stop()

    def repeat(self) -> None:
        """Say the last thing again."""
        self._voice.repeat()

    def use(self, language: str) -> None:
        """Go on in another language."""
        self._voice.use(language)

    def wake(self) -> None:
        """Begin to speak."""
        self._voice.wake()

    def close(self) -> None:
        """End; the station's own voice is closed by whoever opened it."""
