"""Read-back and consent: what was agreed to is what is placed, once."""

from __future__ import annotations

import pytest

from kiosk.domain.changes import Topic
from kiosk.domain.errors import CannotStore
from kiosk.domain.orders import OrderLine
from kiosk.domain.people import Buyer
from tests.builders import a_product
from tests.ui.viewmodels.conftest import Stand
from ui.navigation import Place
from ui.viewmodels.checkout import CheckoutViewModel

BUYER = Buyer(name="王小芳", resident_id="r", phone="13812345678")


@pytest.fixture
def view(stand: Stand) -> CheckoutViewModel:
    stand.kiosk.shopping.open_lines(lines=[])
    stand.kiosk.shopping.restore_line(line=a_line(2), index=0)
    return CheckoutViewModel(stand.context)


def a_line(quantity: int) -> OrderLine:
    return OrderLine.of(a_product(), quantity)


def read_back(stand: Stand, view: CheckoutViewModel) -> None:
    place = Place("review", {"buyer": BUYER})
    stand.context.navigation.go(place.page, place.params)
    view.enter(place)
    stand.rest()


def test_nothing_can_be_paid_before_the_station_is_known_to_be_ready(
    stand: Stand, view: CheckoutViewModel
) -> None:
    stand.context.navigation.go("review")
    view.enter(Place("review", {"buyer": BUYER}))
    view.payOnPickup()
    assert not view.property("canPay")
    stand.rest()
    assert view.property("canPay")
    assert stand.kiosk.ordering.list_orders() == []


def test_the_total_is_said_and_the_buyer_masked(stand: Stand, view: CheckoutViewModel) -> None:
    read_back(stand, view)
    assert stand.said() == ["review.spoken"]
    assert stand.voice.said[0].values == {"total": "¥5.00"}
    assert (view.property("buyerName"), view.property("buyerDetail")) == ("王*芳", "*******5678")


def test_a_full_disk_offers_no_way_of_paying(stand: Stand, view: CheckoutViewModel) -> None:
    stand.tools.disk.free = 0
    read_back(stand, view)
    assert [type(error) for error in stand.known] == [CannotStore]
    assert not view.property("canPay")


def test_a_basket_that_changed_is_read_back_again(stand: Stand, view: CheckoutViewModel) -> None:
    read_back(stand, view)
    stand.kiosk.shopping.restore_line(line=a_line(3), index=0)
    view.refresh(frozenset({Topic.BASKET}))
    stand.rest()
    assert view.property("total") == "¥7.50"


def test_money_that_is_missing_places_nothing(stand: Stand, view: CheckoutViewModel) -> None:
    read_back(stand, view)
    view.payCash()
    view.enter(stand.place)
    view.cash.tap(100)
    view.confirmCash()
    stand.rest()
    assert stand.kiosk.ordering.list_orders() == []


def test_the_order_is_placed_once_and_leads_to_its_slip(
    stand: Stand, view: CheckoutViewModel
) -> None:
    read_back(stand, view)
    view.payOnPickup()
    view.payOnPickup()
    stand.rest()
    (order,) = stand.kiosk.ordering.list_orders()
    assert stand.place == Place("done", {"order": order.id, "fresh": True})
    assert (order.total_minor, order.buyer.name) == (500, "王小芳")


def test_the_next_person_finds_no_buyer_and_no_goods(stand: Stand, view: CheckoutViewModel) -> None:
    read_back(stand, view)
    view.forget()
    assert (view.property("buyerName"), view.property("kinds")) == ("", 0)
    assert not view.property("canPay")
