"""Finding goods by letters on the pad, by keys, and in vain."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from tests.ui.conftest import Screens
from ui.viewmodels.search import TEXT_MOST, SearchViewModel


def names(screens: Screens) -> list[str]:
    screens.rest()
    view = screens.app.view_model(SearchViewModel)
    return [row.name for row in view.results.rows]


def test_two_letters_on_the_pad_find_apples(screens: Screens) -> None:
    screens.go("search")
    screens.finger.tap("letterP")
    screens.finger.tap("letterG")
    assert "红苹果" in names(screens)
    screens.finger.tap("letterErase")
    assert screens.item("searchLine").property("text") == "p"


@pytest.mark.parametrize("text", ["苹果", "pingguo", "pg", "apple"])
def test_keys_find_apples_in_every_script(screens: Screens, text: str) -> None:
    screens.go("search")
    screens.finger.type(text)
    screens.finger.wait(lambda: screens.item("searchLine").property("text") == text, text)
    assert "红苹果" in names(screens)


def test_typing_on_a_goods_page_begins_a_search(screens: Screens) -> None:
    screens.go("categories")
    screens.finger.type("p")
    screens.finger.wait(lambda: screens.page == "search", "search")
    assert screens.item("searchLine").property("text") == "p"


def test_typing_works_after_a_button_took_the_focus(screens: Screens) -> None:
    screens.go("search")
    screens.item("letterP").forceActiveFocus()
    screens.finger.type("dm")
    screens.finger.wait(lambda: screens.item("searchLine").property("text") == "dm", "dm")
    assert names(screens)


def test_nothing_found_offers_help(screens: Screens) -> None:
    screens.go("search")
    screens.finger.type("zzzzqq")
    screens.finger.wait(lambda: screens.finger.has("askOperator"), "help")


def test_clearing_begins_again(screens: Screens) -> None:
    screens.go("search")
    screens.finger.tap("letterP")
    screens.finger.tap("clearSearch")
    assert screens.item("searchLine").property("text") == ""
    assert names(screens) == []


@pytest.mark.parametrize(
    "text",
    [
        "\U0001f34e" * 10_000,
        "\ud83c",
        "\u202e\u0645\u0631\u062d\u0628\u0627",
        "a\x00b",
        "%_'\"*()-",
        " " * 500,
        "\u0301" * 300,
    ],
)
def test_any_text_is_taken_without_harm(screens: Screens, text: str) -> None:
    screens.go("search")
    view = screens.app.view_model(SearchViewModel)
    view.setText(text)
    screens.rest()
    assert len(view.text) <= TEXT_MOST
    view.setText("dm")
    assert names(screens)


def test_ten_thousand_emoji_pasted_into_the_line(screens: Screens) -> None:
    screens.as_operator()
    screens.go("search")
    QGuiApplication.clipboard().setText("\U0001f34e" * 10_000)
    line = screens.item("searchLine")
    line.forceActiveFocus()
    line.paste()  # type: ignore[attr-defined]
    screens.rest()
    assert len(screens.app.view_model(SearchViewModel).text) <= TEXT_MOST


def test_the_latest_keystroke_wins(screens: Screens) -> None:
    screens.go("search")
    view = screens.app.view_model(SearchViewModel)
    for text in ("p", "pi", "pin", "ping", "d", "dm"):
        view.setText(text)
    found = names(screens)
    assert found == [p.name for p in screens.kiosk.shopping.find_products(text="dm")]
