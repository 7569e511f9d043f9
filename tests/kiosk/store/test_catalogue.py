"""The catalogue file: loading, swapping, reading, and what happens when it is damaged."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.errors import CannotStore
from kiosk.store.catalogue import SETTING_FILE, CatalogueStore
from kiosk.store.catalogue_file import CatalogueTorn
from kiosk.store.settings import Settings
from tests.kiosk.store.goods import GOODS, TREE, an_article, page, snapshot


def skus(products: list) -> list[str]:
    return [product.sku for product in products]


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*catalogue*") if path.suffix == ".db"}


def test_before_the_first_snapshot_everything_is_empty(catalogue: CatalogueStore) -> None:
    assert (catalogue.version, catalogue.currency, catalogue.cursor) == (0, "", "")
    assert catalogue.list_categories() == []
    assert catalogue.list_products(category="") == []
    assert catalogue.count_products(category="food") == 0
    assert catalogue.find_products(text="苹果") == []
    assert catalogue.find_barcode(code="6901234567892") is None
    assert catalogue.product("A1") is None


def test_a_snapshot_is_the_catalogue_with_its_version_currency_and_cursor(
    catalogue: CatalogueStore,
) -> None:
    assert catalogue.load_snapshot(snapshot(version=7), cursor="c7") == 7
    assert (catalogue.version, catalogue.currency, catalogue.cursor) == (7, "CNY", "c7")
    apple = catalogue.product("A3")
    assert apple is not None
    assert (apple.name, apple.unit, apple.unit_grams, apple.price_minor, apple.currency) == (
        "青苹果", "斤", 500, 150, "CNY",
    )  # fmt: skip


def test_categories_with_goods_are_listed_in_their_order(catalogue: CatalogueStore) -> None:
    catalogue.load_snapshot(snapshot(), cursor="c")
    assert [one.id for one in catalogue.list_categories()] == ["food", "farm"]
    assert [one.id for one in catalogue.list_categories(parent="food")] == ["fruit", "drinks"]
    assert catalogue.list_categories(parent="no such") == []


def test_a_category_of_any_level_lists_all_below_it_the_most_bought_first(
    catalogue: CatalogueStore,
) -> None:
    catalogue.load_snapshot(snapshot(), cursor="c")
    assert skus(catalogue.list_products(category="food")) == ["A2", "W1", "A1", "A3"]
    assert skus(catalogue.list_products(category="fruit")) == ["A2", "A1", "A3"]
    assert skus(catalogue.list_products(category="apples", offset=1, limit=1)) == ["A1"]
    assert skus(catalogue.list_products(category="")) == ["A2", "W1", "F1", "A1", "A3"]
    counts = [catalogue.count_products(category=one) for one in ("food", "fruit", "farm", "", "x")]
    assert counts == [4, 3, 1, 5, 0]


def test_odd_pages_are_empty_and_not_errors(catalogue: CatalogueStore) -> None:
    catalogue.load_snapshot(snapshot(), cursor="c")
    assert catalogue.list_products(category="food", offset=99) == []
    assert catalogue.list_products(category="food", limit=-1) == []
    assert catalogue.list_products(category="\ud800' OR 1=1 --") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("苹果", ["A2", "A1", "A3"]),
        ("A2", ["A2"]),
        ("a2", ["A2"]),
        ("6901234567892", ["A2"]),
        ("690 1234-567892", ["A2"]),
        ("69012", ["A2"]),
        ("012345678905", ["W1"]),
        ("0012345678905", ["W1"]),
        ("12", []),
        ("x" * 10_000, []),
    ],
)
def test_names_and_numbers_find(catalogue: CatalogueStore, typed: str, found: list[str]) -> None:
    catalogue.load_snapshot(snapshot(), cursor="c")
    assert skus(catalogue.find_products(text=typed)) == found


def test_a_scan_finds_the_very_article_only(catalogue: CatalogueStore) -> None:
    catalogue.load_snapshot(snapshot(), cursor="c")
    found = catalogue.find_barcode(code=" 6901234567892\r\n")
    assert found is not None
    assert found.sku == "A2"
    assert catalogue.find_barcode(code="690123456789") is None
    assert catalogue.find_barcode(code="") is None
    assert catalogue.find_barcode(code="\ud800") is None


@pytest.mark.parametrize(
    "tear",
    [
        lambda lines: lines[:0],
        lambda lines: lines[:1],
        lambda lines: lines[:-1],
        lambda lines: [*lines[:-1], lines[-1][:20]],
        lambda lines: lines[1:],
        lambda lines: [*lines, lines[-1]],
        lambda lines: [*lines[:-1], lines[-2]],
        lambda lines: [b"<html>login</html>", *lines[:0]],
        lambda lines: [*lines[:-1], b'{"sku":5}'],
    ],
)
def test_a_torn_snapshot_never_replaces_the_catalogue(
    catalogue: CatalogueStore, tmp_path: Path, tear
) -> None:
    catalogue.load_snapshot(snapshot(), cursor="c1")
    before = files(tmp_path)
    with pytest.raises(CatalogueTorn):
        catalogue.load_snapshot(tear(snapshot(version=2)), cursor="c2")
    assert (catalogue.version, catalogue.cursor) == (1, "c1")
    assert len(catalogue.find_products(text="苹果")) == 3
    assert files(tmp_path) == before


def test_every_place_at_which_a_snapshot_may_be_cut_is_noticed(
    catalogue: CatalogueStore,
) -> None:
    catalogue.load_snapshot(snapshot(), cursor="c1")
    whole = b"".join(snapshot(version=2))
    for end in range(0, len(whole) - 2, 7):
        with pytest.raises(CatalogueTorn):
            catalogue.load_snapshot(whole[:end].splitlines(), cursor="c2")
    assert catalogue.version == 1


def test_an_error_on_the_way_leaves_nothing_behind(
    catalogue: CatalogueStore, tmp_path: Path
) -> None:
    def broken() -> Iterator[bytes]:
        yield from snapshot()[:4]
        raise OSError("the stick was pulled out")

    with pytest.raises(OSError, match="stick"):
        catalogue.load_snapshot(broken(), cursor="c")
    assert catalogue.version == 0
    assert files(tmp_path) == set()


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path, settings: Settings) -> None:
    store = CatalogueStore(tmp_path / "gone", settings)
    with pytest.raises(CannotStore):
        store.load_snapshot(snapshot(), cursor="c")


def test_the_catalogue_is_found_again_after_a_restart(
    catalogue: CatalogueStore, tmp_path: Path, settings: Settings
) -> None:
    catalogue.load_snapshot(snapshot(version=3), cursor="c3")
    again = CatalogueStore(tmp_path, settings)
    assert (again.version, again.cursor) == (3, "c3")
    again.close()


@pytest.mark.parametrize("damage", ["missing", "torn", "rubbish", "other schema"])
def test_a_damaged_file_means_no_catalogue_and_the_next_snapshot_heals_it(
    tmp_path: Path, settings: Settings, damage: str
) -> None:
    store = CatalogueStore(tmp_path, settings)
    store.load_snapshot(snapshot(), cursor="c")
    store.close()
    path = tmp_path / settings.get(SETTING_FILE)
    whole = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "torn":
        path.write_bytes(whole[: len(whole) // 3])
    elif damage == "rubbish":
        path.write_bytes(b"\0" * len(whole))
    else:
        path.write_bytes(whole.replace(b"schema1.1", b"schema0.0"))
    again = CatalogueStore(tmp_path, settings)
    assert again.find_products(text="苹果") == []
    assert (again.version, again.cursor) == (0, "")
    with pytest.raises(CatalogueTorn):
        again.apply_delta(page())
    again.load_snapshot(snapshot(version=2), cursor="c2")
    assert len(again.find_products(text="苹果")) == 3
    again.close()


def test_damage_while_the_file_is_open_is_survived(
    catalogue: CatalogueStore, tmp_path: Path, settings: Settings
) -> None:
    goods = [an_article(f"A{number}") for number in range(3_000)]
    catalogue.load_snapshot(snapshot(goods), cursor="c")
    path = tmp_path / settings.get(SETTING_FILE)
    head = path.read_bytes()[:8192]
    path.write_bytes(head + b"\x55" * (path.stat().st_size - 8192))
    for _ in range(2):
        assert isinstance(catalogue.find_products(text="苹果"), list)
        assert isinstance(catalogue.list_products(category="food", limit=1000), list)
    catalogue.load_snapshot(snapshot(version=2), cursor="c2")
    assert catalogue.version == 2


def test_readers_in_other_threads_move_to_the_new_file(catalogue: CatalogueStore) -> None:
    catalogue.load_snapshot(snapshot(), cursor="c1")
    turn, seen = threading.Barrier(2, timeout=20), []

    def read() -> None:
        seen.append(catalogue.version)
        turn.wait()
        turn.wait()
        seen.append(catalogue.version)

    reader = threading.Thread(target=read)
    reader.start()
    turn.wait()
    catalogue.load_snapshot(snapshot(version=2), cursor="c2")
    turn.wait()
    reader.join()
    assert seen == [1, 2]


def test_a_swap_by_another_program_is_noticed_also_after_the_old_file_is_gone(
    catalogue: CatalogueStore, tmp_path: Path, settings: Settings
) -> None:
    catalogue.load_snapshot(snapshot(), cursor="c1")
    assert catalogue.version == 1
    other = CatalogueStore(tmp_path, settings)
    for version in (2, 3, 4):
        other.load_snapshot(snapshot(version=version), cursor="c")
    other.close()
    assert catalogue.version == 4
    assert len(catalogue.find_products(text="苹果")) == 3
    catalogue.apply_delta(page(cursor="later"))
    assert catalogue.cursor == "later"


def test_old_files_are_swept_and_a_version_may_come_again(
    catalogue: CatalogueStore, tmp_path: Path
) -> None:
    (tmp_path / "catalogue-building.db").write_bytes(b"cut off by a power cut")
    for version in (5, 5, 4):
        assert catalogue.load_snapshot(snapshot(version=version), cursor="c") == version
    assert catalogue.version == 4
    assert len(files(tmp_path)) == 2, "the present one and the one that readers may still hold"


def test_goods_in_no_known_category_and_parents_in_a_circle_are_searchable(
    catalogue: CatalogueStore,
) -> None:
    ring = [TREE[1], TREE[0].__class__("food", "食品", parent="fruit", level=1)]
    catalogue.load_snapshot(
        snapshot([*GOODS[:1], an_article("X", category="fruit")], ring), cursor="c"
    )
    assert catalogue.count_products(category="food") == 1
    assert skus(catalogue.find_products(text="红富士")) == ["A1"]
