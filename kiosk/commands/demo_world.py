"""The demonstration's world: a hub with the demo goods and a station that belongs to it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self

from kiosk.commands.common import ASSETS
from kiosk.services.kiosk import Kiosk
from sync.client.engine import open_engine
from sync.client.enrol import enrol_station
from sync.hub.admin import (
    HubStatus,
    create_enrol_code,
    hub_status,
    list_orders,
    open_hub,
    record_order_event,
)
from sync.hub.goods_import import ImportOptions, import_goods
from sync.hub.server import EmbeddedHub
from sync.protocol import OrderEventKind

STATION: Final = "CQ07"
STATION_NAME: Final = "石桥村服务站"
SHIP_EVERY_S: Final = 20.0
GOODS: Final = ASSETS / "demo" / "goods.csv"
CATEGORIES: Final = ASSETS / "demo" / "categories.csv"


class DemoPlatform:
    """The county's platform: it can be out of reach, and it ships what it accepted."""

    def __init__(self, folder: Path) -> None:
        self.hub = open_hub(folder)
        import_goods(self.hub, GOODS, ImportOptions(categories=CATEGORIES))
        self._server = EmbeddedHub(self.hub)

    def start(self) -> None:
        """Answer stations, always at the same address."""
        self._server.start()

    def stop(self) -> None:
        """Be out of reach."""
        self._server.stop()

    def close(self) -> None:
        """Stop for good."""
        self.hub.close()

    def enrol(self, kiosk: Kiosk) -> None:
        """Make a kiosk the demo station's device and let it fetch the goods; needs `start`."""
        code = create_enrol_code(self.hub, station=STATION, name=STATION_NAME)
        enrol_station(kiosk=kiosk, hub_url=self._server.url, code=code)
        engine = open_engine(kiosk)
        done = engine.sync_once()
        engine.close()
        if done.failure is not None:
            raise done.failure

    def ship(self, number: str) -> str:
        """Send an accepted order on its way and to the village; return its parcel's code."""
        event = record_order_event(self.hub, number, OrderEventKind.SHIPPED)
        record_order_event(self.hub, number, OrderEventKind.ARRIVED)
        return event.parcel_code

    def accepted(self) -> list[str]:
        """Return the numbers of the orders that were accepted and not shipped yet."""
        orders = list_orders(self.hub, state="accepted")
        return [order.number for order in orders if order.fulfilment_state == "pending"]

    def status(self) -> HubStatus:
        """Return the hub's totals."""
        return hub_status(self.hub)


class Shipping:
    """Ships what the platform accepted, a while later, as long as the demonstration is open."""

    def __init__(self, platform: DemoPlatform, shipped: Callable[[], None]) -> None:
        self._platform = platform
        self._shipped = shipped
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, name="shipping", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._over.wait(SHIP_EVERY_S):
            ready = self._platform.accepted()
            for number in ready:
                self._platform.ship(number)
            if ready:
                self._shipped()
