"""Nobody at the screen: warned by the clock, and one touch goes on."""

from __future__ import annotations

import pytest

from tests.fakes.clock import FakeClock
from ui.idle import IDLE_S, WARNING_S, IdleWatch

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def idle(clock: FakeClock) -> IdleWatch:
    idle = IdleWatch(clock)
    idle.settle(at_rest=False)
    return idle


def later(clock: FakeClock, idle: IdleWatch, seconds: float) -> None:
    clock.pass_seconds(seconds)
    idle.look()


def test_the_warning_comes_twenty_seconds_before(clock: FakeClock, idle: IdleWatch) -> None:
    warned: list[bool] = []
    idle.warned.connect(lambda: warned.append(True))
    later(clock, idle, IDLE_S - WARNING_S - 1)
    assert idle.secondsLeft == 0
    later(clock, idle, 1)
    later(clock, idle, 1)
    assert idle.secondsLeft == WARNING_S - 1
    assert warned == [True]


def test_a_touch_begins_again(clock: FakeClock, idle: IdleWatch) -> None:
    later(clock, idle, IDLE_S - 5)
    idle.touch()
    assert idle.secondsLeft == 0
    later(clock, idle, IDLE_S - WARNING_S - 1)
    assert idle.secondsLeft == 0


def test_at_the_end_the_person_has_left_once(clock: FakeClock, idle: IdleWatch) -> None:
    left: list[bool] = []
    idle.left.connect(lambda: left.append(True))
    later(clock, idle, IDLE_S)
    later(clock, idle, 1)
    assert left == [True]
    assert idle.secondsLeft == 0


def test_at_rest_no_time_runs_out(clock: FakeClock, idle: IdleWatch) -> None:
    idle.settle(at_rest=True)
    later(clock, idle, 10 * IDLE_S)
    assert idle.secondsLeft == 0


def test_a_wall_clock_that_jumps_means_nothing(clock: FakeClock, idle: IdleWatch) -> None:
    clock.jump_to(0)
    idle.look()
    assert idle.secondsLeft == 0
