"""The basket before, the four axes after."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import IllegalTransition, WrongNumber
from kiosk.domain.money import MOST_MINOR
from kiosk.domain.orders import (
    GRAMS_MOST,
    LINES_MOST,
    PIECES_MOST,
    TRANSITIONS,
    Axis,
    Basket,
    Order,
    OrderLine,
    Pay,
    advance,
    may_advance,
)
from kiosk.domain.people import Buyer
from tests.builders import a_product

skus = st.sampled_from(["A", "B", "C", "D"])
quantities = st.integers(1, 99)
baskets = st.lists(st.tuples(skus, quantities), max_size=8).map(
    lambda parts: fill(Basket(id="b"), parts)
)


def fill(basket: Basket, parts: list[tuple[str, int]]) -> Basket:
    for sku, quantity in parts:
        basket = basket.with_product(a_product(sku, price_minor=ord(sku)), quantity)
    return basket


# --- the basket -------------------------------------------------------------------------------


@given(st.lists(st.tuples(skus, quantities), max_size=8))
def test_an_article_has_one_line_with_all_of_it(parts: list[tuple[str, int]]) -> None:
    basket = fill(Basket(id="b"), parts)
    assert [line.sku for line in basket.lines] == list(dict.fromkeys(sku for sku, _ in parts))
    for line in basket.lines:
        assert line.quantity == sum(quantity for sku, quantity in parts if sku == line.sku)
    assert basket.total_minor == sum(ord(sku) * quantity for sku, quantity in parts)


@given(baskets, st.data())
def test_a_removed_line_can_be_put_back_exactly(basket: Basket, data: st.DataObject) -> None:
    if not basket.lines:
        return
    line = data.draw(st.sampled_from(basket.lines))
    without = basket.without(line.sku)
    assert without.total_minor == basket.total_minor - line.amount_minor
    assert without.with_line_at(line, basket.lines.index(line)) == basket


@given(baskets, skus, st.integers(-5, 99))
def test_a_set_quantity_stands_and_none_removes(basket: Basket, sku: str, quantity: int) -> None:
    after = basket.with_quantity(sku, quantity)
    line = after.line(sku)
    if basket.line(sku) is None or quantity <= 0:
        assert line is None
    else:
        assert line is not None
        assert (line.quantity, line.amount_minor) == (quantity, quantity * line.price_minor)
    assert [x for x in after.lines if x.sku != sku] == [x for x in basket.lines if x.sku != sku]


@pytest.mark.parametrize(
    ("grams", "quantity"),
    [(0, 0), (0, -1), (0, PIECES_MOST + 1), (500, 0), (500, GRAMS_MOST + 1)],
)
def test_quantities_out_of_range(grams: int, quantity: int) -> None:
    product = a_product(unit_grams=grams)
    with pytest.raises(WrongNumber):
        OrderLine.of(product, quantity)
    with pytest.raises(WrongNumber):
        OrderLine.of(product, 1).with_quantity(quantity)


def test_a_basket_has_an_end() -> None:
    basket = Basket(id="b")
    for number in range(LINES_MOST):
        basket = basket.with_product(a_product(str(number)), 1)
    with pytest.raises(WrongNumber):
        basket.with_product(a_product("one more"), 1)
    assert basket.with_product(a_product("0"), 1).lines[0].quantity == 2


def test_a_total_fits_the_screen_the_slip_and_the_voice() -> None:
    dear = a_product("dear", price_minor=MOST_MINOR)
    basket = Basket(id="b").with_product(dear, 1)
    with pytest.raises(WrongNumber):
        basket.with_product(dear, 1)
    with pytest.raises(WrongNumber):
        basket.with_quantity("dear", 2)
    with pytest.raises(WrongNumber):
        basket.with_line_at(OrderLine.of(a_product("cheap", price_minor=1), 1), 0)


def test_a_line_remembers_what_was_shown() -> None:
    product = a_product("W", unit="斤", unit_grams=500, price_minor=333)
    line = OrderLine.of(product, 750)
    assert (line.name, line.unit, line.picture) == (product.name, "斤", "red_apple")
    assert line.amount_minor == 500
    assert product.is_weighed
    assert not a_product().is_weighed


# --- the four axes ----------------------------------------------------------------------------

STEPS = [
    (axis, current, wanted)
    for axis in Axis
    for current, wanted in itertools.product(TRANSITIONS[axis], repeat=2)
]


@pytest.mark.parametrize(("axis", "current", "wanted"), STEPS)
def test_a_step_is_in_the_table_or_names_both_states(axis: Axis, current: str, wanted: str) -> None:
    if wanted in TRANSITIONS[axis][current]:
        assert may_advance(axis, current, wanted)
        assert advance(axis, current, wanted) == wanted
    else:
        assert not may_advance(axis, current, wanted)
        with pytest.raises(IllegalTransition) as told:
            advance(axis, current, wanted)
        assert told.value.values == {"axis": axis.value, "current": current, "wanted": wanted}


@pytest.mark.parametrize("axis", list(Axis))
def test_the_table_names_no_state_it_does_not_know(axis: Axis) -> None:
    known = set(TRANSITIONS[axis])
    assert set().union(*TRANSITIONS[axis].values()) <= known
    assert not may_advance(axis, "no such state", next(iter(known)))


@pytest.mark.parametrize(
    ("axis", "first", "ends"),
    [
        (Axis.SYNC, "local", {"acknowledged"}),
        (Axis.ORDER, "draft", {"closed", "cancelled"}),
        (Axis.PAYMENT, "unpaid", {"refunded"}),
        (Axis.FULFILMENT, "pending", {"collected", "returned_to_sender"}),
    ],
)
def test_every_state_is_reached_and_every_road_ends(axis: Axis, first: str, ends: set[str]) -> None:
    reached, new = {first}, {first}
    while new:
        new = set().union(*(TRANSITIONS[axis][state] for state in new)) - reached
        reached |= new
    assert reached == set(TRANSITIONS[axis])
    assert {state for state, after in TRANSITIONS[axis].items() if not after} == ends


# --- the order --------------------------------------------------------------------------------

ORDER = Order(
    id="o",
    number="CQ07A-0001",
    short_code="000-000-0",
    buyer=Buyer("王小芳"),
    lines=(),
    total_minor=1_000,
    currency="CNY",
    catalogue_version=1,
    pay=Pay.CASH,
    placed_at=0,
)


@pytest.mark.parametrize(
    ("payment", "order_state", "paid", "due"),
    [
        ("unpaid", "placed", 0, 1_000),
        ("part_paid", "accepted", 400, 600),
        ("part_paid", "accepted", 1_200, 0),
        ("held", "placed", 1_000, 0),
        ("released", "closed", 1_000, 0),
        ("refunded", "cancelled", 0, 0),
        ("unpaid", "cancelled", 0, 0),
    ],
)
def test_what_is_still_to_be_paid(payment: str, order_state: str, paid: int, due: int) -> None:
    order = replace(ORDER, payment_state=payment, order_state=order_state, paid_minor=paid)
    assert order.due_minor == due


@pytest.mark.parametrize(
    ("sync", "order_state", "honesty"),
    [
        ("local", "placed", 1),
        ("queued", "placed", 1),
        ("rejected", "placed", 1),
        ("sent", "placed", 2),
        ("acknowledged", "placed", 2),
        ("acknowledged", "refused", 2),
        ("queued", "closed", 1),
        ("sent", "accepted", 2),
        ("acknowledged", "accepted", 3),
        ("acknowledged", "closed", 3),
    ],
)
def test_only_what_the_platform_said_is_told_of_it(
    sync: str, order_state: str, honesty: int
) -> None:
    assert replace(ORDER, sync_state=sync, order_state=order_state).honesty == honesty
