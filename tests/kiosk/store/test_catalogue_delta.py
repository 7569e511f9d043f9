"""Changes after a snapshot: each page whole or not at all, and equal to loading anew."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from kiosk.domain.changes import Topic
from kiosk.store.catalogue import SETTING_FILE, CatalogueStore
from kiosk.store.catalogue_file import CatalogueTorn
from kiosk.store.settings import Settings
from sync.protocol import Category, Change
from tests.kiosk.store.goods import GOODS, TREE, an_article, change, closing, page, snapshot


@pytest.fixture
def loaded(catalogue: CatalogueStore) -> CatalogueStore:
    catalogue.load_snapshot(snapshot(), cursor="c1")
    return catalogue


def skus(products: list) -> list[str]:
    return [product.sku for product in products]


def test_a_price_changes_and_nothing_else_moves(loaded: CatalogueStore) -> None:
    before = skus(loaded.list_products(category=""))
    done = loaded.apply_delta(
        page(change(msgspec.structs.replace(GOODS[0], price_minor=199)), closing(), cursor="c2")
    )
    assert done.value == 2
    assert done.changed == {Topic.CATALOGUE}
    assert loaded.product("A1").price_minor == 199
    assert (loaded.version, loaded.cursor) == (2, "c2")
    assert skus(loaded.list_products(category="")) == before
    assert skus(loaded.find_products(text="hfs")) == ["A1"]


def test_a_new_name_is_found_and_the_old_one_is_not(loaded: CatalogueStore) -> None:
    loaded.apply_delta(
        page(change(an_article("A2", "香蕉", pinyin="xiang jiao", name_en="Banana")))
    )
    assert skus(loaded.find_products(text="xiangj")) == ["A2"]
    assert "A2" not in skus(loaded.find_products(text="苹果"))


def test_new_goods_and_tombstones_move_the_counts(loaded: CatalogueStore) -> None:
    loaded.apply_delta(
        page(
            change(an_article("N1", "橙汁", "drinks", pinyin="cheng zhi", position=0)),
            Change("goods", "F1", 2),
            Change("goods", "never heard of", 2),
        )
    )
    assert loaded.count_products(category="food") == 5
    assert loaded.count_products(category="farm") == 0
    assert [one.id for one in loaded.list_categories()] == ["food"]
    assert loaded.product("F1") is None
    assert skus(loaded.list_products(category="drinks")) == ["W1", "N1"]


def test_goods_move_to_another_place_and_category(loaded: CatalogueStore) -> None:
    loaded.apply_delta(
        page(change(msgspec.structs.replace(GOODS[4], category="drinks", position=2)))
    )
    assert skus(loaded.list_products(category="food")) == ["A2", "W1", "A1", "A3", "F1"]
    assert loaded.count_products(category="farm") == 0


def test_the_tree_may_change(loaded: CatalogueStore) -> None:
    loaded.apply_delta(
        page(
            change(Category("drinks", "饮品", "Drinks", "farm", 2, position=1)),
            change(Category("tools", "农具", "Tools", "farm", 2, position=2)),
            change(an_article("T1", "锄头", "tools", pinyin="chu tou")),
            Change("category", "apples", 2),
        )
    )
    assert loaded.count_products(category="farm") == 3
    assert [one.name for one in loaded.list_categories(parent="farm")] == ["饮品", "农具"]
    assert loaded.count_products(category="food") == 0
    assert skus(loaded.find_products(text="红富士")) == ["A1"]


def test_a_new_category_name_needs_no_new_shelf(loaded: CatalogueStore) -> None:
    loaded.apply_delta(page(change(msgspec.structs.replace(TREE[0], name="吃的"))))
    assert loaded.list_categories()[0].name == "吃的"
    assert loaded.count_products(category="food") == 4


@pytest.mark.parametrize(
    "bad",
    [
        Change("goods", "A1", 2, msgspec.Raw(b'{"sku":1}')),
        msgspec.structs.replace(change(GOODS[3]), id="A1"),
        Change("catalogue", "catalogue", 2),
        change(an_article("BIG", price_minor=2**63)),
    ],
)
def test_a_page_with_a_bad_change_changes_nothing(loaded: CatalogueStore, bad: Change) -> None:
    with pytest.raises(CatalogueTorn):
        loaded.apply_delta(page(Change("goods", "A2", 2), bad, closing(), cursor="c2"))
    assert (loaded.version, loaded.cursor) == (1, "c1")
    assert loaded.product("A2") is not None
    assert skus(loaded.find_products(text="苹果")) == ["A2", "A1", "A3"]


def test_kinds_of_a_later_protocol_are_left_alone(loaded: CatalogueStore) -> None:
    done = loaded.apply_delta(page(Change("offer", "o1", 2, msgspec.Raw(b"{}")), cursor="c2"))
    assert done.value == 0
    assert done.changed == frozenset()
    assert loaded.cursor == "c2"


_NAMES = [("苹果", "ping guo"), ("香蕉", "xiang jiao"), ("水", "shui"), ("平安果", "ping an guo")]


@st.composite
def some_changes(draw: st.DrawFn) -> list[Change]:
    changes = []
    for _ in range(draw(st.integers(1, 12))):
        sku = f"S{draw(st.integers(0, 5))}"
        name, pinyin = draw(st.sampled_from(_NAMES))
        place, category = draw(st.integers(0, 3)), draw(st.sampled_from(["fruit", "farm", "none"]))
        article = an_article(sku, name, category, pinyin=pinyin, position=place)
        changes.append(draw(st.sampled_from([change(article), Change("goods", sku, 2)])))
    return changes


@given(st.lists(some_changes(), max_size=3))
@hypothesis.settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_deltas_end_where_a_snapshot_of_the_same_goods_begins(
    catalogue: CatalogueStore, pages: list[list[Change]]
) -> None:
    catalogue.load_snapshot(snapshot([]), cursor="c")
    present: dict[str, Change] = {}
    for changes in pages:
        catalogue.apply_delta(page(*changes))
        for one in changes:
            present.pop(one.id, None)
            if not one.is_tombstone:
                present[one.id] = one
    seen = _view(catalogue)
    goods = [msgspec.json.decode(one.body, type=type(GOODS[0])) for one in present.values()]
    catalogue.load_snapshot(snapshot(goods), cursor="c")
    assert seen == _view(catalogue)


def _view(catalogue: CatalogueStore) -> list[object]:
    queries = ("苹", "ping", "p", "guo", "apple", "xj")
    return [
        *(sorted(skus(catalogue.find_products(text=text))) for text in queries),
        *(catalogue.count_products(category=one.id) for one in TREE),
        *(sorted(skus(catalogue.list_products(category=one.id))) for one in TREE),
        [one.id for one in catalogue.list_categories()],
    ]


def test_a_file_that_is_damaged_under_a_delta_is_left_for_a_new_snapshot(
    catalogue: CatalogueStore, tmp_path: Path, settings: Settings
) -> None:
    catalogue.load_snapshot(snapshot([an_article(f"A{n}") for n in range(3_000)]), cursor="c1")
    path = tmp_path / settings.get(SETTING_FILE)
    head = path.read_bytes()[:8192]
    path.write_bytes(head + b"\x55" * (path.stat().st_size - 8192))
    with pytest.raises(CatalogueTorn):
        catalogue.apply_delta(page(*(change(an_article(f"A{n}", "梨")) for n in range(50))))
    assert (catalogue.version, catalogue.cursor) == (0, "")
