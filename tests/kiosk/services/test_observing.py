"""Facts are read from what use cases return, through the real use cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.lessons import Fact
from kiosk.services.kiosk import Kiosk
from kiosk.services.observing import Observer
from tests.builders import a_station, an_order
from tests.kiosk.store.goods import snapshot


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = a_station(tmp_path)
    kiosk.catalogue.load_snapshot(snapshot(), cursor="")
    yield kiosk
    kiosk.close()


@pytest.fixture
def watch(kiosk: Kiosk) -> Observer:
    return Observer(kiosk.shopping.current_basket(), kiosk.shopping.list_parked())


def kinds(facts: list[Fact]) -> list[str]:
    return [fact.kind for fact in facts]


def test_lines_come_change_go_and_come_back(kiosk: Kiosk, watch: Observer) -> None:
    shop = kiosk.shopping
    added = watch.facts(shop.add_product(sku="A3", quantity=500).value, page="search")
    assert kinds(added) == ["line_added", "line_is"]
    assert added[0].values == {"weighed": True, "quantity": 500, "page": "search"}
    more = watch.facts(shop.add_product(sku="A3", quantity=500).value)
    assert kinds(more) == ["line_changed", "line_is"]
    assert more[1].values["quantity"] == 1000
    removed = shop.remove_line(sku="A3").value
    assert kinds(watch.facts(removed)) == ["line_removed"]
    back = shop.restore_line(line=removed.line, index=removed.index).value
    assert kinds(watch.facts(back)) == ["line_restored", "line_is"]
    shop.remove_line(sku="A3")


def test_a_basket_is_set_aside_and_taken_up(kiosk: Kiosk, watch: Observer) -> None:
    shop = kiosk.shopping
    watch.facts(shop.add_product(sku="A1", quantity=1).value)
    parked = shop.park_basket(picture="guest_fish").value
    assert kinds(watch.facts(parked)) == ["basket_parked"]
    other = watch.facts(shop.add_product(sku="A1", quantity=1).value)
    assert kinds(other) == ["line_added", "line_is"]
    taken = watch.facts(shop.take_up_basket(basket_id=parked.id).value)
    assert taken == [Fact("basket_taken_up", {"lines": 1})]


def test_a_basket_parked_before_is_known(kiosk: Kiosk) -> None:
    kiosk.shopping.add_product(sku="A1", quantity=1)
    parked = kiosk.shopping.park_basket(picture="guest_fish").value
    late = Observer(kiosk.shopping.current_basket(), kiosk.shopping.list_parked())
    taken = kiosk.shopping.take_up_basket(basket_id=parked.id).value
    assert kinds(late.facts(taken)) == ["basket_taken_up"]


def test_an_order_tells_how_it_was_paid_and_by_whom(kiosk: Kiosk, watch: Observer) -> None:
    order = an_order().with_lines(2).paid_in_cash(given=5_000).placed_at(kiosk)
    (placed,) = watch.facts(order)
    assert placed.kind == "order_placed"
    assert placed.values["pay"] == "cash"
    assert placed.values["change"] == 5_000 - order.total_minor
    assert placed.values["resident"] is False
    resident = kiosk.residents.register_resident(name="王芳", phone="13800000001").value
    assert watch.facts(resident) == [Fact("resident_registered", {"phone": True})]
    (by_resident,) = watch.facts(an_order().with_lines(1).for_resident(resident).placed_at(kiosk))
    assert by_resident.values["resident"] is True


def test_parcels_come_in_once_and_go_out(kiosk: Kiosk, watch: Observer) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    received = kiosk.pickup.receive_parcel(code=order.number).value
    assert watch.facts(received) == [Fact("parcel_received", {"expected": True})]
    assert watch.facts(kiosk.pickup.receive_parcel(code=order.number).value) == []
    stray = kiosk.pickup.receive_parcel(code="SF123456").value
    assert watch.facts(stray) == [Fact("parcel_received", {"expected": False})]
    found = kiosk.pickup.find_orders(text=order.number)
    gone = kiosk.pickup.hand_over(
        order_id=order.id, proof=found.proof, given_minor=order.total_minor
    ).value
    assert kinds(watch.facts(gone)) == ["parcel_handed_over"]


def test_what_teaches_nothing_is_no_fact(watch: Observer) -> None:
    assert watch.facts(None) == []
    assert watch.facts(7) == []
