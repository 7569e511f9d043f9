"""Saying things aloud: from a word key and its values to sound files in a row.

For each part the first that exists is played: the operator's own recording in the data folder
(`voice/<language>/<key>.wav` or `.ogg`), the clip among the assets, the synthesiser.  A part that
has none of them is left out; a sentence with a hole is better than silence.

Looking for files and synthesising happen in a thread of this module; what is asked for last is
said, whatever was asked for before it and not yet begun is not.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.devices.speaker import Speaker
from kiosk.devices.synthesis import Synthesiser
from kiosk.domain.speech import Clip, Free, Part, clips_of, compose, is_chinese
from kiosk.domain.words import Words

OWN_FOLDER: Final = "voice"
"""Below the data folder: recordings by language, and what was synthesised."""

_SUFFIXES: Final = (".wav", ".ogg")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing to say: a word key with its values, or, without a key, a text as it stands.

    `before` is the key of a button's word that is said first.
    """

    language: str
    key: str = ""
    text: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    before: str = ""


class Speaking:
    """Says utterances through a speaker; no call waits."""

    def __init__(
        self, speaker: Speaker, synthesiser: Synthesiser, *, assets: Path, data: Path
    ) -> None:
        self.speaker = speaker
        self._synthesiser = synthesiser
        self._assets = assets
        self._own = data / OWN_FOLDER
        self._books: dict[str, Words] = {}
        self._todo: queue.SimpleQueue[tuple[int, Utterance] | None] = queue.SimpleQueue()
        self._turn = 0
        self._guard = threading.Lock()
        self._thread = threading.Thread(target=self._work, name="speaking", daemon=True)
        self._thread.start()

    def say(self, utterance: Utterance) -> None:
        """Say something, in place of what is being said."""
        with self._guard:
            self._turn += 1
            self._todo.put((self._turn, utterance))

    def stop(self) -> None:
        """Be silent, and forget what was about to be said."""
        with self._guard:
            self._turn += 1
            self.speaker.stop()

    def close(self) -> None:
        """End the thread and the speaker."""
        self.stop()
        self._todo.put(None)
        self._thread.join(timeout=2)
        self.speaker.close()

    def files_for(self, utterance: Utterance) -> list[Path]:
        """Return the sound files of an utterance in order."""
        parts: list[Part] = [Free(utterance.text)]
        if utterance.key:
            parts = compose(self._book(utterance.language), utterance.key, utterance.values)
        if utterance.before:
            parts = [*compose(self._book(utterance.language), utterance.before, {}), *parts]
        found = (self._file(part, utterance.language) for part in parts)
        return [file for file in found if file is not None]

    def text_of(self, key: str, language: str) -> str:
        """Return the words of a key with their places still open."""
        return self._book(language).texts.get(key, "")

    def recording_path(self, key: str, language: str) -> Path:
        """Return where the operator's own recording of a clip belongs."""
        return self._own / language / f"{key}.wav"

    def _work(self) -> None:
        while (item := self._todo.get()) is not None:
            try:
                self._say(*item)
            except Exception:  # the voice is a help: no fault in it may end it for good
                _log.exception("could not say %s", item[1].key or "a name")

    def _say(self, turn: int, utterance: Utterance) -> None:
        if turn != self._turn:
            return
        files = self.files_for(utterance)
        with self._guard:
            if turn == self._turn and files:
                self.speaker.play(files)

    def _file(self, part: Part, language: str) -> Path | None:
        if isinstance(part, Clip):
            return self._clip(part.name, language) or self._spoken(
                clips_of(self._book(language)).get(part.name, ""), language
            )
        return self._spoken(part.text, language)

    def _clip(self, name: str, language: str) -> Path | None:
        own = [self._own / language / f"{name}{suffix}" for suffix in _SUFFIXES]
        places = [*own, self._assets / "voice" / language / f"{name}.ogg"]
        return next((place for place in places if place.is_file()), None)

    def _spoken(self, text: str, language: str) -> Path | None:
        """Synthesise a text; a Chinese name stays Chinese on the English screens."""
        return self._synthesiser.speak(text, "zh_CN" if is_chinese(text) else language)

    def _book(self, language: str) -> Words:
        if language not in self._books:
            self._books[language] = Words.load(self._assets / "words", language)
        return self._books[language]
