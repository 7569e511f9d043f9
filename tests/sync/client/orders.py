"""Orders for the client's tests, placed without a catalogue."""

from __future__ import annotations

from kiosk.domain.catalogue import Product
from kiosk.domain.orders import Basket, Order, Pay
from kiosk.domain.people import Buyer
from kiosk.services.kiosk import Kiosk

APPLE = Product("A1", "苹果", "Apple", "fruit", "个", 0, 150, "CNY", "", "", "", "")


def place(kiosk: Kiosk, count: int = 1) -> list[Order]:
    basket = Basket("").with_product(APPLE, 2)
    return [
        kiosk.ordering.place_order(basket=basket, buyer=Buyer("小王"), pay=Pay.ON_PICKUP).value
        for _ in range(count)
    ]
