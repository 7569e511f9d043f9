"""Characters by how they are read."""

from __future__ import annotations

import pytest

from kiosk.domain.pinyin import PinyinTable

TABLE = PinyinTable.parse(
    ["fan 范饭反", "fang 方房芳", "lv 吕绿", "lve 略", "fan", "", "wang 王 汪", "zhuang 庄装"]
)


def test_those_read_so_come_before_those_that_begin_so() -> None:
    assert TABLE.candidates("fan") == "范饭反方房芳"
    assert TABLE.candidates("FANG") == "方房芳"


def test_longer_syllables_take_turns() -> None:
    assert TABLE.candidates("f") == "范方饭房反芳"


@pytest.mark.parametrize(("typed", "first"), [("lv", "吕"), ("lyu", "吕"), ("lue", "略")])
def test_u_with_dots_is_typed_in_every_usual_way(typed: str, first: str) -> None:
    assert TABLE.candidates(typed)[0] == first
    assert TABLE.is_begun(typed)


@pytest.mark.parametrize("typed", ["", "x", "fangs", "1", "王", "👍"])
def test_what_begins_no_syllable_means_nothing(typed: str) -> None:
    assert TABLE.candidates(typed) == ""


def test_a_line_that_is_none_is_passed_over() -> None:
    assert set(TABLE.syllables) == {"fan", "fang", "lv", "lve", "zhuang"}
