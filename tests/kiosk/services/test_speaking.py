"""From a word key to sound files: whose recording wins, what is synthesised, what comes last."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from kiosk.services.speaking import Speaking, Utterance
from tests.fakes.speaker import FakeSpeaker, FakeSynthesiser

ASSETS = Path(__file__).resolve().parents[3] / "assets"


class Bench:
    def __init__(self, folder: Path) -> None:
        self.speaker = FakeSpeaker()
        self.synthesiser = FakeSynthesiser(folder)
        self.data = folder / "data"
        self.speaking = Speaking(self.speaker, self.synthesiser, assets=ASSETS, data=self.data)

    def say(
        self, key: str = "", *, text: str = "", language: str = "zh_CN", **values: object
    ) -> None:
        self.speaking.say(Utterance(language, key, text, values))

    def wait(self, until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 10
        while not until():
            assert time.monotonic() < deadline
            time.sleep(0.005)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.speaking.close()


def test_a_key_is_said_by_its_clip_in_its_language(bench: Bench) -> None:
    for language in ("zh_CN", "en"):
        bench.say("app.ok", language=language)
        played = ASSETS / "voice" / language / "app.ok.ogg"
        bench.wait(lambda played=played: [played] in bench.speaker.played)
    assert bench.synthesiser.asked == []


def test_numbers_are_joined_and_names_synthesised(bench: Bench) -> None:
    bench.say("net.spoken", count=12)
    bench.wait(lambda: bench.speaker.played != [])
    assert bench.speaker.names[0][1:3] == ["number.ten", "number.2"]
    bench.say("basket.removed", name="小米")
    bench.wait(lambda: len(bench.speaker.played) == 2)
    assert bench.speaker.names[1][-1] == "小米"
    assert bench.synthesiser.asked == [("小米", "zh_CN")]


def test_a_chinese_name_stays_chinese_on_english_screens(bench: Bench) -> None:
    bench.say(text="小米", language="en")
    bench.wait(lambda: bench.speaker.played != [])
    assert bench.synthesiser.asked == [("小米", "zh_CN")]


@pytest.mark.parametrize("suffix", [".wav", ".ogg"])
def test_the_operators_recording_takes_the_place_of_a_clip(bench: Bench, suffix: str) -> None:
    own = bench.speaking.recording_path("app.ok", "zh_CN").with_name(f"app.ok{suffix}")
    own.parent.mkdir(parents=True)
    own.touch()
    assert bench.speaking.files_for(Utterance("zh_CN", "app.ok")) == [own]
    assert bench.speaking.files_for(Utterance("en", "app.ok"))[0].parent.name == "en"


def test_a_missing_clip_is_synthesised_and_a_missing_synthesiser_leaves_a_hole(
    tmp_path: Path,
) -> None:
    assets = tmp_path / "assets"
    (assets / "words" / "zh_CN").mkdir(parents=True)
    (assets / "words" / "zh_CN" / "a.json").write_text('{"a.b": "还有{count}个"}')
    bench = Bench(tmp_path)
    bench.speaking.close()
    poor = Speaking(bench.speaker, bench.synthesiser, assets=assets, data=tmp_path)
    utterance = Utterance("zh_CN", "a.b", values={"count": 1})
    assert [file.stem for file in poor.files_for(utterance)] == ["还有", "一", "个"]
    bench.synthesiser.is_there = False
    assert poor.files_for(utterance) == []
    poor.close()


def test_only_the_last_of_many_is_said(tmp_path: Path) -> None:
    gate, begun = Event(), Event()

    class Slow(FakeSynthesiser):
        def speak(self, text: str, language: str) -> Path | None:
            begun.set()
            gate.wait(10)
            return super().speak(text, language)

    bench = Bench(tmp_path)
    bench.speaking.close()
    speaker = FakeSpeaker()
    speaking = Speaking(speaker, Slow(tmp_path), assets=ASSETS, data=tmp_path)
    for text in ("甲", "乙", "丙"):
        speaking.say(Utterance("zh_CN", text=text))
        begun.wait(10)
    gate.set()
    bench.wait(lambda: speaker.played != [])
    speaking.close()
    assert speaker.names == [["丙"]]


def test_a_stop_forgets_what_was_about_to_be_said(tmp_path: Path) -> None:
    gate, begun = Event(), Event()

    class Slow(FakeSynthesiser):
        def speak(self, text: str, language: str) -> Path | None:
            begun.set()
            gate.wait(10)
            return super().speak(text, language)

    speaker = FakeSpeaker()
    speaking = Speaking(speaker, Slow(tmp_path), assets=ASSETS, data=tmp_path)
    speaking.say(Utterance("zh_CN", text="甲"))
    begun.wait(10)
    speaking.stop()
    gate.set()
    speaking.close()
    assert speaker.played == []
    assert speaker.is_closed


def test_a_fault_is_logged_and_the_voice_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(FakeSynthesiser):
        def speak(self, text: str, language: str) -> Path | None:
            raise RuntimeError(f"{text} {language}")

    bench = Bench(tmp_path)
    bench.speaking.close()
    speaker = FakeSpeaker()
    speaking = Speaking(speaker, Broken(tmp_path), assets=ASSETS, data=tmp_path)
    speaking.say(Utterance("zh_CN", text="甲"))
    bench.wait(lambda: "could not say" in caplog.text)
    speaking.say(Utterance("zh_CN", "app.ok"))
    bench.wait(lambda: speaker.names == [["app.ok"]])
    speaking.close()
