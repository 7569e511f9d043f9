"""Numbers, money and weights as they are said; a reader here turns the clips back into numbers."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import WrongNumber
from kiosk.domain.money import MOST_MINOR, format_money
from kiosk.domain.speech import (
    MOST,
    PIECES,
    Clip,
    Free,
    clips_of,
    compose,
    has_voice,
    is_private,
    say_digits,
    say_money,
    say_number,
    say_weight,
    segments,
)
from kiosk.domain.words import LANGUAGES, Words

WORDS = Path(__file__).resolve().parents[3] / "assets" / "words"
CHINESE_SIZES = {"ten": 10, "hundred": 100, "thousand": 1000}
GREAT = {"wan": 10**4, "yi": 10**8, "million": 10**6, "billion": 10**9, "thousand": 1000}


def told(clips: list[str], language: str) -> str:
    """The text that is heard."""
    return ("" if language == "zh_CN" else " ").join(PIECES[language][clip] for clip in clips)


def read_chinese(names: list[str]) -> int:
    total = group = digit = 0
    for name in names:
        if name in ("wan", "yi"):
            total += (group + digit) * GREAT[name]
            group = digit = 0
        elif name in CHINESE_SIZES:
            group += (digit or 1) * CHINESE_SIZES[name]
            digit = 0
        else:
            digit = 2 if name == "two" else int(name)
    return total + group + digit


def read_english(names: list[str]) -> int:
    total = group = 0
    for name in names:
        if name in GREAT:
            total += group * GREAT[name]
            group = 0
        elif name == "hundred":
            group *= 100
        elif name != "and":
            group += int(name)
    return total + group


def read_number(clips: list[str], language: str) -> int:
    names = [clip.removeprefix("number.") for clip in clips]
    sign = -1 if names and names[0] == "minus" else 1
    names = names[1:] if sign < 0 else names
    return sign * (read_chinese if language == "zh_CN" else read_english)(names)


def read_decimal(clips: list[str], language: str) -> Fraction:
    if "number.point" not in clips:
        return Fraction(read_number(clips, language))
    at = clips.index("number.point")
    digits = "".join(clip.removeprefix("number.") for clip in clips[at + 1 :])
    return read_number(clips[:at], language) + Fraction(int(digits), 10 ** len(digits))


def read_renminbi(clips: list[str]) -> int:
    """In fen."""
    minor, pending = 0, list[str]()
    for clip in clips:
        if clip in ("money.yuan", "money.jiao", "money.fen"):
            worth = {"money.yuan": 100, "money.jiao": 10, "money.fen": 1}[clip]
            minor += read_number(pending, "zh_CN") * worth
            pending = []
        else:
            pending.append(clip)
    assert not pending
    return minor


# --- numbers


@pytest.mark.parametrize(
    ("value", "chinese"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (102, "一百零二"),
        (110, "一百一十"),
        (200, "二百"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (2000, "两千"),
        (2222, "两千二百二十二"),
        (10_000, "一万"),
        (10_010, "一万零一十"),
        (20_000, "两万"),
        (22_000, "两万二千"),
        (100_000, "十万"),
        (105_000, "十万五千"),
        (1_000_001, "一百万零一"),
        (100_005_000, "一亿零五千"),
        (200_020_000, "两亿零二万"),
        (10**9, "十亿"),
        (-15, "负十五"),
    ],
)
def test_chinese_numbers(value: int, chinese: str) -> None:
    assert told(say_number(value, "zh_CN"), "zh_CN") == chinese


@pytest.mark.parametrize(
    ("value", "english"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (21, "twenty one"),
        (100, "one hundred"),
        (105, "one hundred and five"),
        (1005, "one thousand and five"),
        (1105, "one thousand one hundred and five"),
        (12_300, "twelve thousand three hundred"),
        (2_000_001, "two million and one"),
        (-7, "minus seven"),
    ],
)
def test_english_numbers(value: int, english: str) -> None:
    assert told(say_number(value, "en"), "en") == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_small_number_is_heard_as_itself(language: str) -> None:
    for value in range(20_000):
        assert read_number(say_number(value, language), language) == value


@given(st.integers(-MOST, MOST), st.sampled_from(LANGUAGES), st.booleans())
def test_any_number_is_heard_as_itself(value: int, language: str, counting: bool) -> None:
    clips = say_number(value, language, counting=counting)
    assert read_number(clips, language) == value
    assert set(clips) <= set(PIECES[language])


@given(st.integers(0, MOST))
def test_chinese_never_says_two_empty_places_or_ends_in_one(value: int) -> None:
    text = told(say_number(value, "zh_CN"), "zh_CN")
    assert "零零" not in text
    assert value == 0 or not text.endswith("零")
    assert not text.startswith("一十")


def test_two_things_are_liang_and_the_second_is_er() -> None:
    assert told(say_number(2, "zh_CN", counting=True), "zh_CN") == "两"
    assert told(say_number(12, "zh_CN", counting=True), "zh_CN") == "十二"


def test_a_number_beyond_all_is_refused() -> None:
    with pytest.raises(WrongNumber):
        say_number(MOST + 1, "en")


def test_a_code_is_told_digit_by_digit() -> None:
    assert told(say_digits("102 4307"), "zh_CN") == "一零二四三零七"


# --- money and weight


@pytest.mark.parametrize(
    ("minor", "chinese", "english"),
    [
        (0, "零元", "zero yuan"),
        (5, "五分", "zero point zero five yuan"),
        (20, "两角", "zero point two yuan"),
        (200, "两元", "two yuan"),
        (1000, "十元", "ten yuan"),
        (1005, "十元零五分", "ten point zero five yuan"),
        (1050, "十元五角", "ten point five yuan"),
        (1052, "十元五角两分", "ten point five two yuan"),
        (-350, "负三元五角", "minus three point five yuan"),
        (
            MOST_MINOR,
            "九十九万九千九百九十九元九角九分",
            "nine hundred and ninety nine thousand nine hundred and ninety nine"
            " point nine nine yuan",
        ),
    ],
)
def test_renminbi(minor: int, chinese: str, english: str) -> None:
    assert told(say_money(minor, "CNY", "zh_CN"), "zh_CN") == chinese
    assert told(say_money(minor, "CNY", "en"), "en") == english


def test_every_small_amount_is_heard_as_itself() -> None:
    for minor in range(30_000):
        assert read_renminbi(say_money(minor, "CNY", "zh_CN")) == minor
        assert read_decimal(say_money(minor, "CNY", "en")[:-1], "en") * 100 == minor


@given(st.integers(0, MOST_MINOR), st.sampled_from(["CNY", "USD", "EUR"]))
def test_any_amount_is_heard_as_itself(minor: int, currency: str) -> None:
    for language in LANGUAGES:
        clips = say_money(minor, currency, language)
        assert set(clips) <= set(PIECES[language])
        if (language, currency) == ("zh_CN", "CNY"):
            assert read_renminbi(clips) == minor
        else:
            assert read_decimal(clips[:-1], language) * 100 == minor


def test_a_currency_nobody_recorded_is_left_to_the_number() -> None:
    assert told(say_money(150, "XAU", "en"), "en") == "one point five"


@given(st.integers(0, 10_000_000), st.sampled_from([1, 500, 1000]), st.sampled_from(LANGUAGES))
def test_any_weight_is_heard_as_itself(grams: int, unit: int, language: str) -> None:
    *number, unit_clip = say_weight(grams, language, unit_grams=unit)
    assert unit_clip.startswith("weight.")
    assert read_decimal(number, language) * unit == grams


def test_weights() -> None:
    assert told(say_weight(750, "zh_CN"), "zh_CN") == "一点五斤"
    assert told(say_weight(1000, "zh_CN"), "zh_CN") == "两斤"
    assert told(say_weight(2250, "zh_CN", unit_grams=1000), "zh_CN") == "二点二五公斤"
    assert told(say_weight(2500, "en", unit_grams=1000), "en") == "two point five kilograms"
    assert told(say_weight(-500, "en"), "en") == "minus one jin"
    with pytest.raises(WrongNumber):
        say_weight(1, "en", unit_grams=7)


# --- words with places


def words(language: str = "zh_CN", **more: str) -> Words:
    texts = {
        "net.spoken": "还有 {count} 笔等待发送",
        "review.spoken": "一共{total}",
        "done.spoken": "买好了，取货码{code}",
        "collect.spoken_place": "在{place}",
        "collect.place": "{symbol}{number}号",
        "collect.triangle": "三角",
        "error.name": "“{name}” 取走了。",
        "slip.copy": "副本 {copy}",
        "app.ok": "知道了",
    }
    return Words(language, {**texts, **more})


def heard(key: str, **values: object) -> str:
    """What is heard; free text in brackets."""
    book = words()
    texts = clips_of(book)
    parts = compose(book, key, values)
    return "".join(texts[p.name] if isinstance(p, Clip) else f"[{p.text}]" for p in parts)


def test_places_are_filled_by_what_stands_in_them() -> None:
    assert heard("net.spoken", count=2) == "还有两笔等待发送"
    assert heard("review.spoken", total=format_money(123_450)) == "一共一千二百三十四元五角"
    assert heard("review.spoken", total=format_money(-500)) == "一共负五元"
    assert heard("done.spoken", code="012 4307") == "买好了，取货码零一二四三零七"
    assert heard("done.spoken", code="12") == "买好了，取货码一二"
    assert heard("collect.spoken_place", place="三角2号") == "在三角二号"
    assert heard("collect.spoken_place", place="窗台") == "在[窗台]"
    assert heard("error.name", name="知道了") == "知道了取走了。"
    assert heard("error.name", name="王小明") == "[王小明]取走了。"
    assert heard("app.ok") == "知道了"


def test_a_place_without_value_is_passed_over() -> None:
    assert heard("done.spoken") == "买好了，取货码"
    assert heard("error.name", name="") == "取走了。"


def test_what_has_no_clip_is_free_text() -> None:
    assert compose(words(), "slip.copy", {"copy": 2}) == [Free("副本"), Clip("number.2")]
    assert compose(words(), "no.such", {}) == [Free("no.such")]
    assert not has_voice("slip.copy")


def test_english_places_too() -> None:
    book = words(
        "en",
        **{"collect.place": "{symbol} {number}", "collect.triangle": "Triangle"},
        **{"collect.spoken_place": "On {place}"},
    )
    parts = compose(book, "collect.spoken_place", {"place": "Triangle 3"})
    assert parts == [Clip("collect.spoken_place-1"), Clip("collect.triangle"), Clip("number.3")]


def test_pieces_are_numbered_and_punctuation_alone_is_none() -> None:
    names = [(each.name, each.text, each.field) for each in segments("a.b", "“{x}”，共{y}。")]
    assert names == [("", "", "x"), ("a.b-1", "共", ""), ("", "", "y")]
    assert segments("a.c", "？") == []


def test_private_things_are_known_by_their_place() -> None:
    assert is_private("who.found", "{phone} 的主人")
    assert is_private("mine.balance", "余额")
    assert not is_private("review.spoken", "一共{total}")


def test_a_pin_is_never_said() -> None:
    book = words(**{"pin.demo": "演示密码：{pin}"})
    assert is_private("pin.demo", book.texts["pin.demo"])
    assert compose(book, "pin.demo", {"pin": "123456"}) == [Clip("pin.demo-1")]


def test_a_number_takes_about_25_clips() -> None:
    assert len(PIECES["zh_CN"]) <= 28
    assert len(PIECES["en"]) <= 45


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_house_can_be_cut(language: str) -> None:
    book = Words.load(WORDS, language)
    texts = clips_of(book)
    for key in filter(has_voice, book.texts):
        for part in compose(book, key, {"count": 3, "total": "¥1.00", "name": "王"}):
            assert isinstance(part, Free) or part.name in texts
