"""Practice lessons: the ten of them, and how far each operator is.

Practising happens in a sandbox, but that somebody has learnt something is true: progress is kept
in the station's real records, and a lesson finished for the first time is told to the hub.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from kiosk.domain.changes import Outcome, Topic, outcome
from kiosk.domain.clock import Clock
from kiosk.domain.lessons import Lesson
from kiosk.store import lessons as rows
from kiosk.store.database import Database
from kiosk.store.lessons import LessonProgress
from kiosk.store.outbox import append_record
from sync.protocol import LessonFinished

ANYBODY: Final = "operator"
"""Whose progress it is where no operator has said who they are."""


def load_lessons(folder: Path) -> tuple[Lesson, ...]:
    """Return the lessons of a folder in their order.

    Raises `ValueError` where they are not numbered 1, 2, 3 …, `msgspec.ValidationError` for a
    file that is no lesson.
    """
    files = sorted(folder.glob("*.json"))
    lessons = tuple(msgspec.json.decode(path.read_bytes(), type=Lesson) for path in files)
    if [lesson.number for lesson in lessons] != list(range(1, len(lessons) + 1)):
        raise ValueError("lessons must be numbered from 1 without a gap")
    return lessons


class Lessons:
    """Use cases about learning."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def begin_lesson(self, *, lesson: str, operator_id: str = ANYBODY) -> Outcome[None]:
        """Count one more try of a lesson."""
        with self._database.transaction() as connection:
            rows.begin_lesson(connection, operator_id, lesson)
        return outcome(None, Topic.LESSONS)

    def finish_lesson(self, *, lesson: str, operator_id: str = ANYBODY) -> Outcome[bool]:
        """Note that a lesson was finished; returns whether it was the first time, told to the hub.

        A lesson that was never begun is finished by nobody and changes nothing.
        """
        now = self._clock.now_ms()
        with self._database.transaction() as connection:
            done = rows.finish_lesson(connection, operator_id, lesson, now)
            if done is None:
                return outcome(False)
            body = LessonFinished(operator_id, lesson, done.finished_at, done.tries)
            append_record(connection, aggregate=done.id, type="lesson.finished", body=body, at=now)
        return outcome(True, Topic.LESSONS, Topic.SYNC)

    def progress(self, *, operator_id: str = ANYBODY) -> dict[str, LessonProgress]:
        """Return an operator's progress by lesson id."""
        with self._database.read() as connection:
            return rows.progress_of(connection, operator_id)
