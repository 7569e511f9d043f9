"""Days as people say them, whatever the clock of an old machine makes of them."""

from __future__ import annotations

from datetime import datetime

import pytest

from ui.viewmodels.dates import day_text, is_same_day, moment_text

NOON = int(datetime(2026, 11, 24, 12, 5).timestamp() * 1000)


def test_days_in_both_languages() -> None:
    assert day_text(NOON, "zh_CN") == "11月24日"
    assert moment_text(NOON, "en") == "24 Nov 12:05"


@pytest.mark.parametrize("at_ms", [0, -1, 10**18, 10**30])
def test_a_time_outside_the_calendar_is_no_time(at_ms: int) -> None:
    assert day_text(at_ms, "zh_CN") == ""
    assert moment_text(at_ms, "en") == ""
    assert not is_same_day(at_ms, NOON)


def test_one_day_ends_at_midnight() -> None:
    assert is_same_day(NOON, NOON + 11 * 3_600_000)
    assert not is_same_day(NOON, NOON + 13 * 3_600_000)
