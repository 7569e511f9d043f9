"""Labels of printed papers: Chinese with English beside it, or one of them alone."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kiosk.domain.words import Words
from kiosk.printing.fonts import ASSETS, printable


class Label(NamedTuple):
    """A word in the first language and in the second (empty where there is one only)."""

    first: str
    second: str = ""

    def joined(self) -> str:
        """Return both in one line."""
        return f"{self.first} {self.second}".rstrip()


class Labels:
    """Finds labels by word key for `zh_CN`, `en` or `both`."""

    def __init__(self, *languages: Words) -> None:
        self._languages = languages

    @property
    def both(self) -> bool:
        """Tell whether there is a second language."""
        return len(self._languages) > 1

    @property
    def english_first(self) -> bool:
        """Tell whether English names of goods come first."""
        return self._languages[0].language == "en"

    def of(self, key: str, **values: object) -> Label:
        """Return the label of a word key, its places filled."""
        return Label(*(printable(words.text(key, **values)) for words in self._languages))


@lru_cache(maxsize=3)
def labels_for(language: str) -> Labels:
    """Read the words of `zh_CN`, `en` or `both` once."""
    names = ("zh_CN", "en") if language == "both" else (language,)
    return Labels(*(Words.load(ASSETS / "words", name) for name in names))
