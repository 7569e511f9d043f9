"""Which column is which, in the files of other tills."""

from __future__ import annotations

import pytest

from sync.hub.errors import ImportRefused
from sync.hub.goods_columns import (
    ALIASES,
    currency_of_heading,
    match_category_columns,
    match_columns,
    plain_name,
)

FILES = {
    "ours": "sku,name,category,unit,price,name_en,category_en,barcode,picture,brand,size,stock",
    "chinese till": "商品编码,商品名称,商品分类,单位,零售价（元）,条码,品牌,规格,库存数量",
    "chinese levels": "货号,品名,一级分类,二级分类,三级分类,计量单位,售价",
    "odoo": "Internal Reference,Name,Sales Price,Product Category,Unit of Measure,Barcode",
    "odoo technical": "default_code,name,list_price,categ_id,uom_id,barcode",
    "erpnext": "item_code,item_name,item_group,stock_uom,standard_rate,description,brand",
    "loyverse": "Handle,SKU,Name,Category,Sold by weight,Price [Shop 1],Barcode,In stock [Shop 1]",
    "square": "Token,Item Name,Variation Name,SKU,Description,Category,GTIN,Price",
    "grocery": "product_id,department,product_category,product_type,brand,package_size,price_usd",
}


def matched(name: str) -> dict[str, str]:
    heading = FILES[name].split(",")
    return {ours: heading[index] for ours, index in match_columns(heading, {}).items()}


@pytest.mark.parametrize("name", FILES)
def test_files_of_other_tills_are_understood(name: str) -> None:
    found = matched(name)
    assert {"sku", "category", "price"} <= set(found)
    assert len(set(found.values())) == len(found)


def test_the_surer_name_wins() -> None:
    assert matched("loyverse")["sku"] == "SKU"
    assert matched("loyverse")["stock"] == "In stock [Shop 1]"
    assert matched("square")["name"] == "Item Name"
    assert matched("square")["size"] == "Variation Name"
    assert matched("erpnext")["name"] == "item_name"
    assert matched("erpnext")["unit"] == "stock_uom"
    assert matched("odoo technical")["price"] == "list_price"
    assert matched("chinese till")["price"] == "零售价（元）"


def test_the_grocery_file_has_three_levels_and_its_currency() -> None:
    found = matched("grocery")
    assert [found[level] for level in ("category", "category2", "category3")] == [
        "department",
        "product_category",
        "product_type",
    ]
    heading = FILES["grocery"].split(",")
    assert currency_of_heading(heading, match_columns(heading, {})) == "USD"


def test_the_barcode_stands_in_for_a_missing_sku() -> None:
    found = match_columns(["条码", "名称", "分类", "价格"], {})
    assert found["sku"] == found["barcode"] == 0


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ImportRefused, match="missing: price") as refused:
        match_columns(["code", "product_name", "categories", "brands", "quantity"], {})
    assert "product_name" in str(refused.value)


def test_names_are_compared_without_case_signs_and_additions() -> None:
    assert plain_name(" Sales_Price [Shop 1] ") == "sales price"
    assert plain_name("ＰＲＩＣＥ（元）") == "price"
    assert plain_name("\ufeff条 码：") == "条 码"


def test_no_name_is_ours_twice_under_the_same_certainty() -> None:
    for ours, aliases in ALIASES.items():
        assert len(set(aliases)) == len(aliases), ours
        assert all(plain_name(alias) == alias for alias in aliases), ours


def test_a_file_of_categories_needs_the_category() -> None:
    assert match_category_columns(["分类", "英文名", "图片"]) == {
        "category": 0,
        "category_en": 1,
        "picture": 2,
    }
    with pytest.raises(ImportRefused):
        match_category_columns(["picture"])
