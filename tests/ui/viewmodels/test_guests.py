"""Pick-up names stay apart on one day."""

from __future__ import annotations

from ui.viewmodels.guests import free_guest_name


def test_a_free_name_stays_as_it_is() -> None:
    assert free_guest_name("小兔", {"小猫"}) == "小兔"


def test_a_taken_name_gets_the_first_free_number() -> None:
    assert free_guest_name("小兔", {"小兔"}) == "小兔2"
    assert free_guest_name("小兔", {"小兔", "小兔2", "小兔4"}) == "小兔3"
