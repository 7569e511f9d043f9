"""Orders: the basket before, the four axes after, and which state may follow which.

An order never has one status.  What a resident is told comes from the axes through `honesty`:
written down here, sent, accepted by the platform.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from kiosk.domain.catalogue import Product
from kiosk.domain.errors import IllegalTransition, WrongNumber
from kiosk.domain.money import MOST_MINOR, line_amount
from kiosk.domain.people import Buyer

PIECES_MOST: Final = 999
GRAMS_MOST: Final = 999_000
GRAMS_STEP: Final = 250
"""A stepper's step for weighed goods: half a 斤."""
LINES_MOST: Final = 300


class Axis(StrEnum):
    """The four independent states of an order."""

    SYNC = "sync_state"
    ORDER = "order_state"
    PAYMENT = "payment_state"
    FULFILMENT = "fulfilment_state"


class Pay(StrEnum):
    """How the buyer pays."""

    CASH = "cash"
    ON_PICKUP = "on_pickup"


TRANSITIONS: Final[Mapping[Axis, Mapping[str, frozenset[str]]]] = {
    Axis.SYNC: {
        "local": frozenset({"queued"}),
        "queued": frozenset({"sent", "acknowledged", "rejected"}),
        "sent": frozenset({"queued", "acknowledged", "rejected"}),
        "acknowledged": frozenset(),
        "rejected": frozenset({"queued"}),
    },
    Axis.ORDER: {
        "draft": frozenset({"placed"}),
        "placed": frozenset({"accepted", "refused", "cancelled", "closed"}),
        "accepted": frozenset({"closed", "cancelled", "refused"}),
        "refused": frozenset({"cancelled"}),
        "closed": frozenset(),
        "cancelled": frozenset(),
    },
    Axis.PAYMENT: {
        "unpaid": frozenset({"part_paid", "held", "refunded"}),
        "part_paid": frozenset({"held", "refunded"}),
        "held": frozenset({"released", "part_refunded", "refunded", "part_paid"}),
        "released": frozenset({"part_refunded", "refunded"}),
        "part_refunded": frozenset({"refunded", "released"}),
        "refunded": frozenset(),
    },
    Axis.FULFILMENT: {
        "pending": frozenset({"shipped", "arrived", "ready_for_pickup"}),
        "shipped": frozenset({"arrived", "ready_for_pickup"}),
        "arrived": frozenset({"ready_for_pickup"}),
        "ready_for_pickup": frozenset({"collected", "pickup_expired"}),
        "collected": frozenset(),
        "pickup_expired": frozenset({"ready_for_pickup", "returned_to_sender"}),
        "returned_to_sender": frozenset(),
    },
}
"""Which state may follow which; `placed → closed` covers a parcel collected before any answer."""


def advance(axis: Axis, current: str, wanted: str) -> str:
    """Return `wanted`; raises `IllegalTransition` naming both states when it may not follow."""
    if wanted not in TRANSITIONS[axis].get(current, frozenset()):
        raise IllegalTransition(axis=axis.value, current=current, wanted=wanted)
    return wanted


def may_advance(axis: Axis, current: str, wanted: str) -> bool:
    """Tell whether `wanted` may follow `current`."""
    return wanted in TRANSITIONS[axis].get(current, frozenset())


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line: `quantity` in pieces, or grams where `unit_grams` > 0; price as shown."""

    sku: str
    name: str
    name_en: str
    unit: str
    unit_grams: int
    quantity: int
    price_minor: int
    amount_minor: int
    picture: str = ""

    @classmethod
    def of(cls, product: Product, quantity: int) -> OrderLine:
        """Return a line of `quantity` at the price shown; raises `WrongNumber` out of range."""
        most = GRAMS_MOST if product.is_weighed else PIECES_MOST
        if not 0 < quantity <= most:
            raise WrongNumber(quantity=quantity)
        amount = line_amount(
            price_minor=product.price_minor, quantity=quantity, unit_grams=product.unit_grams
        )
        return cls(
            sku=product.sku,
            name=product.name,
            name_en=product.name_en,
            unit=product.unit,
            unit_grams=product.unit_grams,
            quantity=quantity,
            price_minor=product.price_minor,
            amount_minor=amount,
            picture=product.picture,
        )

    def with_quantity(self, quantity: int) -> OrderLine:
        """Return the line with another quantity at the same price; raises `WrongNumber`."""
        most = GRAMS_MOST if self.unit_grams else PIECES_MOST
        if not 0 < quantity <= most:
            raise WrongNumber(quantity=quantity)
        amount = line_amount(
            price_minor=self.price_minor, quantity=quantity, unit_grams=self.unit_grams
        )
        return replace(self, quantity=quantity, amount_minor=amount)


@dataclass(frozen=True, slots=True)
class Basket:
    """What is being bought; lines keep the order in which they were put in."""

    id: str
    lines: tuple[OrderLine, ...] = ()
    currency: str = "CNY"
    catalogue_version: int = 0

    @property
    def total_minor(self) -> int:
        """Return the sum of the lines in minor units."""
        return sum(line.amount_minor for line in self.lines)

    def line(self, sku: str) -> OrderLine | None:
        """Return the line of an article, if it is in the basket."""
        return next((line for line in self.lines if line.sku == sku), None)

    def with_product(self, product: Product, quantity: int) -> Basket:
        """Return the basket with `quantity` more of a product; raises `WrongNumber`."""
        known = self.line(product.sku)
        total = quantity + (known.quantity if known else 0)
        line = OrderLine.of(product, total)
        if known is None and len(self.lines) >= LINES_MOST:
            raise WrongNumber(lines=LINES_MOST)
        if known is None:
            return self._checked((*self.lines, line))
        return self._checked(tuple(line if old is known else old for old in self.lines))

    def with_quantity(self, sku: str, quantity: int) -> Basket:
        """Return the basket with a line's quantity set; zero or less removes the line."""
        if quantity <= 0:
            return self.without(sku)
        return self._checked(
            tuple(old.with_quantity(quantity) if old.sku == sku else old for old in self.lines)
        )

    def without(self, sku: str) -> Basket:
        """Return the basket without an article."""
        return replace(self, lines=tuple(line for line in self.lines if line.sku != sku))

    def with_line_at(self, line: OrderLine, index: int) -> Basket:
        """Return the basket with a removed line put back where it was."""
        lines = list(self.without(line.sku).lines)
        lines.insert(index, line)
        return self._checked(tuple(lines))

    def _checked(self, lines: tuple[OrderLine, ...]) -> Basket:
        basket = replace(self, lines=lines)
        if basket.total_minor > MOST_MINOR:
            raise WrongNumber(total=basket.total_minor)
        return basket


@dataclass(frozen=True, slots=True)
class Order:
    """A confirmed order as the station keeps it; times in ms, money in minor units."""

    id: str
    number: str
    short_code: str
    buyer: Buyer
    lines: tuple[OrderLine, ...]
    total_minor: int
    currency: str
    catalogue_version: int
    pay: Pay
    placed_at: int
    paid_minor: int = 0
    sync_state: str = "queued"
    order_state: str = "placed"
    payment_state: str = "unpaid"
    fulfilment_state: str = "pending"
    parcel_code: str = ""
    shelf: str = ""
    collect_until: int = 0
    given_minor: int = 0
    change_minor: int = 0

    @property
    def due_minor(self) -> int:
        """Return what is still to be paid."""
        owing = self.payment_state in {"unpaid", "part_paid"} and self.order_state != "cancelled"
        return max(0, self.total_minor - self.paid_minor) if owing else 0

    @property
    def honesty(self) -> int:
        """Return how far the order got: 1 written down here, 2 sent, 3 accepted by the platform."""
        if self.order_state in {"accepted", "closed"} and self.sync_state == "acknowledged":
            return 3
        return 2 if self.sync_state in {"sent", "acknowledged"} else 1
