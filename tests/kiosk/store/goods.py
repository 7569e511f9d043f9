"""Builders for catalogue tests: a small tree of goods, snapshots and pages of changes."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sync.protocol import Category, Change, ChangesPage, Goods, SnapshotHead

TREE = [
    Category("food", "食品", "Food", position=1),
    Category("fruit", "水果", "Fruit", "food", 2, position=1),
    Category("apples", "苹果类", "Apples", "fruit", 3, position=1),
    Category("drinks", "饮料", "Drinks", "food", 2, position=2),
    Category("farm", "农资", "Farm", position=2),
    Category("empty", "空的", "Empty", position=3),
]


def an_article(sku: str, name: str = "苹果", category: str = "apples", **more: object) -> Goods:
    goods = Goods(sku, name, category, "个", 150, pinyin="ping guo", name_en="Apple")
    return msgspec.structs.replace(goods, **more)


GOODS = [
    an_article("A1", "红富士苹果", position=1, pinyin="hong fu shi ping guo", name_en="Fuji apple"),
    an_article("A2", barcode="6901234567892"),
    an_article("A3", "青苹果", position=1, unit="斤", unit_grams=500, pinyin="qing ping guo"),
    an_article("W1", "瓶装水", "drinks", pinyin="ping zhuang shui", name_en="Water",
               barcode="012345678905"),
    an_article("F1", "尿素", "farm", pinyin="niao su", name_en="Urea", price_minor=9_800),
]  # fmt: skip


def snapshot(
    goods: Iterable[Goods] = GOODS, tree: Iterable[Category] = TREE, *, version: int = 1
) -> list[bytes]:
    goods, tree = list(goods), list(tree)
    head = SnapshotHead(version, "CNY", len(tree), len(goods))
    return [msgspec.json.encode(one) + b"\n" for one in (head, *tree, *goods)]


def change(body: Goods | Category, version: int = 2) -> Change:
    raw = msgspec.Raw(msgspec.json.encode(body))
    if isinstance(body, Goods):
        return Change("goods", body.sku, version, raw)
    return Change("category", body.id, version, raw)


def closing(version: int = 2) -> Change:
    head = SnapshotHead(version, "CNY", 0, 0)
    return Change("catalogue", "catalogue", version, msgspec.Raw(msgspec.json.encode(head)))


def page(*changes: Change, cursor: str = "after", more: bool = False) -> ChangesPage:
    return ChangesPage(list(changes), cursor, more)
