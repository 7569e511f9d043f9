"""Practice lessons that operators finished: kept once each, counted, refused when senseless."""

from __future__ import annotations

from sqlalchemy import select

from sync.hub.admin import hub_status
from sync.hub.hub import Hub
from sync.hub.tables import lessons
from sync.protocol import LessonFinished
from tests.sync.hub.builders import Device, kinds


def test_a_finished_lesson_is_kept_in_its_newest_form(hub: Hub, device: Device) -> None:
    answer = device.push(
        device.record(LessonFinished("wang", "buy_one", 1_000, 3), aggregate="l1"),
        device.record(LessonFinished("wang", "buy_one", 2_000, 4), aggregate="l1"),
        device.record(LessonFinished("wang", "pay_cash", 3_000), aggregate="l2"),
        device.record(LessonFinished("li", "buy_one", 4_000), aggregate="l3"),
    )
    assert kinds(answer) == ["ok"] * 4
    with hub.store.read() as connection:
        rows = connection.execute(
            select(lessons.c.operator, lessons.c.lesson, lessons.c.finished_at, lessons.c.tries)
        )
        assert sorted(map(tuple, rows)) == [
            ("li", "buy_one", 4_000, 1),
            ("wang", "buy_one", 2_000, 4),
            ("wang", "pay_cash", 3_000, 1),
        ]
    assert hub_status(hub).lessons == 3


def test_what_makes_no_sense_is_refused(hub: Hub, device: Device) -> None:
    answer = device.push(
        device.record(LessonFinished("", "buy_one", 1_000), aggregate="l1"),
        device.record(LessonFinished("wang", "x" * 65, 1_000), aggregate="l2"),
        device.record(LessonFinished("wang", "buy_one", -1), aggregate="l3"),
        device.record(LessonFinished("wang", "buy_one", 1_000, 0), aggregate="l4"),
    )
    assert kinds(answer) == ["rejected"] * 4
    assert hub_status(hub).lessons == 0
