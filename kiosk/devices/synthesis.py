"""Speech for what nobody recorded, such as the names of goods: `espeak-ng` and a cache of files.

espeak-ng speaks 10 s of Chinese in 0.05 s, so the first time is quick too.  It runs as a process
with a time limit, gets its text by standard input (a name that begins with a dash is no option)
and its result is kept by the hash of text and voice.  Without espeak-ng, names stay silent.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Final, Protocol

from kiosk.devices.speaker import NO_WINDOW

LIMIT_S: Final = 5.0
LONGEST: Final = 200
"""Characters of a text that are said; a name never comes near."""

MOST_BYTES: Final = 64_000_000
VOICES: Final = {"zh_CN": "cmn", "en": "en-us"}
SPEED: Final = {"cmn": 250, "en-us": 150}
"""Words a minute as espeak-ng counts them: three or four syllables a second, for old ears."""


class Synthesiser(Protocol):
    """Makes a sound file of a text."""

    def speak(self, text: str, language: str) -> Path | None:
        """Return a sound file, or None where it cannot be made."""
        ...


class EspeakSynthesiser:
    """espeak-ng, with the files it made kept in `folder`, the least used thrown away first."""

    def __init__(
        self, folder: Path, *, program: str | None = None, most_bytes: int = MOST_BYTES
    ) -> None:
        self._folder = folder
        self._program = program if program is not None else find_espeak()
        self._most_bytes = most_bytes

    def speak(self, text: str, language: str) -> Path | None:
        """Return a WAV file of a text; None without espeak-ng, or where it fails or hangs."""
        voice = VOICES.get(language, "en-us")
        said = " ".join(text.split())[:LONGEST]
        digest = hashlib.sha256(f"{voice} {SPEED[voice]} {said}".encode()).hexdigest()
        path = self._folder / f"{digest[:32]}.wav"
        try:
            if path.exists():
                os.utime(path)
                return path
            return self._make(said, voice, path) if said and self._program else None
        except (OSError, subprocess.SubprocessError):
            return None

    def _make(self, text: str, voice: str, path: Path) -> Path | None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._make_room()
        half = path.with_suffix(f".{os.getpid()}.part")
        try:
            done = subprocess.run(
                (self._program, *arguments(voice, half)),
                input=text.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=LIMIT_S,
                check=False,
                creationflags=NO_WINDOW,
            )
            if done.returncode or not half.exists():
                return None
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
        return path

    def _make_room(self) -> None:
        """Throw away what was not said for longest, until a quarter of the room is free."""
        files = sorted(self._folder.glob("*.wav"), key=lambda file: file.stat().st_mtime_ns)
        size = sum(file.stat().st_size for file in files)
        if size < self._most_bytes:
            return
        for file in files:
            if size <= self._most_bytes * 3 // 4:
                return
            size -= file.stat().st_size
            file.unlink(missing_ok=True)


def arguments(voice: str, path: Path, *, speed: int = 0) -> tuple[str, ...]:
    """Return espeak-ng's options: the text comes by standard input, as UTF-8."""
    return ("-v", voice, "-s", str(speed or SPEED[voice]), "-b", "1", "--stdin", "-w", str(path))


def find_espeak() -> str:
    """Return the path of espeak-ng; empty where it is not installed."""
    return shutil.which("espeak-ng") or ""
