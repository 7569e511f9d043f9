"""Threads that hand back what they found in the thread of the screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest

from kiosk.domain.changes import Topic, outcome
from kiosk.domain.errors import KnownError, NotFound
from tests.ui.waiting import wait_for
from ui.background import Background

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def background() -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


def rest(background: Background) -> None:
    wait_for(lambda: background.is_idle)


def test_a_change_is_shown_first_and_told_then(background: Background) -> None:
    seen: list[object] = []
    background.changed.connect(seen.append)
    background.write(lambda: outcome("basket", Topic.BASKET), seen.append)
    rest(background)
    assert seen == ["basket", frozenset({Topic.BASKET})]


def test_answers_come_back_in_the_screens_thread(background: Background) -> None:
    threads: list[threading.Thread] = []
    background.read(
        threading.current_thread,
        lambda worker: threads.extend([worker, threading.current_thread()]),
    )
    rest(background)
    assert threads[0] is not threads[1]
    assert threads[1] is threading.current_thread()


def test_writes_follow_each_other(background: Background) -> None:
    done: list[int] = []
    for number in range(50):
        background.write(lambda number=number: outcome(number), done.append)  # type: ignore[misc]
    rest(background)
    assert done == list(range(50))


def test_an_outdated_question_is_dropped(background: Background) -> None:
    gate, ran, answers = threading.Event(), [], list[str]()

    def ask(text: str) -> str:
        ran.append(text)
        gate.wait(5)
        return text

    for text in ("p", "pi", "pin", "ping"):
        background.read(lambda text=text: ask(text), answers.append, lane="search")  # type: ignore[misc]
    gate.set()
    rest(background)
    assert answers == ["ping"]
    assert "pin" not in ran or len(ran) <= 3


def test_a_dropped_lane_answers_nothing(background: Background) -> None:
    answers: list[int] = []
    background.read(lambda: 1, answers.append, lane="search")
    background.drop("search")
    rest(background)
    assert answers == []


def test_a_known_error_goes_to_who_asked_or_to_everyone(background: Background) -> None:
    private: list[KnownError] = []
    common: list[KnownError] = []
    background.known.connect(common.append)

    def missing() -> None:
        raise NotFound(what="A1")

    background.read(missing, lambda _: None, failed=private.append)
    background.read(missing, lambda _: None)
    rest(background)
    assert len(private) == len(common) == 1


def test_a_bug_is_told_and_the_next_job_runs(background: Background) -> None:
    broken: list[Exception] = []
    answers: list[int] = []
    background.broken.connect(broken.append)
    background.read(lambda: 1 // 0, answers.append)
    background.read(lambda: 1, answers.append)
    rest(background)
    assert answers == [1]
    assert isinstance(broken[0], ZeroDivisionError)


def test_nothing_arrives_after_the_end() -> None:
    background = Background()
    answers: list[int] = []
    background.read(lambda: 1, answers.append)
    background.close()
    background.read(lambda: 2, answers.append)
    QTest.qWait(20)
    assert answers == []
