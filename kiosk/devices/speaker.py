"""The loudspeaker as the station sees it: a port, and the player program behind it.

No call here waits for anything.  Commands go into a queue that a thread of its own writes out;
events come from another thread.  A player that dies is started anew for the next thing said, but
not more than `MOST_STARTS` times in `SPAN_S` seconds: a broken sound system must not eat the CPU.
"""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

MOST_STARTS: Final = 5
SPAN_S: Final = 60.0
ANSWER_S: Final = 5.0
LOOK_S: Final = 5.0

NO_WINDOW: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Windows would open a black window for every program that is started."""

PROGRAM: Final = (sys.executable, "-m", "kiosk.devices.player")
_ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class SoundEvent:
    """What the player says: `ready`, `started`, `ended`, `stopped` or `error` and its `what`."""

    event: str
    number: int = 0
    what: str = ""


Listener = Callable[[SoundEvent], None]
Command = dict[str, object]


class Speaker(Protocol):
    """Plays sound files; never waits, never raises."""

    def listen(self, listener: Listener) -> None:
        """Call back with every event, from a thread of the speaker's own."""
        ...

    def play(self, files: Sequence[Path]) -> int:
        """Play files in a row, in place of what is playing; returns the number events carry."""
        ...

    def stop(self) -> None:
        """Be silent at once."""
        ...

    def set_level(self, level: float) -> None:
        """Be as loud as `level`, from 0 to 1."""
        ...

    def close(self) -> None:
        """End; nothing may be played afterwards."""
        ...


class PlayerSpeaker:
    """The speaker in a process of its own.

    One thread writes and owns the process, another reads.  `_open` is the last thing to be played
    that the player has not answered: it is handed to the next player where one dies over it, and
    a player that owes an answer for `ANSWER_S` is ended.
    """

    def __init__(self, program: Sequence[str] = PROGRAM) -> None:
        self._program = tuple(program)
        self._listeners: list[Listener] = []
        self._todo: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        self._number = 0
        self._level = 1.0
        self._process: subprocess.Popen[str] | None = None
        self._starts: deque[float] = deque(maxlen=MOST_STARTS)
        self._open: Command | None = None
        self._owed_since = 0.0
        self._writer = threading.Thread(target=self._write_all, name="speaker", daemon=True)
        self._writer.start()

    @property
    def pid(self) -> int:
        """The player's process id; 0 while there is none."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else 0

    def listen(self, listener: Listener) -> None:
        """Call back with every event, from a thread of the speaker's own."""
        self._listeners.append(listener)

    def play(self, files: Sequence[Path]) -> int:
        """Play files in a row; returns the number that its events carry."""
        self._number += 1
        self._todo.put({"do": "play", "id": self._number, "files": [str(file) for file in files]})
        return self._number

    def stop(self) -> None:
        """Be silent at once."""
        self._todo.put({"do": "stop"})

    def set_level(self, level: float) -> None:
        """Be as loud as `level`, from 0 to 1; a player started anew is told again."""
        self._level = level
        self._todo.put({"do": "volume", "level": level})

    def close(self) -> None:
        """End the player; one that does not listen is ended by force after a second."""
        self._todo.put(None)
        self._writer.join(timeout=1)
        process = self._process
        if self._writer.is_alive() and process is not None:
            process.kill()
            self._writer.join(timeout=1)

    def _write_all(self) -> None:
        while True:
            try:
                command = self._todo.get(timeout=ANSWER_S if self._open else None)
            except queue.Empty:
                command = {}
            if command is None:
                break
            self._obey(command)
        self._end(patience_s=0.5)

    def _obey(self, command: Command) -> None:
        if self._open and time.monotonic() - self._owed_since > ANSWER_S:
            self._end(patience_s=0)
        if command.get("do") == "play":
            self._owed_since = self._owed_since if self._open else time.monotonic()
            self._open = command
        elif command.get("do") == "stop":
            self._open = None
        if command.get("do") == "again":
            command = self._open or {}
        if command and not self._write(command):
            self._refuse(command)

    def _write(self, command: Command) -> bool:
        """Hand a command over, to a new player where the old one is gone."""
        while (process := self._running()) is not None:
            try:
                _send(process, command)
                return True
            except (OSError, ValueError):
                self._end(patience_s=0)
        return False

    def _running(self) -> subprocess.Popen[str] | None:
        """Return the living player, started if there is none; None where that fails too often."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end(patience_s=0)
        now = time.monotonic()
        if len(self._starts) == MOST_STARTS and now - self._starts[0] < SPAN_S:
            return None
        self._starts.append(now)
        self._process = self._start()
        return self._process

    def _start(self) -> subprocess.Popen[str] | None:
        try:
            process = subprocess.Popen(
                self._program,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                encoding="utf-8",
                creationflags=NO_WINDOW,
            )
        except OSError:
            return None
        threading.Thread(target=self._read_all, args=(process,), daemon=True).start()
        with contextlib.suppress(OSError):
            _send(process, {"do": "volume", "level": self._level})
        return process

    def _read_all(self, process: subprocess.Popen[str]) -> None:
        if process.stdout is None:
            return
        with process.stdout as lines:
            for line in lines:
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    self._take(json.loads(line))
        process.wait()
        if self._open:
            self._todo.put({"do": "again"})

    def _take(self, said: dict[str, object]) -> None:
        event = SoundEvent(
            str(said["event"]), int(str(said.get("id", 0))), str(said.get("what", ""))
        )
        if self._open and self._open["id"] == event.number:
            self._open = None
        self._tell(event)

    def _refuse(self, command: Command) -> None:
        self._open = None
        number = command.get("id")
        if isinstance(number, int):
            self._tell(SoundEvent("error", number, "no_player"))

    def _tell(self, event: SoundEvent) -> None:
        for listener in self._listeners:
            listener(event)

    def _end(self, *, patience_s: float) -> None:
        """End the present player, by force where it does not go within `patience_s`."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            with contextlib.suppress(OSError, ValueError):
                process.stdin.close()
        try:
            process.wait(timeout=patience_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _send(process: subprocess.Popen[str], command: Command) -> None:
    """Write one line; raises `OSError` or `ValueError` where nobody reads any more."""
    if process.stdin is not None:
        process.stdin.write(json.dumps(command) + "\n")
        process.stdin.flush()


def find_sound(program: Sequence[str] = PROGRAM) -> str:
    """Return the sound system that would play (PulseAudio, ALSA …); empty where nothing would.

    It is tried in a process of its own, for `LOOK_S` seconds at most: drivers may hang.
    """
    try:
        looked = subprocess.run(
            (*program, "--look"),
            capture_output=True,
            cwd=_ROOT,
            encoding="utf-8",
            timeout=LOOK_S,
            check=False,
            creationflags=NO_WINDOW,
        )
        said = json.loads(looked.stdout or "{}")
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return ""
    return str(said.get("sink", ""))
