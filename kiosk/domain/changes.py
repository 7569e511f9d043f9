"""What a use case changed, so that the screens that care refresh and no others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Topic(StrEnum):
    """A part of the station's records that something can watch."""

    BASKET = "basket"
    ORDERS = "orders"
    PARCELS = "parcels"
    RESIDENTS = "residents"
    ATTENTION = "attention"
    CATALOGUE = "catalogue"
    PRINTING = "printing"
    STATION = "station"
    SYNC = "sync"
    LESSONS = "lessons"


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The value a use case returns together with the topics that it changed."""

    value: T
    changed: frozenset[Topic]


def outcome(value: T, *changed: Topic) -> Outcome[T]:
    """Return an outcome of `value` that changed the given topics."""
    return Outcome(value, frozenset(changed))
