"""A big catalogue out of the demo one: 100,000 goods with Chinese names, pinyin and English.

Every name is a place, a quality and a demo article (云南 + 精选 + 糯米), so the words are real,
repeat as a shop's words do, and a common syllable is in tens of thousands of names.  The same
count gives the same goods on every machine.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
from pypinyin import lazy_pinyin

from sync.protocol import Category, Goods, SnapshotHead

_DEMO = Path(__file__).parents[1] / "assets" / "demo"
_PLACES = (
    "云南 Yunnan,四川 Sichuan,贵州 Guizhou,山东 Shandong,东北 North-east,河南 Henan,广西 Guangxi,"
    "新疆 Xinjiang,甘肃 Gansu,陕西 Shaanxi,湖南 Hunan,福建 Fujian,海南 Hainan,宁夏 Ningxia,"
    "本地 Local,高山 Mountain,江西 Jiangxi,河北 Hebei,安徽 Anhui,浙江 Zhejiang"
)
_QUALITIES = (
    "精选 selected,家庭装 family,实惠 good value,新款 new,老牌 old brand,农家 farm,小份 small,"
    "大份 large,优质 fine,传统 traditional,绿色 green,礼盒 gift,整箱 box,散装 loose,特级 premium"
)


def synthetic_catalogue(
    count: int = 100_000, *, version: int = 1
) -> tuple[SnapshotHead, list[Category], list[Goods]]:
    """Return head, categories (two levels) and `count` goods, at most some 130,000."""
    bases = _bases()
    categories = _categories(bases)
    goods = [_article(index, bases) for index in range(count)]
    head = SnapshotHead(version, "CNY", len(categories), len(goods))
    return head, categories, goods


def snapshot_lines(count: int = 100_000, *, version: int = 1) -> Iterator[bytes]:
    """Yield the lines of a snapshot file as the hub publishes it."""
    head, categories, goods = synthetic_catalogue(count, version=version)
    yield msgspec.json.encode(head) + b"\n"
    for one in (*categories, *goods):
        yield msgspec.json.encode(one) + b"\n"


def _bases() -> list[dict[str, str]]:
    with (_DEMO / "goods.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _categories(bases: list[dict[str, str]]) -> list[Category]:
    found: dict[str, Category] = {}
    for row in bases:
        first, second = row["category"], f"{row['category']}/{row['category2']}"
        found.setdefault(first, Category(first, first, row["category_en"], position=len(found)))
        found.setdefault(
            second,
            Category(second, row["category2"], row["category2_en"], first, 2, "", len(found)),
        )
    return list(found.values())


def _article(index: int, bases: list[dict[str, str]]) -> Goods:
    base = bases[index % len(bases)]
    step = index // len(bases)
    place, place_en = _pair(_PLACES, step)
    quality, quality_en = _pair(_QUALITIES, step // 20)
    parts = (place, quality, base["name"]) if step else (base["name"],)
    return Goods(
        sku=f"S{index:06d}",
        name="".join(parts),
        category=f"{base['category']}/{base['category2']}",
        unit=base["unit"],
        price_minor=100 + index * 37 % 20_000,
        name_en=f"{place_en} {quality_en} {base['name_en']}" if step else base["name_en"],
        pinyin=" ".join(_pinyin(part) for part in parts),
        unit_grams={"公斤": 1000, "斤": 500}.get(base["unit"], 0),
        barcode=_ean13(index),
        picture=base["picture"],
        brand=base["brand"],
        size=base["size"],
        position=step,
    )


@cache
def _pinyin(text: str) -> str:
    return " ".join(lazy_pinyin(text))


def _pair(table: str, index: int) -> tuple[str, str]:
    rows = table.split(",")
    name, _, english = rows[index % len(rows)].partition(" ")
    return name, english


def _ean13(index: int) -> str:
    """Return a code of the range 20-29, which GS1 leaves to a shop's own use."""
    digits = f"29{index:010d}"
    total = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(digits))
    return f"{digits}{-total % 10}"
