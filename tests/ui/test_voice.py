"""The voice of the screens: what is said when; a touch, a mute and a language are obeyed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.devices.speaker import PROGRAM, PlayerSpeaker, SoundEvent
from kiosk.services.speaking import Speaking
from tests.fakes.clock import FakeClock
from tests.fakes.speaker import FakeSpeaker, FakeSynthesiser
from tests.ui.conftest import Screens
from ui.app import ASSETS
from ui.voice import LEVELS, LOUDEST, ClipVoice, SilentVoice, Voice, open_voice


class Bench:
    def __init__(self, folder: Path) -> None:
        self.speaker = FakeSpeaker()
        self.synthesiser = FakeSynthesiser(folder)
        self.clock = FakeClock()
        speaking = Speaking(self.speaker, self.synthesiser, assets=ASSETS, data=folder)
        self.voice = ClipVoice(speaking, now=self.clock.monotonic_s)

    def hear(self, *names: str) -> None:
        """Wait until the last thing played is this."""
        wait(lambda: self.speaker.names[-1:] == [list(names)])


def wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.002)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    made.voice.wake()
    yield made
    made.voice.close()


def test_the_two_voices_are_one_port(bench: Bench, tmp_path: Path) -> None:
    voices: list[Voice] = [SilentVoice(), bench.voice]
    for voice in voices:
        voice.use("en")
        voice.say("app.ok")
        voice.echo("app.back")
        voice.echo("")
        voice.name("Rice")
        voice.stop()
        voice.repeat()
        voice.wake()
        assert 0 <= voice.volume <= LOUDEST
    opened = open_voice(tmp_path)
    opened.close()


def test_repeat_says_the_prompt_and_not_the_button(bench: Bench) -> None:
    bench.voice.say("review.spoken", total="¥2.00")
    bench.hear("review.spoken-1", "number.two", "money.yuan")
    bench.voice.echo("voice.repeat")
    bench.hear("voice.repeat")
    bench.voice.repeat()
    bench.hear("review.spoken-1", "number.two", "money.yuan")


def test_a_prompt_at_once_after_a_tap_is_said_in_one_breath(bench: Bench) -> None:
    bench.voice.echo("home.buy")
    bench.voice.stop()
    bench.voice.say("shop.prompt_categories")
    bench.hear("home.buy", "shop.prompt_categories")
    bench.voice.repeat()
    bench.hear("shop.prompt_categories")
    bench.clock.pass_seconds(1)
    bench.voice.say("home.prompt")
    bench.hear("home.prompt")


def test_goods_are_named(bench: Bench) -> None:
    bench.voice.name("小米")
    bench.hear("小米")


def test_volume_reaches_the_player_and_mute_says_nothing(bench: Bench) -> None:
    for volume in (3, 1, 0):
        bench.voice.volume = volume
        assert bench.speaker.level == LEVELS[volume]
    bench.voice.say("app.ok")
    bench.voice.volume = 7
    assert bench.voice.volume == LOUDEST
    bench.voice.say("app.back")
    bench.hear("app.back")
    assert len(bench.speaker.played) == 1


def test_private_things_wait_until_they_are_asked_for(bench: Bench) -> None:
    bench.voice.say("app.ok")
    bench.hear("app.ok")
    bench.voice.say("mine.balance")
    wait(lambda: bench.speaker.playing == 0)
    assert bench.speaker.names == [["app.ok"]]
    bench.voice.repeat()
    wait(lambda: len(bench.speaker.played) == 2)


def test_another_language_says_the_prompt_again(bench: Bench) -> None:
    bench.voice.say("home.prompt")
    bench.hear("home.prompt")
    bench.voice.use("en")
    wait(lambda: len(bench.speaker.played) == 2)
    assert bench.speaker.played[-1][0].parent.name == "en"
    bench.voice.use("en")
    bench.voice.say("review.spoken", total="¥1.00")
    bench.hear("review.spoken-1", "number.1", "money.yuan")
    bench.voice.use("zh_CN")
    assert len(bench.speaker.played) == 3


def test_before_the_first_page_nothing_is_played(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.voice.say("home.prompt")
    bench.voice.echo("app.ok")
    bench.voice.stop()
    assert bench.speaker.played == []
    bench.voice.wake()
    bench.hear("home.prompt")
    bench.voice.close()
    assert bench.speaker.is_closed


def test_from_say_to_sound_takes_less_than_300_ms(tmp_path: Path) -> None:
    """Through the real thread, the real files and the real program; its sink is a file."""
    speaker = PlayerSpeaker((*PROGRAM, "--into", str(tmp_path / "out.wav")))
    heard: list[tuple[float, SoundEvent]] = []
    speaker.listen(lambda event: heard.append((time.monotonic(), event)))
    synthesiser = FakeSynthesiser(tmp_path)
    voice = ClipVoice(Speaking(speaker, synthesiser, assets=ASSETS, data=tmp_path))
    voice.wake()
    wait(lambda: any(event.event == "ready" for _, event in heard))
    delays = []
    for _ in range(5):
        heard.clear()
        began = time.monotonic()
        voice.say("review.spoken", total="¥1,234.50")
        wait(lambda: any(event.event == "started" for _, event in heard))
        delays.append(next(at for at, event in heard if event.event == "started") - began)
    voice.close()
    assert sorted(delays)[2] < 0.3, delays


# --- on the screens


def test_a_tap_says_the_word_of_the_button_and_then_the_page(screens: Screens) -> None:
    screens.finger.tap("home.buy")
    screens.finger.wait(lambda: screens.page == "categories", "categories")
    assert screens.voice.echoed[-1] == "home.buy"
    assert screens.voice.said[-1].key == "shop.prompt_categories"


def test_goods_that_go_into_the_basket_are_named(screens: Screens) -> None:
    screens.put_in("小米")
    assert screens.voice.named == ["小米"]


def test_a_touch_stops_the_voice(screens: Screens) -> None:
    screens.voice.say("home.prompt")
    assert screens.voice.is_speaking
    window = screens.app.window
    assert window is not None
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(2, window.height() // 2))
    assert not screens.voice.is_speaking


def test_the_voice_follows_the_language_of_the_screens(screens: Screens) -> None:
    assert screens.voice.language == "zh_CN"
    screens.app.words.switch()
    assert screens.voice.language == "en"
