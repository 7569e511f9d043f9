"""Lessons and their progress: kept per operator, told to the hub the first time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.changes import Topic
from kiosk.domain.lessons import Lesson
from kiosk.domain.words import LANGUAGES, Words
from kiosk.printing.fonts import ASSETS
from kiosk.services.kiosk import Kiosk
from kiosk.services.lessons import load_lessons
from kiosk.services.observing import Observer
from kiosk.services.preparing import prepare_lesson
from sync.protocol import LessonFinished
from tests.builders import StationTools, a_station, records_of
from tests.kiosk.store.goods import snapshot

LESSONS = load_lessons(ASSETS / "lessons")
FIELDS = {field.name for field in fields(Lesson)}


@pytest.fixture
def tools() -> StationTools:
    return StationTools()


@pytest.fixture
def kiosk(tmp_path: Path, tools: StationTools) -> Iterator[Kiosk]:
    kiosk = a_station(tmp_path, tools=tools)
    kiosk.catalogue.load_snapshot(snapshot(), cursor="")
    yield kiosk
    kiosk.close()


def test_there_are_ten_lessons_with_words_and_pictures() -> None:
    assert len(LESSONS) == 10
    assert len({lesson.id for lesson in LESSONS}) == 10
    for lesson in LESSONS:
        assert (ASSETS / "pictures" / f"{lesson.picture}.png").is_file()
        assert lesson.audience in {"operator", "resident"}
        assert 1 <= len(lesson.goals) <= 4
        keys = [lesson.title, lesson.task, *map(lesson.step, range(len(lesson.goals)))]
        for language in LANGUAGES:
            texts = Words.load(ASSETS / "words", language).texts
            assert set(keys) <= set(texts), lesson.id


def test_no_lesson_has_a_field_that_nobody_reads() -> None:
    for path in (ASSETS / "lessons").glob("*.json"):
        told = json.loads(path.read_text(encoding="utf-8"))
        assert set(told) <= FIELDS, path.name
        for goal in told["goals"]:
            assert set(goal) <= {"kind", "wants"}


def test_lessons_are_numbered_without_a_gap(tmp_path: Path) -> None:
    text = (ASSETS / "lessons" / "02_weighed.json").read_text(encoding="utf-8")
    (tmp_path / "02.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="without a gap"):
        load_lessons(tmp_path)


def test_progress_is_each_operators_own(kiosk: Kiosk, tools: StationTools) -> None:
    kiosk.lessons.begin_lesson(lesson="buy_one", operator_id="wang")
    kiosk.lessons.begin_lesson(lesson="buy_one", operator_id="wang")
    tools.clock.pass_seconds(60)
    done = kiosk.lessons.finish_lesson(lesson="buy_one", operator_id="wang")
    assert (done.value, done.changed) == (True, {Topic.LESSONS, Topic.SYNC})
    wang = kiosk.lessons.progress(operator_id="wang")["buy_one"]
    assert (wang.tries, wang.finished_at, wang.is_finished) == (2, tools.clock.now_ms(), True)
    assert kiosk.lessons.progress(operator_id="li") == {}
    kiosk.lessons.begin_lesson(lesson="buy_one", operator_id="li")
    assert not kiosk.lessons.progress(operator_id="li")["buy_one"].is_finished


def test_only_the_first_time_is_told_to_the_hub(kiosk: Kiosk) -> None:
    for _ in range(3):
        kiosk.lessons.begin_lesson(lesson="buy_one")
        kiosk.lessons.finish_lesson(lesson="buy_one")
    told = records_of(kiosk.outbox)
    assert [record.type for record in told] == ["lesson.finished"]
    body = msgspec.json.decode(told[0].body, type=LessonFinished)
    assert (body.operator_id, body.lesson, body.tries) == ("operator", "buy_one", 1)


def test_what_was_never_begun_is_not_finished(kiosk: Kiosk) -> None:
    assert not kiosk.lessons.finish_lesson(lesson="buy_one").value
    assert kiosk.lessons.progress() == {}
    assert kiosk.outbox.count() == 0


def test_a_lesson_finished_by_a_clock_before_1970_is_finished(
    kiosk: Kiosk, tools: StationTools
) -> None:
    tools.clock.jump_to(-5)
    kiosk.lessons.begin_lesson(lesson="buy_one")
    kiosk.lessons.finish_lesson(lesson="buy_one")
    assert kiosk.lessons.progress()["buy_one"].is_finished


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_every_lesson_can_be_prepared_again_and_again(kiosk: Kiosk, lesson: Lesson) -> None:
    for _ in range(2):
        kiosk.shopping.add_product(sku="F1", quantity=1)
        kiosk.shopping.park_basket(picture="guest_fish")
        values = prepare_lesson(kiosk, lesson)
        assert kiosk.shopping.list_parked() == []
        wanted = set(lesson.prepare)
        assert bool(kiosk.shopping.current_basket().lines) == ("basket" in wanted)
        assert ("code" in values) == bool(wanted - {"basket"})


def test_a_prepared_phone_is_nobodys(kiosk: Kiosk) -> None:
    lesson = next(one for one in LESSONS if one.id == "register")
    first, second = (prepare_lesson(kiosk, lesson)["code"] for _ in range(2))
    assert first != second
    assert kiosk.residents.find_by_phone(phone=first) == []


def test_prepared_parcels_come_and_go(kiosk: Kiosk) -> None:
    receive, hand_over = (
        next(one for one in LESSONS if one.id == name) for name in ("receive", "hand_over")
    )
    watch = Observer(kiosk.shopping.current_basket())
    coming = kiosk.pickup.receive_parcel(code=prepare_lesson(kiosk, receive)["code"]).value
    facts = watch.facts(coming)
    assert receive.goals[0].met_by(facts[0])
    found = kiosk.pickup.find_orders(text=prepare_lesson(kiosk, hand_over)["code"])
    order = found.orders[0]
    done = kiosk.pickup.hand_over(
        order_id=order.id, proof=found.proof, given_minor=order.due_minor
    ).value
    assert hand_over.goals[0].met_by(watch.facts(done)[0])
