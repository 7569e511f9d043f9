"""Importing catalogues: real ones, damaged ones, any bytes at all."""

from __future__ import annotations

import csv
import gzip
import io
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from sync.hub.admin import hub_status
from sync.hub.catalogue import read_categories, read_goods
from sync.hub.errors import ImportRefused
from sync.hub.goods_import import ImportOptions, ImportReport, import_goods
from sync.hub.hub import Hub
from sync.hub.snapshot import publish_snapshot
from sync.hub.tables import goods
from sync.protocol import Category, Goods, SnapshotHead

GROCERY = Path(__file__).parents[2] / "data" / "catalogue_us_grocery.csv.gz"
HEADING = "sku,name,category,unit,price"


def imported(hub: Hub, tmp_path: Path, content: str | bytes, **options: object) -> ImportReport:
    path = tmp_path / "goods.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return import_goods(hub, path, ImportOptions(**options))  # type: ignore[arg-type]


def goods_of(hub: Hub) -> dict[str, Goods]:
    with hub.store.read() as connection:
        return {item.sku: item for item in read_goods(connection)}


def tree_of(hub: Hub) -> list[Category]:
    with hub.store.read() as connection:
        return read_categories(connection)


def noted(report: ImportReport) -> list[int]:
    return [note.line for note in report.rejected]


def test_thirty_thousand_groceries_go_in_within_seconds_and_again_change_nothing(
    hub: Hub,
) -> None:
    begun = time.monotonic()
    first = import_goods(hub, GROCERY)
    took = time.monotonic() - begun
    assert (first.read, first.imported, first.unchanged) == (30_000, 30_000, 0)
    assert first.rejected == []
    assert {note.reason for note in first.warnings} == {
        "The price is 0.00: these goods would be given away."
    }
    assert (first.currency, first.version) == ("USD", 1)
    assert took < 20
    again = import_goods(hub, GROCERY)
    assert (again.read, again.imported, again.unchanged, again.version) == (30_000, 0, 30_000, 1)
    bread = goods_of(hub)["27479"]
    assert (bread.name, bread.unit, bread.price_minor) == (
        "MAINSTREAM WHITE BREAD 20 OZ",
        "20 OZ",
        100,
    )
    tree = {node.id: node for node in tree_of(hub)}
    path = [tree[bread.category]]
    while path[0].parent:
        path.insert(0, tree[path[0].parent])
    assert [node.name for node in path] == [
        "GROCERY",
        "BAKED BREAD/BUNS/ROLLS",
        "MAINSTREAM WHITE BREAD",
    ]
    assert [node.level for node in path] == [1, 2, 3]
    lines = gzip.decompress(publish_snapshot(hub).path.read_bytes()).splitlines()
    head = msgspec.json.decode(lines[0], type=SnapshotHead)
    assert len(lines) == 1 + head.categories + head.goods == 1 + len(tree) + 30_000


def test_chinese_goods_get_pinyin_units_and_shelves(hub: Hub, tmp_path: Path) -> None:
    text = (
        "货号,品名,类别,二级分类,单位,零售价,条码,品牌,规格\n"
        "G1,红富士苹果,食品,水果,斤,￥6.50,6901234567892,,\n"
        "G2,A4打印纸,文具,,包,25元,,得力,500张\n"
    )
    report = imported(hub, tmp_path, text.encode("gb18030"))
    assert (report.imported, report.rejected, report.warnings) == (2, [], [])
    found = goods_of(hub)
    apple, paper = found["G1"], found["G2"]
    assert (apple.pinyin, apple.unit, apple.unit_grams) == ("hong fu shi ping guo", "斤", 500)
    assert (apple.price_minor, apple.barcode) == (650, "6901234567892")
    assert (paper.pinyin, paper.price_minor, paper.brand) == ("da yin zhi", 2500, "得力")
    assert [(node.name, node.level) for node in tree_of(hub)] == [
        ("食品", 1),
        ("文具", 1),
        ("水果", 2),
    ]


def test_a_changed_price_makes_a_new_version_of_one_article(hub: Hub, tmp_path: Path) -> None:
    rows = "\nA1,米,食品,袋,10\nA2,面,食品,袋,20\n"
    assert imported(hub, tmp_path, HEADING + rows).version == 1
    done = imported(hub, tmp_path, HEADING + rows.replace("20", "21"))
    assert (done.imported, done.unchanged, done.version) == (1, 1, 2)
    assert goods_of(hub)["A2"].price_minor == 2100


def test_goods_that_a_file_does_not_name_stay_unless_it_replaces(hub: Hub, tmp_path: Path) -> None:
    imported(hub, tmp_path, HEADING + "\nA1,米,食品,袋,10\nA2,笔,文具,支,2\n")
    kept = imported(hub, tmp_path, HEADING + "\nA1,米,食品,袋,10\n")
    assert (kept.withdrawn, kept.version, set(goods_of(hub))) == (0, 1, {"A1", "A2"})
    gone = imported(hub, tmp_path, HEADING + "\nA1,米,食品,袋,10\n", replace=True)
    assert (gone.withdrawn, gone.version, set(goods_of(hub))) == (1, 2, {"A1"})
    assert [node.name for node in tree_of(hub)] == ["食品"]
    back = imported(hub, tmp_path, HEADING + "\nA2,笔,文具,支,2\n")
    assert (back.imported, set(goods_of(hub))) == (1, {"A1", "A2"})
    assert [node.name for node in tree_of(hub)] == ["食品", "文具"]


def test_bad_rows_are_named_by_their_line_and_cost_nobody_else(hub: Hub, tmp_path: Path) -> None:
    rows = [
        HEADING,
        "A1,米,食品,袋,10",
        ",无编码,食品,袋,10",
        "A3,,食品,袋,10",
        "A4,无类别,,袋,10",
        "A5,负价,食品,袋,-1",
        "A6,文字,食品,袋,免费",
        "A7,太贵,食品,袋,1000000",
        "A8,太细,食品,袋,1.005",
        "A1,重复,食品,袋,10",
        "A9,短",
        "",
        "A10,长,食品,袋,10,11,12",
        f"A11,{'长' * 10_000},食品,袋,10",
        'A12,"没有结束,食品,袋,10',
        "A13,好的,食品,袋,10",
        'A14,"跨\n行",食品,袋,10',
        'A15,5" 管,食品,根,10',
        "A16,\x00空字节,食品,袋,10",
        "A17,😀🎉,食品,袋,10",
        "A18,مرحبا بالعالم,食品,袋,10",
    ]
    report = imported(hub, tmp_path, "\n".join(rows))
    assert set(goods_of(hub)) == {"A1", "A13", "A14", "A15", "A16", "A17", "A18"}
    assert noted(report) == [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15]
    assert report.read == report.imported + len(report.rejected)
    reasons = {note.line: note.reason for note in report.rejected}
    assert reasons[3] == "The sku is missing."
    assert reasons[6] == "The price is below zero."
    assert reasons[10] == "The sku A1 was in line 2 before."
    assert reasons[11].startswith("The row has 2 cells, the heading 5.")
    assert reasons[13].startswith("The row has 7 cells")
    assert reasons[14] == "The name has 10000 characters; at most 200 fit."
    assert reasons[15] == "A quotation mark is opened in this row and never closed."
    assert goods_of(hub)["A14"].name == "跨 行"
    assert goods_of(hub)["A15"].name == '5" 管'
    assert goods_of(hub)["A16"].name == "空字节"


def test_lines_are_counted_as_an_editor_does(hub: Hub, tmp_path: Path) -> None:
    text = f'{HEADING}\r\nA1,"a\r\nb",x,件,1\r\n\r\nA2,b,x,件,bad\r\n'
    assert noted(imported(hub, tmp_path, text)) == [5]


def test_a_wrong_check_digit_costs_the_barcode_and_keeps_the_goods(
    hub: Hub, tmp_path: Path
) -> None:
    text = f"{HEADING},barcode\nA1,米,食品,袋,1,6901234567893\nA2,面,食品,袋,1,6901234567892\n"
    report = imported(hub, tmp_path, text)
    assert (report.imported, noted(report)) == (2, [])
    assert [(note.line, "6901234567893" in note.reason) for note in report.warnings] == [(2, True)]
    assert [item.barcode for item in goods_of(hub).values()] == ["", "6901234567892"]


def test_an_empty_optional_column_is_just_empty(hub: Hub, tmp_path: Path) -> None:
    text = f"{HEADING},name_en,picture,brand,size,stock,position\nA1,米,食品,,1,,,,,,\n"
    assert imported(hub, tmp_path, text).warnings == []
    assert goods_of(hub)["A1"].unit == "件"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n\n \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not text"),
        (b"PK\x03\x04rest", "workbook"),
        (b"\x1f\x8b\x08damaged", "damaged"),
        (b"sku,name\nA1,x\n", "missing: category, price"),
        (HEADING.encode(), "no goods"),
        (b"just a letter to somebody", "missing"),
        (f"{HEADING},currency\nA1,x,y,z,1,Thaler\n".encode(), "currency THALER"),
    ],
)
def test_a_file_that_cannot_be_imported_is_refused_in_words(
    hub: Hub, tmp_path: Path, content: bytes, words: str
) -> None:
    with pytest.raises(ImportRefused, match=words):
        imported(hub, tmp_path, content)
    assert hub_status(hub).goods == 0


def test_a_file_that_is_not_there_is_refused(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="cannot be read"):
        import_goods(hub, tmp_path / "none.csv")


def test_one_catalogue_has_one_currency(hub: Hub, tmp_path: Path) -> None:
    mixed = f"{HEADING},currency\nA1,米,食品,袋,10,CNY\nA2,rice,食品,袋,10,USD\n"
    assert noted(imported(hub, tmp_path, mixed)) == [3]
    with pytest.raises(ImportRefused, match="in CNY, this file in USD"):
        imported(hub, tmp_path, HEADING + "\nA1,米,食品,袋,10\n", currency="usd")
    anew = imported(hub, tmp_path, HEADING + "\nB1,米,食品,袋,$10\n", currency="USD", replace=True)
    assert (anew.currency, set(goods_of(hub))) == ("USD", {"B1"})


def test_columns_are_named_by_the_operator_where_nobody_knows_them(
    hub: Hub, tmp_path: Path
) -> None:
    text = "Nr,Was,Wo,Wieviel\nA1,Reis,Essen,10\n"
    with pytest.raises(ImportRefused, match="--map"):
        imported(hub, tmp_path, text)
    mapping = {"Nr": "sku", "was": "name", "WO": "category", "Wieviel": "price"}
    assert imported(hub, tmp_path, text, mapping=mapping).imported == 1
    for wrong, words in (({"No": "sku"}, "no column No"), ({"Nr": "colour"}, "no column colour")):
        with pytest.raises(ImportRefused, match=words):
            imported(hub, tmp_path, text, mapping=wrong)


def test_categories_get_pictures_and_english_names(hub: Hub, tmp_path: Path) -> None:
    details = tmp_path / "shelves.csv"
    details.write_text(
        "category,category_en,picture\n食品,Food,bowl\n食品 > 水果,Fruit,apple\n别的,Other,x\n",
        encoding="utf-8",
    )
    text = "sku,name,category,category2,unit,price\nA1,苹果,食品,水果,斤,5\n"
    imported(hub, tmp_path, text, categories=details)
    named = [(node.name, node.name_en, node.picture) for node in tree_of(hub)]
    assert named == [("食品", "Food", "bowl"), ("水果", "Fruit", "apple")]
    assert imported(hub, tmp_path, text).version == 1


def test_stock_sold_since_is_not_restored_by_the_same_file(hub: Hub, tmp_path: Path) -> None:
    text = f"{HEADING},stock\nA1,米,食品,袋,10,5\nA2,菜,食品,斤,2,3\n"
    imported(hub, tmp_path, text)
    with hub.store.write() as connection:
        connection.execute(update(goods).where(goods.c.sku == "A1").values(stock=1))
    assert imported(hub, tmp_path, text).unchanged == 2
    imported(hub, tmp_path, text.replace(",5", ",7").replace("袋,10", "袋,11"))
    with hub.store.read() as connection:
        rows = connection.execute(select(goods.c.sku, goods.c.stock).order_by(goods.c.sku)).all()
    assert [tuple(row) for row in rows] == [("A1", 7), ("A2", 1500)]


def test_a_semicolon_file_has_decimal_commas(hub: Hub, tmp_path: Path) -> None:
    text = "\ufeffsku;name;category;unit;price\nA1;Brot;Essen;Stück;1.299,50\nA2;Ei;Essen;x;,5\n"
    report = imported(hub, tmp_path, text)
    assert report.rejected == []
    assert [item.price_minor for item in goods_of(hub).values()] == [129_950, 50]


def test_a_spreadsheets_unicode_text_is_read(hub: Hub, tmp_path: Path) -> None:
    text = "品名\t编码\t分类\t单位\t售价\n大米\tA1\t食品\t袋\t1,299.00\n"
    assert imported(hub, tmp_path, text.encode("utf-16")).imported == 1
    assert goods_of(hub)["A1"].price_minor == 129_900


def test_a_row_with_unreadable_bytes_costs_itself(hub: Hub, tmp_path: Path) -> None:
    good = "".join(f"A{n},大米,食品,袋,10\n" for n in range(50)).encode()
    report = imported(hub, tmp_path, HEADING.encode() + b"\nB1,\xff\xff,x,y,1\n" + good)
    assert (report.imported, noted(report)) == (50, [2])


def imported_or_refused(hub: Hub, tmp_path: Path, content: bytes) -> ImportReport | str:
    try:
        return imported(hub, tmp_path, content)
    except ImportRefused as refused:
        return str(refused)


pieces = st.one_of(
    st.sampled_from(
        ['"', '""', ",", ";", "\t", "\n", "\r", "\r\n", "\0", "A1", "1.5", "¥", HEADING]
    ),
    st.text(max_size=12),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(pieces, max_size=25).map(
            lambda parts: (HEADING + "\n" + "".join(parts)).encode("utf-8", "surrogatepass")
        ),
    )
)
@example(b"\x1f\x8b")
@example(b"\xff\xfe\x00")
@example(b'sku,name,category,unit,price\n"\n"\n"\n')
def test_any_bytes_give_a_report_or_a_refusal(hub: Hub, tmp_path: Path, content: bytes) -> None:
    report = imported_or_refused(hub, tmp_path, content)
    if isinstance(report, str):
        assert report.endswith(".")
        return
    assert report.read == report.imported + report.unchanged + len(report.rejected)
    assert all(note.line >= 1 and note.reason.endswith(".") for note in report.rejected)


prices = st.integers(0, 99_999_999)
names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(names, prices), min_size=1, max_size=8))
def test_what_a_careful_writer_wrote_is_read_to_the_cent(
    hub: Hub, tmp_path: Path, rows: list[tuple[str, int]]
) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADING.split(","))
    for n, (name, price) in enumerate(rows):
        writer.writerow([f"S{n}", f"x{name}", "c", "件", f"{price // 100}.{price % 100:02d}"])
    report = imported(hub, tmp_path, out.getvalue())
    assert report.rejected == []
    found = goods_of(hub)
    assert [found[f"S{n}"].price_minor for n in range(len(rows))] == [price for _, price in rows]
