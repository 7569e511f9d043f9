"""The short code: every code once, every slip of the finger caught."""

import contextlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import KnownError
from kiosk.domain.shortcode import (
    COUNTERS,
    NotAShortCode,
    ShortCodeMistyped,
    make_short_code,
    parse_short_code,
)

SAMPLE = [
    make_short_code(device, counter)
    for device in range(10)
    for counter in random.Random(device).sample(range(COUNTERS), 50)
]


def test_each_counter_of_a_device_has_its_own_code():
    assert len({make_short_code(4, counter) for counter in range(COUNTERS)}) == COUNTERS


def test_devices_of_a_station_never_share_a_code():
    assert len({make_short_code(d, c) for d in range(10) for c in range(500)}) == 5000


def test_neighbours_differ_in_several_digits():
    def differing(counter: int) -> int:
        pair = zip(make_short_code(0, counter), make_short_code(0, counter + 1), strict=True)
        return sum(a != b for a, b in pair)

    counts = [differing(counter) for counter in range(2000)]
    assert min(counts) >= 2
    assert sum(counts) / len(counts) > 4


def test_codes_once_printed_stay():
    """Slips wait on shelves while programs change: these codes may never come out differently."""
    assert [make_short_code(d, c) for d, c in [(0, 0), (0, 1), (3, 412), (9, 99_999)]] == [
        "240-941-7",
        "400-003-8",
        "873-283-1",
        "519-222-3",
    ]


def test_the_counter_wraps_after_a_hundred_thousand():
    assert make_short_code(1, COUNTERS + 7) == make_short_code(1, 7)


@pytest.mark.parametrize("code", SAMPLE[:20])
def test_a_code_is_read_however_it_is_typed(code: str):
    digits = code.replace("-", "")
    wide = digits.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
    for typed in [code, digits, f"  {code}\n", " ".join(digits), wide, code.replace("-", "—")]:
        assert parse_short_code(typed) == code


def test_every_single_wrong_digit_is_caught():
    for code in SAMPLE:
        digits = code.replace("-", "")
        for place in range(7):
            for wrong in set("0123456789") - {digits[place]}:
                with pytest.raises(ShortCodeMistyped):
                    parse_short_code(digits[:place] + wrong + digits[place + 1 :])


def test_every_swap_of_neighbours_is_caught():
    for code in SAMPLE:
        digits = code.replace("-", "")
        for i in range(6):
            if digits[i] != digits[i + 1]:
                swapped = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
                with pytest.raises(ShortCodeMistyped):
                    parse_short_code(swapped)


@pytest.mark.parametrize(
    "text", ["", "   ", "12345", "12345678", "abc-def-g", "٣٧٢-٣٧٢-٣", "123-45６-", "9" * 10_000]
)
def test_anything_else_is_told_apart(text: str):
    with pytest.raises(NotAShortCode):
        parse_short_code(text)


@given(st.text())
def test_any_text_is_a_code_or_a_known_error(text: str):
    with contextlib.suppress(KnownError):
        assert len(parse_short_code(text)) == 9


@pytest.mark.parametrize(("device", "counter"), [(-1, 0), (10, 0), (0, -1)])
def test_a_device_or_counter_that_cannot_be_is_a_mistake_of_the_program(device: int, counter: int):
    with pytest.raises(ValueError, match="is n"):
        make_short_code(device, counter)
