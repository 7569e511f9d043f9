"""What a person is told when something goes wrong: known errors by kind, bugs by one kind word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kiosk.domain.errors import AlreadyCollected, CannotStore, KnownError, NotFound, NotHere
from kiosk.domain.shortcode import NotAShortCode, ShortCodeMistyped
from kiosk.domain.token import ForgedToken, NotAToken, RevokedTokenKey, UnknownTokenKey
from kiosk.services.keys import PracticeSlip
from kiosk.store.database import DamagedDatabase, DatabaseBusy


@dataclass(frozen=True, slots=True)
class Problem:
    """One page's worth: word keys for title, text and what to do; the picture says it unread."""

    title: str
    text: str
    hint: str
    picture: str
    values: Mapping[str, object] = field(default_factory=dict)
    is_bug: bool = False


_Kind = tuple[type[KnownError] | tuple[type[KnownError], ...], str, str, str]

_KINDS: Final[tuple[_Kind, ...]] = (
    ((DatabaseBusy, DamagedDatabase), "problem.full_title", "problem.ask_hint", "warning"),
    (CannotStore, "problem.full_title", "problem.full_hint", "disk_full"),
    (AlreadyCollected, "problem.already_title", "problem.already_hint", "state_refused"),
    (NotHere, "problem.elsewhere_title", "problem.elsewhere_hint", "slip_qr"),
    (PracticeSlip, "practice.slip_title", "practice.slip_hint", "slip_qr"),
    ((ForgedToken, RevokedTokenKey), "problem.forged_title", "problem.ask_hint", "warning"),
    (UnknownTokenKey, "problem.unknown_title", "problem.ask_hint", "slip_qr"),
    (
        (NotAToken, NotAShortCode, ShortCodeMistyped, NotFound),
        "problem.unknown_title",
        "problem.unknown_hint",
        "search_nothing",
    ),
)
"""The kinds with a page of their own, looked through in this order."""

BUG: Final = Problem(
    title="problem.title",
    text="problem.bug",
    hint="problem.bug_hint",
    picture="help_person",
    is_bug=True,
)


def problem_of(error: BaseException) -> Problem:
    """Return what to tell; anything but a `KnownError` is a bug, told without its details."""
    if not isinstance(error, KnownError):
        return BUG
    for kind, title, hint, picture in _KINDS:
        if isinstance(error, kind):
            return Problem(title, error.key, hint, picture, error.values)
    return Problem("problem.title", error.key, "problem.ask_hint", "warning", error.values)
