"""The word catalogue as a value."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.words import LANGUAGES, Words

ASSETS = Path(__file__).parents[3] / "assets" / "words"


@pytest.fixture
def words(tmp_path: Path) -> Words:
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "shop.json").write_text('{"shop.search": "Search", "shop.found": "{count} found"}')
    (folder / "home.json").write_text('{"home.buy": "Buy"}')
    (folder / "notes.txt").write_text("not words")
    return Words.load(tmp_path, "en")


def test_every_area_is_read(words: Words) -> None:
    assert words.text("shop.search") == "Search"
    assert words.text("home.buy") == "Buy"
    assert words.text("shop.found", count=3) == "3 found"
    assert words.text("shop.search", unused=1) == "Search"


def test_a_missing_word_shows_its_key(words: Words) -> None:
    assert words.text("shop.none") == "shop.none"
    assert not words.has("shop.none")
    assert words.has("home.buy")


def test_a_missing_language_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Words.load(tmp_path, "xx")


def test_both_languages_have_the_same_errors() -> None:
    keys = [
        {key for key in Words.load(ASSETS, language).texts if key.startswith("error.")}
        for language in LANGUAGES
    ]
    assert keys[0] == keys[1]
