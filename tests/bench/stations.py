"""Stations with full outboxes, and the rows that a push leaves on both ends."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kiosk.domain.catalogue import Product
from kiosk.domain.ids import new_id
from kiosk.domain.orders import Basket, Pay
from kiosk.domain.people import Buyer
from kiosk.services.kiosk import Kiosk, open_kiosk
from sync.client.engine import SETTING_HUB
from sync.protocol import Goods
from tests.bench.station import enrolled_kiosk

STATION = "CQ07"
_NAMES = ("王芳", "李强", "张伟民", "赵桂英", "陈秀兰", "刘洋", "杨建国", "黄小梅")


def fill_outbox(folder: Path, orders: int, goods: Sequence[Goods]) -> bytes:
    """Make a station that placed so many orders of 1 to 5 lines; return its public key."""
    kiosk = enrolled_kiosk(folder)
    chance = random.Random(4)
    for begin in range(0, orders, 500):
        with kiosk.database.transaction():  # one commit for many: only the result is measured
            for _ in range(begin, min(begin + 500, orders)):
                _place(kiosk, chance, goods)
    key = kiosk.station.signing_key().public_key()
    kiosk.close()
    return key


def _place(kiosk: Kiosk, chance: random.Random, goods: Sequence[Goods]) -> None:
    basket = Basket(id=new_id(), currency="CNY", catalogue_version=1)
    for item in chance.sample(goods, chance.randint(1, 5)):
        basket = basket.with_product(_product(item), chance.randint(1, 4))
    cash = chance.random() < 0.5
    kiosk.ordering.place_order(
        basket=basket,
        buyer=Buyer(name=chance.choice(_NAMES)),
        pay=Pay.CASH if cash else Pay.ON_PICKUP,
        given_minor=basket.total_minor if cash else 0,
    )


def _product(item: Goods) -> Product:
    return Product(
        sku=item.sku,
        name=item.name,
        name_en=item.name_en,
        category=item.category,
        unit=item.unit,
        unit_grams=0,
        price_minor=item.price_minor,
        currency="CNY",
        barcode=item.barcode,
        picture=item.picture,
        brand=item.brand,
        size=item.size,
    )


def copy_of(folder: Path, place: Path, url: str) -> Kiosk:
    """Return a copy of a closed station, open and told where its hub is."""
    shutil.copytree(folder, place)
    kiosk = open_kiosk(place)
    kiosk.settings.put(SETTING_HUB, url)
    return kiosk


def rows_of(path: Path, tables: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of some tables of a SQLite file."""
    with sqlite3.connect(path) as connection:
        found = {t: connection.execute(f"SELECT * FROM {t}").fetchall() for t in tables}
    connection.close()
    return found
