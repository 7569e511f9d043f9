"""The rows of an order and of its lines, in the order of their tables' columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from sync.hub.acceptance import Answered
from sync.hub.accounts import Sender
from sync.hub.store import Values
from sync.protocol import OrderPlaced


def order_row(sender: Sender, order: OrderPlaced, answer: Answered, *, at: int, now: int) -> Values:
    """Return the row of an order that was answered; `at` by the station's clock, `now` by ours."""
    return (
        sender.station,
        order.order_id,
        order.number,
        order.short_code,
        sender.device,
        plain(order.resident_id),
        plain(order.buyer_name),
        plain(order.pay),
        order.currency,
        answer.order_state,
        payment_state_of(order.paid_minor, order.total_minor),
        "pending",  # fulfilment
        answer.question,
        "",  # parcel code
        "",  # shelf
        order.content_hash,
        order.catalogue_version,
        order.total_minor,
        answer.total_minor,
        order.paid_minor,
        0,  # refund
        int(answer.accepted),
        at,
        now,
    )


def line_rows(station: str, order: OrderPlaced, offers: Mapping[int, int]) -> list[Values]:
    """Return the rows of an order's lines; `offers` are new prices by line index."""
    return [
        (
            station,
            order.order_id,
            index + 1,
            line.sku,
            line.quantity,
            line.unit_grams,
            line.price_minor,
            line.amount_minor,
            offers.get(index, -1),
        )
        for index, line in enumerate(order.lines)
    ]


def plain(text: str) -> str:
    """Return the text without NUL, which PostgreSQL cannot keep."""
    return text.replace("\0", "")


def payment_state_of(paid: int, total: int) -> str:
    """Return the payment state of what was paid towards a total."""
    if paid >= total:
        return "held" if paid else "unpaid"
    return "part_paid" if paid else "unpaid"


def refunded_state_of(order: Row[Any], refunded: int) -> str:
    """Return the payment state of an order of which so much went back."""
    if not refunded:
        return str(order.payment_state)
    return "refunded" if refunded >= order.paid_minor else "part_refunded"
