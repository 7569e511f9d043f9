"""What every clock holds to, the machine's and the fake."""

from __future__ import annotations

import time

import pytest

from kiosk.devices.clock import SystemClock
from kiosk.domain.clock import Clock
from tests.fakes.clock import FakeClock


@pytest.mark.parametrize("clock", [SystemClock(), FakeClock()])
def test_a_clock_tells_whole_milliseconds_and_never_runs_back(clock: Clock) -> None:
    assert isinstance(clock.now_ms(), int)
    assert clock.now_ms() > 1_700_000_000_000
    first = clock.monotonic_s()
    assert clock.monotonic_s() >= first


def test_the_machine_s_clock_is_the_machine_s() -> None:
    assert abs(SystemClock().now_ms() - time.time() * 1000) < 1000


def test_a_fake_clock_jumps_while_no_time_passes() -> None:
    clock = FakeClock()
    clock.pass_seconds(1.5)
    assert clock.monotonic_s() == 1.5
    clock.jump_to(0)
    assert (clock.now_ms(), clock.monotonic_s()) == (0, 1.5)
