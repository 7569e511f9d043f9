"""Every question has answers, and only such as fit it."""

from __future__ import annotations

import pytest

from kiosk.domain.attention import CHOICES, AttentionItem, Choice, Reason


@pytest.mark.parametrize("reason", list(Reason))
def test_every_question_can_be_answered(reason: Reason) -> None:
    item = AttentionItem("i", reason, "", "", 0, 0)
    assert item.choices == CHOICES[reason]
    assert 1 <= len(item.choices) <= 3
    assert len(set(item.choices)) == len(item.choices)


def test_a_new_price_is_accepted_only_where_one_was_asked() -> None:
    assert [r for r in Reason if Choice.ACCEPT_PRICE in CHOICES[r]] == [Reason.PRICE_CHANGED]


def test_money_goes_back_only_for_an_order() -> None:
    assert CHOICES[Reason.UNEXPECTED_PARCEL] == (Choice.SEEN,)
