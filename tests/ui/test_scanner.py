"""What is a scan and what is a hand, told apart by time."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.scanner import GAP_MS, LEAST_KEYS, REPEAT_MS, BurstFilter

KEYS = string.ascii_letters + string.digits


def fed(keys: str, gaps: list[float], *, start: float = 0.0) -> tuple[BurstFilter, float]:
    burst, at = BurstFilter(), start
    for char, gap in zip(keys, gaps, strict=True):
        at += gap
        burst.key(char, at)
    return burst, at


@given(
    st.text(KEYS, min_size=LEAST_KEYS, max_size=300),
    st.floats(0, GAP_MS),
    st.floats(0, GAP_MS),
)
def test_every_burst_is_a_scan(code: str, gap: float, last: float) -> None:
    burst, at = fed(code, [gap] * len(code))
    # The sum of many small gaps rounds; the last one is what Enter is measured by.
    assert burst.enter(at + min(last, GAP_MS - 1e-6)) == code


@given(
    st.text(KEYS, min_size=1, max_size=60),
    st.data(),
)
def test_a_hand_is_never_a_scan(text: str, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.floats(GAP_MS + 1, 400), min_size=len(text), max_size=len(text)))
    burst, at = fed(text, gaps)
    assert burst.enter(at + 60) is None


@given(st.text(KEYS, max_size=LEAST_KEYS - 1))
def test_a_short_burst_is_not_a_scan(text: str) -> None:
    burst, at = fed(text, [5] * len(text))
    assert burst.enter(at + 5) is None


def test_what_was_typed_before_does_not_belong_to_the_scan() -> None:
    code = "6901234567892"
    burst, at = fed("abc" + code, [200, 200, 200, 300] + [3] * (len(code) - 1))
    assert burst.enter(at + 3) == code


@pytest.mark.parametrize(("pause", "again"), [(REPEAT_MS - 1, ""), (REPEAT_MS + 1, "12345678")])
def test_the_same_code_at_once_is_a_stutter(pause: float, again: str) -> None:
    burst = BurstFilter()
    answers = []
    for start in (1000.0, 1000.0 + pause):
        for number, char in enumerate("12345678"):
            burst.key(char, start - 80 + number * 10)
        answers.append(burst.enter(start))
    assert answers == ["12345678", again]


def test_two_different_codes_at_once_are_two_scans() -> None:
    burst = BurstFilter()
    answers = []
    for start, code in ((0.0, "12345678"), (150.0, "87654321")):
        for number, char in enumerate(code):
            burst.key(char, start + number * 5)
        answers.append(burst.enter(start + 40))
    assert answers == ["12345678", "87654321"]


def test_a_clock_that_jumps_back_ends_the_burst() -> None:
    burst, _ = fed("1234567", [5] * 7, start=1000)
    burst.key("8", 10)
    assert burst.enter(12) is None
