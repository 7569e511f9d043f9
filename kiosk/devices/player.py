"""The clip player, a program of its own: a sound system that hangs or dies cannot take the screen.

    python -m kiosk.devices.player [--into FILE.wav] [--look]

One JSON object a line on standard input:

    {"do": "play", "id": 7, "files": ["a.ogg", "b.wav"]}   in a row, in place of what is playing
    {"do": "stop"}   {"do": "volume", "level": 0.6}   {"do": "quit"}, or the end of the input

and one a line on standard output: `ready` once, then `started`, `ended`, `stopped` or `error`
(`what` is `no_device`, `cannot_read` or `device_lost`), each with the `id` it is about.
`--into` writes to a file instead of a loudspeaker; `--look` says whether there is one, and ends.

Choice: miniaudio, one wheel of 0.6 MB that decodes Vorbis and WAV, resamples, and finds
PulseAudio, ALSA or WASAPI at run time, so that it starts on a machine without any of them.
Turned down: sounddevice with soundfile (two wheels, numpy, a PortAudio that Debian must bring,
ALSA's complaints on the error output), QtMultimedia (in the screen's process, 400 MB of Addons),
and `paplay`/`aplay` for each clip (a process start of 30-80 ms between the parts of a number).

The device is opened for each thing said and closed after it: 2-5 ms here, no idle wakeups, and
closing is the quickest way to silence; PulseAudio did not call back after a stop and a new start.
"""

from __future__ import annotations

import argparse
import json
import queue
import sys
import threading
import wave
from array import array
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, Final, Protocol, TextIO

RATE: Final = 22_050
"""Samples a second, mono, signed 16 bits: what espeak-ng speaks and the clips hold."""

PERIOD_MS: Final = 30
TAIL_S: Final = 0.12
"""Silence after the last sample, so that the device's own buffer is heard to its end."""

PATIENCE_S: Final = 3.0
"""A device that has not asked for all samples this long after their time is lost."""

Feed = Callable[[int], bytes]


class SoundError(Exception):
    """No sound for a reason that has a name."""


class Sink(Protocol):
    """Where samples go."""

    name: str

    def open(self, feed: Feed) -> None:
        """Begin to ask `feed` for samples by their number; raises `SoundError`."""
        ...

    def close(self) -> None:
        """Be silent at once."""
        ...


class SpeakerSink:
    """The machine's loudspeaker, through whatever sound system it has.

    miniaudio falls back to a silent device of its own, `Null`; that counts as none, unless a test
    asks for it by `may_be_null`.
    """

    name = ""

    def __init__(self, *, may_be_null: bool = False) -> None:
        self._device: Any = None
        self._may_be_null = may_be_null

    def open(self, feed: Feed) -> None:
        """Open the default device; raises `SoundError` where there is none."""
        import miniaudio

        try:
            device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=PERIOD_MS,
                backends=[miniaudio.Backend.NULL] if self._may_be_null else None,
                app_name="village-kiosk",
            )
            self.name = str(device.backend)
            if self.name == "Null" and not self._may_be_null:
                device.close()
                raise SoundError("no_device")
            asked = _asked(feed)
            next(asked)
            device.start(asked)
        except miniaudio.MiniaudioError as error:
            raise SoundError("no_device") from error
        self._device = device

    def close(self) -> None:
        """Close the device; what it still holds is thrown away."""
        device, self._device = self._device, None
        if device is not None:
            device.close()


class FileSink:
    """A machine without sound: writes what would be heard into a WAV file, in its own time."""

    name = "file"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pcm = bytearray()
        self._is_shut = threading.Event()
        self._thread: threading.Thread | None = None

    def open(self, feed: Feed) -> None:
        """Take samples in a thread, as many and as fast as a device would."""
        self._is_shut.clear()
        self._thread = threading.Thread(target=self._take, args=(feed,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take no more, and write what was taken so far."""
        self._is_shut.set()
        if self._thread is not None:
            self._thread.join()
        with wave.open(str(self._path), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
            file.writeframes(bytes(self._pcm))

    def _take(self, feed: Feed) -> None:
        while not self._is_shut.is_set() and (samples := feed(RATE * PERIOD_MS // 1000)):
            self._pcm += samples
            self._is_shut.wait(PERIOD_MS / 1000)


def _asked(feed: Feed) -> Generator[bytes, int, None]:
    """Turn `feed` into what miniaudio asks: it sends a number and takes samples."""
    count = yield b""
    while True:
        count = yield feed(count) or bytes(2 * count)


class Playback:
    """The samples of one thing said, handed out piece by piece from the device's thread."""

    def __init__(self, number: int, pcm: array[int], tell: Callable[[str, int], None]) -> None:
        self.number = number
        self._pcm = pcm
        self._tell = tell
        self._at = 0
        self._tail = int(TAIL_S * RATE)
        self.level = 1.0

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self._pcm) / RATE

    def feed(self, count: int) -> bytes:
        """Return the next samples at the present level, silence after them, then nothing."""
        if self._at == 0:
            self._tell("started", self.number)
        piece = self._pcm[self._at : self._at + count]
        self._at += count
        over = self._at - len(self._pcm)
        if over - count < self._tail <= over:
            self._tell("ended", self.number)
        if not piece and over > self._tail:
            return b""
        level = self.level
        loud = array("h", (int(sample * level) for sample in piece)) if level < 1 else piece
        return loud.tobytes() + bytes(2 * (count - len(piece)))


class Player:
    """Plays one thing at a time into a sink; all methods belong to one thread."""

    def __init__(self, sink: Sink, report: Callable[[dict[str, object]], None]) -> None:
        self._sink = sink
        self._report = report
        self._now: Playback | None = None
        self._level = 1.0
        self._decoded: dict[tuple[str, int], array[int]] = {}
        self.told: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()
        """What the device's thread has to say; `settle` takes it in."""

    @property
    def patience_s(self) -> float | None:
        """How long the present clip may take at most; None in silence."""
        return self._now.seconds + PATIENCE_S if self._now else None

    def play(self, number: int, files: list[str]) -> None:
        """Play files in a row at once, in place of what is playing."""
        self.stop()
        try:
            playback = Playback(number, self._join(files), self._tell)
            playback.level = self._level
            self._now = playback
            self._sink.open(playback.feed)
        except SoundError as error:
            self._now = None
            self._report({"event": "error", "id": number, "what": str(error)})

    def stop(self) -> None:
        """Be silent at once."""
        if self._now is not None:
            number, self._now = self._now.number, None
            self._sink.close()
            self._report({"event": "stopped", "id": number})

    def set_level(self, level: float) -> None:
        """Be as loud as `level`, from 0 to 1, also in the middle of a word."""
        self._level = min(1.0, max(0.0, level))
        if self._now is not None:
            self._now.level = self._level

    def settle(self, event: str, number: int) -> None:
        """Pass on what the device's thread said; after the end the device is closed."""
        if self._now is None or self._now.number != number:
            return
        if event == "ended":
            self._now = None
            self._sink.close()
        self._report({"event": event, "id": number, "sink": self._sink.name})

    def lose(self) -> None:
        """Give up a device that asks for nothing any more."""
        if self._now is not None:
            number, self._now = self._now.number, None
            self._sink.close()
            self._report({"event": "error", "id": number, "what": "device_lost"})

    def _tell(self, event: str, number: int) -> None:
        self.told.put((event, number))

    def _join(self, files: list[str]) -> array[int]:
        whole = array("h")
        for file in files:
            whole += self._decode(file)
        return whole

    def _decode(self, file: str) -> array[int]:
        """Decode a file, or remember it: 3 ms for 5 s of Vorbis; numbers come again and again."""
        import miniaudio

        try:
            key = (file, Path(file).stat().st_mtime_ns)
            if key not in self._decoded:
                sound = miniaudio.decode_file(file, nchannels=1, sample_rate=RATE)
                while len(self._decoded) >= 64:
                    self._decoded.pop(next(iter(self._decoded)))
                self._decoded[key] = sound.samples
        except (OSError, miniaudio.MiniaudioError) as error:
            raise SoundError("cannot_read") from error
        return self._decoded[key]


def serve(player: Player, lines: TextIO) -> None:
    """Obey command after command until `quit` or the end of the input."""
    todo: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
    player.told = todo
    threading.Thread(target=_read, args=(lines, todo), daemon=True).start()
    while True:
        try:
            name, value = todo.get(timeout=player.patience_s)
        except queue.Empty:
            player.lose()
            continue
        if name == "quit":
            player.stop()
            return
        obey(player, name, value)


def obey(player: Player, name: str, value: Any) -> None:
    """Carry one command out, or pass one event on."""
    if name == "play":
        player.play(int(value["id"]), [str(file) for file in value["files"]])
    elif name == "stop":
        player.stop()
    elif name == "volume":
        player.set_level(float(value["level"]))
    else:
        player.settle(name, value)


def _read(lines: TextIO, todo: queue.SimpleQueue[tuple[str, Any]]) -> None:
    """Read commands in a thread of their own; a line that is no command is passed over."""
    for line in lines:
        try:
            command = json.loads(line)
            name = str(command["do"])
        except (ValueError, KeyError, TypeError):
            continue
        if name == "quit":
            break
        if name in ("play", "stop", "volume"):
            todo.put((name, command))
    todo.put(("quit", None))


def look() -> str:
    """Return the name of the sound system that would play; raises `SoundError` without one."""
    sink = SpeakerSink()
    sink.open(lambda count: bytes(2 * count))
    sink.close()
    return sink.name


def main() -> int:
    """Be the player."""
    parser = argparse.ArgumentParser(description="Play clips told on standard input.")
    parser.add_argument("--into", type=Path, help="write a WAV file instead of playing")
    parser.add_argument("--look", action="store_true", help="say whether there is a loudspeaker")
    chosen = parser.parse_args()

    def report(event: dict[str, object]) -> None:
        print(json.dumps(event), flush=True)

    if chosen.look:
        try:
            report({"event": "ready", "sink": look()})
        except SoundError as error:
            report({"event": "error", "what": str(error)})
        return 0
    import miniaudio  # the first clip must not wait for it

    report({"event": "ready", "library": miniaudio.lib_version()})
    serve(Player(FileSink(chosen.into) if chosen.into else SpeakerSink(), report), sys.stdin)
    return 0


if __name__ == "__main__":
    sys.exit(main())
