"""The player program: what it plays into a fake loudspeaker, and how it takes commands."""

from __future__ import annotations

import io
import json
import time
import wave
from array import array
from pathlib import Path

import pytest

from kiosk.devices.player import PERIOD_MS, RATE, FileSink, Player, SpeakerSink, obey, serve
from tests.fakes.sink import FakeSink

CLIPS = Path(__file__).resolve().parents[3] / "assets" / "voice" / "zh_CN"


class Bench:
    """A player on a fake loudspeaker, and all it reported."""

    def __init__(self) -> None:
        self.sink = FakeSink()
        self.said: list[dict[str, object]] = []
        self.player = Player(self.sink, self.said.append)

    def settle(self) -> None:
        while not self.player.told.empty():
            self.player.settle(*self.player.told.get())

    @property
    def events(self) -> list[tuple[object, object]]:
        return [(each["event"], each["id"]) for each in self.said]


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def tone(tmp_path: Path) -> str:
    """Half a second of loud samples."""
    return write_wav(tmp_path / "tone.wav", [10_000] * (RATE // 2))


def write_wav(path: Path, samples: list[int], rate: int = RATE) -> str:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", "not compressed"))
        file.writeframes(array("h", samples).tobytes())
    return str(path)


def test_files_are_heard_in_a_row_without_a_gap(bench: Bench, tmp_path: Path) -> None:
    one = write_wav(tmp_path / "1.wav", [1000] * 1000)
    two = write_wav(tmp_path / "2.wav", [2000] * 1000)
    bench.player.play(1, [one, two])
    bench.sink.take_all(1)
    bench.settle()
    assert list(bench.sink.heard[:2000]) == [1000] * 1000 + [2000] * 1000
    assert not any(bench.sink.heard[2000:])
    assert bench.events == [("started", 1), ("ended", 1)]
    assert not bench.sink.is_open


def test_another_rate_is_brought_to_ours(bench: Bench, tmp_path: Path) -> None:
    bench.player.play(1, [write_wav(tmp_path / "slow.wav", [5000] * 8000, rate=8000)])
    bench.sink.take_all(2)
    loud = sum(1 for sample in bench.sink.heard if sample > 4000)
    assert loud == pytest.approx(RATE, rel=0.02)


def test_a_clip_of_the_house_is_heard(bench: Bench) -> None:
    bench.player.play(1, [str(CLIPS / "number.3.ogg")])
    bench.sink.take_all(2)
    assert max(bench.sink.heard) > 10_000


def test_the_newest_is_played_in_place_of_the_last(bench: Bench, tone: str) -> None:
    bench.player.play(1, [tone])
    bench.sink.take(100)
    bench.settle()
    bench.player.play(2, [tone])
    bench.sink.take(100)
    bench.settle()
    assert bench.events == [("started", 1), ("stopped", 1), ("started", 2)]


def test_stop_closes_the_loudspeaker(bench: Bench, tone: str) -> None:
    bench.player.play(1, [tone])
    bench.sink.take(100)
    bench.player.stop()
    bench.player.stop()
    bench.settle()
    assert not bench.sink.is_open
    assert bench.events == [("stopped", 1)]


def test_volume_holds_in_the_middle_of_a_word(bench: Bench, tone: str) -> None:
    bench.player.set_level(0.5)
    bench.player.play(1, [tone])
    bench.sink.take(10)
    bench.player.set_level(0.1)
    bench.sink.take(10)
    bench.player.set_level(7)
    bench.sink.take(10)
    assert list(bench.sink.heard) == [5000] * 10 + [1000] * 10 + [10_000] * 10


def test_without_a_device_it_says_so_and_tries_again_later(bench: Bench, tone: str) -> None:
    bench.sink.is_there = False
    bench.player.play(1, [tone])
    assert bench.said == [{"event": "error", "id": 1, "what": "no_device"}]
    assert bench.player.patience_s is None
    bench.sink.is_there = True
    bench.player.play(2, [tone])
    assert bench.sink.is_open


def test_what_cannot_be_read_is_said(bench: Bench, tmp_path: Path) -> None:
    nonsense = tmp_path / "nonsense.ogg"
    nonsense.write_bytes(b"OggS and then nothing")
    for number, file in enumerate((nonsense, tmp_path / "missing.ogg")):
        bench.player.play(number, [str(file)])
        assert bench.said[-1] == {"event": "error", "id": number, "what": "cannot_read"}


def test_a_device_that_stopped_asking_is_given_up(bench: Bench, tone: str) -> None:
    bench.player.play(1, [tone])
    assert bench.player.patience_s == pytest.approx(3.5)
    bench.player.lose()
    assert bench.said[-1] == {"event": "error", "id": 1, "what": "device_lost"}
    assert not bench.sink.is_open


def test_a_recording_that_was_replaced_is_read_anew(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "own.wav"
    for number in range(70):
        write_wav(path, [100 + number] * 10)
        write_wav(tmp_path / f"{number}.wav", [1])
        bench.player.play(number, [str(path), str(tmp_path / f"{number}.wav")])
        bench.sink.take(10)
        assert bench.sink.heard[-1] == 100 + number


def test_commands_are_lines_and_nonsense_is_passed_over(bench: Bench, tone: str) -> None:
    lines = [
        "no json",
        '"text"',
        '{"do": "fly"}',
        json.dumps({"do": "volume", "level": 0.5}),
        json.dumps({"do": "play", "id": 4, "files": [tone]}),
        json.dumps({"do": "stop"}),
        json.dumps({"do": "quit"}),
        json.dumps({"do": "play", "id": 5, "files": [tone]}),
    ]
    serve(bench.player, io.StringIO("\n".join(lines)))
    assert bench.events == [("stopped", 4)]
    assert bench.sink.opened == 1


def test_the_end_of_the_input_is_the_end(bench: Bench, tone: str) -> None:
    serve(bench.player, io.StringIO(json.dumps({"do": "play", "id": 4, "files": [tone]})))
    assert not bench.sink.is_open


def test_an_old_event_is_not_passed_on(bench: Bench, tone: str) -> None:
    bench.player.play(2, [tone])
    obey(bench.player, "ended", 1)
    assert bench.said == []
    assert bench.sink.is_open


def test_a_file_is_written_in_its_own_time(tmp_path: Path, tone: str) -> None:
    said: list[dict[str, object]] = []
    player = Player(FileSink(tmp_path / "out.wav"), said.append)
    began = time.monotonic()
    player.play(1, [tone])
    for _ in range(2):
        player.settle(*player.told.get(timeout=5))
    assert [each["event"] for each in said] == ["started", "ended"]
    assert time.monotonic() - began > 0.4
    with wave.open(str(tmp_path / "out.wav")) as file:
        assert file.getframerate() == RATE
        assert file.getnframes() >= RATE // 2 - RATE * PERIOD_MS // 1000


def test_a_device_asks_for_all_samples(tone: str) -> None:
    """The library's silent device keeps time as a real one does."""
    said: list[dict[str, object]] = []
    player = Player(SpeakerSink(may_be_null=True), said.append)
    for number in (1, 2):
        player.play(number, [tone])
        for _ in range(2):
            player.settle(*player.told.get(timeout=5))
    assert [(each["event"], each["id"]) for each in said] == [
        *(("started", 1), ("ended", 1)),
        *(("started", 2), ("ended", 2)),
    ]
    assert said[0]["sink"] == "Null"
