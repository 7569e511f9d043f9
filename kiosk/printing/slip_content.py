"""What a pick-up slip says: plain values, ready to be set; money and dates come as text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kiosk.domain.pickup import ShelfSlot

SlipLanguage = Literal["zh_CN", "en", "both"]


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line of goods.

    `times` stands beside the pictogram (`×2`, `1.5 斤`), `quantity` in the text (`2 袋`).
    """

    name: str
    quantity: str
    amount: str
    times: str
    name_en: str = ""
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class SlipContent:
    """A slip; `name` and `phone` come masked, `token` as digits, `honesty` 1-3 as of an order.

    `due` is empty when all is paid; `given` and `change` are empty unless cash was taken.
    `days_left` is how many days the goods are kept, at most seven are drawn.  `practice` says that
    nothing on it is real.
    """

    station_name: str
    station_code: str
    number: str
    short_code: str
    token: str
    name: str
    lines: tuple[SlipLine, ...]
    total: str
    where: str
    until: str
    phone: str = ""
    placed: str = ""
    paid: str = ""
    due: str = ""
    given: str = ""
    change: str = ""
    days_left: int = 7
    honesty: int = 1
    shelf: ShelfSlot | None = None
    copy_number: int = 1
    language: SlipLanguage = "both"
    practice: bool = False
