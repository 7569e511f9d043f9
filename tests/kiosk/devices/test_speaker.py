"""The speaker: the program behind it and the fake keep one contract; a dead program is no harm."""

from __future__ import annotations

import queue
import signal
import sys
import time
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from os import kill
from pathlib import Path

import pytest

from kiosk.devices.speaker import PROGRAM, PlayerSpeaker, SoundEvent, Speaker, find_sound
from tests.fakes.speaker import FakeSpeaker

RATE = 22_050
STOP_S = 0.05
START_S = 0.3


@dataclass
class Bench:
    """A speaker, what it said, and how the test ends what is playing."""

    speaker: Speaker
    finish: Callable[[], None]
    events: queue.SimpleQueue[SoundEvent] = field(default_factory=queue.SimpleQueue)

    def wait_for(self, event: str) -> SoundEvent:
        while True:
            said = self.events.get(timeout=10)
            if said.event == event:
                return said


def fake_bench(_: Path) -> Bench:
    fake = FakeSpeaker()
    return Bench(fake, fake.finish)


def program_bench(folder: Path) -> Bench:
    return Bench(PlayerSpeaker((*PROGRAM, "--into", str(folder / "out.wav"))), lambda: None)


@pytest.fixture(params=[fake_bench, program_bench], ids=["fake", "program"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    made: Bench = request.param(tmp_path)
    made.speaker.listen(made.events.put)
    yield made
    made.speaker.close()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Bench]:
    made = program_bench(tmp_path)
    made.speaker.listen(made.events.put)
    yield made
    made.speaker.close()


def tone(folder: Path, seconds: float) -> Path:
    path = folder / f"{seconds}.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
        file.writeframes(b"\x00\x20" * int(RATE * seconds))
    return path


def pid_of(bench: Bench) -> int:
    assert isinstance(bench.speaker, PlayerSpeaker)
    return bench.speaker.pid


# --- the contract


def test_what_is_played_starts_and_ends(bench: Bench, tmp_path: Path) -> None:
    number = bench.speaker.play([tone(tmp_path, 0.1)])
    assert bench.wait_for("started").number == number
    bench.finish()
    assert bench.wait_for("ended").number == number


def test_numbers_rise_and_the_newest_takes_over(bench: Bench, tmp_path: Path) -> None:
    first = bench.speaker.play([tone(tmp_path, 5)])
    bench.wait_for("started")
    second = bench.speaker.play([tone(tmp_path, 5)])
    assert second > first
    assert bench.wait_for("stopped").number == first
    assert bench.wait_for("started").number == second


def test_stop_is_heard_once(bench: Bench, tmp_path: Path) -> None:
    number = bench.speaker.play([tone(tmp_path, 5)])
    bench.wait_for("started")
    bench.speaker.stop()
    bench.speaker.stop()
    assert bench.wait_for("stopped").number == number
    assert bench.events.empty()


def test_a_missing_file_is_an_error_and_no_end(bench: Bench, tmp_path: Path) -> None:
    number = bench.speaker.play([tmp_path / "missing.ogg"])
    assert bench.wait_for("error") == SoundEvent("error", number, "cannot_read")
    bench.speaker.play([tone(tmp_path, 0.1)])
    bench.wait_for("started")


# --- the program alone


def test_it_stops_within_50_ms_and_starts_within_300(program: Bench, tmp_path: Path) -> None:
    long = tone(tmp_path, 5)
    program.speaker.play([long])
    program.wait_for("started")
    stops, starts = [], []
    for _ in range(5):
        began = time.monotonic()
        program.speaker.stop()
        program.wait_for("stopped")
        stops.append(time.monotonic() - began)
        began = time.monotonic()
        program.speaker.play([long])
        program.wait_for("started")
        starts.append(time.monotonic() - began)
    assert sorted(stops)[2] < STOP_S, stops
    assert sorted(starts)[2] < START_S, starts


def test_a_dead_player_is_started_anew_for_the_next_thing(program: Bench, tmp_path: Path) -> None:
    program.speaker.set_level(0.5)
    program.speaker.play([tone(tmp_path, 5)])
    program.wait_for("started")
    dead = pid_of(program)
    kill(dead, signal.SIGKILL)
    number = program.speaker.play([tone(tmp_path, 0.2)])
    while program.wait_for("started").number != number:
        pass
    program.wait_for("ended")
    assert pid_of(program) not in (0, dead)
    with wave.open(str(tmp_path / "out.wav")) as file:
        loudest = max(memoryview(file.readframes(file.getnframes())).cast("h"))
    assert loudest == 0x2000 // 2


def test_a_player_that_dies_at_once_is_not_started_for_ever(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    code = f"open({str(starts)!r}, 'a').write('x')"
    broken = Bench(PlayerSpeaker((sys.executable, "-c", code)), lambda: None)
    broken.speaker.listen(broken.events.put)
    numbers = []
    for _ in range(12):
        numbers.append(broken.speaker.play([tmp_path / "a.wav"]))
        time.sleep(0.05)
    deadline = time.monotonic() + 20
    refused: list[SoundEvent] = []
    while not refused and time.monotonic() < deadline:
        refused.append(broken.wait_for("error"))
    broken.speaker.close()
    assert refused[0].what == "no_player"
    assert len(starts.read_text()) <= 5


def test_a_program_that_is_not_there_is_an_error_like_any(tmp_path: Path) -> None:
    missing = Bench(PlayerSpeaker((str(tmp_path / "nothing"),)), lambda: None)
    missing.speaker.listen(missing.events.put)
    number = missing.speaker.play([tmp_path / "a.wav"])
    assert missing.wait_for("error") == SoundEvent("error", number, "no_player")
    assert pid_of(missing) == 0
    missing.speaker.close()


def test_a_player_that_hangs_holds_nobody_up(tmp_path: Path) -> None:
    hung = PlayerSpeaker((sys.executable, "-c", "import time; time.sleep(60)"))
    files = [tmp_path / ("x" * 100)] * 10
    began = time.monotonic()
    for _ in range(2000):
        hung.play(files)
    hung.stop()
    assert time.monotonic() - began < 1
    began = time.monotonic()
    hung.close()
    assert time.monotonic() - began < 5


def test_looking_for_sound_never_fails(tmp_path: Path) -> None:
    assert isinstance(find_sound(), str)
    assert find_sound((str(tmp_path / "nothing"),)) == ""
    assert find_sound((sys.executable, "-c", "print('nonsense')")) == ""
    assert find_sound((sys.executable, "-c", 'print(\'{"sink": "ALSA"}\')')) == "ALSA"
