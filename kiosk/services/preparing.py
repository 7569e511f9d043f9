"""What lies ready in the sandbox when a lesson begins, made by the use cases everything is made by.

basket         two kinds of goods in the open basket
phone          a phone number that nobody has
parcel_coming  an order whose parcel is on its way
parcel_here    an order whose parcel lies on the shelf
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from kiosk.domain.lessons import Lesson
from kiosk.domain.orders import Basket, Order, Pay
from kiosk.domain.people import Buyer
from kiosk.services.kiosk import Kiosk
from sync.protocol import CHANGE_ORDER, Change, ChangesPage, OrderEvent, OrderEventKind

BUYER: Final = Buyer(name="练习人", picture="guest_rabbit")

_FIRST_PARCEL: Final = 6000
_GRAMS: Final = 500


def prepare_lesson(kiosk: Kiosk, lesson: Lesson) -> Mapping[str, str]:
    """Clear the counter and make ready what a lesson needs; return what its words are filled with.

    `code` is the number that the card shows: a parcel's, a slip's or a phone's.
    """
    _clear_counter(kiosk)
    values: dict[str, str] = {}
    for name in lesson.prepare:
        code = _WAYS[name](kiosk)
        values |= {"code": code} if code else {}
    return values


def _clear_counter(kiosk: Kiosk) -> None:
    shopping = kiosk.shopping
    shopping.empty_basket()
    for parked in shopping.list_parked():
        shopping.take_up_basket(basket_id=parked.id)
        shopping.empty_basket()


def _fill_basket(kiosk: Kiosk) -> str:
    for product in kiosk.shopping.list_products(category="", limit=2):
        kiosk.shopping.add_product(sku=product.sku, quantity=_GRAMS if product.is_weighed else 1)
    return ""


def _free_phone(kiosk: Kiosk) -> str:
    return f"1380000{kiosk.station.next_count('practice_phone'):04d}"


def _parcel_coming(kiosk: Kiosk) -> str:
    order = _place(kiosk)
    code = f"{_FIRST_PARCEL + kiosk.station.next_count('practice_parcel')}"
    body = OrderEvent(order.id, OrderEventKind.SHIPPED, kiosk.clock.now_ms(), parcel_code=code)
    change = Change(CHANGE_ORDER, order.id, 1, msgspec.Raw(msgspec.json.encode(body)))
    kiosk.inbound.apply_changes(page=ChangesPage([change], "", more=False))
    return code


def _parcel_here(kiosk: Kiosk) -> str:
    order = _place(kiosk)
    kiosk.pickup.receive_parcel(code=order.number)
    return order.short_code


def _place(kiosk: Kiosk) -> Order:
    product = kiosk.shopping.list_products(category="", limit=1)[0]
    basket = Basket("", currency=product.currency, catalogue_version=kiosk.catalogue.version)
    basket = basket.with_product(product, _GRAMS if product.is_weighed else 1)
    return kiosk.ordering.place_order(basket=basket, buyer=BUYER, pay=Pay.ON_PICKUP).value


_WAYS: Final[Mapping[str, Callable[[Kiosk], str]]] = {
    "basket": _fill_basket,
    "phone": _free_phone,
    "parcel_coming": _parcel_coming,
    "parcel_here": _parcel_here,
}
