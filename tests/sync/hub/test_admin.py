"""The operator's doors: counts, and what an order may go through."""

from __future__ import annotations

import pytest

from sync.hub.admin import hub_status, list_orders, record_order_event
from sync.hub.errors import Refused
from sync.hub.hub import Hub
from tests.sync.hub.builders import Device, a_good, a_line, an_order, stock_up


@pytest.fixture
def number(hub: Hub, device: Device) -> str:
    """Return the number of an accepted order of two pieces, of which there were three."""
    stock_up(hub, a_good(), stock=3)
    device.push(device.record(an_order(number="CQ07A-0412")))
    return "CQ07A-0412"


def test_the_status_counts_what_is_there(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good())
    device.push(*(device.record(an_order(a_line(), a_line())) for _ in range(3)))
    status = hub_status(hub)
    assert (status.stations, status.devices, status.goods) == (1, 1, 1)
    assert (status.orders, status.lines, status.total_minor) == (3, 6, 3000)
    assert status.order_state == {"accepted": 3}
    assert status.fulfilment_state == {"pending": 3}


def test_an_order_goes_from_accepted_to_arrived_and_its_station_hears_it(
    hub: Hub, device: Device, number: str
) -> None:
    shipped = record_order_event(hub, number, "shipped")
    assert len(shipped.parcel_code) == 12
    assert shipped.parcel_code.isdigit()
    record_order_event(hub, shipped.order_id, "arrived")
    assert [(e.event, e.parcel_code) for e in device.events()] == [
        ("accepted", ""),
        ("shipped", shipped.parcel_code),
        ("arrived", shipped.parcel_code),
    ]
    assert [o.number for o in list_orders(hub, state="arrived")] == [number]
    assert list_orders(hub, state="shipped") == []


@pytest.mark.parametrize("event", ["accepted", "arrived"])
def test_an_event_that_may_not_follow_is_refused_in_a_sentence(
    hub: Hub, number: str, event: str
) -> None:
    with pytest.raises(Refused, match=f"Order {number} is accepted and pending: it cannot be"):
        record_order_event(hub, number, event)


def test_a_refused_order_gives_its_goods_back(hub: Hub, device: Device, number: str) -> None:
    record_order_event(hub, number, "refused", reason="厂家停产")
    assert device.events()[-1].reason == "厂家停产"
    device.push(device.record(an_order(a_line(quantity=3))))
    assert device.events()[-1].event == "accepted"
    with pytest.raises(Refused):
        record_order_event(hub, number, "shipped")


def test_an_operator_may_accept_what_was_asked_about(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good(), stock=0)
    device.push(device.record(an_order(number="CQ07A-0001")))
    assert [o.number for o in list_orders(hub, state="shortage")] == ["CQ07A-0001"]
    record_order_event(hub, "CQ07A-0001", "accepted")
    assert [(o.order_state, o.question) for o in list_orders(hub)] == [("accepted", "")]


def test_parcel_codes_are_unique_and_printable(hub: Hub, device: Device, number: str) -> None:
    record_order_event(hub, number, "shipped", parcel_code="SF-1001")
    device.push(device.record(an_order(a_line(quantity=1), number="CQ07A-0413")))
    with pytest.raises(Refused, match="Another order has the parcel code SF-1001"):
        record_order_event(hub, "CQ07A-0413", "shipped", parcel_code="SF-1001")
    for code in ("", "x", "包裹一号", "a" * 41, "a\nbcd"):
        with pytest.raises(Refused, match="4 to 40"):
            record_order_event(hub, "CQ07A-0413", "shipped", parcel_code=code)


def test_unknown_orders_and_events_are_refused(hub: Hub, device: Device, number: str) -> None:
    with pytest.raises(Refused, match="no order"):
        record_order_event(hub, "CQ07A-9999", "accepted")
    for event in ("eaten", "price_changed"):
        with pytest.raises(Refused, match="accepted, refused, shipped, arrived"):
            record_order_event(hub, number, event)
    device.push(device.record(an_order(a_line(quantity=1), number=number)))
    with pytest.raises(Refused, match="name an id"):
        record_order_event(hub, number, "shipped")
