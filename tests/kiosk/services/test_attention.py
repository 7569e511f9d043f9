"""The questions only a person may answer, and what each answer does to money and parcels."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.domain.attention import CHOICES, AttentionItem, Choice, Reason
from kiosk.domain.errors import IllegalTransition, NotFound
from kiosk.domain.ledger import RECEIVABLE, SUPPLIER_PAYABLE, TILL
from kiosk.domain.orders import Order
from kiosk.domain.pickup import Proof
from kiosk.services.attention import ChoiceNotOffered, Resolution
from kiosk.services.kiosk import Kiosk
from kiosk.store.money import balance
from sync.protocol import OrderCancelled, PriceAccepted, Verdict, VerdictKind
from tests.builders import an_order, hub_says, records_of
from tests.kiosk.store.goods import snapshot


def now(kiosk: Kiosk, order: Order) -> Order:
    return kiosk.ordering.find_order(number=order.id)


def asked(kiosk: Kiosk, order: Order, event: str, **more: object) -> AttentionItem:
    kiosk.inbound.apply_changes(page=hub_says(order, event, **more))
    return kiosk.attention.list_items()[-1]


def decide(kiosk: Kiosk, item: AttentionItem, choice: Choice) -> Resolution:
    return kiosk.attention.resolve_item(item_id=item.id, choice=choice).value


def accounts(kiosk: Kiosk) -> list[int]:
    with kiosk.database.read() as connection:
        return [balance(connection, name) for name in (TILL, RECEIVABLE, SUPPLIER_PAYABLE)]


def test_cancelling_gives_the_cash_back(kiosk: Kiosk) -> None:
    order = an_order().with_lines(3).paid_in_cash(given=2_000).placed_at(kiosk)
    done = decide(kiosk, asked(kiosk, order, "refused"), Choice.CANCEL_REFUND)
    assert done.refund_minor == 1_500
    assert done.order == now(kiosk, order)
    assert (done.order.order_state, done.order.payment_state) == ("cancelled", "refunded")
    assert (done.order.paid_minor, done.order.due_minor) == (0, 0)
    assert accounts(kiosk) == [0, 0, 0]
    with kiosk.database.read() as connection:
        moves = connection.execute("SELECT kind, amount_minor FROM cash_movement").fetchall()
    assert moves == [("sale", 1_500), ("refund", -1_500)]
    body = msgspec.json.decode(records_of(kiosk.outbox)[-1].body, type=OrderCancelled)
    assert body == OrderCancelled(order.id, refund_minor=1_500, reason="refused")
    assert kiosk.attention.list_items() == []


def test_cancelling_what_was_never_paid_gives_nothing_back(kiosk: Kiosk) -> None:
    order = an_order().with_lines(3).placed_at(kiosk)
    done = decide(kiosk, asked(kiosk, order, "shortage"), Choice.CANCEL_REFUND)
    assert done.refund_minor == 0
    assert (now(kiosk, order).order_state, now(kiosk, order).payment_state) == (
        "cancelled",
        "unpaid",
    )
    assert now(kiosk, order).due_minor == 0
    assert accounts(kiosk) == [0, 0, 0]


def test_substituting_opens_the_lines_as_a_new_basket(kiosk: Kiosk) -> None:
    kiosk.catalogue.load_snapshot(snapshot(), cursor="1")
    order = an_order().with_lines(2).paid_in_cash().placed_at(kiosk)
    started = kiosk.shopping.add_product(sku="W1", quantity=1).value
    done = decide(kiosk, asked(kiosk, order, "shortage"), Choice.SUBSTITUTE)
    assert done.refund_minor == order.total_minor
    assert done.basket == kiosk.shopping.current_basket()
    # A1 and A2 are in the catalogue at 1.50: a new order takes the price that is shown now.
    assert [(line.sku, line.quantity, line.price_minor) for line in done.basket.lines] == [
        ("A1", 1, 150),
        ("A2", 2, 150),
    ]
    assert [parked.id for parked in kiosk.shopping.list_parked()] == [started.id]


def test_waiting_only_closes_the_question(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    item = asked(kiosk, order, "shortage")
    decide(kiosk, item, Choice.WAIT)
    assert now(kiosk, order) == order
    assert kiosk.attention.list_items() == []
    with pytest.raises(NotFound):
        decide(kiosk, item, Choice.WAIT)


def test_a_higher_price_is_paid_at_pickup(kiosk: Kiosk) -> None:
    order = an_order().with_lines(3).paid_in_cash().placed_at(kiosk)
    item = asked(kiosk, order, "price_changed", total_minor=1_800)
    assert item.total_minor == 1_800
    done = decide(kiosk, item, Choice.ACCEPT_PRICE)
    assert done.refund_minor == 0
    assert (now(kiosk, order).payment_state, now(kiosk, order).due_minor) == ("part_paid", 300)
    assert accounts(kiosk) == [1_500, 300, -1_800]
    body = msgspec.json.decode(records_of(kiosk.outbox)[-1].body, type=PriceAccepted)
    assert body == PriceAccepted(order.id, 1_800)
    kiosk.pickup.receive_parcel(code=order.number)
    end = kiosk.pickup.hand_over(order_id=order.id, proof=Proof.SLIP, given_minor=300).value
    assert (end.payment_state, end.paid_minor) == ("released", 1_800)
    assert accounts(kiosk) == [1_800, 0, -1_800]


def test_a_lower_price_gives_the_difference_back(kiosk: Kiosk) -> None:
    order = an_order().with_lines(3).paid_in_cash().placed_at(kiosk)
    item = asked(kiosk, order, "price_changed", total_minor=1_200)
    assert decide(kiosk, item, Choice.ACCEPT_PRICE).refund_minor == 300
    assert (now(kiosk, order).payment_state, now(kiosk, order).paid_minor) == ("held", 1_200)
    body = msgspec.json.decode(records_of(kiosk.outbox)[-1].body, type=PriceAccepted)
    assert body == PriceAccepted(order.id, 1_200, refund_minor=300)
    assert accounts(kiosk) == [1_200, 0, -1_200]


def test_a_new_price_before_paying_is_simply_due(kiosk: Kiosk) -> None:
    order = an_order().with_lines(3).placed_at(kiosk)
    decide(kiosk, asked(kiosk, order, "price_changed", total_minor=1_800), Choice.ACCEPT_PRICE)
    assert (now(kiosk, order).payment_state, now(kiosk, order).due_minor) == ("unpaid", 1_800)
    assert accounts(kiosk) == [0, 1_800, -1_800]


def test_cancelling_after_a_part_was_paid_gives_that_part_back(kiosk: Kiosk) -> None:
    order = an_order().with_lines(3).paid_in_cash().placed_at(kiosk)
    decide(kiosk, asked(kiosk, order, "price_changed", total_minor=1_800), Choice.ACCEPT_PRICE)
    done = decide(kiosk, asked(kiosk, order, "refused", at=2), Choice.CANCEL_REFUND)
    assert done.refund_minor == 1_500
    assert accounts(kiosk) == [0, 0, 0]


def test_a_cancelled_order_whose_parcel_is_here_asks_what_to_do_with_it(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).paid_in_cash().arrived_at(kiosk)
    decide(kiosk, asked(kiosk, order, "shortage"), Choice.CANCEL_REFUND)
    (item,) = kiosk.attention.list_items()
    assert (item.reason, item.order_id) == (Reason.UNEXPECTED_PARCEL, order.id)
    decide(kiosk, item, Choice.SEEN)
    assert now(kiosk, order).fulfilment_state == "returned_to_sender"
    assert an_order().with_lines(1).arrived_at(kiosk).shelf == order.shelf  # the place is free


def test_cancelling_closes_the_other_questions_of_the_order(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    asked(kiosk, order, "price_changed", total_minor=300)
    decide(kiosk, asked(kiosk, order, "shortage", at=2), Choice.CANCEL_REFUND)
    assert kiosk.attention.list_items() == []


def test_a_strange_parcel_keeps_its_place_until_its_news_comes(kiosk: Kiosk) -> None:
    early = kiosk.pickup.receive_parcel(code="SF1").value
    (item,) = kiosk.attention.list_items()
    done = decide(kiosk, item, Choice.SEEN)
    assert done.order is None
    order = an_order().with_lines(1).placed_at(kiosk)
    kiosk.inbound.apply_changes(page=hub_says(order, "shipped", parcel_code="SF1"))
    assert now(kiosk, order).shelf == early.slot.code


def test_a_choice_that_is_not_offered_changes_nothing(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    item = asked(kiosk, order, "refused")
    for choice in set(Choice) - set(CHOICES[Reason.REFUSED]):
        with pytest.raises(ChoiceNotOffered):
            decide(kiosk, item, choice)
    assert kiosk.attention.list_items() == [item]


def test_an_order_that_went_on_meanwhile_is_left_alone(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).paid_in_cash().arrived_at(kiosk)
    record = records_of(kiosk.outbox)[1]
    kiosk.pickup.hand_over(order_id=order.id, proof=Proof.SLIP)
    verdict = Verdict(record.seq, record.id, VerdictKind.REJECTED, "late")
    kiosk.inbound.apply_verdicts(verdicts=[verdict])
    (item,) = kiosk.attention.list_items()
    before = accounts(kiosk)
    with pytest.raises(IllegalTransition):
        decide(kiosk, item, Choice.CANCEL_REFUND)
    assert accounts(kiosk) == before
    assert kiosk.attention.list_items() == [item]  # the question stays open
    decide(kiosk, item, Choice.SEEN)


def test_a_price_nobody_can_accept_any_more(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    item = asked(kiosk, order, "price_changed", total_minor=300)
    kiosk.inbound.apply_changes(page=hub_says(order, "refused", at=2))
    with pytest.raises(IllegalTransition):
        decide(kiosk, item, Choice.ACCEPT_PRICE)
