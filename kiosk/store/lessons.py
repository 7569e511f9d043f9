"""How far each operator is with the practice lessons, in the station's own records."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kiosk.domain.ids import new_id

_BEGIN = """
INSERT INTO lesson_progress (id, operator_id, lesson, tries) VALUES (?, ?, ?, 1)
ON CONFLICT (operator_id, lesson) DO UPDATE SET tries = tries + 1
"""
_FINISH = """
UPDATE lesson_progress SET finished_at = ?
WHERE operator_id = ? AND lesson = ? AND finished_at = 0
"""
_SELECT = "SELECT id, lesson, tries, finished_at FROM lesson_progress WHERE operator_id = ?"


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """How one operator stands with one lesson; `finished_at` (ms) is 0 until it was finished."""

    id: str
    lesson: str
    tries: int
    finished_at: int

    @property
    def is_finished(self) -> bool:
        """Tell whether the lesson was finished once."""
        return self.finished_at > 0


def begin_lesson(connection: sqlite3.Connection, operator_id: str, lesson: str) -> None:
    """Count that an operator begins a lesson."""
    connection.execute(_BEGIN, (new_id(), operator_id, lesson))


def finish_lesson(
    connection: sqlite3.Connection, operator_id: str, lesson: str, at: int
) -> LessonProgress | None:
    """Note the first time that a lesson is finished; None for any later one.

    A clock that stands before 1970 must not make it look unfinished.
    """
    if connection.execute(_FINISH, (max(1, at), operator_id, lesson)).rowcount != 1:
        return None
    row = connection.execute(f"{_SELECT} AND lesson = ?", (operator_id, lesson)).fetchone()
    return LessonProgress(*row)


def progress_of(connection: sqlite3.Connection, operator_id: str) -> dict[str, LessonProgress]:
    """Return an operator's progress by lesson; a lesson never begun is not among them."""
    rows = (LessonProgress(*row) for row in connection.execute(_SELECT, (operator_id,)))
    return {row.lesson: row for row in rows}
