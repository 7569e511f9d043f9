"""Parcels on the shelf and how a buyer proves that one is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SHELF_SYMBOLS: Final = ("triangle", "disc", "square")
SLOTS_PER_SYMBOL: Final = 20


class Proof(StrEnum):
    """How the parcel was asked for."""

    SLIP = "slip"
    SHORT_CODE = "short_code"
    NUMBER = "number"
    CARD = "card"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class ShelfSlot:
    """A place on the shelf: a solid symbol and a number, said and printed without letters."""

    symbol: str
    number: int

    @property
    def code(self) -> str:
        """Return for example `triangle-07`."""
        return f"{self.symbol}-{self.number:02d}"

    @classmethod
    def parse(cls, code: str) -> ShelfSlot | None:
        """Return the slot of a code, or None for an empty one."""
        symbol, _, number = code.partition("-")
        return cls(symbol, int(number)) if symbol in SHELF_SYMBOLS and number.isdigit() else None


def all_slots() -> list[ShelfSlot]:
    """Return every slot of a shelf, the symbols taking turns so that parcels spread."""
    return [
        ShelfSlot(symbol, number)
        for number in range(1, SLOTS_PER_SYMBOL + 1)
        for symbol in SHELF_SYMBOLS
    ]


def free_slot(taken: set[str]) -> ShelfSlot:
    """Return the first free slot; when the shelf is full parcels share the least number beyond."""
    for slot in all_slots():
        if slot.code not in taken:
            return slot
    beyond = SLOTS_PER_SYMBOL + 1
    while ShelfSlot(SHELF_SYMBOLS[0], beyond).code in taken:
        beyond += 1
    return ShelfSlot(SHELF_SYMBOLS[0], beyond)
