"""Pinyin of goods names, made once at import so that stations need no dictionary."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_CHINESE: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")


def pinyin_of(name: str) -> str:
    """Return the syllables of the Chinese characters of a name, `hong fu shi ping guo`.

    Other characters are left out; ü is written v, as it is typed.
    """
    return " ".join(filter(None, map(_syllables, _CHINESE.findall(name))))


@lru_cache(maxsize=65_536)
def _syllables(characters: str) -> str:
    # Imported at the first Chinese name: its dictionary takes a third of a second.
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(characters, errors="ignore"))
