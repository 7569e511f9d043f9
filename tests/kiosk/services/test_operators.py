"""Operators: let in by their PIN, locked out by guessing, whatever the clock says."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.errors import KnownError
from kiosk.domain.operators import PinLocked, WeakPin, WrongPin
from kiosk.domain.people import NameMissing
from kiosk.services.kiosk import Kiosk, open_kiosk
from kiosk.services.operators import NoSuchOperator, OperatorNameTaken
from kiosk.store.audit import audit_is_whole
from tests.fakes.clock import FakeClock

PIN = "258036"
YEAR_MS = 365 * 86_400_000


@pytest.fixture
def wang(kiosk: Kiosk) -> str:
    """The id of an operator with the PIN."""
    return kiosk.operators.add_operator(name="王站长", pin=PIN).value.id


def guess(kiosk: Kiosk, operator: str, times: int) -> KnownError:
    """Guess wrongly and return what the last guess was told."""
    told: list[KnownError] = []
    for _ in range(times):
        with pytest.raises((WrongPin, PinLocked)) as refused:
            kiosk.operators.sign_in(operator_id=operator, pin="111222")
        told.append(refused.value)
    return told[-1]


def sign_in(kiosk: Kiosk, operator: str) -> str:
    return kiosk.operators.sign_in(operator_id=operator, pin=PIN).value.name


def test_the_pin_lets_its_operator_in_and_no_other(kiosk: Kiosk, wang: str) -> None:
    li = kiosk.operators.add_operator(name="李会计", pin="902514").value
    assert [one.name for one in kiosk.operators.list_operators()] == ["王站长", "李会计"]
    assert sign_in(kiosk, wang) == "王站长"
    with pytest.raises(WrongPin):
        sign_in(kiosk, li.id)


def test_only_a_salted_hash_is_kept(kiosk: Kiosk, wang: str) -> None:  # noqa: ARG001
    kiosk.operators.add_operator(name="李会计", pin=PIN)
    with kiosk.database.read() as connection:
        first, second = (r[0] for r in connection.execute("SELECT pin_hash FROM operator"))
    assert first.startswith("$argon2id$")
    assert first != second
    assert PIN not in first


def test_a_name_is_taken_once_and_must_be_one(kiosk: Kiosk, wang: str) -> None:  # noqa: ARG001
    with pytest.raises(OperatorNameTaken):
        kiosk.operators.add_operator(name=" 王站长 ", pin=PIN)
    with pytest.raises(NameMissing):
        kiosk.operators.add_operator(name=" ", pin=PIN)
    with pytest.raises(WeakPin):
        kiosk.operators.add_operator(name="李会计", pin="123456")


def test_nobody_cannot_sign_in(kiosk: Kiosk) -> None:
    with pytest.raises(NoSuchOperator):
        kiosk.operators.sign_in(operator_id="nobody", pin=PIN)
    assert kiosk.operators.lock_left_s(operator_id="nobody") == 0


def test_the_tries_left_are_told_and_the_fifth_locks(kiosk: Kiosk, wang: str) -> None:
    assert [guess(kiosk, wang, 1).values for _ in range(5)] == [
        {"left": 4},
        {"left": 3},
        {"left": 2},
        {"left": 1},
        {"seconds": 60},
    ]


def test_while_locked_even_the_right_pin_is_refused(
    kiosk: Kiosk, wang: str, clock: FakeClock
) -> None:
    guess(kiosk, wang, 5)
    clock.pass_seconds(59)
    with pytest.raises(PinLocked) as refused:
        sign_in(kiosk, wang)
    assert refused.value.values == {"seconds": 1}
    clock.pass_seconds(1)
    assert kiosk.operators.lock_left_s(operator_id=wang) == 0
    assert sign_in(kiosk, wang) == "王站长"


def test_each_further_try_locks_for_longer_and_the_right_one_forgives(
    kiosk: Kiosk, wang: str, clock: FakeClock
) -> None:
    guess(kiosk, wang, 5)
    for seconds in (120, 240):
        clock.pass_seconds(seconds)
        assert guess(kiosk, wang, 1).values == {"seconds": seconds}
    clock.pass_seconds(240)
    sign_in(kiosk, wang)
    assert guess(kiosk, wang, 1).values == {"left": 4}


@pytest.mark.parametrize("years", [-25, 6])
def test_a_jumping_clock_neither_opens_nor_seals_the_door(
    kiosk: Kiosk, wang: str, clock: FakeClock, years: int
) -> None:
    guess(kiosk, wang, 5)
    clock.jump_to(clock.now_ms() + years * YEAR_MS)
    assert kiosk.operators.lock_left_s(operator_id=wang) == 60
    clock.pass_seconds(60)
    assert kiosk.operators.lock_left_s(operator_id=wang) == 0


def test_a_restart_wins_no_tries_and_an_old_clock_locks_no_longer_than_the_lock(
    tmp_path: Path,
) -> None:
    before = FakeClock()
    with open_kiosk(tmp_path, clock=before) as kiosk:
        wang = kiosk.operators.add_operator(name="王站长", pin=PIN).value.id
        guess(kiosk, wang, 5)
    before.pass_seconds(20)
    with open_kiosk(tmp_path, clock=FakeClock(before.now_ms())) as kiosk:
        assert kiosk.operators.lock_left_s(operator_id=wang) == 40
    battery_dead = FakeClock(0)
    with open_kiosk(tmp_path, clock=battery_dead) as kiosk:
        assert kiosk.operators.lock_left_s(operator_id=wang) == 60
        battery_dead.pass_seconds(60)
        assert sign_in(kiosk, wang) == "王站长"


def test_two_programs_share_the_tries(kiosk: Kiosk, wang: str, clock: FakeClock) -> None:
    with open_kiosk(kiosk.folder, clock=clock) as other:
        guess(kiosk, wang, 3)
        guess(other, wang, 2)
        assert kiosk.operators.lock_left_s(operator_id=wang) == 60
        clock.pass_seconds(60)
        guess(other, wang, 1)
        assert kiosk.operators.lock_left_s(operator_id=wang) == 120


def test_who_came_in_and_who_was_refused_is_written_down(kiosk: Kiosk, wang: str) -> None:
    guess(kiosk, wang, 1)
    sign_in(kiosk, wang)
    with kiosk.database.read() as connection:
        rows = connection.execute("SELECT action, subject FROM audit ORDER BY row_id").fetchall()
        assert audit_is_whole(connection)
    done = ("added", "refused", "signed_in")
    assert rows == [(f"operator.{deed}", wang) for deed in done]
