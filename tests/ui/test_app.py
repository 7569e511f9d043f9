"""What holds on every page: the bar, the language, the voice, scans, idle time, errors."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest

from kiosk.domain.errors import CannotStore, NotFound
from tests.ui.conftest import Screens
from ui.idle import IDLE_S
from ui.pages import PAGES
from ui.viewmodels.search import SearchViewModel
from ui.voice import LOUDEST

SHOP = ("home", "categories", "products", "search", "basket", "parked")
BAR = ("home", "back", "network", "language", "repeat", "volume", "help")


def places(screens: Screens) -> dict[str, tuple[float, float]]:
    found = {}
    for item in screens.finger.items():
        if item.objectName() in BAR and item.property("glyph"):
            spot = item.mapToScene(item.boundingRect().center())
            found[item.objectName()] = (spot.x(), spot.y())
    return found


def test_the_bar_is_in_the_same_place_on_every_page(screens: Screens) -> None:
    first = places(screens)
    assert set(first) == set(BAR)
    for page in SHOP[1:]:
        screens.go(page)
        assert places(screens) == first


def test_every_page_says_its_prompt_and_a_touch_stops_it(screens: Screens) -> None:
    for page in SHOP[1:]:
        screens.go(page)
        assert screens.voice.said[-1].key == PAGES[page].prompt
        assert screens.voice.is_speaking
    screens.finger.tap("volume")
    screens.app.voice.stop()
    screens.finger.tap("home")
    assert screens.voice.said[-1].key == "home.prompt"


def test_the_language_switches_while_the_page_stays(screens: Screens) -> None:
    screens.put_in("小米")
    screens.go("basket")
    assert "小米" in screens.finger.texts()
    screens.finger.tap("language")
    texts = screens.finger.texts()
    assert screens.page == "basket"
    assert {"Millet", "My basket", "Check out"} <= set(texts)
    assert "小米" not in texts
    screens.finger.tap("language")
    assert "小米" in screens.finger.texts()


def test_no_key_is_left_without_words(screens: Screens) -> None:
    screens.put_in("小米")
    for _language in range(2):
        for page in SHOP:
            screens.go(page)
            bare = [text for text in screens.finger.texts() if text.split(".")[0] in ("app", *SHOP)]
            assert not bare
        screens.app.words.switch()


def test_volume_goes_round_and_silence_is_silent(screens: Screens) -> None:
    for _step in range(LOUDEST + 1 - (LOUDEST - 1)):
        screens.finger.tap("volume")
    assert screens.voice.volume == 0
    said = len(screens.voice.said)
    screens.finger.tap("repeat")
    assert len(screens.voice.said) == said
    screens.finger.tap("volume")
    screens.finger.tap("repeat")
    assert len(screens.voice.said) > said


@pytest.mark.parametrize("page", SHOP)
def test_a_scan_on_any_page_puts_the_goods_in(screens: Screens, page: str) -> None:
    rice = screens.goods("东北大米 5公斤")
    screens.go(page)
    screens.finger.scan(rice.barcode)
    screens.finger.wait(lambda: screens.app.basket.basket.line(rice.sku) is not None, "rice")
    assert screens.app.view_model(SearchViewModel).text == ""
    assert screens.page == page


def test_a_scan_leaves_what_was_typed_before(screens: Screens) -> None:
    rice = screens.goods("东北大米 5公斤")
    screens.go("search")
    screens.finger.type("da")
    line = screens.item("searchLine")
    screens.finger.wait(lambda: line.property("text") == "da", "da")
    QTest.qWait(80)
    screens.finger.scan("X" + rice.barcode)
    screens.rest()
    assert line.property("text") == "da"


def test_an_unknown_code_says_so_and_offers_help(screens: Screens) -> None:
    screens.go("categories")
    screens.finger.scan("4006381333931")
    screens.finger.wait(lambda: screens.finger.has("noticeHelp"), "notice")
    assert screens.app.words.say("shop.scan_unknown") in screens.finger.texts()
    screens.finger.tap("noticeClose")
    assert not screens.finger.has("noticeHelp")


def test_the_same_scan_at_once_counts_once(screens: Screens) -> None:
    rice = screens.goods("东北大米 5公斤")
    screens.finger.scan(rice.barcode)
    screens.finger.scan(rice.barcode, stutter=True)
    screens.rest()
    line = screens.app.basket.basket.line(rice.sku)
    assert line is not None
    assert line.quantity == 1


def test_after_idle_time_the_next_person_finds_nothing(screens: Screens) -> None:
    screens.put_in("小米")
    screens.go("search")
    screens.finger.tap("letterP")
    screens.clock.pass_seconds(IDLE_S - 10)
    screens.app.idle.look()
    assert screens.finger.has("idleWarning")
    assert screens.voice.said[-1].key == "app.idle_spoken"
    screens.clock.pass_seconds(10)
    screens.app.idle.look()
    screens.finger.wait(lambda: screens.page == "home" and not screens.app.basket.count, "home")
    screens.rest()
    assert screens.app.view_model(SearchViewModel).text == ""
    assert len(screens.kiosk.shopping.list_parked()) == 1


def test_one_tap_anywhere_goes_on_and_does_nothing_else(screens: Screens) -> None:
    screens.put_in("小米")
    screens.go("basket")
    screens.clock.pass_seconds(IDLE_S - 5)
    screens.app.idle.look()
    screens.finger.tap("park")
    screens.rest()
    assert not screens.finger.has("idleWarning")
    assert screens.page == "basket"
    assert screens.app.basket.count == 1


def test_a_known_error_is_told_in_words(screens: Screens) -> None:
    screens.app.report(NotFound(what="A1"))
    assert screens.finger.has("noticeClose")
    assert "error." not in screens.app.notices.text


@pytest.mark.parametrize("make", [CannotStore, lambda: ZeroDivisionError("bug")])
def test_a_grave_error_has_a_page_and_the_basket_survives(
    screens: Screens, make: Callable[[], Exception], caplog: pytest.LogCaptureFixture
) -> None:
    screens.put_in("小米")
    with caplog.at_level(logging.CRITICAL):
        screens.app.report(make())
    screens.rest()
    assert screens.page == "problem"
    screens.finger.tap("home")
    assert screens.app.basket.count == 1
