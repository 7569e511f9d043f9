"""Which column of a file is which: our names, those of other tills, and what an operator maps.

Names are compared without case, blanks, signs and bracketed additions.  Where several columns
of a file could be the same thing, the alias that stands first in the table wins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from sync.hub.errors import ImportRefused

NEEDED: Final = ("sku", "name", "category", "price")
LEVELS: Final = ("category", "category2", "category3", "category4")

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "sku": (
        "sku",
        "商品编码",
        "货号",
        "商品编号",
        "产品编码",
        "商品代码",
        "编码",
        "编号",
        "款号",
        "internal reference",
        "default code",
        "item code",
        "item number",
        "product id",
        "product code",
        "article number",
        "reference",
        "handle",
        "token",
        "code",
        "id",
    ),
    "name": (
        "name",
        "name zh",
        "品名",
        "商品名称",
        "商品名",
        "产品名称",
        "货品名称",
        "名称",
        "item name",
        "product name",
        "item",
        "product",
        "title",
        "display name",
        "description",
    ),
    "name_en": (
        "name en",
        "英文名",
        "英文名称",
        "英文品名",
        "english name",
        "product name en",
    ),
    "category": (
        "category",
        "分类",
        "类别",
        "商品分类",
        "商品类别",
        "品类",
        "一级分类",
        "大类",
        "department",
        "item group",
        "product category",
        "category name",
        "reporting category",
        "categ id",
        "categories",
        "group",
        "product type",
    ),
    "category2": (
        "category2",
        "二级分类",
        "中类",
        "subcategory",
        "sub category",
        "product category",
    ),
    "category3": ("category3", "三级分类", "小类", "product type"),
    "category4": ("category4", "四级分类"),
    "category_en": ("category en", "分类英文", "英文分类", "category english"),
    "category2_en": ("category2 en", "二级分类英文"),
    "category3_en": ("category3 en", "三级分类英文"),
    "category4_en": ("category4 en", "四级分类英文"),
    "unit": (
        "unit",
        "单位",
        "计量单位",
        "销售单位",
        "基本单位",
        "unit of measure",
        "uom",
        "stock uom",
        "sales uom",
        "uom id",
        "units",
    ),
    "price": (
        "price",
        "售价",
        "零售价",
        "销售价",
        "单价",
        "价格",
        "标价",
        "零售单价",
        "sales price",
        "sale price",
        "list price",
        "standard rate",
        "standard selling rate",
        "price list rate",
        "default price",
        "rate",
        "unit price",
        "retail price",
        "price usd",
        "price cny",
        "price eur",
    ),
    "currency": ("currency", "币种", "货币", "currency code"),
    "barcode": (
        "barcode",
        "条码",
        "条形码",
        "商品条码",
        "国际条码",
        "ean",
        "ean13",
        "gtin",
        "upc",
        "barcodes",
    ),
    "picture": ("picture", "图片", "商品图片", "图", "image", "image url", "picture name"),
    "brand": ("brand", "品牌", "brands", "商标", "brand name"),
    "size": (
        "size",
        "规格",
        "包装规格",
        "商品规格",
        "package size",
        "quantity",
        "pack size",
        "variation name",
        "variant",
    ),
    "stock": (
        "stock",
        "库存",
        "库存数量",
        "数量",
        "in stock",
        "quantity on hand",
        "qty available",
        "stock qty",
        "current quantity",
    ),
    "position": ("position", "排序", "序号", "顺序", "sort order", "sort"),
    "popularity": ("popularity", "销量", "月销量", "n lines", "sales count", "times sold"),
}
"""Our column → names by which files call it, the surest first."""

_PRICE_CURRENCY: Final = {"price usd": "USD", "price cny": "CNY", "price eur": "EUR"}
_CATEGORIES: Final = {
    "category": ("category", "分类", "类别", "name", "名称"),
    "category_en": ("category en", "name en", "english", "英文", "英文名"),
    "picture": ("picture", "图片", "image"),
}


def plain_name(heading: str) -> str:
    """Return a heading as it is compared: `Sales_Price [Shop 1]` → `sales price`."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    text = re.sub(r"\[.*?\]|\(.*?\)|（.*?）", " ", text)
    return " ".join(re.findall(r"\w+", text.replace("_", " ")))


def match_columns(heading: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """Return our column → index in the heading; `mapping` is theirs → ours and goes first.

    Raises `ImportRefused` for a mapping that names a column which is not there or which we do
    not know, and for needed columns that are missing.  The unit may be missing; the name may
    be when a deeper category says what the goods are.
    """
    names = [plain_name(cell) for cell in heading]
    found = _mapped(names, mapping)
    taken = set(found.values())
    for ours in _by_certainty(names):
        if ours in found:
            continue
        index = _first(names, ALIASES[ours], taken)
        if index is not None:
            found[ours] = index
            taken.add(index)
    _check_needed(found, heading)
    return found


def match_category_columns(heading: Sequence[str]) -> dict[str, int]:
    """Return our column → index for a file of categories; raises `ImportRefused`."""
    names = [plain_name(cell) for cell in heading]
    found: dict[str, int] = {}
    for ours, aliases in _CATEGORIES.items():
        index = _first(names, aliases, set(found.values()))
        if index is not None:
            found[ours] = index
    if "category" not in found:
        raise ImportRefused("missing_columns", "The file of categories has no column category.")
    return found


def currency_of_heading(heading: Sequence[str], columns: Mapping[str, int]) -> str:
    """Return the currency that the price column's name tells, empty when it does not."""
    return _PRICE_CURRENCY.get(plain_name(heading[columns["price"]]), "")


def _mapped(names: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    found = {}
    for theirs, ours in mapping.items():
        if ours not in ALIASES:
            known = ", ".join(ALIASES)
            raise ImportRefused("bad_map", f"There is no column {ours} here; known: {known}.")
        if plain_name(theirs) not in names:
            raise ImportRefused("bad_map", f"The file has no column {theirs}.")
        found[ours] = names.index(plain_name(theirs))
    return found


def _by_certainty(names: Sequence[str]) -> list[str]:
    """Return our columns, those the file calls by our own name first.

    So that `category` does not take a column `product category` away from `category2` when
    the file has a `department`.
    """
    return sorted(ALIASES, key=lambda ours: ours.replace("_", " ") not in names)


def _first(names: Sequence[str], aliases: Sequence[str], taken: set[int]) -> int | None:
    for alias in aliases:
        for index, name in enumerate(names):
            if name == alias and index not in taken:
                return index
    return None


def _check_needed(found: dict[str, int], heading: Sequence[str]) -> None:
    if "sku" not in found and "barcode" in found:
        found["sku"] = found["barcode"]
    missing = [name for name in NEEDED if name not in found]
    if "name" in missing and any(level in found for level in LEVELS[1:]):
        missing.remove("name")
    if missing:
        there = ", ".join(cell.strip()[:40] for cell in heading[:30])
        raise ImportRefused(
            "missing_columns",
            f"These needed columns are missing: {', '.join(missing)}."
            f" The file has: {there}. Name them with --map theirs=ours.",
        )
