"""From home to a full basket by real taps on the real pages."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from kiosk.domain.money import format_money
from sync.protocol import Category, Goods, SnapshotHead
from tests.ui.conftest import STILL, OpenScreens, Screens
from ui.viewmodels.basket import PARK_PICTURES
from ui.viewmodels.goods import TILES_MOST


def basket_of(screens: Screens) -> dict[str, int]:
    """What the station itself holds, by name."""
    screens.rest()
    basket = screens.kiosk.shopping.current_basket()
    return {line.name: line.quantity for line in basket.lines}


def test_home_offers_four_choices_and_no_dead_button(screens: Screens) -> None:
    for word in ("home.buy", "home.sell", "home.collect", "home.mine"):
        assert screens.finger.has(word)
    screens.finger.tap("home.buy")
    assert screens.page == "categories"


def test_at_most_eight_kinds_and_two_levels(screens: Screens) -> None:
    screens.finger.tap("home.buy")
    screens.rest()
    assert len(screens.finger.seen("category")) <= TILES_MOST
    screens.finger.tap("category")
    screens.rest()
    assert screens.page == "categories"
    screens.finger.tap("category")
    screens.rest()
    assert screens.page == "products"
    screens.finger.wait(lambda: len(screens.finger.seen("product")) == 8, "eight goods")


def many_kinds(count: int) -> list[bytes]:
    """A catalogue of that many kinds, one article in each."""
    kinds = [Category(id=f"c{number}", name=f"第{number}类") for number in range(count)]
    goods = [
        Goods(
            sku=f"S{number}", name=f"货{number}", category=f"c{number}", unit="个", price_minor=100
        )
        for number in range(count)
    ]
    head = SnapshotHead(version=1, currency="CNY", categories=count, goods=count)
    return [msgspec.json.encode(one) + b"\n" for one in (head, *kinds, *goods)]


def test_more_kinds_than_eight_go_on_by_pages(open_screens: OpenScreens) -> None:
    screens = open_screens(goods=many_kinds(20))
    screens.finger.tap("home.buy")
    screens.rest()
    first = [item.property("text") for item in screens.finger.seen("category")]
    screens.finger.tap("moreCategories")
    screens.rest()
    second = [item.property("text") for item in screens.finger.seen("category")]
    assert second
    assert not set(first) & set(second)


def test_a_tap_on_goods_puts_one_in_and_the_stepper_goes_on(screens: Screens) -> None:
    rice = screens.goods("东北大米 5公斤")
    screens.go("products", category=rice.category)
    screens.finger.tap("product")
    assert basket_of(screens) == {"东北大米 5公斤": 1}
    screens.finger.tap("more")
    assert basket_of(screens) == {"东北大米 5公斤": 2}
    screens.finger.tap("less")
    screens.rest()
    screens.finger.tap("less")
    assert basket_of(screens) == {}
    assert screens.finger.has("undo")


def test_weighed_goods_go_by_half_kilos(screens: Screens) -> None:
    screens.put_in("小米")
    screens.go("basket")
    assert basket_of(screens) == {"小米": 500}
    screens.finger.tap("more")
    assert basket_of(screens) == {"小米": 750}
    assert "1.5 斤" in screens.finger.texts()
    assert any("1.5 斤 = 0.75 公斤" in text for text in screens.finger.texts())


def test_what_was_removed_can_be_put_back_where_it_was(screens: Screens) -> None:
    for name in ("东北大米 5公斤", "小米", "糯米"):
        screens.put_in(name)
    screens.go("basket")
    before = list(basket_of(screens))
    screens.finger.tap("remove", nth=1)
    assert list(basket_of(screens)) == [before[0], before[2]]
    screens.finger.tap("undo")
    assert list(basket_of(screens)) == before
    assert not screens.finger.has("undo")


def test_nothing_lies_over_the_pads_of_other_pages(screens: Screens) -> None:
    screens.put_in("小米")
    screens.go("basket")
    screens.finger.tap("remove")
    screens.finger.find("undo")
    screens.app.notices.tell("记住了")
    screens.go("phone", new=True)
    assert not screens.finger.has("undo")
    assert not screens.finger.has("noticeClose")
    screens.go("basket")
    assert screens.finger.has("undo")


def test_undo_stays_ten_seconds_at_least(screens: Screens) -> None:
    screens.put_in("小米")
    screens.go("basket")
    screens.finger.tap("remove")
    screens.rest()
    assert screens.app.basket.undo_ms >= 10_000


def test_the_total_is_the_sum_of_the_lines(screens: Screens) -> None:
    for name in ("东北大米 5公斤", "小米"):
        screens.put_in(name)
    screens.go("basket")
    total = screens.kiosk.shopping.current_basket().total_minor
    assert screens.item("total").property("amount") == format_money(total)


def test_a_basket_set_aside_is_taken_up_by_its_picture(screens: Screens) -> None:
    screens.put_in("小米")
    screens.go("basket")
    screens.finger.tap("park")
    screens.finger.wait(lambda: screens.page == "home", "home")
    assert basket_of(screens) == {}
    assert screens.voice.said[-1].key == "basket.parked_spoken"
    assert screens.app.words.say("basket.parked") in screens.finger.texts()
    screens.finger.tap("parked")
    screens.finger.wait(lambda: screens.page == "basket", "basket")
    assert basket_of(screens) == {"小米": 500}


def test_two_baskets_never_share_a_picture(screens: Screens) -> None:
    for name in ("小米", "糯米"):
        screens.put_in(name)
        screens.app.basket.park()
        screens.rest()
    pictures = [parked.picture for parked in screens.kiosk.shopping.list_parked()]
    assert len(set(pictures)) == 2
    assert set(pictures) <= set(PARK_PICTURES)


def test_an_empty_basket_leads_to_the_goods(screens: Screens) -> None:
    screens.go("basket")
    assert not screens.finger.has("next")
    screens.finger.tap("startBuying")
    assert screens.page == "categories"


def test_the_basket_is_still_there_after_a_crash(screens: Screens) -> None:
    screens.put_in("小米")
    screens.app.basket.load()
    assert basket_of(screens) == {"小米": 500}


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1080, 1920)])
def test_a_station_without_goods_says_so_and_offers_help(
    open_screens: OpenScreens, size: tuple[int, int]
) -> None:
    screens = open_screens(goods=[])
    screens.app.window.resize(*size)  # type: ignore[union-attr]
    screens.finger.tap("home.buy")
    screens.rest()
    assert screens.finger.has("askOperator")


def test_a_second_tap_within_the_guard_is_not_meant(open_screens: OpenScreens) -> None:
    screens = open_screens(replace(STILL, guard_ms=60_000))
    rice = screens.goods("东北大米 5公斤")
    screens.go("products", category=rice.category)
    screens.finger.tap("product")
    screens.finger.tap("product")
    assert basket_of(screens) == {"东北大米 5公斤": 1}


def test_a_double_tap_does_not_reach_the_page_that_came(open_screens: OpenScreens) -> None:
    screens = open_screens(replace(STILL, guard_ms=60_000))
    screens.finger.tap("home.buy")
    screens.rest()
    screens.finger.tap("category")
    screens.rest()
    assert screens.app.navigation.place.params == {}


def test_ten_thousand_goods_scroll_in_piece_by_piece(screens: Screens) -> None:
    screens.go("products", category="")
    grid = screens.item("goods")
    count = screens.kiosk.shopping.count_products(category="")
    for _ in range(200):
        grid.setProperty("contentY", grid.property("contentHeight") - grid.height())
        screens.rest()
        if grid.property("count") == count:
            break
    assert grid.property("count") == count
