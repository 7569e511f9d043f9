"""Stations to measure: enrolled without a hub, and with a big catalogue where one is asked for."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.services.kiosk import Kiosk, open_kiosk
from sync.client.engine import SETTING_HUB
from sync.protocol import Enrolment
from tests.synthetic import snapshot_lines

GOODS = 100_000


def enrolled_kiosk(folder: Path) -> Kiosk:
    """Return an open kiosk of a station whose hub never answers, with no catalogue yet."""
    kiosk = open_kiosk(folder)
    enrolment = Enrolment(
        station="CQ07",
        station_name="石桥村服务站",
        device="A",
        device_index=0,
        key_id=1,
        currency="CNY",
        hub_key="00" * 32,
    )
    kiosk.station.save_enrolment(enrolment=enrolment, private_key=os.urandom(32))
    kiosk.settings.put(SETTING_HUB, "http://127.0.0.1:9")
    return kiosk


def big_station(folder: Path) -> Path:
    """Make a station with 100,000 goods in `folder` and return the folder."""
    kiosk = enrolled_kiosk(folder)
    kiosk.catalogue.load_snapshot(snapshot_lines(GOODS), cursor="")
    kiosk.close()
    return folder
