"""Prices, barcodes, units and names of single rows."""

from __future__ import annotations

import pytest

from sync.hub.goods_rows import (
    RowReader,
    RowRejected,
    category_id,
    clean_text,
    is_sound,
    price_minor,
)
from sync.hub.pinyin import pinyin_of

COLUMNS = ["sku", "name", "category", "unit", "price", "size", "brand", "popularity", "stock"]


def read(*cells: str, **columns: int):  # type: ignore[no-untyped-def]
    reader = RowReader(columns or {name: n for n, name in enumerate(COLUMNS)}, "CNY")
    return reader.read(cells), reader


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12.5", 1250), ("¥12.50", 1250), ("￥ 1,299.00", 129_900), ("１２．５", 1250),
        ("25元", 2500), ("CNY 3", 300), ("rmb3", 300), (".5", 50), ("5.", 500), ("0", 0),
        ("1.250", 125), ("999999.99", 99_999_999), ("007", 700), ("1,000,000.00", None),
        ("-1", None), ("−1", None), ("", None), ("abc", None), ("1.234", None), ("1 2 3", 12_300),
        ("1,2", None), ("12,50", None), ("1e3", None), ("NaN", None), ("inf", None), ("$5", None),
        ("1000000", None), ("9" * 5000, None), ("٣", None), ("½", None), (".", None), ("¥", None),
    ],
)  # fmt: skip
def test_prices_become_minor_units_or_a_reason(text: str, minor: int | None) -> None:
    if minor is None:
        with pytest.raises(RowRejected, match=r"\.$"):
            price_minor(text, "CNY")
    else:
        assert price_minor(text, "CNY") == minor


@pytest.mark.parametrize(
    ("text", "minor"), [("12,50", 1250), ("1.299,00", 129_900), ("12.50", 1250), ("7", 700)]
)
def test_decimal_commas(text: str, minor: int) -> None:
    assert price_minor(text, "EUR", decimal_comma=True) == minor


@pytest.mark.parametrize(
    ("code", "sound"),
    [
        ("6901234567892", True), ("6901234567893", False), ("96385074", True),
        ("96385075", False), ("036000291452", True), ("036000291453", False),
        ("12345", True), ("ABC-1", True), ("10614141000415", True),
    ],
)  # fmt: skip
def test_check_digits(code: str, sound: bool) -> None:
    assert is_sound(code) is sound


@pytest.mark.parametrize(
    ("unit", "grams"),
    [("斤", 500), ("公斤", 1000), ("千克", 1000), ("KG", 1000), ("克", 1), ("两", 50), ("lb", 0),
     ("件", 0), ("500g", 0)],
)  # fmt: skip
def test_weighed_units(unit: str, grams: int) -> None:
    item, _ = read("A1", "米", "食品", unit, "5")
    assert item.goods.unit_grams == grams


def test_a_package_size_stands_in_for_a_unit_but_is_never_weighed() -> None:
    item, _ = read("A1", "米", "食品", "", "5", "kg")
    assert (item.goods.unit, item.goods.unit_grams) == ("kg", 0)
    item, _ = read("A1", "米", "食品", "", "5", "x" * 30)
    assert item.goods.unit == "件"


def test_the_name_is_made_of_shelf_brand_and_size_where_there_is_none() -> None:
    columns = {"sku": 0, "category": 1, "category2": 2, "price": 3, "brand": 4, "size": 5}
    item, _ = read("1", "FOOD", "BREAD", "1", "Acme", "20 OZ", **columns)
    assert item.goods.name == "BREAD Acme 20 OZ"
    item, _ = read("1", "FOOD", "BREAD", "1", "Private", "", **columns)
    assert item.goods.name == "BREAD"


def test_a_path_in_one_column_becomes_levels() -> None:
    _, reader = read("A1", "米", "All / 食品 / 粮油", "袋", "5")
    names = [(node.name, node.level) for node in reader.tree.nodes.values()]
    assert names == [("All", 1), ("食品", 2), ("粮油", 3)]


@pytest.mark.parametrize(
    ("category", "unit", "reason"),
    [
        ("", "袋", "The category is missing."),
        ("长" * 101, "袋", "A category has more than 100 characters."),
        ("食品", "x" * 21, "The unit has 21 characters; at most 20 fit."),
    ],
)
def test_shelves_and_units_have_bounds(category: str, unit: str, reason: str) -> None:
    with pytest.raises(RowRejected) as rejected:
        read("A1", "米", category, unit, "5")
    assert str(rejected.value) == reason


def test_a_long_optional_cell_is_left_out_with_a_warning() -> None:
    item, reader = read("A1", "米", "食品", "袋", "5", "", "品" * 101)
    assert item.goods.brand == ""
    assert reader.warnings == ["The brand has 101 characters and was left out."]


def test_what_sells_most_comes_first() -> None:
    often, _ = read("A1", "米", "食品", "袋", "5", "", "", "900")
    rarely, _ = read("A2", "米", "食品", "袋", "5", "", "", "3")
    assert often.goods.position < rarely.goods.position


def test_stock_is_in_pieces_or_grams() -> None:
    assert read("A1", "米", "食品", "斤", "5", "", "", "", "2.5")[0].stock == 1250
    assert read("A1", "米", "食品", "袋", "5", "", "", "", "-3")[0].stock == 0
    item, reader = read("A1", "米", "食品", "袋", "5", "", "", "", "many")
    assert item.stock is None
    assert reader.warnings == ["The stock many is no number and was left out."]
    for strange in ("NaN", "Infinity", "1e999999"):
        read("A1", "米", "食品", "袋", "5", "", "", "", strange)


def test_category_ids_stand_still() -> None:
    assert category_id(["食品", "水果"]) == category_id(("食品", "水果")) == "c142ce9fc0716"
    assert category_id(["食品/水果"]) != category_id(["食品", "水果"])


def test_text_is_shown_without_what_is_invisible() -> None:
    assert clean_text("  a \t b\u202e\u200bc\x00 ") == "a b c"
    assert clean_text("e\u0301") == "é"
    assert clean_text("👨\u200d👩") == "👨 👩"


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [("红富士苹果", "hong fu shi ping guo"), ("绿豆", "lv dou"), ("Milk", ""), ("", ""),
     ("A4打印纸 (白)", "da yin zhi bai"), ("重庆小面", "chong qing xiao mian")],
)  # fmt: skip
def test_pinyin(name: str, pinyin: str) -> None:
    assert pinyin_of(name) == pinyin
