"""The table of characters: every common name can be written, the likeliest characters first."""

from __future__ import annotations

import pytest
from pypinyin import Style, lazy_pinyin

from kiosk.domain.pinyin import PinyinTable
from ui.viewmodels.composer import SHOWN, TABLE, usual_table

NAMES = ("王小芳", "李建国", "张秀英", "陈桂兰", "欧阳修", "诸葛亮", "司马光", "吕丽", "单雄信")
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹"


@pytest.fixture(scope="module")
def table() -> PinyinTable:
    return usual_table()


def test_the_file_is_compact() -> None:
    assert TABLE.stat().st_size < 120_000


def test_a_syllable_is_letters_alone_and_has_each_character_once(table: PinyinTable) -> None:
    assert 400 < len(table.syllables) < 450
    for syllable, characters in table.syllables.items():
        assert syllable.isascii()
        assert syllable.islower()
        assert len(set(characters)) == len(characters)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_can_be_written(table: PinyinTable, name: str) -> None:
    for character in name:
        (syllable,) = lazy_pinyin(character, style=Style.NORMAL, v_to_u=False)
        assert character in table.candidates(syllable)


def test_common_family_names_are_on_the_first_row(table: PinyinTable) -> None:
    for character in FAMILY:
        (syllable,) = lazy_pinyin(character, style=Style.NORMAL)
        assert character in table.candidates(syllable)[:SHOWN]


@pytest.mark.parametrize(
    ("character", "syllable"), [("曾", "zeng"), ("单", "shan"), ("仇", "qiu"), ("解", "xie")]
)
def test_family_names_with_a_reading_of_their_own(
    table: PinyinTable, character: str, syllable: str
) -> None:
    assert character in table.candidates(syllable)[:SHOWN]
