"""The lessons: ten to choose from, the card of one, and the praise at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.changes import Topic
from kiosk.domain.lessons import Lesson, lesson_after
from kiosk.store.lessons import LessonProgress
from ui.context import Context, ViewModel
from ui.models import RowModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.training import Training

SHOWN: Final = 5
"""Lessons on a screen: with the ways on, no more than eight choices."""


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson to choose."""

    lesson: str
    number: int
    title: str
    picture: str
    forOperator: bool
    isLearnt: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a lesson."""

    number: int
    text: str
    isDone: bool
    isNext: bool


@shown_to_qml
class LessonsViewModel(ViewModel):
    """Shared by the pages of lessons; what is under way is the training's."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._training = context.training or Training(context.kiosk, parent=self)
        self._rows = RowModel(LessonRow, key="lesson", parent=self)
        self._steps = RowModel(StepRow, key="number", parent=self)
        self._progress: dict[str, LessonProgress] = {}
        self._first = 0
        self._lesson: Lesson | None = None
        self._asks_to_wipe = False
        self._is_to_read_out = False
        self._training.changed.connect(self._show)

    @Property(Training, constant=True)
    def training(self) -> Training:
        """What is under way."""
        return self._training

    @Property(RowModel, constant=True)
    def lessons(self) -> RowModel:
        """The lessons on this screen, as `LessonRow`."""
        return self._rows

    @Property(RowModel, constant=True)
    def steps(self) -> RowModel:
        """The steps of the lesson that is shown, as `StepRow`."""
        return self._steps

    @Property(int, notify=changed)
    def all(self) -> int:
        """How many lessons there are."""
        return len(self._training.lessons)

    @Property(int, notify=changed)
    def learnt(self) -> int:
        """How many of them were finished once."""
        return sum(row.is_finished for row in self._progress.values())

    @Property(bool, notify=changed)
    def hasMore(self) -> bool:
        """Whether there are lessons after those on the screen."""
        return self._first + SHOWN < len(self._training.lessons)

    @Property(bool, notify=changed)
    def hasBefore(self) -> bool:
        """Whether there are lessons before those on the screen."""
        return self._first > 0

    @Property(bool, notify=changed)
    def asksToWipe(self) -> bool:
        """Whether it is asked if everything of the sandbox shall go."""
        return self._asks_to_wipe

    @Property(int, notify=changed)
    def number(self) -> int:
        """The number of the lesson that is shown."""
        return self._lesson.number if self._lesson else 0

    @Property(str, notify=changed)
    def title(self) -> str:
        """Its title."""
        return self._say(self._lesson.title) if self._lesson else ""

    @Property(str, notify=changed)
    def task(self) -> str:
        """What is to be done, in one sentence."""
        return self._say(self._lesson.task) if self._lesson else ""

    @Property(str, notify=changed)
    def lessonPicture(self) -> str:
        """The URL of its picture."""
        return self.context.pictures.url(self._lesson.picture) if self._lesson else ""

    @Property(str, notify=changed)
    def code(self) -> str:
        """The number that is needed for it, as it is written; empty for none."""
        return self._training.values.get("code", "") if self._is_under_way() else ""

    @Property(bool, notify=changed)
    def isBegun(self) -> bool:
        """Whether something of it is done already."""
        attempt = self._training.attempt
        return self._is_under_way() and attempt is not None and bool(attempt.done)

    @Property(bool, notify=changed)
    def hasNext(self) -> bool:
        """Whether another lesson follows."""
        return self._next() is not None

    @Property(str, notify=changed)
    def nextTitle(self) -> str:
        """The title of the lesson that follows; empty after the last."""
        following = self._next()
        return self._say(following.title) if following else ""

    @Slot()
    def more(self) -> None:
        """Show the lessons after these."""
        self._turn_to(self._first + SHOWN)

    @Slot()
    def before(self) -> None:
        """Show the lessons before these."""
        self._turn_to(self._first - SHOWN)

    @Slot(str)
    def choose(self, lesson_id: str) -> None:
        """Begin a lesson, in the sandbox."""
        self._training.begin(self._called(lesson_id))

    @Slot()
    def goOn(self) -> None:
        """Leave the card and do what it says."""
        self.context.navigation.home()

    @Slot()
    def again(self) -> None:
        """Begin the same lesson once more."""
        if self._lesson is not None:
            self._training.begin(self._lesson)

    @Slot()
    def next(self) -> None:
        """Begin the lesson that follows, or show them all after the last."""
        following = self._next()
        if following is None:
            self.showAll()
        else:
            self._training.begin(following)

    @Slot()
    def showAll(self) -> None:
        """Give up what is under way and show all lessons."""
        self._training.stop()
        self.context.navigation.reset("lessons")

    @Slot()
    def free(self) -> None:
        """Try things without a lesson."""
        self._training.stop()
        if self._training.is_on:
            self.context.navigation.home()
        else:
            self._training.enter()

    @Slot(bool)
    def askToWipe(self, asks: bool) -> None:
        """Ask whether everything of the sandbox shall go, or take the question back."""
        self._asks_to_wipe = asks
        if asks:
            self.context.voice.say("practice.wipe_ask")
        self.changed.emit()

    @Slot()
    def wipe(self) -> None:
        """It shall."""
        self._asks_to_wipe = False
        self._training.wipe()

    def enter(self, place: Place) -> None:
        """Show the lessons, or the card of one, which is read out."""
        self._asks_to_wipe = False
        named = str(place.params.get("lesson", ""))
        self._lesson = self._called(named) if named else None
        self._is_to_read_out = place.page == "lesson"
        self._look()
        self._show()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Something was learnt."""
        if Topic.LESSONS in topics:
            self._look()

    def retell(self) -> None:
        """The language changed."""
        self._show()

    def _look(self) -> None:
        real, operator_id = self._training.kiosk, self._training.operator_id

        def progress() -> dict[str, LessonProgress]:
            if operator_id:
                return real.lessons.progress(operator_id=operator_id)
            return real.lessons.progress()

        self.context.background.read(progress, self._looked, lane="lessons")

    def _looked(self, progress: dict[str, LessonProgress]) -> None:
        self._progress = progress
        self._show()
        if self._is_to_read_out and self._lesson is not None:
            self._is_to_read_out = False
            self.context.voice.say(self._lesson.task, **self._training.values)

    def _show(self) -> None:
        shown = self._training.lessons[self._first : self._first + SHOWN]
        self._rows.show([self._row(lesson) for lesson in shown])
        self._steps.show(self._step_rows())
        self.changed.emit()

    def _row(self, lesson: Lesson) -> LessonRow:
        known = self._progress.get(lesson.id)
        return LessonRow(
            lesson=lesson.id,
            number=lesson.number,
            title=self._say(lesson.title),
            picture=self.context.pictures.url(lesson.picture),
            forOperator=lesson.audience == "operator",
            isLearnt=known is not None and known.is_finished,
        )

    def _step_rows(self) -> list[StepRow]:
        lesson, attempt = self._lesson, self._training.attempt
        if lesson is None:
            return []
        under_way = attempt if self._is_under_way() else None
        following = under_way.next_step if under_way else 0
        return [
            StepRow(
                number=index + 1,
                text=self._say(lesson.step(index)),
                isDone=under_way is not None and index in under_way.done,
                isNext=index == following,
            )
            for index in range(len(lesson.goals))
        ]

    def _turn_to(self, first: int) -> None:
        if 0 <= first < len(self._training.lessons):
            self._first = first
            self._show()

    def _called(self, lesson_id: str) -> Lesson:
        return next(one for one in self._training.lessons if one.id == lesson_id)

    def _next(self) -> Lesson | None:
        return lesson_after(self._training.lessons, self._lesson.id) if self._lesson else None

    def _is_under_way(self) -> bool:
        attempt = self._training.attempt
        return attempt is not None and attempt.lesson == self._lesson

    def _say(self, key: str) -> str:
        return self.context.words.say(key, **self._training.values)
