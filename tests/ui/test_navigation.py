"""The way through the pages."""

from __future__ import annotations

from typing import Any

import pytest

from ui.navigation import Navigation, Place


class Opened:
    """Opens nothing and remembers the places."""

    def __init__(self) -> None:
        self.places: list[Place] = []

    def __call__(self, place: Place) -> tuple[str, dict[str, Any]]:
        self.places.append(place)
        return place.page, {}


@pytest.fixture
def opened() -> Opened:
    return Opened()


@pytest.fixture
def navigation(opened: Opened) -> Navigation:
    navigation = Navigation()
    navigation.start(opened, Place("home", {}))
    return navigation


def test_back_goes_one_page_and_home_forgets_the_way(navigation: Navigation) -> None:
    navigation.go("categories")
    navigation.go("products", {"category": "fruit"})
    navigation.back()
    assert navigation.page == "categories"
    navigation.go("basket")
    navigation.home()
    assert navigation.page == "home"
    assert not navigation.canGoBack


def test_back_at_home_stays(navigation: Navigation) -> None:
    navigation.back()
    assert navigation.page == "home"


def test_a_page_on_the_way_is_gone_back_to(navigation: Navigation, opened: Opened) -> None:
    navigation.go("categories")
    navigation.go("basket")
    navigation.go("categories")
    assert navigation.page == "categories"
    navigation.back()
    assert navigation.page == "home"
    assert len(opened.places) == 5


def test_the_same_page_with_other_parameters_is_another_place(navigation: Navigation) -> None:
    navigation.go("categories")
    navigation.go("categories", {"category": "food"})
    navigation.back()
    assert navigation.place == Place("categories", {})


def test_the_same_place_twice_opens_once(navigation: Navigation, opened: Opened) -> None:
    navigation.go("basket")
    navigation.go("basket")
    assert [place.page for place in opened.places] == ["home", "basket"]


def test_after_a_reset_the_way_back_leads_home(navigation: Navigation) -> None:
    for page in ("basket", "who", "cash"):
        navigation.go(page)
    navigation.reset("done", {"number": "CQ07A-0001"})
    navigation.back()
    assert navigation.page == "home"


def test_a_page_that_cannot_open_leaves_the_way_as_it_was() -> None:
    def open_(place: Place) -> tuple[str, dict[str, Any]]:
        if place.page == "broken":
            raise KeyError(place.page)
        return place.page, {}

    navigation = Navigation()
    navigation.start(open_, Place("home", {}))
    with pytest.raises(KeyError):
        navigation.go("broken")
    assert navigation.page == "home"
