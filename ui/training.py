"""Practising: which lesson is under way, what of it is done, and which station is on the screen.

One `Training` outlives the screens: they are built over the real station or over its sandbox, and
the lesson goes on across.  It watches what the sandbox's use cases return and never what is
tapped.  Progress goes into the real station's records, in the same writer thread as all else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from kiosk.domain.changes import Outcome, Topic, outcome
from ui.registry import shown_to_qml

if TYPE_CHECKING:
    from kiosk.domain.lessons import Attempt, Fact, Lesson
    from kiosk.services.kiosk import Kiosk
    from kiosk.services.observing import Observer
    from ui.context import Context

LESSONS: Final = Path(__file__).parents[1] / "assets" / "lessons"
PRAISE_AFTER_MS: Final = 1200
"""Time to see what the last tap did, before the praise takes its place."""

_TELLS_ITSELF: Final = frozenset({"done", "collected"})
"""Pages that say a result of their own: praise waits until the person is home again."""


@dataclass(frozen=True)
class Ready:
    """A sandbox made ready for a lesson."""

    values: Mapping[str, str]
    observer: Observer


@shown_to_qml
class Training(QObject):
    """`wanted` asks for other screens: over the sandbox (True) or over the real station."""

    changed = Signal()
    finished = Signal()
    wanted = Signal(bool)
    wiped = Signal()

    def __init__(
        self,
        kiosk: Kiosk,
        *,
        can_switch: bool = False,
        wake: Callable[[], None] = lambda: None,
        parent: QObject | None = None,
    ):
        super().__init__(parent)
        self.kiosk = kiosk
        self.can_switch = can_switch
        self.operator_id = ""
        self.attempt: Attempt | None = None
        self.values: Mapping[str, str] = {}
        self.error: BaseException | None = None
        self._wake = wake
        self._context: Context | None = None
        self._observer: Observer | None = None
        self._practising = False
        self._waiting: Lesson | None = None

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """All lessons in their order, read when they are first asked for."""
        from kiosk.services.lessons import load_lessons

        return load_lessons(LESSONS)

    @property
    def is_on(self) -> bool:
        """Tell whether the screens show the sandbox, for Python."""
        return self._practising

    @Property(bool, notify=changed)
    def practising(self) -> bool:
        """Whether the screens show the sandbox."""
        return self._practising

    @Property(bool, constant=True)
    def offered(self) -> bool:
        """Whether practising is possible here."""
        return self.can_switch

    @Property(bool, notify=changed)
    def hasLesson(self) -> bool:
        """Whether a lesson is under way."""
        return self.attempt is not None

    @Property(int, notify=changed)
    def number(self) -> int:
        """The number of the lesson under way."""
        return self.attempt.lesson.number if self.attempt else 0

    @Property(str, notify=changed)
    def word(self) -> str:
        """The key of the words for what is to be done next; empty without a lesson."""
        if self.attempt is None:
            return ""
        if self.attempt.is_finished:
            return "practice.finished"
        return self.attempt.lesson.step(self.attempt.next_step)

    @Property(int, notify=changed)
    def steps(self) -> int:
        """How many steps the lesson has."""
        return len(self.attempt.lesson.goals) if self.attempt else 0

    @Property(int, notify=changed)
    def stepsDone(self) -> int:
        """How many of them are done."""
        return len(self.attempt.done) if self.attempt else 0

    @Slot()
    def enter(self) -> None:
        """Go into the sandbox."""
        if self.can_switch and not self._practising:
            self.operator_id = self._context.operator.operator_id if self._context else ""
            self.wanted.emit(True)

    @Slot()
    def leave(self) -> None:
        """Go back to the real station."""
        self.stop()
        if self._practising and self.can_switch:
            self.wanted.emit(False)
        elif self._context is not None:
            self.move_to(self._context, practising=False)

    @Slot()
    def wipe(self) -> None:
        """Throw away what was done in the sandbox; what was learnt stays."""
        self.stop()
        if self._practising:
            self.wiped.emit()

    def begin(self, lesson: Lesson) -> None:
        """Begin a lesson, in the sandbox: now, or as soon as the screens show it."""
        self.stop()
        self._waiting = lesson
        if self._practising:
            self._begin_waiting()
        else:
            self.enter()

    def stop(self) -> None:
        """Give the lesson up; it counts as tried."""
        self.attempt, self._observer, self._waiting = None, None, None
        self.changed.emit()

    def move_to(self, context: Context, *, practising: bool) -> None:
        """The screens are now these."""
        if self._practising and self._context is not None:
            self._context.background.happened.disconnect(self._watch)
            self._context.navigation.changed.disconnect(self._look_where)
        self._context, self._practising = context, practising
        self.changed.emit()
        if practising:
            context.background.happened.connect(self._watch)
            context.navigation.changed.connect(self._look_where)
            self._begin_waiting()

    def take(self, fact: Fact) -> None:
        """Take in a fact that no use case returns."""
        if self.attempt is not None and not self.attempt.is_finished:
            before, self.attempt = self.attempt, self.attempt.after(fact)
            if self.attempt != before:
                self._went_on()

    def _watch(self, value: object) -> None:
        if self._observer is None or self._context is None:
            return
        for fact in self._observer.facts(value, page=self._context.navigation.place.page):
            self.take(fact)

    def _begin_waiting(self) -> None:
        lesson, context = self._waiting, self._context
        if lesson is None or context is None:
            return
        self._waiting = None
        context.background.write(
            lambda: self._made_ready(context.kiosk, lesson),
            lambda ready: self._start(lesson, ready),
        )

    def _made_ready(self, sandbox: Kiosk, lesson: Lesson) -> Outcome[Ready]:
        from kiosk.services.observing import Observer
        from kiosk.services.preparing import prepare_lesson

        values = prepare_lesson(sandbox, lesson)
        self.kiosk.lessons.begin_lesson(lesson=lesson.id, **self._whose())
        observer = Observer(sandbox.shopping.current_basket())
        topics = (Topic.BASKET, Topic.ORDERS, Topic.PARCELS, Topic.LESSONS)
        return outcome(Ready(values, observer), *topics)

    def _start(self, lesson: Lesson, ready: Ready) -> None:
        from kiosk.domain.lessons import Attempt

        self.attempt, self.values = Attempt(lesson), ready.values
        self._observer = ready.observer
        self.changed.emit()
        if self._context is not None:
            self._context.navigation.reset("lesson", {"lesson": lesson.id})

    def _went_on(self) -> None:
        """A step is done: say the next one, unless the page has a result of its own to tell."""
        self.changed.emit()
        attempt, context = self.attempt, self._context
        if attempt is None or context is None:
            return
        tells_itself = context.navigation.place.page in _TELLS_ITSELF
        if not attempt.is_finished:
            if not tells_itself and context.navigation.place.page != "signs":
                context.voice.say(self._text_key(), **self.values)
            return
        context.background.write(
            lambda: self.kiosk.lessons.finish_lesson(lesson=attempt.lesson.id, **self._whose()),
            self._told,
        )
        self.finished.emit()
        if not tells_itself:
            QTimer.singleShot(PRAISE_AFTER_MS, self, self._praise)

    def _told(self, is_first: bool) -> None:
        if is_first:
            self._wake()

    def _text_key(self) -> str:
        return str(self.property("word"))

    def _whose(self) -> dict[str, str]:
        return {"operator_id": self.operator_id} if self.operator_id else {}

    def _look_where(self) -> None:
        """Home again: praise what is finished, or ask for the signs that are still to be told."""
        if self._context is not None and self._context.navigation.place.page == "home":
            QTimer.singleShot(0, self, self._go_on_from_home)

    def _go_on_from_home(self) -> None:
        attempt, context = self.attempt, self._context
        if attempt is None or context is None or context.navigation.place.page != "home":
            return
        if attempt.is_finished:
            self._praise()
        elif attempt.lesson.goals[attempt.next_step].kind == "sign_read":
            context.navigation.reset("signs")

    def _praise(self) -> None:
        attempt, context = self.attempt, self._context
        if attempt is None or context is None or not attempt.is_finished:
            return
        if context.navigation.place.page != "praise":
            context.navigation.reset("praise", {"lesson": attempt.lesson.id})
