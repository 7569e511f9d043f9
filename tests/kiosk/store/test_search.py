"""What a keystroke finds, in which order, and what no text can do to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.catalogue import search_terms
from kiosk.store.search import (
    TERM_MOST,
    add_texts,
    create_index,
    find_ranks,
    index_text,
    remove_text,
    typed_code,
)

ARTICLES = {
    1: ("红富士苹果", "hong fu shi ping guo", "Fuji apple", "果园"),
    2: ("苹果", "ping guo", "Apple", ""),
    3: ("苹果汁 1升", "ping guo zhi", "Apple juice, 1 L", ""),
    4: ("瓶装水 5公斤", "ping zhuang shui", "Bottled water, 5 kg", "Café"),
    5: ("手机充电线 iPhone", "shou ji chong dian xian", "Charging cable", ""),
}


def text_of(rank: int) -> str:
    name, pinyin, name_en, brand = ARTICLES[rank]
    return index_text(name=name, pinyin=pinyin, name_en=name_en, brand=brand)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    create_index(connection)
    add_texts(connection, ((rank, text_of(rank)) for rank in ARTICLES))
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("苹果", [2, 3, 1]),
        ("富士", [1]),
        ("ping", [2, 3, 4, 1]),
        ("pingguo", [2, 3, 1]),
        ("ping guo", [2, 3, 1]),
        ("hfs", [1]),
        ("pg", [2, 3, 1]),
        ("p", [2, 3, 4, 1]),
        ("APPLE", [2, 3, 1]),
        ("ａｐｐｌｅ", [2, 3, 1]),
        ("apple fuji", [1]),
        ("juice apple", [3]),
        ("cafe", [4]),
        ("Café", [4]),
        ("5公斤", [4]),
        ("公斤", [4]),
        ("iphone线", [5]),
        ("苹果橘子", []),
        ("", []),
        ("  *\"'()- ", []),
    ],
)
def test_a_typed_text_finds_whole_beginnings_first(
    index: sqlite3.Connection, typed: str, found: list[int]
) -> None:
    assert find_ranks(index, typed, 40) == found


def test_a_limit_keeps_the_best(index: sqlite3.Connection) -> None:
    assert find_ranks(index, "ping", 2) == [2, 3]
    assert find_ranks(index, "ping", 0) == []


@given(st.text(max_size=60))
def test_any_text_gives_an_answer(index: sqlite3.Connection, text: str) -> None:
    assert set(find_ranks(index, text, 10)) <= set(ARTICLES)
    typed_code(text).encode()


@pytest.mark.parametrize(
    "typed",
    ["苹" * 10_000, "x" * 10_000, "🍎" * 10_000, '" OR "', "NEAR(a b)", "a" + "\0" + "b", "\ud800",
     "terms:ping", "^ping", "-ping", "ping*", "مرحبا", "'; DROP TABLE finding; --", "¶"],
)  # fmt: skip
def test_hostile_texts_are_words_or_nothing(index: sqlite3.Connection, typed: str) -> None:
    find_ranks(index, typed, 40)
    assert find_ranks(index, "苹果", 40) == [2, 3, 1]


def test_a_name_longer_than_the_index_keeps_is_found_when_typed_whole() -> None:
    name = "非常非常长的一个商品名字" * 4
    connection = sqlite3.connect(":memory:")
    create_index(connection)
    add_texts(connection, [(1, index_text(name=name, pinyin="", name_en="", brand=""))])
    assert find_ranks(connection, name, 5) == [1]
    connection.close()


def test_terms_are_cut_where_a_query_is_cut() -> None:
    terms = search_terms(name="长" * 50, pinyin="chang " * 50, name_en="long" * 20)
    assert max(map(len, terms)) == TERM_MOST


def test_what_is_taken_out_is_found_no_more() -> None:
    connection = sqlite3.connect(":memory:")
    create_index(connection)
    add_texts(connection, ((rank, text_of(rank)) for rank in ARTICLES))
    remove_text(connection, 2, text_of(2))
    assert find_ranks(connection, "pingguo", 40) == [3, 1]
    assert find_ranks(connection, "apple", 40) == [3, 1]
    connection.close()
