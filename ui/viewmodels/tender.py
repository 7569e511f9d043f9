"""Cash across the counter: what was given so far, what is missing, what goes back.

Plain values without Qt, so that the arithmetic of the counter is tested by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kiosk.domain.errors import WrongNumber
from kiosk.domain.money import MOST_MINOR, denominations_of, faces

CHOICES_MOST: Final = 8
"""Most faces on a screen: a person chooses badly among more."""
SUGGESTIONS_MOST: Final = 3
_ROUND_STEPS: Final = (500, 1_000, 5_000, 10_000)


@dataclass(frozen=True, slots=True)
class Tender:
    """Notes and coins tapped so far against a total, all in minor units."""

    total_minor: int
    currency: str = "CNY"
    taps: tuple[int, ...] = ()

    @property
    def given_minor(self) -> int:
        """Return what was given so far."""
        return sum(self.taps)

    @property
    def missing_minor(self) -> int:
        """Return what is still missing, zero once it is enough."""
        return max(0, self.total_minor - self.given_minor)

    @property
    def change_minor(self) -> int:
        """Return what goes back, zero while money is missing."""
        return max(0, self.given_minor - self.total_minor)

    @property
    def is_enough(self) -> bool:
        """Tell whether the total is covered."""
        return self.missing_minor == 0

    def add(self, face_minor: int) -> Tender:
        """Return the tender with one more note; raises `WrongNumber` beyond any amount we show."""
        if self.given_minor + face_minor > MOST_MINOR:
            raise WrongNumber(given=self.given_minor + face_minor)
        return replace(self, taps=(*self.taps, face_minor))

    def undo(self) -> Tender:
        """Return the tender without its last tap."""
        return replace(self, taps=self.taps[:-1])

    def only(self, amount_minor: int) -> Tender:
        """Return the tender with one amount in place of all taps: the exact sum, a suggestion."""
        return replace(self, taps=(amount_minor,) if amount_minor else ())

    def suggestions(self) -> list[int]:
        """Return the round amounts a buyer most likely hands over, each above the total."""
        rounded = {-(-self.total_minor // step) * step for step in _ROUND_STEPS}
        fitting = sorted(a for a in rounded if self.total_minor < a <= MOST_MINOR)
        return fitting[-SUGGESTIONS_MOST:]

    def change_parts(self) -> list[tuple[int, int]]:
        """Return the notes and coins to give back as (face, count), largest first."""
        return denominations_of(self.change_minor, self.currency)


def tappable_faces(currency: str) -> tuple[int, ...]:
    """Return the notes and coins offered for tapping, largest first."""
    return faces(currency)[:CHOICES_MOST]


def money_picture(face_minor: int, currency: str) -> str:
    """Return the picture of a note or coin, for example `note_20`, `coin_05`; empty if none.

    Only the notes of the renminbi are drawn; other currencies show their number alone.
    """
    return _PICTURES.get(face_minor, "") if currency == "CNY" else ""


_PICTURES: Final = {
    10_000: "note_100",
    5_000: "note_50",
    2_000: "note_20",
    1_000: "note_10",
    500: "note_5",
    100: "coin_1",
    50: "coin_05",
    10: "coin_01",
}
