"""The assets keep their promises: whole, readable, openly licensed, ready for a first screen."""

import csv
import re
from collections import defaultdict
from fnmatch import fnmatch
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtSvg import QSvgRenderer
from reportlab.pdfbase.ttfonts import TTFont

ASSETS = Path(__file__).resolve().parents[2] / "assets"
PICTURES = ASSETS / "pictures"
COLUMNS = (
    "sku,name,name_en,category,category_en,category2,category2_en,"
    "unit,price,barcode,picture,brand,size,stock"
)
UNITS = set("袋瓶个包盒桶把双件本支条卷台箱斤顶块副张床架只根罐套辆卡") | {"公斤"}
CHOICES = 8
"""Choices on one screen: rule 7 of the screens' checklist (Medhi et al.)."""
FOLDER_LIMIT = 6 * 1024 * 1024


def rows(name: str) -> list[dict[str, str]]:
    with (ASSETS / "demo" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def goods() -> list[dict[str, str]]:
    return rows("goods.csv")


@pytest.fixture(scope="module")
def categories() -> list[dict[str, str]]:
    return rows("categories.csv")


def check_digit(first_twelve: str) -> int:
    """EAN-13: the digits weigh 1 and 3 by turns, the sum reaches the next ten."""
    weighed = (int(digit) * (1, 3)[place % 2] for place, digit in enumerate(first_twelve))
    return -sum(weighed) % 10


def is_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)


# --- the demo goods


def test_the_demo_shop_is_well_stocked(goods: list[dict[str, str]]) -> None:
    assert ",".join(goods[0]) == COLUMNS
    assert len(goods) >= 320
    assert {row["category_en"] for row in goods} >= {
        "Food",
        "Household",
        "Farm supplies",
        "School",
        "Health",
    }


def test_skus_and_names_are_unique(goods: list[dict[str, str]]) -> None:
    for column in ("sku", "name", "name_en"):
        values = [row[column] for row in goods]
        assert len(set(values)) == len(values), column
    assert all(re.fullmatch(r"[A-Z]\d{4}", row["sku"]) for row in goods)


def test_every_good_is_named_in_both_languages(goods: list[dict[str, str]]) -> None:
    for row in goods:
        assert is_chinese(row["name"]), row
        for column in ("name_en", "category_en", "category2_en"):
            assert row[column], row
            assert not is_chinese(row[column]), row


def test_a_size_is_part_of_the_name(goods: list[dict[str, str]]) -> None:
    assert all(row["name"].endswith(row["size"]) for row in goods)


def test_prices_are_yuan_with_two_decimals(goods: list[dict[str, str]]) -> None:
    for row in goods:
        assert re.fullmatch(r"[1-9]\d*\.\d\d", row["price"]), row


def test_units_are_units(goods: list[dict[str, str]]) -> None:
    assert {row["unit"] for row in goods} <= UNITS
    weighed = [row for row in goods if row["unit"] in {"斤", "公斤"}]
    assert len(weighed) >= 50
    assert not any(row["barcode"] for row in weighed)


def test_barcodes_are_valid_and_nobodys(goods: list[dict[str, str]]) -> None:
    codes = [row["barcode"] for row in goods if row["barcode"]]
    assert len(set(codes)) == len(codes)
    for code in codes:
        assert re.fullmatch(r"2\d{12}", code), "outside the range a shop may use for itself"
        assert int(code[-1]) == check_digit(code[:12]), code
    packaged = [row for row in goods if row["unit"] not in {"斤", "公斤"}]
    assert 0.6 < len(codes) / len(packaged) < 0.8


def test_stock_is_unlimited_or_a_small_number(goods: list[dict[str, str]]) -> None:
    stocked = [row["stock"] for row in goods if row["stock"]]
    assert 0 < len(stocked) < len(goods) / 5
    assert all(1 <= int(stock) <= 100 for stock in stocked)


# --- categories


def test_no_level_offers_more_choices_than_a_screen_holds(goods: list[dict[str, str]]) -> None:
    below = defaultdict(set)
    for row in goods:
        below[row["category"]].add(row["category2"])
    assert len(below) <= CHOICES
    assert all(len(second) <= CHOICES for second in below.values())


def test_every_category_of_both_levels_has_a_pictogram(
    goods: list[dict[str, str]], categories: list[dict[str, str]]
) -> None:
    listed = {(row["category"], row["category_en"]) for row in categories}
    used = {(row["category"], row["category_en"]) for row in goods}
    used |= {(row["category2"], row["category2_en"]) for row in goods}
    assert listed == used
    assert len(categories) == len(listed)


def test_no_two_categories_side_by_side_look_alike(
    goods: list[dict[str, str]], categories: list[dict[str, str]]
) -> None:
    picture = {row["category"]: row["picture"] for row in categories}
    first = {row["category"] for row in goods}
    assert len({picture[name] for name in first}) == len(first)
    for above in first:
        second = {row["category2"] for row in goods if row["category"] == above}
        assert len({picture[name] for name in second}) == len(second), above


# --- pictures


def test_every_picture_named_exists(
    goods: list[dict[str, str]], categories: list[dict[str, str]]
) -> None:
    named = {row["picture"] for row in goods} | {row["picture"] for row in categories}
    assert [name for name in sorted(named) if not (PICTURES / f"{name}.png").exists()] == []


@pytest.mark.parametrize(
    "prefix_and_names",
    [
        "guest_ rabbit horse fish flower moon star tree bird boat panda butterfly elephant",
        "tender_ cash coins account pickup scan",
        "note_ 100 50 20 10 5 1",
        "coin_ 1 05 01",
        "state_ written sent accepted refused",
        "net_ online offline waiting",
        "shelf_ triangle disc square",
        "home_ buy sell collect mine",
    ],
)
def test_the_screens_find_their_own_pictures(prefix_and_names: str) -> None:
    prefix, *names = prefix_and_names.split()
    assert [name for name in names if not (PICTURES / f"{prefix}{name}.png").exists()] == []


@pytest.mark.parametrize("path", sorted(PICTURES.glob("*.png")), ids=lambda path: path.stem)
def test_a_picture_is_square_and_stands_on_nothing(path: Path) -> None:
    with Image.open(path) as opened:
        assert opened.size == (256, 256)
        opacity = opened.convert("RGBA").getchannel("A")
    assert opacity.getextrema() == (0, 255)
    corners = [opacity.getpixel(at) for at in ((0, 0), (255, 0), (0, 255), (255, 255))]
    assert corners.count(0) >= 3
    left, top, right, bottom = opacity.getbbox() or (0, 0, 0, 0)
    assert max(right - left, bottom - top) > 180, "too small on its tile"


def test_the_pictures_are_light_to_carry() -> None:
    assert sum(path.stat().st_size for path in PICTURES.glob("*.png")) <= FOLDER_LIMIT


def test_shelf_symbols_are_solid_black() -> None:
    for path in PICTURES.glob("shelf_*.png"):
        with Image.open(path) as opened:
            whole = opened.convert("RGBA")
        seen = {pixel[:3] for _, pixel in whole.getcolors(65536) or [] if pixel[3] > 0}
        assert seen == {(0, 0, 0)}, path.name


# --- icons


@pytest.mark.parametrize("path", sorted((ASSETS / "icons").glob("*.svg")), ids=lambda p: p.stem)
def test_an_icon_stands_alone_and_can_be_tinted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ElementTree.fromstring(text).get("viewBox") == "0 0 24 24"
    assert 'stroke="#000000"' in text
    assert "currentColor" not in text


def test_every_icon_listed_is_there_and_no_other() -> None:
    lines = (ASSETS / "tables" / "icons.txt").read_text(encoding="utf-8").splitlines()
    listed = {line.split()[0] for line in lines if line and not line.startswith("#")}
    assert {path.stem for path in (ASSETS / "icons").glob("*.svg")} == listed


def test_the_icons_and_drawings_are_read_by_qt(qapp: object) -> None:
    assert qapp
    for path in [*(ASSETS / "icons").glob("*.svg"), *(PICTURES / "drawn").glob("*.svg")]:
        assert QSvgRenderer(QByteArray(path.read_bytes())).isValid(), path.name


# --- fonts


@pytest.mark.parametrize(("style", "weight"), [("Regular", 400), ("Bold", 700)])
def test_a_font_is_seen_by_qt_under_the_family_name(qapp: object, style: str, weight: int) -> None:
    assert qapp
    path = ASSETS / "fonts" / f"NotoSansSC-{style}.ttf"
    number = QFontDatabase.addApplicationFont(str(path))
    assert QFontDatabase.applicationFontFamilies(number) == ["Noto Sans SC"]
    assert QFontDatabase.weight("Noto Sans SC", style) == QFont.Weight(weight).value


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_a_font_can_be_embedded_and_has_what_the_goods_need(
    goods: list[dict[str, str]], style: str
) -> None:
    face = TTFont(style, str(ASSETS / "fonts" / f"NotoSansSC-{style}.ttf")).face
    wanted = set("¥￥·…—“”、。，：；！？（）《》→✓0123456789") | set("āáǎàēéěè")
    wanted |= {letter for row in goods for letter in row["name"] + row["name_en"] + row["unit"]}
    assert sorted(letter for letter in wanted if ord(letter) not in face.charToGlyph) == []


# --- licences


def is_cache(path: Path) -> bool:
    parts = path.relative_to(ASSETS).parts
    return any(part.startswith((".", "__pycache__")) for part in parts)


def test_every_asset_is_covered_by_the_list_of_licences() -> None:
    table = (ASSETS / "LICENCES.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    patterns = [pattern for cell in cells for pattern in re.findall(r"`([^`]+)`", cell)]
    files = [path for path in ASSETS.rglob("*") if path.is_file() and not is_cache(path)]
    names = [path.relative_to(ASSETS).as_posix() for path in files]
    covered = [f"{pattern}*" if pattern.endswith("/") else pattern for pattern in patterns]
    assert [name for name in names if not any(fnmatch(name, one) for one in covered)] == []


def test_every_licence_text_named_is_there() -> None:
    table = (ASSETS / "LICENCES.md").read_text(encoding="utf-8")
    for name in re.findall(r"`(licences/[^`*]+\.txt|\.\./LICENSE)`", table):
        assert (ASSETS / name).stat().st_size > 500, name


def test_demo_prices_say_that_they_are_demo_prices() -> None:
    assert "demo prices" in (ASSETS / "LICENCES.md").read_text(encoding="utf-8")
