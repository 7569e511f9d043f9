"""Outcomes."""

from __future__ import annotations

from kiosk.domain.changes import Topic, outcome


def test_an_outcome_carries_its_value_and_what_it_changed() -> None:
    done = outcome(5, Topic.BASKET, Topic.ORDERS, Topic.BASKET)
    assert done.value == 5
    assert done.changed == {Topic.BASKET, Topic.ORDERS}
    assert outcome(None).changed == frozenset()
