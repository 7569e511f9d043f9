"""Practising with a finger on the glass: ten lessons, a sandbox that says so, and no trace left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer

from kiosk.domain.changes import Topic
from kiosk.domain.operators import Operator
from kiosk.services.kiosk import Kiosk
from tests.builders import StationTools, a_station, records_of
from tests.ui.conftest import STILL
from ui.app import App, qt_application, run_app
from ui.finger import Finger
from ui.idle import IDLE_S
from ui.pages import PAGES
from ui.station_switch import StationSwitch
from ui.voice import SilentVoice

NOTE_100 = "money10000"


class FakeSync:
    """A sync worker that a test speaks for."""

    def __init__(self) -> None:
        self.watchers: list[Callable[[frozenset[Topic]], None]] = []
        self.woken = 0
        self.mood = "online"

    def on_change(self, watcher: Callable[[frozenset[Topic]], None]) -> None:
        self.watchers.append(watcher)

    def state(self) -> SimpleNamespace:
        return SimpleNamespace(mood=self.mood)

    def wake(self) -> None:
        self.woken += 1

    def tell(self) -> None:
        for watcher in self.watchers:
            watcher(frozenset({Topic.SYNC}))


@dataclass
class Place:
    """The screens over a real station, and everything around them."""

    switch: StationSwitch
    real: Kiosk
    voice: SilentVoice
    tools: StationTools
    sync: FakeSync

    @property
    def app(self) -> App:
        assert self.switch.app is not None
        return self.switch.app

    @property
    def finger(self) -> Finger:
        assert self.app.window is not None
        return Finger(self.app.window, patience_s=5)

    @property
    def page(self) -> str:
        return str(self.app.navigation.page)

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        self.finger.wait(condition, what)

    def rest(self) -> None:
        self.wait(lambda: self.app.background.is_idle, "rest")

    def tap(self, *names: str) -> None:
        for name in names:
            self.finger.tap(name)

    def digits(self, number: str) -> None:
        self.tap(*(f"digit{digit}" for digit in number if digit.isdigit()))

    def begin(self, lesson: str) -> None:
        """From home, by taps alone, to the first page of a lesson."""
        self.tap("help", "practice" if not self.switch.training.is_on else "lessons")
        self.finger.find("lesson")
        number = next(one.number for one in self.switch.training.lessons if one.id == lesson)
        if number > 5:
            self.tap("turn")
        self.finger.tap("lesson", nth=(number - 1) % 5)
        self.wait(lambda: self.page == "lesson", "the card")
        self.tap("begin")
        self.wait(lambda: self.page == "home", "home")
        self.rest()

    def is_learnt(self, lesson: str) -> bool:
        known = self.real.lessons.progress().get(lesson)
        return known is not None and known.is_finished

    def everything_real(self) -> str:
        """All rows of the real records but what was learnt."""
        with self.real.database.read() as connection:
            lines = list(connection.iterdump())
        ours = ("lesson_progress", "lesson.finished", '"sqlite_sequence"')
        return "\n".join(line for line in lines if not any(word in line for word in ours))


@pytest.fixture
def place(tmp_path: Path, catalogue: list[bytes]) -> Iterator[Place]:
    tools, voice, sync = StationTools(), SilentVoice(), FakeSync()
    real = a_station(tmp_path, tools=tools)
    real.catalogue.load_snapshot(catalogue, cursor="")
    switch = StationSwitch(real, settings=STILL, sync=sync, voice=voice)
    switch.show()
    place = Place(switch, real, voice, tools, sync)
    place.rest()
    yield place
    switch.close()
    real.close()


def said(place: Place) -> list[str]:
    return [saying.key for saying in place.voice.said]


# --- the ten lessons ----------------------------------------------------------------------------


def buy_as_guest(place: Place) -> None:
    place.finger.find("next")
    place.tap("next", "who.guest")
    place.tap("guest_panda")
    place.finger.find("payOnPickup")


def to_first_goods(place: Place) -> None:
    place.tap("home.buy", "category")
    place.rest()  # the next tap is meant for the page that this one opens
    place.tap("category")


def do_buy_one(place: Place) -> None:
    to_first_goods(place)
    place.tap("product", "toBasket")
    buy_as_guest(place)
    place.tap("payOnPickup", "goHome")


def do_weighed(place: Place) -> None:
    product = next(
        one
        for one in place.app.context.kiosk.shopping.list_products(category="", limit=500)
        if one.is_weighed and one.unit_grams == 500
    )
    place.app.navigation.go("products", {"category": product.category})
    place.finger.find("product")
    goods = place.app.context.kiosk.shopping.list_products(category=product.category)
    nth = next(place_ for place_, one in enumerate(goods) if one.is_weighed)
    place.finger.tap("product", nth=nth)
    place.rest()
    place.finger.tap("product", nth=nth)


def do_letters(place: Place) -> None:
    place.tap("home.buy", "search", "letterP", "letterG")
    place.finger.find("product")
    place.tap("product")


def do_tidy_basket(place: Place) -> None:
    place.tap("openBasket", "more")
    place.rest()
    place.tap("remove")
    place.tap("undo")


def do_set_aside(place: Place) -> None:
    place.tap("openBasket", "park")
    place.finger.find("parked")
    place.tap("parked")


def do_pay_cash(place: Place) -> None:
    place.tap("openBasket")
    buy_as_guest(place)
    place.tap("payCash")
    place.finger.find(NOTE_100)
    place.tap(NOTE_100, NOTE_100, "confirm", "goHome")


def do_register(place: Place) -> None:
    place.tap("openBasket", "next", "who.register")
    place.digits(place.switch.training.values["code"])
    place.tap("lookUp", "surname", "ms")
    place.tap("payOnPickup", "goHome")


def do_receive(place: Place) -> None:
    place.tap("operatorDoor", "operator.parcels")
    place.finger.find("code")
    place.digits(place.switch.training.values["code"])
    place.tap("receive")


def do_hand_over(place: Place) -> None:
    place.tap("home.collect")
    place.digits(place.switch.training.values["code"])
    place.tap("find")
    place.finger.find("confirm")
    while not place.finger.seen("another"):
        place.tap("confirm")
        place.rest()
    place.tap("goHome")


def do_no_network(place: Place) -> None:
    place.tap("openBasket")
    buy_as_guest(place)
    place.tap("payOnPickup", "goHome")
    place.wait(lambda: place.page == "signs", "the signs")
    place.tap("sign3")  # a wrong one costs nothing
    for number in (1, 2, 3):
        place.tap(f"sign{number}")


WAYS = {
    "buy_one": do_buy_one,
    "weighed": do_weighed,
    "letters": do_letters,
    "tidy_basket": do_tidy_basket,
    "set_aside": do_set_aside,
    "pay_cash": do_pay_cash,
    "register": do_register,
    "receive": do_receive,
    "hand_over": do_hand_over,
    "no_network": do_no_network,
}


@pytest.mark.parametrize("lesson", WAYS)
def test_a_lesson_is_learnt_by_taps_and_praised(place: Place, lesson: str) -> None:
    before = place.everything_real()
    place.begin(lesson)
    assert not place.is_learnt(lesson)
    WAYS[lesson](place)
    place.wait(lambda: place.page == "praise", "praise")
    place.rest()
    assert place.is_learnt(lesson)
    assert "practice.praise_spoken" in said(place)
    assert place.everything_real() == before
    assert [record.type for record in records_of(place.real.outbox)] == ["lesson.finished"]
    assert place.sync.woken == 1


def test_every_lesson_has_its_way(place: Place) -> None:
    assert list(WAYS) == [lesson.id for lesson in place.switch.training.lessons]


def test_the_next_lesson_follows_and_what_is_learnt_bears_a_mark(place: Place) -> None:
    place.begin("tidy_basket")
    do_tidy_basket(place)
    place.wait(lambda: place.page == "praise", "praise")
    place.tap("nextLesson")
    place.wait(lambda: place.switch.training.property("number") == 5, "the next lesson")
    place.tap("allLessons")
    place.finger.find("learnt")
    learnt = [tile.property("isLearnt") for tile in place.finger.seen("lesson")]
    assert learnt == [False, False, False, True, False]


def test_the_steps_are_told_as_they_are_done(place: Place) -> None:
    training = place.switch.training
    place.begin("tidy_basket")
    assert (training.property("steps"), training.property("stepsDone")) == (3, 0)
    assert training.property("word") == "lesson.tidy_basket.step_1"
    place.tap("openBasket", "more")
    place.wait(lambda: training.property("stepsDone") == 1, "the first step")
    assert said(place)[-1] == "lesson.tidy_basket.step_2"
    step = place.finger.find("practiceStep").property("text")
    assert place.app.words.say("lesson.tidy_basket.step_2") in step


def test_a_lesson_goes_on_in_the_other_language(place: Place) -> None:
    place.begin("hand_over")
    place.tap("help", "language", "lessons")
    task = place.finger.find("task").property("text")
    assert place.switch.training.values["code"] in task
    assert task.startswith("Someone comes")
    place.tap("help", "leavePractice")
    place.wait(lambda: not place.switch.training.is_on, "the real station")
    assert place.app.words.words.language == "en"


# --- the sandbox --------------------------------------------------------------------------------


def enter(place: Place) -> None:
    place.tap("help", "practice", "free")
    place.wait(lambda: place.switch.training.is_on, "the sandbox")
    place.rest()


def leave(place: Place) -> None:
    place.tap("help", "leavePractice")
    place.wait(lambda: not place.switch.training.is_on, "the real station")
    place.rest()


def test_every_page_says_that_it_is_practice(place: Place) -> None:
    assert place.finger.seen("practiceSign") == []
    enter(place)
    for page in PAGES:
        if page in {"done", "handover", "collected", "review", "cash"}:
            continue  # these need an order; the band is the window's, not the page's
        params = {"lesson": "letters"} if page in {"lesson", "praise"} else {}
        place.app.navigation.go(page, params)
        sign = place.finger.find("practiceSign")
        assert "PRACTICE" in sign.property("text"), page
    leave(place)
    assert place.finger.seen("practiceSign") == []


def test_the_sandbox_speaks_of_practice(place: Place) -> None:
    assert said(place)[-1] == "home.prompt"
    enter(place)
    assert said(place)[-1] == "practice.entered"
    place.tap("home.collect", "home")
    assert said(place)[-1] == "practice.home"
    to_first_goods(place)
    place.tap("product", "toBasket")
    buy_as_guest(place)
    place.tap("payOnPickup")
    place.wait(lambda: "practice.done" in said(place), "what was bought in practice")
    assert "done.spoken" not in said(place)
    leave(place)
    assert said(place)[-1] == "practice.left"


def test_back_and_forth_leaves_no_trace_and_keeps_both_baskets_apart(place: Place) -> None:
    product = place.real.shopping.list_products(category="", limit=1)[0]
    place.app.basket.add_product(product)
    place.rest()
    before = place.everything_real()
    for _ in range(3):
        enter(place)
        assert place.app.basket.count == 0
        do_buy_one(place)
        leave(place)
        assert place.app.basket.count == 1
    assert place.everything_real() == before
    assert place.real.outbox.count() == 0
    assert place.real.ordering.list_orders() == []
    assert place.sync.woken == 0


def test_what_was_done_in_the_sandbox_is_there_until_it_is_wiped(place: Place) -> None:
    enter(place)
    do_buy_one(place)
    leave(place)
    enter(place)
    assert len(place.app.context.kiosk.ordering.list_orders()) == 1
    place.tap("help", "lessons", "wipe", "wipeNo", "wipe", "wipeYes")
    place.wait(lambda: "practice.wiped" in said(place), "a clean sandbox")
    place.rest()
    assert place.switch.training.is_on
    assert place.app.context.kiosk.ordering.list_orders() == []


def test_nobody_stays_in_the_sandbox_when_the_person_has_left(place: Place) -> None:
    enter(place)
    place.tools.clock.pass_seconds(IDLE_S + 1)
    place.app.idle.look()
    place.wait(lambda: not place.switch.training.is_on, "the real station")


def test_the_operators_door_opens_without_a_pin_and_closes_behind_them(place: Place) -> None:
    enter(place)
    place.tap("operatorDoor")
    place.wait(lambda: place.app.operator.is_on, "operator mode")
    leave(place)
    assert not place.app.operator.is_on
    place.tap("operatorDoor")
    place.wait(lambda: place.page == "pin", "the PIN")


def test_progress_is_the_operators_who_went_in(place: Place) -> None:
    place.app.operator.enter(Operator("wang-1", "王站长"))
    place.rest()
    place.begin("tidy_basket")
    do_tidy_basket(place)
    place.wait(lambda: place.page == "praise", "praise")
    place.rest()
    assert place.real.lessons.progress() == {}
    assert place.real.lessons.progress(operator_id="wang-1")["tidy_basket"].is_finished


def test_news_of_the_sync_reaches_only_the_real_screens(place: Place) -> None:
    place.sync.tell()
    place.wait(lambda: place.app.words.say("net.clear") in place.finger.texts(), "online")
    enter(place)
    place.sync.mood = "offline"
    place.sync.tell()
    place.rest()
    leave(place)
    place.wait(lambda: place.app.words.say("net.offline") in place.finger.texts(), "offline")
    assert len(place.sync.watchers) == 1


def test_a_sandbox_that_cannot_be_made_is_told_and_nothing_changes(place: Place) -> None:
    (place.real.folder / "practice").write_text("in the way", encoding="utf-8")
    place.tap("help", "practice", "free")
    place.wait(lambda: place.page == "problem", "a sentence about it")
    assert not place.switch.training.is_on
    place.tap("home")
    place.sync.tell()
    place.wait(lambda: place.app.words.say("net.clear") in place.finger.texts(), "news of the sync")


def test_the_sandbox_can_be_the_first_thing_shown(place: Place) -> None:
    place.switch.close()
    shown: list[bool] = []
    settings = replace(STILL, practising=True)

    def look() -> None:
        shown.append(True)
        QTimer.singleShot(0, qt_application().quit)

    assert run_app(place.real, settings=settings, voice=place.voice, shown=look) == 0
    assert shown == [True]
    assert "practice.entered" in said(place)
    assert (place.real.folder / "practice" / "station.db").is_file()


def test_a_practice_slip_at_the_real_counter_is_told_as_such(place: Place) -> None:
    enter(place)
    do_buy_one(place)
    sandbox = place.app.context.kiosk
    digits = sandbox.slips.token_for(order=sandbox.ordering.list_orders()[0])
    leave(place)
    place.tap("home.collect")
    place.finger.find("digit0")
    place.finger.scan(digits)
    place.wait(lambda: place.page == "problem", "a refusal")
    assert place.app.words.say("practice.slip_title") in place.finger.texts()
