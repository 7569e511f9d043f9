"""The catalogue as the station shows it: categories, goods, and how a search is read.

Finding works by one rule: every searchable form of a name is stored by its endings, and each
keystroke asks for a beginning.  红富士苹果 is stored as 红富士苹果, 富士苹果, 士苹果, 苹果, 果, as
pinyin hongfushipingguo … guo, and as initials hfspg … g; so 苹果, pingg and spg all find it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

QUERY_MOST = 40
"""Longest query that is looked at; what follows cannot name any goods better."""

_FORM_MOST = 24
_ENDINGS_MOST = 16


@dataclass(frozen=True, slots=True)
class Category:
    """A node of the category tree."""

    id: str
    name: str
    name_en: str
    parent: str
    picture: str


@dataclass(frozen=True, slots=True)
class Product:
    """One article as sold: `price_minor` per `unit`; `unit_grams` > 0 means sold by weight."""

    sku: str
    name: str
    name_en: str
    category: str
    unit: str
    unit_grams: int
    price_minor: int
    currency: str
    barcode: str
    picture: str
    brand: str
    size: str

    @property
    def is_weighed(self) -> bool:
        """Tell whether quantities are grams rather than pieces."""
        return self.unit_grams > 0


def fold(text: str) -> str:
    """Return the text in the form in which it is compared: NFKC, lower case, no accents."""
    if text.isascii():  # nothing to take apart: half the time of loading a catalogue
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", plain).lower()


def query_terms(text: str) -> list[str]:
    """Return the words of a query, each to be found as a beginning; empty for nothing usable."""
    return re.findall(r"\w+", fold(text[:QUERY_MOST]).replace("_", " "))


def search_terms(*, name: str, pinyin: str, name_en: str, brand: str = "") -> list[str]:
    """Return every beginning-searchable term of an article, the whole-name forms first.

    `pinyin` holds the syllables of `name` separated by blanks, as the hub made them.
    """
    terms: dict[str, None] = {}
    for words in (_characters(name), fold(pinyin).split()):
        _add_endings(terms, words)
    syllables = fold(pinyin).split()
    _add_endings(terms, [s[0] for s in syllables])
    for words in (_words(name), _words(name_en), _words(brand)):
        for word in words:
            terms.setdefault(word[:_FORM_MOST])
    return list(terms)


def _add_endings(terms: dict[str, None], parts: list[str]) -> None:
    for start in range(min(len(parts), _ENDINGS_MOST)):
        terms.setdefault("".join(parts[start:])[:_FORM_MOST])


def _characters(name: str) -> list[str]:
    """Return the characters of the name that are not ASCII words: the Chinese of it."""
    return [c for c in fold(name) if c.isalnum() and not c.isascii()]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text))
