"""How orders and their lines are shown, the same on every page: masked, formatted, translated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kiosk.domain.money import format_money
from kiosk.domain.orders import Order, OrderLine
from kiosk.domain.people import Buyer, mask_name, mask_phone
from kiosk.domain.pickup import ShelfSlot
from ui.context import Context
from ui.formats import goods_name, long_amount, per_unit, short_amount
from ui.viewmodels.dates import moment_text

_STATES: Final = {
    "pending": "collect.state_pending",
    "shipped": "collect.state_shipped",
    "arrived": "collect.state_arrived",
    "ready_for_pickup": "collect.state_ready",
    "collected": "collect.state_collected",
    "pickup_expired": "collect.state_expired",
    "returned_to_sender": "collect.state_returned",
}


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line as it is read back."""

    sku: str
    name: str
    picture: str
    price: str
    unit: str
    quantity: str
    detail: str
    amount: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order as it is listed; three pictures at most stand for its goods."""

    order: str
    number: str
    code: str
    name: str
    buyer: str
    first: str
    second: str
    third: str
    kinds: int
    total: str
    due: str
    honesty: int
    progress: str
    shelf: str
    place: str
    when: str


def line_rows(lines: Iterable[OrderLine], currency: str, context: Context) -> list[LineRow]:
    """Return how lines are read back."""
    words, url = context.words.words, context.pictures.url
    return [
        LineRow(
            sku=line.sku,
            name=goods_name(line.name, line.name_en, words),
            picture=url(line.picture),
            price=format_money(line.price_minor, currency),
            unit=per_unit(line.unit, words),
            quantity=short_amount(line.quantity, line.unit_grams, words),
            detail=long_amount(line.quantity, line.unit, line.unit_grams, words),
            amount=format_money(line.amount_minor, currency),
        )
        for line in lines
    ]


def order_row(order: Order, context: Context) -> OrderRow:
    """Return how an order is listed."""
    shown = [context.pictures.url(line.picture) for line in order.lines[:3]] + ["", "", ""]
    return OrderRow(
        order=order.id,
        number=order.number,
        code=order.short_code,
        name=buyer_name(order.buyer),
        buyer=buyer_picture(order.buyer, context),
        first=shown[0],
        second=shown[1],
        third=shown[2],
        kinds=len(order.lines),
        total=format_money(order.total_minor, order.currency),
        due=format_money(order.due_minor, order.currency) if order.due_minor else "",
        honesty=order.honesty,
        progress=state_text(order, context),
        shelf=shelf_picture(order, context),
        place=place_text(order, context),
        when=moment_text(order.placed_at, context.words.words.language),
    )


def buyer_name(buyer: Buyer) -> str:
    """Return the name to show: a guest's pick-up name whole, a resident's masked."""
    return buyer.name if buyer.is_guest else mask_name(buyer.name)


def buyer_detail(buyer: Buyer) -> str:
    """Return the masked phone, empty for a guest."""
    return mask_phone(buyer.phone)


def buyer_picture(buyer: Buyer, context: Context) -> str:
    """Return the URL of the guest's own picture, or that of a resident."""
    name = buyer.picture or ("person_guest" if buyer.is_guest else "person_resident")
    return context.pictures.url(name)


def state_text(order: Order, context: Context) -> str:
    """Return in plain words where the goods are."""
    if order.order_state in {"cancelled", "refused"}:
        return context.words.say(f"collect.state_{order.order_state}")
    return context.words.say(_STATES[order.fulfilment_state])


def shelf_picture(order: Order, context: Context) -> str:
    """Return the URL of the shelf's symbol, empty while there is no place."""
    slot = ShelfSlot.parse(order.shelf)
    return context.pictures.url(f"shelf_{slot.symbol}") if slot else ""


def shelf_number(order: Order) -> str:
    """Return the shelf's number, empty while there is no place."""
    slot = ShelfSlot.parse(order.shelf)
    return str(slot.number) if slot else ""


def place_text(order: Order, context: Context) -> str:
    """Return the place on the shelf in words: 三角7号; empty while there is none."""
    slot = ShelfSlot.parse(order.shelf)
    return slot_text(slot, context) if slot else ""


def slot_text(slot: ShelfSlot, context: Context) -> str:
    """Return a place on the shelf in words."""
    symbol = context.words.say(f"collect.{slot.symbol}")
    return context.words.say("collect.place", symbol=symbol, number=slot.number)
