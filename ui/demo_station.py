"""A station on demo goods for pictures of the screens: enrolled, stocked, without a network.

The goods go the way they always go (imported and published by a hub, here one that lives for a
moment), so pictures show what a catalogue becomes and not a second reading of the file.
"""

from __future__ import annotations

import gzip
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.domain.clock import Clock
from sync.protocol import Enrolment

if TYPE_CHECKING:
    from kiosk.services.kiosk import Kiosk

STATION = Enrolment(
    station="YP01",
    station_name="云坪村服务点",
    device="A",
    device_index=0,
    key_id=1,
    currency="CNY",
    hub_key="",
)

OPERATOR_NAME: Final = "王站长"
DEMO_PIN: Final = "258036"
"""The PIN of the demonstration's operator; its PIN page tells it."""


def demo_catalogue(folder: Path, demo: Path) -> list[bytes]:
    """Return the lines of a snapshot of the goods in `demo`; `folder` is used up by it."""
    from sync.hub.goods_import import ImportOptions, import_goods
    from sync.hub.hub import open_hub
    from sync.hub.snapshot import publish_snapshot

    hub = open_hub(folder)
    try:
        options = ImportOptions(categories=demo / "categories.csv")
        import_goods(hub, demo / "goods.csv", options)
        return gzip.decompress(publish_snapshot(hub).path.read_bytes()).splitlines(keepends=True)
    finally:
        hub.close()


def open_demo_station(
    folder: Path, catalogue: list[bytes], clock: Clock, *, private_key: bytes = b""
) -> Kiosk:
    """Open a station in an empty folder with these goods; its key is made unless one is given."""
    from kiosk.services.kiosk import open_kiosk

    kiosk = open_kiosk(folder, clock=clock)
    key = private_key or secrets.token_bytes(32)
    kiosk.station.save_enrolment(enrolment=STATION, private_key=key)
    kiosk.catalogue.load_snapshot(catalogue, cursor="")
    add_demo_operator(kiosk)
    return kiosk


def add_demo_operator(kiosk: Kiosk) -> None:
    """Give a demonstration its operator, whose PIN the PIN page tells."""
    from ui.viewmodels.pin import HINT_SETTING

    if not kiosk.operators.list_operators():
        kiosk.operators.add_operator(name=OPERATOR_NAME, pin=DEMO_PIN)
        kiosk.settings.put(HINT_SETTING, DEMO_PIN)
