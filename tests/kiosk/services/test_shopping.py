"""The shop's use cases on a real catalogue and a real database."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.changes import Topic
from kiosk.domain.errors import NotFound, WrongNumber
from kiosk.domain.orders import GRAMS_MOST
from kiosk.services.kiosk import Kiosk, open_kiosk
from kiosk.services.shopping import EmptyBasket
from tests.kiosk.store.goods import GOODS, an_article, snapshot


@pytest.fixture
def shop(kiosk: Kiosk) -> Kiosk:
    kiosk.catalogue.load_snapshot(snapshot(), cursor="1")
    return kiosk


def lines(kiosk: Kiosk) -> list[tuple[str, int, int]]:
    basket = kiosk.shopping.current_basket()
    return [(line.sku, line.quantity, line.amount_minor) for line in basket.lines]


def test_before_the_first_tap_there_is_an_empty_basket(shop: Kiosk) -> None:
    basket = shop.shopping.current_basket()
    assert (basket.lines, basket.currency, basket.catalogue_version) == ((), "CNY", 1)


def test_without_a_catalogue_nothing_is_found_and_nothing_breaks(kiosk: Kiosk) -> None:
    assert kiosk.shopping.list_categories() == []
    assert kiosk.shopping.find_products(text="苹果") == []
    assert kiosk.shopping.find_scanned(code="6901234567892") is None
    assert kiosk.shopping.current_basket().currency == "CNY"
    with pytest.raises(NotFound):
        kiosk.shopping.add_product(sku="A1", quantity=1)


def test_goods_are_found_by_scan_of_barcode_or_article_number(shop: Kiosk) -> None:
    for code in ("6901234567892", " A2 "):
        found = shop.shopping.find_scanned(code=code)
        assert found is not None
        assert found.sku == "A2"
    assert shop.shopping.find_scanned(code="nothing") is None


def test_the_catalogue_is_shown(shop: Kiosk) -> None:
    assert [c.id for c in shop.shopping.list_categories()] == ["food", "farm"]
    assert shop.shopping.count_products(category="food") == 4
    assert len(shop.shopping.list_products(category="food", limit=2)) == 2
    assert shop.shopping.find_products(text="hfs")[0].sku == "A1"


def test_pieces_and_weights_add_up(shop: Kiosk) -> None:
    shop.shopping.add_product(sku="A1", quantity=2)
    shop.shopping.add_product(sku="A3", quantity=750)  # 1.50 for 500 g
    done = shop.shopping.add_product(sku="A1", quantity=1)
    assert done.changed == {Topic.BASKET}
    assert lines(shop) == [("A1", 3, 450), ("A3", 750, 225)]
    assert done.value.total_minor == 675


def test_a_quantity_is_set_and_zero_removes(shop: Kiosk) -> None:
    shop.shopping.add_product(sku="A1", quantity=2)
    shop.shopping.set_quantity(sku="A1", quantity=9)
    assert lines(shop) == [("A1", 9, 1350)]
    shop.shopping.set_quantity(sku="A1", quantity=0)
    assert lines(shop) == []
    with pytest.raises(NotFound):
        shop.shopping.set_quantity(sku="A1", quantity=1)


@pytest.mark.parametrize(("sku", "quantity"), [("A1", 1000), ("A1", 0), ("A3", GRAMS_MOST + 1)])
def test_no_shop_sells_such_a_quantity(shop: Kiosk, sku: str, quantity: int) -> None:
    shop.shopping.add_product(sku="W1", quantity=1)
    with pytest.raises(WrongNumber):
        shop.shopping.add_product(sku=sku, quantity=quantity)
    assert lines(shop) == [("W1", 1, 150)]


def test_a_removed_line_comes_back_where_it_was(shop: Kiosk) -> None:
    for sku in ("A1", "A2", "W1"):
        shop.shopping.add_product(sku=sku, quantity=1)
    before = lines(shop)
    removed = shop.shopping.remove_line(sku="A2").value
    assert removed.index == 1
    assert [line.sku for line in removed.basket.lines] == ["A1", "W1"]
    shop.shopping.restore_line(line=removed.line, index=removed.index)
    assert lines(shop) == before
    with pytest.raises(NotFound):
        shop.shopping.remove_line(sku="nothing")


def test_the_basket_survives_a_crash(tmp_path: Path, shop: Kiosk) -> None:
    shop.shopping.add_product(sku="A1", quantity=2)
    with open_kiosk(tmp_path) as again:  # a second process on the same folder
        assert again.shopping.current_basket() == shop.shopping.current_basket()


def test_a_basket_is_parked_and_taken_up_in_turn(shop: Kiosk) -> None:
    shop.shopping.add_product(sku="A1", quantity=2)
    parked = shop.shopping.park_basket(picture="rooster").value
    assert (parked.picture, parked.lines, parked.total_minor) == ("rooster", 1, 300)
    assert lines(shop) == []
    shop.shopping.add_product(sku="W1", quantity=1)
    shop.shopping.take_up_basket(basket_id=parked.id)
    assert lines(shop) == [("A1", 2, 300)]
    (other,) = shop.shopping.list_parked()
    assert (other.lines, other.total_minor) == (1, 150)
    with pytest.raises(NotFound):
        shop.shopping.take_up_basket(basket_id=parked.id)
    shop.shopping.take_up_basket(basket_id=other.id)
    assert [p.picture for p in shop.shopping.list_parked()] == ["rooster"]


def test_nothing_is_parked_without_lines(shop: Kiosk) -> None:
    with pytest.raises(EmptyBasket):
        shop.shopping.park_basket(picture="rooster")
    shop.shopping.add_product(sku="A1", quantity=1)
    shop.shopping.remove_line(sku="A1")
    with pytest.raises(EmptyBasket):
        shop.shopping.park_basket(picture="rooster")


def test_an_empty_basket_gives_way_to_a_parked_one(shop: Kiosk) -> None:
    shop.shopping.add_product(sku="A1", quantity=1)
    parked = shop.shopping.park_basket(picture="rooster").value
    shop.shopping.add_product(sku="W1", quantity=1)
    shop.shopping.remove_line(sku="W1")
    shop.shopping.take_up_basket(basket_id=parked.id)
    assert lines(shop) == [("A1", 1, 150)]
    assert shop.shopping.list_parked() == []


def test_a_basket_is_thrown_away(shop: Kiosk) -> None:
    shop.shopping.add_product(sku="A1", quantity=1)
    assert shop.shopping.empty_basket().value.lines == ()
    assert lines(shop) == []


def test_a_newer_catalogue_renews_all_prices_at_the_next_touch(shop: Kiosk) -> None:
    shop.shopping.add_product(sku="A1", quantity=2)
    shop.shopping.add_product(sku="F1", quantity=1)
    dearer = [an_article("A1", "红富士苹果", price_minor=200), *GOODS[1:4]]  # F1 has left
    shop.catalogue.load_snapshot(snapshot(dearer, version=2), cursor="2")
    assert shop.shopping.current_basket().total_minor == 300 + 9_800  # nothing changes unasked
    basket = shop.shopping.add_product(sku="W1", quantity=1).value
    assert basket.catalogue_version == 2
    assert [(line.sku, line.amount_minor) for line in basket.lines] == [
        ("A1", 400),
        ("F1", 9_800),
        ("W1", 150),
    ]


def test_a_line_that_is_now_sold_by_weight_keeps_its_old_price(shop: Kiosk) -> None:
    shop.shopping.add_product(sku="A1", quantity=2)
    weighed = an_article("A1", unit="斤", unit_grams=500, price_minor=999)
    shop.catalogue.load_snapshot(snapshot([weighed, *GOODS[1:]], version=2), cursor="2")
    basket = shop.shopping.add_product(sku="W1", quantity=1).value
    assert basket.lines[0].amount_minor == 300
