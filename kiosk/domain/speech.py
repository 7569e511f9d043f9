"""What is said aloud: words by key, and numbers, money and weights joined from a few clips.

A text without places is one clip, named by its key.  A text with places is said in parts: its
still pieces are the clips `key-1`, `key-2` …, and what fills a place is joined from the clips of
`PIECES` (about 25 in Chinese).  Whatever else may fill a place, a person's name say, is `Free`
text for a synthesiser.  All here is pure; files and sound are the business of others.

Chinese numbers follow GB/T 15835 and everyday speech: 十 alone for ten, 一百一十 inside, 零 for a
gap, 两 for a leading two before 千, 万 and 亿 and where things are counted (两元, 两斤, 两笔).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Final

from kiosk.domain.errors import WrongNumber
from kiosk.domain.money import parse_minor
from kiosk.domain.words import Words

MOST: Final = 10**12 - 1
"""The largest number that can be said."""

_CHINESE: Final[Mapping[str, str]] = {
    **{f"number.{digit}": word for digit, word in enumerate("零一二三四五六七八九")},
    "number.two": "两",
    "number.ten": "十",
    "number.hundred": "百",
    "number.thousand": "千",
    "number.wan": "万",
    "number.yi": "亿",
    "number.point": "点",
    "number.minus": "负",
    "money.yuan": "元",
    "money.jiao": "角",
    "money.fen": "分",
    "money.USD": "美元",
    "money.EUR": "欧元",
    "weight.jin": "斤",
    "weight.kilogram": "公斤",
    "weight.gram": "克",
}

_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEENS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)

_ENGLISH: Final[Mapping[str, str]] = {
    **{f"number.{value}": word for value, word in enumerate(_TEENS)},
    **{f"number.{10 * place}": word for place, word in enumerate(_TENS, start=2)},
    "number.hundred": "hundred",
    "number.thousand": "thousand",
    "number.million": "million",
    "number.billion": "billion",
    "number.and": "and",
    "number.point": "point",
    "number.minus": "minus",
    "money.yuan": "yuan",
    "money.USD": "dollars",
    "money.EUR": "euros",
    "weight.jin": "jin",
    "weight.kilogram": "kilograms",
    "weight.gram": "grams",
}

PIECES: Final[Mapping[str, Mapping[str, str]]] = {"zh_CN": _CHINESE, "en": _ENGLISH}
"""The text of every clip that numbers, money and weights are joined from, by language."""

_SMALL: Final = ("", "number.ten", "number.hundred", "number.thousand")
_GREAT: Final = ((10**8, "number.yi"), (10**4, "number.wan"), (1, ""))
_GREAT_ENGLISH: Final = (
    (10**9, "number.billion"),
    (10**6, "number.million"),
    (1000, "number.thousand"),
)
_WEIGHTS: Final[Mapping[int, str]] = {1: "weight.gram", 500: "weight.jin", 1000: "weight.kilogram"}
_CURRENCIES: Final[Mapping[str, str]] = {"¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR"}
_MONEY: Final = re.compile(r"(?P<sign>[-−]?)(?P<symbol>[¥￥$€])(?P<amount>[0-9,]+\.[0-9]{2})")
_DIGITS: Final = re.compile(r"[0-9][0-9 \-]*")
_LEADING: Final = re.compile(r"^\W+")
_CHINESE_SIGN: Final = re.compile(r"[㐀-鿿]")

_MUTE: Final = ("slip.", "sync.", "storage.", "shop.unit.")
"""Areas that are only printed, told on the command line, or part of a price."""

_COUNTED: Final = frozenset({"count", "days", "after_s"})
"""Places that hold how many there are; the others number a thing: 两笔 but 二号."""

_TOLD_BY_DIGIT: Final = frozenset({"code", "phone"})

_NEVER_TOLD: Final = frozenset({"pin"})
"""Not even when asked for (rule 17)."""

PRIVATE_PLACES: Final = frozenset({"phone", "pin", "balance", "owed"})
"""Whoever stands by must not hear these; they are said only when asked for (EN 301 549, 5.1.3)."""

PRIVATE_KEYS: Final = frozenset({"residents.balance", "mine.balance", "mine.phone"})
"""Keys that are private as a whole."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A part that has a recording, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Free:
    """A part that nobody recorded."""

    text: str


Part = Clip | Free


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text: a still one has a clip's `name`, a place has the `field` that fills it."""

    name: str
    text: str
    field: str = ""


def has_voice(key: str) -> bool:
    """Tell whether the words of a key are said, so that they need clips."""
    return not key.startswith(_MUTE)


def is_private(key: str, text: str = "") -> bool:
    """Tell whether a key, or a place of its text, may be said only when asked for."""
    return key in PRIVATE_KEYS or bool(
        {each.field for each in segments(key, text)} & PRIVATE_PLACES
    )


def is_chinese(text: str) -> bool:
    """Tell whether a text has Chinese characters in it, whatever language is spoken now."""
    return _CHINESE_SIGN.search(text) is not None


def segments(key: str, text: str) -> list[Segment]:
    """Cut a text at its places.  Pieces of punctuation alone are left out: nothing is heard."""
    pieces = [(still, field) for still, field, _, _ in Formatter().parse(text)]
    if all(field is None for _, field in pieces):
        return [Segment(key, text)] if _is_heard(text) else []
    found, count = [], 0
    for still, field in pieces:
        if _is_heard(still):
            count += 1
            found.append(Segment(f"{key}-{count}", _LEADING.sub("", still).strip()))
        if field:
            found.append(Segment("", "", field))
    return found


def _is_heard(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def clips_of(words: Words) -> dict[str, str]:
    """Return the text of every clip that a language needs, by the clip's name."""
    wanted = dict(PIECES[words.language])
    for key, text in words.texts.items():
        if has_voice(key):
            wanted.update({each.name: each.text for each in segments(key, text) if each.name})
    return wanted


def compose(words: Words, key: str, values: Mapping[str, object]) -> list[Part]:
    """Return what is said for a key with its values, in order; a place without value is skipped."""
    parts: list[Part] = []
    for segment in segments(key, words.texts.get(key, key)):
        if segment.name:
            known = has_voice(key) and words.has(key)
            parts.append(Clip(segment.name) if known else Free(segment.text))
        elif segment.field in values and segment.field not in _NEVER_TOLD:
            parts.extend(_fill(words, segment.field, values[segment.field]))
    return parts


def _fill(words: Words, field: str, value: object) -> Iterator[Part]:
    """Say what fills a place: a number, money, digits, other words that have clips, or a name."""
    language, text = words.language, str(value).strip()
    if isinstance(value, int) and abs(value) <= MOST:
        yield from map(Clip, say_number(value, language, counting=field in _COUNTED))
    elif (money := _MONEY.fullmatch(text)) is not None:
        minor = parse_minor(money["amount"]) * (-1 if money["sign"] else 1)
        yield from map(Clip, say_money(minor, _CURRENCIES[money["symbol"]], language))
    elif _DIGITS.fullmatch(text):
        short = len(text) <= 3 and field not in _TOLD_BY_DIGIT
        yield from map(Clip, say_number(int(text), language) if short else say_digits(text))
    else:
        yield from _words_or_name(words, text)


def _words_or_name(words: Words, text: str) -> Iterator[Part]:
    """Say a text that was itself made from words (三角3号) by their clips, any other as it is."""
    place = _place_in(words, text)
    key = next((key for key, known in words.texts.items() if known == text and has_voice(key)), "")
    if place:
        yield from compose(words, "collect.place", place)
    elif key:
        yield Clip(key)
    elif text:
        yield Free(text)


def _place_in(words: Words, text: str) -> dict[str, str]:
    """Return symbol and number of a place on the shelf, or nothing where it is no such text."""
    shape = words.texts.get("collect.place", "")
    if not shape:
        return {}
    pattern = re.escape(shape).replace(r"\{symbol\}", r"(?P<symbol>\D+?)\s*")
    found = re.fullmatch(pattern.replace(r"\{number\}", r"(?P<number>\d+)"), text)
    return found.groupdict() if found else {}


def say_number(value: int, language: str, *, counting: bool = False) -> list[str]:
    """Return the clips of a whole number; `counting` says 两 for a lone two in Chinese.

    Raises `WrongNumber` beyond ± `MOST`.
    """
    if abs(value) > MOST:
        raise WrongNumber(number=value)
    sign = ["number.minus"] if value < 0 else []
    if language != "zh_CN":
        return sign + _english(abs(value))
    if counting and abs(value) == 2:
        return [*sign, "number.two"]
    return sign + _chinese(abs(value))


def say_digits(text: str) -> list[str]:
    """Return the clips of a code digit by digit; anything that is no digit is passed over."""
    return [f"number.{digit}" for digit in text if digit in "0123456789"]


def say_money(minor: int, currency: str, language: str) -> list[str]:
    """Return the clips of an amount: ¥10.05 is 十元零五分, in English ten point zero five yuan."""
    sign = ["number.minus"] if minor < 0 else []
    minor = abs(minor)
    if language == "zh_CN" and currency == "CNY":
        return sign + _renminbi(minor)
    unit = "money.yuan" if currency == "CNY" else f"money.{currency}"
    known = [unit] if unit in PIECES[language] else []
    return sign + _decimal(minor, 2, language, counting=True) + known


def say_weight(grams: int, language: str, *, unit_grams: int = 500) -> list[str]:
    """Return the clips of a weight, told in 斤 (500 g), kilograms (1000) or grams (1).

    Raises `WrongNumber` for another unit.
    """
    if unit_grams not in _WEIGHTS:
        raise WrongNumber(number=unit_grams)
    thousandths = grams * 1000 // unit_grams
    said = _decimal(abs(thousandths), 3, language, counting=True)
    return (["number.minus"] if grams < 0 else []) + said + [_WEIGHTS[unit_grams]]


def _decimal(scaled: int, places: int, language: str, *, counting: bool) -> list[str]:
    """Say `scaled` / 10**`places`, without zeros at the end."""
    whole, rest = divmod(scaled, 10**places)
    digits = f"{rest:0{places}d}".rstrip("0")
    said = say_number(whole, language, counting=counting and not digits)
    return said + (["number.point", *say_digits(digits)] if digits else [])


def _renminbi(minor: int) -> list[str]:
    yuan, rest = divmod(minor, 100)
    jiao, fen = divmod(rest, 10)
    said: list[str] = []
    if yuan or not rest:
        said += [*say_number(yuan, "zh_CN", counting=True), "money.yuan"]
    if jiao:
        said += [_counted(jiao), "money.jiao"]
    elif yuan and fen:
        said.append("number.0")
    if fen:
        said += [_counted(fen), "money.fen"]
    return said


def _counted(digit: int) -> str:
    return "number.two" if digit == 2 else f"number.{digit}"


def _chinese(value: int) -> list[str]:
    """Say groups of four digits, each with its great unit, and 零 for a gap between them."""
    if value == 0:
        return ["number.0"]
    said: list[str] = []
    has_gap = False
    for size, unit in _GREAT:
        group, value = divmod(value, size)
        if group:
            needs_zero = bool(said) and (has_gap or group < 1000)
            said += ["number.0"] if needs_zero else []
            said += _chinese_group(group, is_first=not said, is_great=bool(unit))
            said += [unit] if unit else []
        has_gap = bool(said) and not group
    return said


def _chinese_group(group: int, *, is_first: bool, is_great: bool) -> list[str]:
    """Say 1 … 9999; only the number's `is_first` group says 十 and 两 in their short ways."""
    if group == 2 and is_first and is_great:
        return ["number.two"]
    said: list[str] = []
    has_gap = False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if not digit:
            has_gap = bool(said)
            continue
        said += ["number.0"] if has_gap else []
        said += _chinese_digit(digit, place, leads=is_first and not said)
        has_gap = False
    return said


def _chinese_digit(digit: int, place: int, *, leads: bool) -> list[str]:
    unit = [_SMALL[place]] if place else []
    if digit == 1 and place == 1 and leads:
        return unit
    if digit == 2 and place == 3 and leads:
        return ["number.two", *unit]
    return [f"number.{digit}", *unit]


def _english(value: int) -> list[str]:
    """Say thousands, millions and billions, and `and` before a last part below a hundred."""
    if value < 1000:
        return _english_group(value)
    said: list[str] = []
    for size, unit in _GREAT_ENGLISH:
        group, value = divmod(value, size)
        said += [*_english_group(group), unit] if group else []
    if value:
        said += ["number.and"] if value < 100 else []
        said += _english_group(value)
    return said


def _english_group(group: int) -> list[str]:
    """Say 0 … 999."""
    hundreds, rest = divmod(group, 100)
    said = [f"number.{hundreds}", "number.hundred"] if hundreds else []
    if hundreds and rest:
        said.append("number.and")
    if rest and rest % 10 and rest > 20:
        said += [f"number.{rest - rest % 10}", f"number.{rest % 10}"]
    elif rest or not hundreds:
        said.append(f"number.{rest}")
    return said
