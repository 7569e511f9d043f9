"""How goods are found: by endings that are stored and beginnings that are asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.catalogue import QUERY_MOST, fold, query_terms, search_terms

APPLE = search_terms(name="红富士苹果", pinyin="hong fu shi ping guo", name_en="Fuji apple")
syllables = st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, max_size=12)


def found(terms: list[str], asked: str) -> bool:
    return any(term.startswith(asked) for term in terms)


@pytest.mark.parametrize(
    "asked",
    [
        "红富",
        "苹果",
        "果",
        "hong",
        "hongfush",
        "pingg",
        "guo",
        "hfs",
        "hfspg",
        "spg",
        "fuji",
        "app",
    ],
)
def test_a_name_is_found_from_any_of_its_characters_on(asked: str) -> None:
    assert found(APPLE, asked)


@pytest.mark.parametrize("asked", ["富红", "ongfu", "uji", "ple", "hg"])
def test_the_middle_of_a_word_finds_nothing(asked: str) -> None:
    assert not found(APPLE, asked)


def test_the_whole_name_comes_first() -> None:
    assert APPLE[0] == "红富士苹果"
    assert len(APPLE) == len(set(APPLE))


def test_brand_and_latin_words_in_the_name_are_found() -> None:
    terms = search_terms(name="5G路由器 Pro", pinyin="lu you qi", name_en="", brand="Huáwei")
    for asked in ("5g", "pro", "huawei", "路由", "lyq"):
        assert found(terms, asked)


@given(syllables)
def test_every_syllable_begins_a_term(pinyin: list[str]) -> None:
    terms = search_terms(name="", pinyin=" ".join(pinyin), name_en="")
    for start in range(len(pinyin)):
        assert found(terms, "".join(pinyin[start:])[:24])
        assert found(terms, "".join(syllable[0] for syllable in pinyin[start:]))


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_any_name_makes_few_and_short_terms(name: str, pinyin: str, name_en: str) -> None:
    terms = search_terms(name=name, pinyin=pinyin, name_en=name_en, brand=name)
    assert all(0 < len(term) <= 24 for term in terms)
    assert all(term == fold(term) or not term.isascii() for term in terms)


def test_a_name_of_ten_thousand_characters_stays_small() -> None:
    assert len(search_terms(name="苹" * 10_000, pinyin="ping " * 10_000, name_en="")) <= 48


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Fuji  APPLE", ["fuji", "apple"]),
        ("Ｐｉｎｇ", ["ping"]),
        ("café", ["cafe"]),
        ("苹果 hfs", ["苹果", "hfs"]),
        ("a_b", ["a", "b"]),
        ('"; DROP -- *', ["drop"]),
        ("", []),
        ("   …!*", []),
        ("👍", []),
    ],
)
def test_a_query_is_read_as_words(text: str, terms: list[str]) -> None:
    assert query_terms(text) == terms


@given(st.text(max_size=500))
def test_any_query_gives_words_that_no_search_language_reads(text: str) -> None:
    terms = query_terms(text)
    assert len(terms) <= QUERY_MOST
    assert all(c.isalnum() or c.isidentifier() or c.isnumeric() for term in terms for c in term)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
