"""The voice port: a prompt is said by its word key, so text, pictogram and clip share one key.

`SilentVoice` is the port's plain form: it remembers what it would say.  `ClipVoice` takes its
place where there is a loudspeaker, without any page noticing.  Three ways of saying differ:

- `say`: a prompt or a result; Repeat says it again.
- `echo`: the word of the button that was just tapped; Repeat does not come back to it.  A prompt
  that follows at once is said after it, in one breath: 买东西。请点一类商品。
- `name`: a text that no key has, such as the name of the goods put into the basket.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.speech import is_private
from kiosk.domain.words import LANGUAGES

if TYPE_CHECKING:
    from kiosk.services.speaking import Speaking, Utterance

LOUDEST: Final = 3
LEVELS: Final = (0.0, 0.3, 0.6, 1.0)
"""How loud each step of the volume is; the ear hears these as even steps."""

BREATH_S: Final = 0.2
"""How soon after a tap a prompt belongs to it."""

_ASSETS: Final = Path(__file__).parents[1] / "assets"


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

    def echo(self, key: str) -> None:
        """Say the word of a tapped button; nothing where the key is empty."""
        ...

    def name(self, text: str) -> None:
        """Say a text that no key has."""
        ...

    def stop(self) -> None:
        """Fall silent."""
        ...

    def repeat(self) -> None:
        """Say the last thing again, also where it is private: now it was asked for."""
        ...

    def use(self, language: str) -> None:
        """Go on in another language."""
        ...

    def wake(self) -> None:
        """The first page is on the screen: begin to speak, with what was said meanwhile."""
        ...

    def close(self) -> None:
        """End; nothing is said afterwards."""
        ...


class SilentVoice:
    """Says nothing and remembers everything; for machines without sound."""

    def __init__(self) -> None:
        self.volume = LOUDEST - 1
        self.said: list[Saying] = []
        self.echoed: list[str] = []
        self.named: list[str] = []
        self.language = ""
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

    def echo(self, key: str) -> None:
        """Remember the word of a tapped button."""
        if key and self.volume > 0:
            self.echoed.append(key)

    def name(self, text: str) -> None:
        """Remember a name."""
        if self.volume > 0:
            self.named.append(text)

    def use(self, language: str) -> None:
        """Remember the language."""
        self.language = language

    def wake(self) -> None:
        """Nothing to begin."""

    def close(self) -> None:
        """Nothing to end."""


class ClipVoice:
    """Says by clips; a private thing waits until Repeat asks for it (rule 17).

    Until `wake` nothing is played, so that starting the player does not hold up the first page.
    """

    def __init__(self, speaking: Speaking, *, now: Callable[[], float] = time.monotonic) -> None:
        self._speaking = speaking
        self._now = now
        self._echo = ("", 0.0)
        self._volume = LOUDEST - 1
        self._language = LANGUAGES[0]
        self._last: Saying | None = None
        self._is_awake = False

    @property
    def volume(self) -> int:
        """How loud, from 0, mute, to `LOUDEST`."""
        return self._volume

    @volume.setter
    def volume(self, volume: int) -> None:
        self._volume = min(max(volume, 0), LOUDEST)
        if self._is_awake:
            self._speaking.speaker.set_level(LEVELS[self._volume])

    def say(self, key: str, **values: object) -> None:
        """Say the words of a key at once; a private one is only remembered."""
        self._last = Saying(key, dict(values))
        tapped, at = self._echo
        if is_private(key, self._speaking.text_of(key, self._language)):
            self.stop()
        elif tapped != key and self._now() - at < BREATH_S:
            self._utter(self._utterance(key=key, values=self._last.values, before=tapped))
        else:
            self.repeat()

    def echo(self, key: str) -> None:
        """Say the word of a tapped button."""
        if key and self._is_awake:
            self._echo = (key, self._now())
            self._utter(self._utterance(key=key))

    def name(self, text: str) -> None:
        """Say a text that no key has."""
        self._utter(self._utterance(text=text))

    def stop(self) -> None:
        """Fall silent."""
        if self._is_awake:
            self._speaking.stop()

    def repeat(self) -> None:
        """Say the last thing again."""
        if self._last is not None:
            self._utter(self._utterance(key=self._last.key, values=self._last.values))

    def use(self, language: str) -> None:
        """Go on in another language, and say the last thing in it unless it holds old words."""
        is_new, self._language = language != self._language, language
        if is_new and self._last is not None and not self._last.values:
            self.say(self._last.key)

    def wake(self) -> None:
        """Begin to speak."""
        self._is_awake = True
        self.volume = self._volume
        if self._last is not None:
            self.say(self._last.key, **self._last.values)

    def close(self) -> None:
        """End the player."""
        self._speaking.close()

    def _utter(self, utterance: Utterance) -> None:
        if self._volume > 0 and self._is_awake:
            self._speaking.say(utterance)

    def _utterance(
        self,
        *,
        key: str = "",
        text: str = "",
        values: dict[str, object] | None = None,
        before: str = "",
    ) -> Utterance:
        from kiosk.services.speaking import Utterance

        return Utterance(self._language, key, text, values or {}, before)


def open_voice(data: Path) -> Voice:
    """Return the voice of a station whose records lie in `data`.

    A machine without a loudspeaker gets the same: its player says so and stays silent, and speaks
    once somebody plugs one in.  Nothing is waited for; the player starts beside the screens.
    """
    from kiosk.devices.speaker import PlayerSpeaker
    from kiosk.devices.synthesis import EspeakSynthesiser
    from kiosk.services.speaking import OWN_FOLDER, Speaking

    synthesiser = EspeakSynthesiser(data / OWN_FOLDER / "names")
    return ClipVoice(Speaking(PlayerSpeaker(), synthesiser, assets=_ASSETS, data=data))
