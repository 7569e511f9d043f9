"""Type on paper: Noto Sans SC, and what happens to text that it cannot show.

Text from people holds anything.  A character the font lacks becomes 〓 (the printers' geta mark, a
sign that says "a character is missing here"), a run of them one 〓, because a row of empty boxes
looks like a broken printer.  Arabic and Hebrew are not in the font, so no text of a slip ever runs
from right to left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

ASSETS: Final = Path(__file__).resolve().parents[2] / "assets"
MISSING: Final = "〓"
ELLIPSIS: Final = "…"
LONGEST_TEXT: Final = 300
"""Characters looked at; nothing on a slip has room for more."""

_FILES: Final = {"Noto": "NotoSansSC-Regular.ttf", "Noto-Bold": "NotoSansSC-Bold.ttf"}
_NEVER_FIRST: Final = frozenset("，。、；：？！）」』》〉】〕…％%,.;:?!)]}·×")
_NEVER_LAST: Final = frozenset("（「『《〈【〔([{¥￥$")
_CAP_HEIGHT: Final = 0.733
"""Height of capitals and digits in ems (the OS/2 table of Noto Sans SC)."""


class Style(NamedTuple):
    """A cut of the font and its size in dots."""

    font: str
    size: int

    @property
    def leading(self) -> int:
        """Distance of two baselines in dots."""
        return round(self.size * 1.32)

    @property
    def cap(self) -> int:
        """Height of a digit in dots."""
        return round(self.size * _CAP_HEIGHT)


def regular(size: int) -> Style:
    """Return the regular cut at a size in dots."""
    return Style("Noto", size)


def bold(size: int) -> Style:
    """Return the bold cut at a size in dots, for digits and our own words."""
    return Style("Noto-Bold", size)


def bold_for(text: str, size: int) -> Style:
    """Return the bold cut where it has every character of a text, else the regular one.

    The bold file holds everyday characters only; a rare one in a name is worth more than weight.
    """
    known = load_fonts()["Noto-Bold"]
    return bold(size) if all(ord(sign) in known for sign in text) else regular(size)


@lru_cache(maxsize=1)
def load_fonts() -> Mapping[str, Mapping[int, float]]:
    """Register both cuts once and return their character widths in thousandths of an em.

    Raises `FileNotFoundError` when the font files are not there.
    """
    from reportlab.pdfbase import pdfmetrics  # loaded by the first slip, not at start
    from reportlab.pdfbase.ttfonts import TTFont

    widths = {}
    for name, file in _FILES.items():
        path = ASSETS / "fonts" / file
        if not path.is_file():
            raise FileNotFoundError(path.name)
        font = TTFont(name, str(path))
        pdfmetrics.registerFont(font)
        widths[name] = {code: font.face.charWidths[code] for code in font.face.charToGlyph}
    return widths


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """Return the text in one line and in characters the font has; at most `LONGEST_TEXT` long."""
    known = load_fonts()["Noto"]
    shown: list[str] = []
    for sign in unicodedata.normalize("NFC", text[: 2 * LONGEST_TEXT]):
        kind = unicodedata.category(sign)
        if kind in {"Cc", "Zl", "Zp", "Zs"}:
            shown.append(" ")
        elif kind in {"Cf", "Mn", "Me"}:
            continue
        elif ord(sign) in known and kind != "Co":
            shown.append(sign)
        elif not shown or shown[-1] != MISSING:
            shown.append(MISSING)
    return " ".join("".join(shown).split())[:LONGEST_TEXT]


@lru_cache(maxsize=8192)
def width_of(text: str, style: Style) -> float:
    """Return the width in dots of a text that `printable` has gone over."""
    widths = load_fonts()[style.font]
    return sum(widths[ord(sign)] for sign in text) * style.size / 1000


def cut_to(text: str, style: Style, width: float) -> str:
    """Return the text, its end replaced by an ellipsis where it is wider than `width` dots."""
    if width_of(text, style) <= width:
        return text
    room = width - width_of(ELLIPSIS, style)
    widths = load_fonts()[style.font]
    for end, sign in enumerate(text):
        room -= widths[ord(sign)] * style.size / 1000
        if room < 0:
            return text[:end].rstrip() + ELLIPSIS
    return text


def wrap(text: str, style: Style, width: float, most: int) -> list[str]:
    """Break a printable text into at most `most` lines of `width` dots, the last one cut.

    Chinese breaks between any two characters, save before closing and after opening marks; other
    scripts between words, and inside a word only where it is wider than a line.
    """
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most - 1:
        end = _line_end(rest, style, width)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*lines, cut_to(rest, style, width)] if rest else lines


def _line_end(text: str, style: Style, width: float) -> int:
    widths = load_fonts()[style.font]
    room = width
    fits = 0
    for sign in text:
        room -= widths[ord(sign)] * style.size / 1000
        if room < 0:
            break
        fits += 1
    if fits == len(text):
        return fits
    for end in range(fits, max(0, fits - 30), -1):
        if _may_break(text[end - 1], text[end]):
            return end
    return max(1, fits)


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return True
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return _is_wide(before) or _is_wide(after)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def size_to_fit(text: str, width: float, *, largest: int, smallest: int) -> Style:
    """Return the largest bold style, in steps of two dots, in which the text fits the width."""
    for size in range(largest, smallest, -2):
        if width_of(text, bold_for(text, size)) <= width:
            return bold_for(text, size)
    return bold_for(text, smallest)
