"""Every word that is said has its clip, in both languages, made from the text as it stands now."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import miniaudio
import pytest

from kiosk.devices.player import RATE
from kiosk.domain.speech import clips_of, has_voice
from kiosk.domain.words import LANGUAGES, Words
from ui.pages import PAGES, QML

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "assets"
REMEDY = "words changed: run `make voice` and commit assets/voice"
FOLDER_LIMIT = 12 * 1024 * 1024
LONGEST_S = 15


def build_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_voice", ASSETS / "build_voice.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    path = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = path
    return module


def clip(language: str, name: str) -> Path:
    return ASSETS / "voice" / language / f"{name}.ogg"


def spoken_by_pages() -> set[str]:
    """The keys that the pages' table, the view models and the screens' shell say."""
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "ui").rglob("*.py"))
    said = set(re.findall(r'voice\.say\(\s*"([\w.]+)"', sources))
    return said | {page.prompt for page in PAGES.values() if page.prompt}


def shown_by_buttons() -> set[str]:
    """The keys of `word:` in QML, also those that a condition chooses between."""
    lines = [
        line
        for path in QML.rglob("*.qml")
        for line in path.read_text("utf-8").splitlines()
        if re.match(r"\s*(readonly property string )?word:", line)
    ]
    return {key for line in lines for key in re.findall(r'"([a-z_]+\.[a-z_0-9.]*[a-z0-9])"', line)}


def results_and_errors() -> set[str]:
    """Whatever a view model puts together by a name, and every known error."""
    texts = Words.load(ASSETS / "words", "zh_CN").texts
    areas = ("error.", "problem.", "attention.", "collect.state_", "done.paper_", "voice.volume.")
    return {key for key in texts if key.startswith(areas) or key.endswith("_spoken")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_tapped_or_went_wrong_has_a_clip(language: str) -> None:
    words = Words.load(ASSETS / "words", language)
    keys = spoken_by_pages() | shown_by_buttons() | results_and_errors()
    assert len(keys) > 120
    assert {key for key in keys if not has_voice(key)} == set()
    assert {key for key in keys if not words.has(key)} == set()
    needed = {name for name in clips_of(words) if re.sub(r"-\d+$", "", name) in keys}
    assert sorted(name for name in needed if not clip(language, name).exists()) == [], REMEDY


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clip_was_made_from_its_present_text(language: str) -> None:
    recipe = build_script().recipe
    texts = clips_of(Words.load(ASSETS / "words", language))
    manifest = json.loads((ASSETS / "voice" / language / "manifest.json").read_text("utf-8"))
    wanted = {name: recipe(name, text, language) for name, text in texts.items()}
    stale = {name for name in wanted if manifest.get(name) != wanted[name]}
    assert (sorted(stale), sorted(set(manifest) - set(wanted))) == ([], []), REMEDY


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_folder_holds_what_the_manifest_lists(language: str) -> None:
    folder = ASSETS / "voice" / language
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert {path.stem for path in folder.glob("*.ogg")} == set(manifest)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clip_is_heard(language: str) -> None:
    for path in sorted((ASSETS / "voice" / language).glob("*.ogg")):
        info = miniaudio.vorbis_get_file_info(str(path))
        assert (info.nchannels, info.sample_rate) == (1, RATE), path.name
        sound = miniaudio.decode_file(str(path), nchannels=1, sample_rate=RATE)
        assert 0.1 < sound.duration < LONGEST_S, path.name
        assert max(sound.samples) > 10_000, path.name


def test_pieces_of_numbers_are_short() -> None:
    for language in LANGUAGES:
        for path in (ASSETS / "voice" / language).glob("number.*.ogg"):
            assert miniaudio.vorbis_get_file_info(str(path)).duration < 1, path.name


def test_the_clips_are_light_to_carry() -> None:
    files = (ASSETS / "voice").rglob("*.ogg")
    assert sum(path.stat().st_size for path in files) <= FOLDER_LIMIT


def test_a_changed_text_is_noticed() -> None:
    recipe = build_script().recipe
    assert recipe("home.buy", "买东西", "zh_CN") != recipe("home.buy", "卖东西", "zh_CN")
    assert recipe("app.language", "中文", "en") == recipe("app.language", "中文", "zh_CN")
