"""What may be a PIN, and how long wrong tries lock."""

from __future__ import annotations

import pytest

from kiosk.domain.operators import WeakPin, check_pin, lock_s


@pytest.mark.parametrize("pin", ["258036", "112233", "900001"])
def test_a_usual_pin_may_be_chosen(pin: str) -> None:
    assert check_pin(pin) == pin


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "12345",
        "1234567",
        "000000",
        "121212",
        "123456",
        "654321",
        "567890",
        "12345a",
        "１２３４５７",
    ],
)
def test_a_pin_that_is_guessed_at_once_may_not(pin: str) -> None:
    with pytest.raises(WeakPin):
        check_pin(pin)


def test_the_lock_grows_from_a_minute_to_an_hour() -> None:
    assert [lock_s(tries) for tries in (0, 4, 5, 6, 7, 10, 11, 5000)] == [
        0,
        0,
        60,
        120,
        240,
        1920,
        3600,
        3600,
    ]
