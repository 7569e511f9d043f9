"""The ledger: whatever happens to an order, its lines sum to zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import ledger
from kiosk.domain.ledger import RECEIVABLE, SUPPLIER_PAYABLE, TILL, Posting

amounts = st.integers(0, 99_999_999)
EVENTS = [
    ledger.sale_paid,
    ledger.sale_on_pickup,
    ledger.paid_on_pickup,
    ledger.cancelled_paid,
    ledger.cancelled_unpaid,
    ledger.price_changed,
]


def balances(*postings: Posting) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for posting in postings:
        for line in posting:
            sums[line.account] += line.amount_minor
    return {account: amount for account, amount in sums.items() if amount}


@pytest.mark.parametrize("event", EVENTS)
@given(amount=st.integers(-99_999_999, 99_999_999))
def test_every_posting_sums_to_zero(event: Callable[[int], Posting], amount: int) -> None:
    assert sum(line.amount_minor for line in event(amount)) == 0


@given(amounts)
def test_a_cancelled_sale_leaves_nothing(total: int) -> None:
    assert balances(ledger.sale_paid(total), ledger.cancelled_paid(total)) == {}
    assert balances(ledger.sale_on_pickup(total), ledger.cancelled_unpaid(total)) == {}


@given(amounts)
def test_paying_now_or_at_pickup_ends_the_same(total: int) -> None:
    later = balances(ledger.sale_on_pickup(total), ledger.paid_on_pickup(total))
    assert later == balances(ledger.sale_paid(total))


@given(amounts, amounts)
def test_a_new_price_is_owed_and_settled(total: int, new_total: int) -> None:
    changed = (ledger.sale_paid(total), ledger.price_changed(new_total - total))
    assert balances(*changed).get(RECEIVABLE, 0) == new_total - total
    settled = balances(*changed, ledger.paid_on_pickup(new_total - total))
    assert settled == balances(ledger.sale_paid(new_total))


def test_signs_mean_holding_and_owing() -> None:
    assert balances(ledger.sale_paid(5)) == {TILL: 5, SUPPLIER_PAYABLE: -5}
    assert balances(ledger.sale_on_pickup(5)) == {RECEIVABLE: 5, SUPPLIER_PAYABLE: -5}
