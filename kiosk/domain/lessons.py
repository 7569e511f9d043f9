"""Practice lessons: what is to be done, and when it counts as done.

A lesson is data (`assets/lessons/*.json`); its words have the keys `lesson.<id>.title`, `.task`
and `.step_<n>`.  A step is met by a `Fact` of the sandbox, never by a tap: whoever reaches the
goal another way has reached it.  Steps may be met in any order, for whoever already knows how
does several things at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

Value = str | int | bool

_LEAST: Final = "_least"
"""Ending of a wish that is met by the number itself or any larger one."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that truly happened in the sandbox, in the past tense, with its values."""

    kind: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Goal:
    """What must happen: a fact of `kind` whose values are as `wants` says."""

    kind: str
    wants: Mapping[str, Value] = field(default_factory=dict)

    def met_by(self, fact: Fact) -> bool:
        """Tell whether a fact is what this goal waits for."""
        return fact.kind == self.kind and all(
            _fits(fact.values, name, wanted) for name, wanted in self.wants.items()
        )


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson; `number` counts from 1.

    `audience` is whose work it is: `resident` or `operator`.  `prepare` names what the sandbox
    needs beforehand.  `asks` are the states (1-3) of an order whose sign is to be found.
    """

    id: str
    number: int
    audience: str
    picture: str
    goals: tuple[Goal, ...]
    prepare: tuple[str, ...] = ()
    asks: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """Return the word key of the title."""
        return f"lesson.{self.id}.title"

    @property
    def task(self) -> str:
        """Return the word key of the one sentence that says what to do."""
        return f"lesson.{self.id}.task"

    def step(self, index: int) -> str:
        """Return the word key of a step, counted from 0."""
        return f"lesson.{self.id}.step_{index + 1}"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A lesson under way: which of its steps are done, by index."""

    lesson: Lesson
    done: frozenset[int] = frozenset()

    def after(self, fact: Fact) -> Attempt:
        """Return the attempt after something happened."""
        met = {index for index, goal in enumerate(self.lesson.goals) if goal.met_by(fact)}
        return replace(self, done=self.done | met)

    @property
    def next_step(self) -> int:
        """Return the index of the first step that is not done; the number of steps when all are."""
        left = (index for index in range(len(self.lesson.goals)) if index not in self.done)
        return next(left, len(self.lesson.goals))

    @property
    def is_finished(self) -> bool:
        """Tell whether every step is done."""
        return self.next_step == len(self.lesson.goals)


def lesson_after(lessons: tuple[Lesson, ...], lesson_id: str) -> Lesson | None:
    """Return the lesson that follows, None after the last."""
    ids = [lesson.id for lesson in lessons]
    place = ids.index(lesson_id) + 1
    return lessons[place] if place < len(lessons) else None


def _fits(values: Mapping[str, Value], name: str, wanted: Value) -> bool:
    if not name.endswith(_LEAST):
        return values.get(name) == wanted
    found = values.get(name.removesuffix(_LEAST))
    return isinstance(found, int) and isinstance(wanted, int) and found >= wanted
