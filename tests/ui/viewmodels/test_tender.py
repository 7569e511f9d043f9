"""The arithmetic of the counter: given, missing, change, undo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import WrongNumber
from kiosk.domain.money import MOST_MINOR, faces
from ui.viewmodels.tender import Tender, money_picture, tappable_faces


def test_tapped_notes_add_up_and_the_last_one_can_be_taken_back() -> None:
    tender = Tender(total_minor=1_850).add(1_000).add(2_000)
    assert (tender.given_minor, tender.change_minor, tender.is_enough) == (3_000, 1_150, True)
    back = tender.undo()
    assert (back.given_minor, back.missing_minor, back.is_enough) == (1_000, 850, False)
    assert Tender(total_minor=10).undo() == Tender(total_minor=10)


def test_the_exact_sum_replaces_what_was_tapped() -> None:
    tender = Tender(total_minor=1_850).add(1_000).only(1_850)
    assert (tender.missing_minor, tender.change_minor) == (0, 0)


def test_suggestions_are_round_and_above_the_total() -> None:
    assert Tender(total_minor=1_850).suggestions() == [2_000, 5_000, 10_000]
    assert Tender(total_minor=46_200).suggestions() == [46_500, 47_000, 50_000]
    assert Tender(total_minor=10_000).suggestions() == []
    assert Tender(total_minor=9_999).suggestions() == [10_000]


def test_the_largest_amount_still_has_an_exact_sum() -> None:
    tender = Tender(total_minor=MOST_MINOR)
    assert tender.suggestions() == []
    paid = tender.only(MOST_MINOR)
    assert paid.is_enough
    with pytest.raises(WrongNumber):
        paid.add(10)


def test_change_is_told_in_notes_and_coins() -> None:
    tender = Tender(total_minor=1_230).only(2_000)
    assert tender.change_parts() == [(500, 1), (100, 2), (50, 1), (10, 2)]


def test_every_tappable_face_of_the_renminbi_has_a_picture() -> None:
    assert tappable_faces("CNY") == faces("CNY")
    assert all(money_picture(face, "CNY") for face in tappable_faces("CNY"))
    assert len(tappable_faces("EUR")) <= 8
    assert money_picture(10_000, "EUR") == ""


@given(
    total=st.integers(min_value=0, max_value=MOST_MINOR),
    taps=st.lists(st.sampled_from(faces("CNY")), max_size=20),
)
def test_given_is_total_less_missing_plus_change(total: int, taps: list[int]) -> None:
    tender = Tender(total_minor=total, taps=tuple(taps))
    assert tender.given_minor == total - tender.missing_minor + tender.change_minor
    assert min(tender.missing_minor, tender.change_minor) == 0
