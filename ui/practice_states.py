"""The states in which the pages of practising are pictured: (page, name, how to get there)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from kiosk.domain.lessons import Fact
from ui.viewmodels.lessons import LessonsViewModel
from ui.viewmodels.signs import SignsViewModel

if TYPE_CHECKING:
    from ui.shots import Stage

Arrange = Callable[["Stage"], None]


def _practising(stage: Stage) -> None:
    stage.app.training.move_to(stage.app.context, practising=True)


def _begin(stage: Stage, lesson: str) -> None:
    _practising(stage)
    stage.app.view_model(LessonsViewModel).choose(lesson)
    stage.settle()


def _lessons(stage: Stage, *, second: bool = False, wipe: bool = False) -> None:
    _practising(stage)
    stage.go("lessons")
    view = stage.app.view_model(LessonsViewModel)
    if second:
        view.more()
    if wipe:
        view.askToWipe(True)


def _half_done(stage: Stage) -> None:
    _begin(stage, "tidy_basket")
    stage.go("basket")
    stage.app.basket.more(stage.app.basket.basket.lines[0].sku)
    stage.settle()


def _signs(stage: Stage) -> None:
    _begin(stage, "no_network")
    stage.go("signs")
    stage.app.view_model(SignsViewModel).choose(2)


def _praise(stage: Stage) -> None:
    _begin(stage, "hand_over")
    stage.app.training.take(Fact("parcel_handed_over"))
    stage.go("praise", {"lesson": "hand_over"})


def _home(stage: Stage) -> None:
    _practising(stage)
    stage.app.navigation.home()


def _help(stage: Stage) -> None:
    _begin(stage, "letters")
    stage.go("ask")


def _card(lesson: str) -> Arrange:
    return lambda stage: _begin(stage, lesson)


PRACTICE_ROWS: Final[tuple[tuple[str, str, Arrange], ...]] = (
    ("lessons", "real", lambda stage: stage.go("lessons")),
    ("lessons", "first", _lessons),
    ("lessons", "second", lambda stage: _lessons(stage, second=True)),
    ("lessons", "wipe", lambda stage: _lessons(stage, wipe=True)),
    ("lesson", "steps", _card("tidy_basket")),
    ("lesson", "code", _card("receive")),
    ("home", "practice", _home),
    ("ask", "practice", _help),
    ("basket", "practice-step", _half_done),
    ("signs", "wrong", _signs),
    ("praise", "next", _praise),
)
