"""Waiting times: spread, patient, never shorter than the hub asked for."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.client.schedule import (
    RETRY_AFTER_MOST_S,
    BatchSize,
    Pace,
    backoff_s,
    retry_after_s,
    slot_s,
    until_slot_s,
)

PACE = Pace()


@given(st.integers(0, 10**9), st.integers())
def test_backing_off_has_a_ceiling_and_no_last_try(failures: int, seed: int) -> None:
    wait = backoff_s(failures, Random(seed), PACE)
    ceiling = PACE.first_s * 2 ** min(max(failures, 1) - 1, 40)
    assert 0 <= wait <= min(ceiling, PACE.most_s)


def test_5000_stations_that_lost_the_hub_together_do_not_come_back_together() -> None:
    random = Random(7)
    waits = Counter(int(backoff_s(9, random, PACE)) for _ in range(5_000))
    assert max(waits.values()) < 50, "a fair share of a second is 17"


@given(st.floats(-1e9, 1e9), st.integers())
def test_retry_after_is_never_undercut_and_never_endless(asked: float, seed: int) -> None:
    wait = retry_after_s(asked, Random(seed))
    assert min(max(asked, 0), RETRY_AFTER_MOST_S) <= wait <= RETRY_AFTER_MOST_S * 1.5


def test_stations_have_slots_of_their_own_that_stay() -> None:
    slots = [slot_s(f"ST{number:04d}", 60) for number in range(5_000)]
    assert slots == [slot_s(f"ST{number:04d}", 60) for number in range(5_000)]
    assert all(0 <= slot < 60 for slot in slots)
    assert max(Counter(int(slot) for slot in slots).values()) < 130, "a fair share is 83"


@given(st.floats(0, 4e9), st.text(max_size=8))
def test_the_next_slot_lies_ahead_within_one_period(now: float, station: str) -> None:
    assert 0 < until_slot_s(now, station, 60.0) <= 60.0


@pytest.mark.parametrize(
    ("size", "sent", "took", "then"),
    [
        (200, 200, 2.5, 200),
        (200, 200, 10.0, 100),
        (200, 200, 1.0, 400),
        (400, 400, 0.1, 500),
        (200, 3, 0.2, 200),
        (200, 50, 5.0, 100),
        (1, 1, 60.0, 1),
    ],
)
def test_batches_grow_and_shrink_towards_two_and_a_half_seconds(
    size: int, sent: int, took: float, then: int
) -> None:
    assert BatchSize(size).after_success(sent=sent, took_s=took, most=500) == BatchSize(then)


def test_a_batch_shrinks_to_one_record_and_no_further() -> None:
    size = BatchSize(200)
    for _ in range(12):
        size = size.after_failure()
    assert size == BatchSize(1)
    assert BatchSize(200).within(0) == BatchSize(1)
