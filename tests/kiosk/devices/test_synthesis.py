"""Names spoken by a synthesiser: kept, bounded, and silent where it is missing, broken or hung."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kiosk.devices.synthesis import EspeakSynthesiser, find_espeak

SPEAKS = """
import sys, pathlib
text = sys.stdin.buffer.read().decode()
pathlib.Path(sys.argv[sys.argv.index("-w") + 1]).write_text(" ".join(sys.argv[1:3]) + " " + text)
pathlib.Path(__file__).with_suffix(".log").open("a").write("x")
"""


def program(folder: Path, code: str) -> str:
    path = folder / "speaks.py"
    path.write_text(f"#!{sys.executable}\n{code}")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def voice(tmp_path: Path) -> EspeakSynthesiser:
    return EspeakSynthesiser(tmp_path / "names", program=program(tmp_path, SPEAKS))


def test_a_name_is_spoken_once_and_kept(voice: EspeakSynthesiser, tmp_path: Path) -> None:
    first = voice.speak("东北大米", "zh_CN")
    assert first is not None
    assert first.read_text() == "-v cmn 东北大米"
    assert voice.speak(" 东北大米\n", "zh_CN") == first
    assert (tmp_path / "speaks.log").read_text() == "x"
    english = voice.speak("Rice", "en")
    assert english is not None
    assert english.read_text() == "-v en-us Rice"


def test_a_name_is_no_option_and_not_endless(voice: EspeakSynthesiser) -> None:
    dashed = voice.speak("--help", "en")
    assert dashed is not None
    assert dashed.read_text().endswith(" --help")
    long = voice.speak("长" * 5000, "zh_CN")
    assert long is not None
    assert len(long.read_text()) < 250


def test_the_cache_throws_away_what_was_not_said_for_longest(tmp_path: Path) -> None:
    code = SPEAKS.replace('" " + text', '" " + text * 50')
    voice = EspeakSynthesiser(tmp_path / "names", program=program(tmp_path, code), most_bytes=2000)
    files = []
    for number in range(40):
        path = voice.speak(f"name {number}", "en")
        assert path is not None
        os.utime(path, (number, number))
        files.append(path)
        assert sum(each.stat().st_size for each in (tmp_path / "names").glob("*.wav")) < 3000
    assert not files[0].exists()
    assert files[-1].exists()


@pytest.mark.parametrize(
    "code", ["raise SystemExit(1)", "pass", "import os; os.kill(os.getpid(), 9)"]
)
def test_a_broken_program_is_silence(tmp_path: Path, code: str) -> None:
    voice = EspeakSynthesiser(tmp_path / "names", program=program(tmp_path, code))
    assert voice.speak("米", "zh_CN") is None
    assert list((tmp_path / "names").iterdir()) == []


def test_without_the_program_or_a_place_to_keep_it_is_silent(tmp_path: Path) -> None:
    assert EspeakSynthesiser(tmp_path, program="").speak("米", "zh_CN") is None
    (tmp_path / "file").touch()
    blocked = EspeakSynthesiser(tmp_path / "file", program=program(tmp_path, SPEAKS))
    assert blocked.speak("米", "zh_CN") is None
    assert EspeakSynthesiser(tmp_path, program=program(tmp_path, SPEAKS)).speak(" ", "en") is None


def test_the_real_one_is_looked_for() -> None:
    found = find_espeak()
    assert found == "" or Path(found).exists()
