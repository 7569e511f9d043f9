"""Every known error has its page; a bug is told without its details."""

from __future__ import annotations

import pytest

from kiosk.domain.errors import (
    AlreadyCollected,
    CannotStore,
    KnownError,
    NotEnrolled,
    NotFound,
    NotHere,
)
from kiosk.domain.token import ForgedToken, NotAToken
from ui.viewmodels.problems import BUG, problem_of


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (CannotStore(), "problem.full_title"),
        (AlreadyCollected(number="CQ07A-0001"), "problem.already_title"),
        (NotHere(station="CQ08"), "problem.elsewhere_title"),
        (ForgedToken(), "problem.forged_title"),
        (NotAToken(), "problem.unknown_title"),
        (NotFound(what="order"), "problem.unknown_title"),
        (NotEnrolled(), "problem.title"),
    ],
)
def test_known_errors_have_a_title_of_their_kind(error: KnownError, title: str) -> None:
    problem = problem_of(error)
    assert (problem.title, problem.text, problem.is_bug) == (title, error.key, False)
    assert problem.values == error.values


def test_a_bug_tells_nothing_of_its_inside() -> None:
    assert problem_of(ZeroDivisionError("rows")) is BUG
    assert BUG.is_bug
