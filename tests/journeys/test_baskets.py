"""2,000 real baskets of a real shop, placed and synced: equal to the cent on both sides.

Goods and baskets are the ones `tests/data/README.md` names.  Each basket is one order at the
catalogue's prices (the receipts' discounts are not ours).  One thing does not fit a village shop:
199 lines of the baskets buy fuel in thousandths of a gallon, 1,007 to 27,632 of them, at the
catalogue price of 0.00.  A line holds at most `PIECES_MOST` pieces, so those lines are held to
that; they cost nothing before and after, and every basket stays one order.  No basket has more
lines than an order may have, nothing is weighed, and no article is missing.
"""

from __future__ import annotations

import csv
import gzip
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.orders import LINES_MOST, PIECES_MOST, Basket, Order, Pay
from kiosk.domain.people import Buyer
from kiosk.services.kiosk import Kiosk, open_kiosk
from sync.client.engine import open_engine
from sync.client.enrol import enrol_station
from sync.hub.admin import (
    create_enrol_code,
    hub_status,
    import_goods,
    list_orders,
)
from sync.hub.hub import Hub, open_hub
from sync.hub.server import EmbeddedHub
from tests.fakes.clock import FakeClock
from tests.fakes.disk import FakeDiskGauge

DATA = Path(__file__).parents[1] / "data"
CATALOGUE = DATA / "catalogue_us_grocery.csv.gz"
FUEL_LINES = 199


def read_baskets() -> dict[str, Counter[str]]:
    """Return the pieces of each article by basket, in the order of the receipts."""
    baskets: dict[str, Counter[str]] = {}
    with lzma.open(DATA / "baskets_2000.csv.xz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            baskets.setdefault(row["basket"], Counter())[row["product_id"]] += int(row["qty"])
    return baskets


def read_prices() -> dict[str, int]:
    """Return the cents of each article, read from the file without the code under test."""
    with gzip.open(CATALOGUE, "rt", encoding="utf-8", newline="") as file:
        return {
            row["product_id"]: round(float(row["price_usd"]) * 100) for row in csv.DictReader(file)
        }


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    opened = open_hub(tmp_path / "hub")
    yield opened
    opened.close()


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    with open_kiosk(tmp_path / "station", clock=FakeClock(), disk=FakeDiskGauge()) as opened:
        yield opened


def place(kiosk: Kiosk, wanted: Counter[str]) -> Order:
    basket = Basket("", currency="USD", catalogue_version=kiosk.catalogue.version)
    for sku, pieces in wanted.items():
        product = kiosk.catalogue.product(sku)
        assert product is not None, f"{sku} is in no catalogue"
        basket = basket.with_product(product, min(pieces, PIECES_MOST))
    return kiosk.ordering.place_order(
        basket=basket, buyer=Buyer("Guest"), pay=Pay.CASH, given_minor=basket.total_minor
    ).value


def test_2000_baskets_are_equal_to_the_cent_on_both_sides(hub: Hub, kiosk: Kiosk) -> None:
    imported = import_goods(hub, CATALOGUE)
    assert (imported.read, imported.imported, imported.rejected) == (30_000, 30_000, [])
    baskets, prices = read_baskets(), read_prices()
    assert len(baskets) == 2_000
    assert max(map(len, baskets.values())) <= LINES_MOST
    over = [sku for wanted in baskets.values() for sku, n in wanted.items() if n > PIECES_MOST]
    assert len(over) == FUEL_LINES
    assert {prices[sku] for sku in over} == {0}

    with EmbeddedHub(hub) as served:
        code = create_enrol_code(hub, station="US01", name="Village shop")
        enrol_station(kiosk=kiosk, hub_url=served.url, code=code)
        engine = open_engine(kiosk)
        assert engine.sync_once().ok
        orders = [place(kiosk, wanted) for wanted in baskets.values()]
        assert kiosk.outbox.count() == 2_000
        report = engine.sync_once()
        again = engine.sync_once()
        engine.close()

    assert report.ok, report.failure
    assert (report.pushed, again.pushed) == (2_000, 0)
    told = hub_status(hub)
    expected = sum(
        prices[sku] * pieces for wanted in baskets.values() for sku, pieces in wanted.items()
    )
    assert sum(order.total_minor for order in orders) == expected == told.total_minor
    assert (told.orders, told.lines) == (2_000, sum(map(len, baskets.values())))
    here = {(order.id, order.number, order.total_minor, len(order.lines)) for order in orders}
    there = [(one.id, one.number, one.total_minor, one.lines) for one in list_orders(hub)]
    assert len(there) == len(set(there)) == 2_000
    assert set(there) == here
    status = kiosk.station.status()
    assert (status.sync_state, status.outbox) == ({"acknowledged": 2_000}, 0)
    assert status.order_state == {"accepted": 2_000}
