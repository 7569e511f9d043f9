"""Pick-up names for buyers who leave no name: an animal that everyone can say and point at."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

GUESTS_SHOWN: Final = 8
"""Most pictograms at a time."""


def free_guest_name(name: str, taken: Collection[str]) -> str:
    """Return the name, or with the first number from 2 on that is not taken: 小兔, 小兔2."""
    if name not in taken:
        return name
    number = 2
    while f"{name}{number}" in taken:
        number += 1
    return f"{name}{number}"
