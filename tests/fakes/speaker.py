"""A speaker of memory: keeps what was played, and tells its listeners at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kiosk.devices.speaker import Listener, SoundEvent


class FakeSpeaker:
    """Everything played is in `played`; `finish` ends the present one."""

    def __init__(self) -> None:
        self.played: list[list[Path]] = []
        self.level = 1.0
        self.playing = 0
        self.is_closed = False
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def play(self, files: Sequence[Path]) -> int:
        self.stop()
        self.played.append(list(files))
        number = len(self.played)
        if not all(file.is_file() for file in files):
            self._tell(SoundEvent("error", number, "cannot_read"))
            return number
        self.playing = number
        self._tell(SoundEvent("started", number))
        return number

    def stop(self) -> None:
        number, self.playing = self.playing, 0
        if number:
            self._tell(SoundEvent("stopped", number))

    def finish(self) -> None:
        number, self.playing = self.playing, 0
        self._tell(SoundEvent("ended", number))

    def set_level(self, level: float) -> None:
        self.level = level

    def close(self) -> None:
        self.is_closed = True

    @property
    def names(self) -> list[list[str]]:
        """What was played, by the files' names without endings."""
        return [[file.stem for file in files] for files in self.played]

    def _tell(self, event: SoundEvent) -> None:
        for listener in self._listeners:
            listener(event)


class FakeSynthesiser:
    """Makes an empty file of every text, named by it; `is_there` off makes none."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[tuple[str, str]] = []
        self.is_there = True
        self._folder = folder

    def speak(self, text: str, language: str) -> Path | None:
        self.asked.append((text, language))
        if not self.is_there or not text:
            return None
        path = self._folder / f"{text}.wav"
        path.touch()
        return path
