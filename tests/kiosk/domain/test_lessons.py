"""When a step of a lesson counts as done."""

from __future__ import annotations

from kiosk.domain.lessons import Attempt, Fact, Goal, Lesson, lesson_after

LESSON = Lesson(
    id="pay",
    number=1,
    audience="operator",
    picture="tender_cash",
    goals=(Goal("line_added"), Goal("order_placed", {"pay": "cash", "change_least": 1})),
)


def paid(change: int, pay: str = "cash") -> Fact:
    return Fact("order_placed", {"pay": pay, "change": change, "lines": 2})


def test_a_goal_is_met_by_a_fact_with_all_it_wants() -> None:
    goal = LESSON.goals[1]
    assert goal.met_by(paid(1))
    assert goal.met_by(paid(4_000))
    assert not goal.met_by(paid(0))
    assert not goal.met_by(paid(5, "on_pickup"))
    assert not goal.met_by(Fact("order_placed"))
    assert not goal.met_by(Fact("line_added", {"pay": "cash", "change": 5}))


def test_an_attempt_goes_from_step_to_step() -> None:
    attempt = Attempt(LESSON)
    assert (attempt.next_step, attempt.is_finished) == (0, False)
    attempt = attempt.after(Fact("line_added", {"page": "products"}))
    assert (attempt.next_step, attempt.is_finished) == (1, False)
    attempt = attempt.after(paid(0))
    assert attempt.next_step == 1
    attempt = attempt.after(paid(50))
    assert (attempt.next_step, attempt.is_finished) == (2, True)


def test_steps_may_be_done_in_any_order_and_more_than_once() -> None:
    attempt = Attempt(LESSON).after(paid(50)).after(paid(50))
    assert (attempt.next_step, attempt.is_finished) == (0, False)
    assert attempt.after(Fact("line_added")).is_finished


def test_one_fact_may_meet_several_steps() -> None:
    twice = Lesson("x", 1, "resident", "basket", (Goal("line_added"), Goal("line_added")))
    assert Attempt(twice).after(Fact("line_added")).is_finished


def test_words_go_by_the_lessons_id() -> None:
    assert (LESSON.title, LESSON.task) == ("lesson.pay.title", "lesson.pay.task")
    assert LESSON.step(1) == "lesson.pay.step_2"


def test_after_the_last_lesson_comes_none() -> None:
    second = Lesson("two", 2, "resident", "basket", ())
    assert lesson_after((LESSON, second), "pay") is second
    assert lesson_after((LESSON, second), "two") is None
