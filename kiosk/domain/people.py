"""People and places: residents, buyers, the station, and what may be shown of them.

Phones and names are personal data.  The express-waybill standard of April 2023 asks for at least
six hidden digits of a phone and one hidden character of a name; we hide all but the last four.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kiosk.domain.errors import WrongInput, WrongNumber
from sync.protocol import PRACTICE_STATION

NAME_MOST = 40


@dataclass(frozen=True, slots=True)
class Station:
    """The service point and this device of it; `device_index` 0-9 goes with letters A-J."""

    code: str
    name: str
    device: str
    device_index: int
    currency: str = "CNY"
    hold_days: int = 5

    @property
    def is_practice(self) -> bool:
        """Tell whether this is a sandbox, where nothing is real."""
        return self.code == PRACTICE_STATION


@dataclass(frozen=True, slots=True)
class Resident:
    """A villager known to the station; `phone` is whole here and masked wherever it is shown."""

    id: str
    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who an order is for: a resident, or a guest with a pick-up name and its pictogram."""

    name: str
    resident_id: str = ""
    phone: str = ""
    picture: str = ""

    @property
    def is_guest(self) -> bool:
        """Tell whether the buyer is known by a pick-up name only."""
        return not self.resident_id


def mask_phone(phone: str) -> str:
    """Return the phone with all but the last four digits hidden, at least six of them."""
    digits = re.sub(r"\D", "", phone)
    if not digits:
        return ""
    least_hidden = len(digits) - (4 if len(digits) >= 10 else min(2, len(digits) - 1))
    shown = digits[least_hidden:]
    return "*" * max(6, len(digits) - len(shown)) + shown


def mask_name(name: str) -> str:
    """Return the name with one character hidden: 王小芳 becomes 王*芳, 李雷 becomes 李*."""
    if len(name) <= 1:
        return "*" if name else ""
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * min(len(name) - 2, 4) + name[-1]


def clean_name(text: str) -> str:
    """Return the name without control characters and doubled blanks.

    Raises `WrongInput` when nothing is left or it is longer than `NAME_MOST` characters.
    """
    name = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not name:
        raise NameMissing
    if len(name) > NAME_MOST:
        raise NameTooLong(most=NAME_MOST)
    return name


def clean_phone(text: str) -> str:
    """Return 5 to 15 digits (E.164 allows 15); raises `WrongNumber` otherwise."""
    digits = re.sub(r"[\s\-()+]", "", text)
    if not (digits.isascii() and digits.isdigit() and 5 <= len(digits) <= 15):
        raise WrongPhone
    return digits


class NameMissing(WrongInput):
    """Nothing was given as a name."""

    key = "error.name_missing"


class NameTooLong(WrongInput):
    """A name no slip can hold; values: `most`."""

    key = "error.name_too_long"


class WrongPhone(WrongNumber):
    """Not a phone number."""

    key = "error.wrong_phone"
