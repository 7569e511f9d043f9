"""Papers and the dot: everything on a slip is laid out in whole dots of the print head.

A thermal head has 203 dots an inch (8 a millimetre).  A page as wide as the printable part of the
roll, in whole dots, reaches the paper without any scaling, so the modules of a QR code stay sharp.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

DPI: Final = 203
DOT: Final = 72 / DPI
"""One dot in PDF points."""
LONGEST_PAGE: Final = 40_000
"""Dots; PDF readers stop at 14,400 points, which are 40,600 dots (five metres of paper)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper's measures in dots; `height` 0 is a roll, cut where the content ends."""

    width: int
    height: int
    margin: int
    qr_module: int
    """The module wished for; a larger QR takes what fits in whole dots."""
    tiles: tuple[int, int]
    """Goods pictograms in a row, and rows."""
    body: int
    """Size of plain text; 26 dots are 9 points, the least that thermal paper shows well."""
    small: int
    """Size of the second language and of notes."""

    @property
    def inner(self) -> int:
        """Width between the margins."""
        return self.width - 2 * self.margin

    @property
    def is_roll(self) -> bool:
        """Tell whether the page is as long as its content."""
        return self.height == 0


class Paper(Enum):
    """The papers a slip is made for; the values are the names used in settings."""

    ROLL_80 = "roll_80"
    ROLL_58 = "roll_58"
    A6 = "a6"

    @property
    def sheet(self) -> Sheet:
        """Return the paper's measures."""
        return _SHEETS[self]


_SHEETS: Final = {
    Paper.ROLL_80: Sheet(
        width=576, height=0, margin=8, qr_module=8, tiles=(4, 2), body=26, small=20
    ),
    Paper.ROLL_58: Sheet(
        width=384, height=0, margin=4, qr_module=6, tiles=(3, 2), body=26, small=20
    ),
    Paper.A6: Sheet(
        width=839, height=1183, margin=36, qr_module=6, tiles=(6, 1), body=22, small=18
    ),
}
