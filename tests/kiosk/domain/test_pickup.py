"""The shelf."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.pickup import SHELF_SYMBOLS, SLOTS_PER_SYMBOL, ShelfSlot, all_slots, free_slot

CODES = [slot.code for slot in all_slots()]


def test_the_symbols_take_turns() -> None:
    assert CODES[:4] == ["triangle-01", "disc-01", "square-01", "triangle-02"]
    assert len(set(CODES)) == len(SHELF_SYMBOLS) * SLOTS_PER_SYMBOL


@given(st.sets(st.sampled_from(CODES)))
def test_the_first_free_place_is_taken(taken: set[str]) -> None:
    slot = free_slot(taken)
    assert slot.code not in taken
    if slot.code in CODES:
        assert set(CODES[: CODES.index(slot.code)]) <= taken


def test_a_full_shelf_goes_on_beyond() -> None:
    taken = set(CODES)
    for beyond in (21, 22):
        slot = free_slot(taken)
        assert slot == ShelfSlot("triangle", beyond)
        taken.add(slot.code)


@pytest.mark.parametrize("slot", all_slots())
def test_a_code_is_read_back(slot: ShelfSlot) -> None:
    assert ShelfSlot.parse(slot.code) == slot


@pytest.mark.parametrize("code", ["", "triangle", "triangle-", "triangle-x", "star-01", "-01"])
def test_what_is_no_slot(code: str) -> None:
    assert ShelfSlot.parse(code) is None
