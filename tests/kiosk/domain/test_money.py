"""Money: whole minor units, exact sums, nothing else understood."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import WrongNumber
from kiosk.domain.money import (
    MOST_MINOR,
    change_due,
    denominations_of,
    faces,
    format_money,
    line_amount,
    parse_minor,
)

amounts = st.integers(0, MOST_MINOR)


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (0, "CNY", "¥0.00"),
        (5, "CNY", "¥0.05"),
        (123_450, "CNY", "¥1,234.50"),
        (-150, "CNY", "−¥1.50"),
        (99, "USD", "$0.99"),
        (100, "EUR", "€1.00"),
        (100, "KES", "KES 1.00"),
    ],
)
def test_money_is_written_as_on_a_price_tag(minor: int, currency: str, text: str) -> None:
    assert format_money(minor, currency) == text


@given(amounts)
def test_what_is_written_is_read_back(minor: int) -> None:
    assert parse_minor(format_money(minor)) == minor


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12.5", 1_250),
        ("¥1,299.00", 129_900),
        ("￥3", 300),
        (" 0.10 ", 10),
        ("7.", 700),
        ("1.2300", 123),
        ("1，000", 100_000),
        ("999999.99", MOST_MINOR),
    ],
)
def test_prices_as_people_type_them(text: str, minor: int) -> None:
    assert parse_minor(text) == minor


@pytest.mark.parametrize(
    "text",
    ["", "-1", "−1", "1.234", "1e3", "abc", "1.2.3", "1000000", "٣", "①", "½", "9" * 10_000, "NaN"],
)
def test_what_is_no_price(text: str) -> None:
    with pytest.raises(WrongNumber):
        parse_minor(text)


@given(st.text())
def test_any_text_is_a_price_or_is_told_that_it_is_none(text: str) -> None:
    try:
        assert 0 <= parse_minor(text) <= MOST_MINOR
    except WrongNumber as error:
        assert len(str(error.values["text"])) <= 40  # noqa: PT017 - either outcome is right


@given(st.integers(0, 1_000_000), st.integers(1, 999_000), st.sampled_from([0, 100, 500, 1000]))
def test_a_line_is_rounded_half_up_once(price: int, quantity: int, grams: int) -> None:
    amount = line_amount(price_minor=price, quantity=quantity, unit_grams=grams)
    exact = Fraction(price * quantity, grams or 1)
    assert amount - Fraction(1, 2) <= exact < amount + Fraction(1, 2)


@pytest.mark.parametrize(
    ("price", "quantity", "grams", "amount"),
    [(250, 3, 0, 750), (333, 750, 500, 500), (1, 250, 500, 1), (1, 249, 500, 0), (0, 9, 0, 0)],
)
def test_lines_by_piece_and_by_weight(price: int, quantity: int, grams: int, amount: int) -> None:
    assert line_amount(price_minor=price, quantity=quantity, unit_grams=grams) == amount


@given(amounts, st.sampled_from(["CNY", "USD", "EUR", "KES"]))
def test_denominations_add_up_but_for_what_no_coin_is_made(minor: int, currency: str) -> None:
    parts = denominations_of(minor, currency)
    rest = minor - sum(face * count for face, count in parts)
    assert 0 <= rest < min(faces(currency))
    assert [face for face, _ in parts] == sorted((face for face, _ in parts), reverse=True)
    assert all(count > 0 for _, count in parts)


@given(st.integers(0, 30_000))
def test_no_fewer_notes_and_coins_would_do(minor: int) -> None:
    """Greedy is least for these faces: each is covered by few of the next smaller."""
    parts = dict(denominations_of(minor))
    larger = faces()
    for small, big in zip(larger[1:], larger, strict=False):
        assert small * parts.get(small, 0) < big


@given(amounts, amounts)
def test_change_is_what_was_given_too_much(total: int, given_minor: int) -> None:
    if given_minor < total:
        with pytest.raises(WrongNumber):
            change_due(total_minor=total, given_minor=given_minor)
    else:
        assert total + change_due(total_minor=total, given_minor=given_minor) == given_minor
