"""The list model changes by the smallest steps and ends with what it was shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester

from ui.models import RowModel


@dataclass(frozen=True)
class Row:
    sku: str
    amount: int = 1


def keyed(*skus: str) -> list[Row]:
    return [Row(sku) for sku in skus]


class Steps:
    """Counts what a view is told."""

    def __init__(self, model: RowModel) -> None:
        self.told: list[str] = []
        model.rowsInserted.connect(lambda _p, first, last: self.note("insert", first, last))
        model.rowsRemoved.connect(lambda _p, first, last: self.note("remove", first, last))
        model.rowsMoved.connect(lambda _p, first, _l, _d, to: self.note("move", first, to))
        model.dataChanged.connect(lambda top, _b, _r: self.note("change", top.row(), top.row()))
        model.modelReset.connect(lambda: self.told.append("reset"))

    def note(self, what: str, first: int, last: int) -> None:
        self.told.append(f"{what} {first} {last}")


def shown(rows: list[Row], *, key: str = "sku") -> tuple[RowModel, Steps]:
    model = RowModel(Row, key=key)
    model.show(rows)
    return model, Steps(model)


def test_roles_are_the_fields() -> None:
    model, _ = shown(keyed("a"))
    names = {bytes(name): role for role, name in model.roleNames().items()}
    assert model.data(model.index(0), names[b"sku"]) == "a"
    assert model.data(model.index(0), names[b"amount"]) == 1
    assert model.data(model.index(5), names[b"sku"]) is None


def test_a_row_in_the_middle_is_one_insert() -> None:
    model, steps = shown(keyed("a", "c"))
    model.show(keyed("a", "b", "c"))
    assert steps.told == ["insert 1 1"]


def test_a_removed_row_is_one_remove() -> None:
    model, steps = shown(keyed("a", "b", "c"))
    model.show(keyed("a", "c"))
    assert steps.told == ["remove 1 1"]


def test_a_row_that_went_up_is_one_move() -> None:
    model, steps = shown(keyed("a", "b", "c"))
    model.show(keyed("c", "a", "b"))
    assert steps.told == ["move 2 0"]


def test_a_new_amount_changes_its_row_only() -> None:
    model, steps = shown(keyed("a", "b", "c"))
    model.show([Row("a"), Row("b", 7), Row("c")])
    assert steps.told == ["change 1 1"]


def test_without_a_key_rows_are_filled_in_place() -> None:
    model, steps = shown(keyed("a", "b", "c"), key="")
    model.show(keyed("x", "b"))
    assert steps.told == ["change 0 0", "remove 2 2"]


def test_the_same_rows_say_nothing() -> None:
    model, steps = shown(keyed("a", "b"))
    model.show(keyed("a", "b"))
    assert steps.told == []


def test_coming_near_the_end_is_told_once_a_pass() -> None:
    model, _ = shown([Row(str(number)) for number in range(300)], key="")
    asked: list[bool] = []
    model.endNear.connect(lambda: asked.append(True))
    role = next(iter(model.roleNames()))
    for place in range(170):
        model.data(model.index(place), role)
    assert not asked
    for place in range(170, 300):
        model.data(model.index(place), role)
    assert len(asked) == 1


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True), min_size=1, max_size=6),
    st.booleans(),
)
def test_any_way_from_list_to_list_keeps_qts_own_rules(
    lists: list[list[str]], by_key: bool
) -> None:
    model = RowModel(Row, key="sku" if by_key else "")
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    for number, skus in enumerate(lists):
        rows = [replace(Row(sku), amount=number % 2) for sku in skus]
        model.show(rows)
        assert list(model.rows) == rows
    assert tester.model() is model
