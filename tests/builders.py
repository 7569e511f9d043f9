"""Domain values for tests, said as a person would say them.

an_order().with_lines(3).for_resident(resident).paid_in_cash(given=5_000).placed_at(kiosk)
a_station(folder)                    an enrolled station without a hub
hub_says(order, "accepted")          a page of the hub's events
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from kiosk.domain.catalogue import Product
from kiosk.domain.ids import new_id
from kiosk.domain.orders import Basket, Order, Pay
from kiosk.domain.people import Buyer, Resident
from kiosk.printing.printer import Printer
from kiosk.services.kiosk import Kiosk, open_kiosk
from kiosk.store.outbox import Outbox
from sync.protocol import Change, ChangesPage, Enrolment, OrderEvent, OrderEventKind, Record
from tests.fakes.clock import FakeClock
from tests.fakes.disk import FakeDiskGauge
from tests.fakes.printer import FakePrinter

SEED = bytes(range(32))


def a_product(sku: str = "A1", **more: object) -> Product:
    """A red apple at 2.50 a piece, unless told otherwise."""
    values: dict[str, object] = {
        "sku": sku,
        "name": "红富士苹果",
        "name_en": "Fuji apple",
        "category": "fruit",
        "unit": "个",
        "unit_grams": 0,
        "price_minor": 250,
        "currency": "CNY",
        "barcode": "",
        "picture": "red_apple",
        "brand": "",
        "size": "",
    }
    return Product(**(values | more))  # type: ignore[arg-type]


_WANG = Buyer(name="王小芳", phone="13812341234")


@dataclass(frozen=True)
class AnOrder:
    """An order in the making; each `with_…` gives another one."""

    basket: Basket = field(default_factory=lambda: Basket(id=new_id(), catalogue_version=1))
    buyer: Buyer = _WANG
    pay: Pay = Pay.ON_PICKUP
    given_minor: int = 0

    def with_lines(self, count: int) -> AnOrder:
        order = self
        for number in range(count):
            order = order.with_product(a_product(f"A{number + 1}"), number + 1)
        return order

    def with_product(self, product: Product, quantity: int = 1) -> AnOrder:
        return replace(self, basket=self.basket.with_product(product, quantity))

    def for_guest(self, name: str, phone: str = "") -> AnOrder:
        return replace(self, buyer=Buyer(name=name, phone=phone))

    def for_resident(self, resident: Resident) -> AnOrder:
        buyer = Buyer(name=resident.name, resident_id=resident.id, phone=resident.phone)
        return replace(self, buyer=buyer)

    def paid_in_cash(self, given: int | None = None) -> AnOrder:
        total = self.basket.total_minor
        return replace(self, pay=Pay.CASH, given_minor=total if given is None else given)

    def paid_on_pickup(self) -> AnOrder:
        return replace(self, pay=Pay.ON_PICKUP, given_minor=0)

    def placed_at(self, kiosk: Kiosk) -> Order:
        """Place the order; returns it as confirmed."""
        return kiosk.ordering.place_order(
            basket=self.basket, buyer=self.buyer, pay=self.pay, given_minor=self.given_minor
        ).value

    def arrived_at(self, kiosk: Kiosk) -> Order:
        """Place the order and scan its parcel in; returns it as it stands then."""
        order = self.placed_at(kiosk)
        kiosk.pickup.receive_parcel(code=order.number)
        return kiosk.ordering.find_order(number=order.id)


def an_order() -> AnOrder:
    """Begin an order; without lines it is refused."""
    return AnOrder()


@dataclass
class StationTools:
    """The fakes around a station."""

    clock: FakeClock = field(default_factory=FakeClock)
    disk: FakeDiskGauge = field(default_factory=FakeDiskGauge)
    printer: Printer = field(default_factory=FakePrinter)


def a_station(
    folder: Path,
    *,
    code: str = "CQ07",
    device: int = 0,
    seed: bytes = SEED,
    tools: StationTools | None = None,
) -> Kiosk:
    """Open an enrolled station on a data folder."""
    tools = tools or StationTools()
    kiosk = open_kiosk(folder, clock=tools.clock, printer=tools.printer, disk=tools.disk)
    kiosk.station.save_enrolment(
        enrolment=Enrolment(
            station=code,
            station_name="石桥村服务站",
            device=chr(ord("A") + device),
            device_index=device,
            key_id=100 + device,
            currency="CNY",
            hub_key="00" * 32,
        ),
        private_key=seed,
    )
    return kiosk


def records_of(outbox: Outbox) -> list[Record]:
    """Everything that waits to be sent."""
    return outbox.next_batch(most=1000, bytes_most=1 << 24)


def hub_says(order: Order | str, event: str, *, at: int = 1, **more: object) -> ChangesPage:
    """A page with one event of the hub on an order."""
    order_id = order if isinstance(order, str) else order.id
    body = OrderEvent(order_id=order_id, event=OrderEventKind(event), at=at)
    body = msgspec.structs.replace(body, **more)
    raw = msgspec.Raw(msgspec.json.encode(body))
    return ChangesPage([Change("order", order_id, at, raw)], cursor=f"after-{at}", more=False)
