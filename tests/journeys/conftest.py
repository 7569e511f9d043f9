"""A hub with a small catalogue and a station enrolled at it, both driven by the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.hub.admin import create_enrol_code, import_goods
from sync.hub.hub import Hub, open_hub
from sync.hub.server import EmbeddedHub
from tests.journeys import command_line

GOODS = """sku,name,name_en,category,unit,price,barcode
F1,东北大米,Rice,粮油,袋,39.90,
F2,红富士苹果,Apple,水果,斤,4.50,
F3,酱油,Soy sauce,调料,瓶,8.80,
"""


@dataclass
class Village:
    """One station's data folder and the hub that it belongs to."""

    data: Path
    hub_data: Path
    hub: Hub
    server: EmbeddedHub

    def kiosk(self, *words: str) -> command_line.Ran:
        """Run a command on the station's data."""
        return command_line.call(*words, "--data", str(self.data))

    def place(self, *lines: str, pay: str = "cash") -> dict[str, object]:
        """Place an order and return what the command reported."""
        words = [word for line in lines for word in ("--line", line)]
        ran = self.kiosk("order", "place", *words, "--pay", pay, "--json")
        assert ran.code == 0, ran.err
        return ran.json


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """A station that is enrolled and has fetched three goods; the hub answers."""
    goods = tmp_path / "goods.csv"
    goods.write_text(GOODS, encoding="utf-8")
    hub_data = tmp_path / "hub"
    hub = open_hub(hub_data)
    import_goods(hub, goods)
    code = create_enrol_code(hub, station="CQ07", name="石桥村")
    with EmbeddedHub(hub) as server:
        here = Village(tmp_path / "station", hub_data, hub, server)
        enrolled = here.kiosk("enrol", "--hub", server.url, "--code", code)
        assert enrolled.code == 0, enrolled.err
        synced = here.kiosk("sync", "--once")
        assert synced.code == 0, synced.err
        yield here
