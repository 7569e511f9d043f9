"""What the hub answers to an order.  Failure 6: the last unit, and prices that moved."""

from __future__ import annotations

import pytest

from sync.hub.acceptance import line_amount
from sync.hub.admin import hub_status, list_orders
from sync.hub.hub import Hub
from sync.hub.server import EmbeddedHub
from sync.protocol import OrderCancelled, OrderEvent, PriceAccepted
from tests.sync.hub.builders import (
    Device,
    a_device,
    a_good,
    a_line,
    an_order,
    kinds,
    stock_up,
)
from tests.sync.hub.conftest import TurnableClock


def answer_to(device: Device, *lines: object, **more: object) -> OrderEvent:
    order = an_order(*lines, **more)  # type: ignore[arg-type]
    assert kinds(device.push(device.record(order))) == ["ok"]
    return next(event for event in device.events() if event.order_id == order.order_id)


def test_the_last_unit_sold_twice_goes_to_one_and_asks_the_other(
    hub: Hub, served: EmbeddedHub
) -> None:
    stock_up(hub, a_good(), stock=1)
    one, two = a_device(hub, served.url, "CQ07"), a_device(hub, served.url, "CQ08")
    answers = [answer_to(station, a_line(quantity=1)) for station in (one, two)]
    assert [answer.event for answer in answers] == ["accepted", "shortage"]
    assert answers[1].reason == "out_of_stock: A1"
    assert [(o.order_state, o.question) for o in list_orders(hub)] == [
        ("accepted", ""),
        ("placed", "shortage"),
    ]


def test_a_shortage_takes_nothing_of_the_other_goods(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good("A1"), a_good("A2"), stock=2)
    short = answer_to(device, a_line("A1", 2), a_line("A2", 3))
    assert short.event == "shortage"
    assert answer_to(device, a_line("A1", 2)).event == "accepted"


def test_the_same_goods_on_two_lines_are_counted_together(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good(), stock=3)
    assert answer_to(device, a_line(quantity=2), a_line(quantity=2)).event == "shortage"


def test_a_price_is_kept_within_the_hold_window_and_asked_about_after(
    hub: Hub, device: Device, clock: TurnableClock
) -> None:
    stock_up(hub, a_good(price=250))
    stock_up(hub, a_good(price=300))
    clock.pass_days(6.9)
    assert answer_to(device, a_line(price=250)).event == "accepted"
    clock.pass_days(0.2)
    changed = answer_to(device, a_line(price=250))
    assert (changed.event, changed.total_minor, changed.reason) == ("price_changed", 600, "A1")
    assert answer_to(device, a_line(price=300)).event == "accepted"


def test_only_the_moved_prices_of_an_order_move(
    hub: Hub, device: Device, clock: TurnableClock
) -> None:
    stock_up(hub, a_good("A1", 250), a_good("A2", 100, unit_grams=500))
    stock_up(hub, a_good("A1", 300), a_good("A2", 100, unit_grams=500))
    clock.pass_days(8)
    changed = answer_to(device, a_line("A1", 1, 250), a_line("A2", 750, 100, 500))
    assert (changed.event, changed.total_minor) == ("price_changed", 450)


def test_a_price_that_a_person_said_yes_to_is_accepted(
    hub: Hub, device: Device, clock: TurnableClock
) -> None:
    stock_up(hub, a_good(price=250))
    stock_up(hub, a_good(price=300))
    clock.pass_days(8)
    order = an_order(a_line(price=250), paid_minor=500)
    device.push(device.record(order))
    other = device.push(device.record(PriceAccepted(order.order_id, 601)))
    assert [(v.verdict, v.code) for v in other.verdicts] == [("conflict", "other_total")]
    assert kinds(device.push(device.record(PriceAccepted(order.order_id, 600)))) == ["ok"]
    assert [event.event for event in device.events()] == ["price_changed", "accepted"]
    found = list_orders(hub)[0]
    assert (found.order_state, found.total_minor, found.payment_state) == (
        "accepted",
        600,
        "part_paid",
    )
    assert hub_status(hub).total_minor == 600


def test_more_than_was_paid_cannot_go_back(hub: Hub, device: Device, clock: TurnableClock) -> None:
    stock_up(hub, a_good(price=250))
    stock_up(hub, a_good(price=200))
    clock.pass_days(8)
    order = an_order(a_line(price=250), paid_minor=500)
    device.push(device.record(order))
    too_much = device.push(device.record(PriceAccepted(order.order_id, 400, refund_minor=501)))
    assert [(v.verdict, v.code) for v in too_much.verdicts] == [("rejected", "bad_refund")]


def test_a_lower_price_with_its_refund_leaves_the_order_paid(
    hub: Hub, device: Device, clock: TurnableClock
) -> None:
    stock_up(hub, a_good(price=250))
    stock_up(hub, a_good(price=200))
    clock.pass_days(8)
    order = an_order(a_line(price=250), paid_minor=500)
    device.push(device.record(order))
    yes = PriceAccepted(order.order_id, 400, refund_minor=100)
    assert kinds(device.push(device.record(yes))) == ["ok"]
    assert list_orders(hub)[0].payment_state == "held"
    back = OrderCancelled(order.order_id, refund_minor=400)
    assert kinds(device.push(device.record(back))) == ["ok"]
    assert list_orders(hub)[0].payment_state == "refunded"


def test_a_price_nobody_ever_asked_is_not_taken(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good(price=250))
    assert answer_to(device, a_line(price=1)).event == "price_changed"


@pytest.mark.parametrize(
    ("line", "currency", "reason"),
    [
        (a_line("NO", 1, 5), "CNY", "unknown_sku: NO"),
        (a_line("A1", 1, 250), "USD", "currency: USD"),
        (a_line("A1", 500, 251, 500), "CNY", "unit_changed: A1"),
    ],
)
def test_what_cannot_be_delivered_is_refused_with_its_reason(
    hub: Hub, device: Device, line: object, currency: str, reason: str
) -> None:
    stock_up(hub, a_good(price=250))
    refused = answer_to(device, line, currency=currency)
    assert (refused.event, refused.reason) == ("refused", reason)
    assert list_orders(hub)[0].order_state == "refused"


def test_withdrawn_goods_are_a_shortage(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good("A1"), a_good("A2"))
    stock_up(hub, a_good("A2"), replace=True)
    assert answer_to(device, a_line("A1")).reason == "withdrawn: A1"


def test_weighed_amounts_round_half_up_as_the_stations_do() -> None:
    assert line_amount(333, 750, 500) == 500
    assert line_amount(1, 250, 500) == 1
    assert line_amount(1, 249, 500) == 0
    assert line_amount(7, 3, 0) == 21
