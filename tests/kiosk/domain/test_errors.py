"""Every error that people are told about has its words: what happened, what to do."""

from __future__ import annotations

import importlib
import pkgutil
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import kiosk
from kiosk.domain.errors import IllegalTransition, KnownError
from kiosk.domain.words import LANGUAGES, Words

WORDS = Path(__file__).parents[3] / "assets" / "words"
LONGEST_CHINESE = 30
GIVEN = {
    "error.already_collected": {"number"},
    "error.order_cancelled": {"number"},
    "error.not_here": {"station"},
    "error.name_too_long": {"most"},
    "error.wrong_pin": {"left"},
    "error.pin_locked": {"seconds"},
    "error.operator_name_taken": {"name"},
}
"""The values that every raise of an error brings; its words may name no others."""


def load(package: str) -> None:
    root = importlib.import_module(package)
    for module in pkgutil.walk_packages(root.__path__, f"{package}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def known_errors() -> list[type[KnownError]]:
    for room in ("domain", "store", "printing", "devices", "services"):
        load(f"{kiosk.__name__}.{room}")
    return sorted(
        (error for error in below(KnownError) if error.__module__.startswith("kiosk.")),
        key=lambda error: error.key,
    )


def below(error: type[KnownError]) -> Iterator[type[KnownError]]:
    yield error
    for child in error.__subclasses__():
        yield from below(child)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", known_errors())
def test_every_error_has_its_words(error: type[KnownError], language: str) -> None:
    words = Words.load(WORDS, language)
    assert words.has(error.key)
    assert places(words.text(error.key)) <= GIVEN.get(error.key, set())


@pytest.mark.parametrize("error", known_errors())
def test_errors_are_told_in_thirty_characters_without_codes(error: type[KnownError]) -> None:
    text = Words.load(WORDS, "zh_CN").text(error.key)
    assert len(text) <= LONGEST_CHINESE
    spoken = "".join(part for part, _, _, _ in string.Formatter().parse(text))
    assert not set(string.ascii_letters + string.digits) & set(spoken)
    assert text.endswith("。")


def test_no_two_errors_share_a_key() -> None:
    keys = [error.key for error in known_errors()]
    assert sorted(set(keys)) == keys


def test_an_error_can_be_read_in_a_log() -> None:
    error = IllegalTransition(axis="order_state", current="closed", wanted="cancelled")
    assert "current='closed', wanted='cancelled'" in str(error)
    assert str(KnownError()) == "error.unknown"
