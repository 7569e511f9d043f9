"""Type: what is shown, where lines break, which cut is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.printing.fonts import (
    LONGEST_TEXT,
    bold,
    bold_for,
    cut_to,
    load_fonts,
    printable,
    regular,
    size_to_fit,
    width_of,
    wrap,
)

BODY = regular(26)


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("大米", "大米"),
        ("  a \t\n b ", "a b"),
        ("🍅", "〓"),
        ("🍅🥕👩‍🌾", "〓"),
        ("菜🍅菜", "菜〓菜"),
        ("e\u0301", "é"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("مرحبا", "〓"),
        ("\x00\x1b[31m", "[31m"),
        ("\ud800", "〓"),
        ("\ue000", "〓"),
        ("", ""),
    ],
)
def test_text_is_shown_in_what_the_font_has(given_text: str, shown: str):
    assert printable(given_text) == shown


@given(st.text())
def test_any_text_becomes_one_line_the_font_can_set(text: str):
    shown = printable(text)
    assert len(shown) <= LONGEST_TEXT
    assert "\n" not in shown
    assert all(ord(sign) in load_fonts()["Noto"] for sign in shown)


def test_a_text_of_ten_thousand_characters_is_shortened():
    assert len(printable("超" * 10_000)) == LONGEST_TEXT


@given(st.text(), st.integers(30, 600), st.integers(1, 5))
def test_lines_are_never_wider_than_their_room(text: str, width: int, most: int):
    lines = wrap(printable(text), BODY, width, most)
    assert len(lines) <= most
    assert all(width_of(line, BODY) <= width or len(line) == 1 for line in lines)


@given(st.text("永和 abc，。（）", max_size=60))
def test_wrapping_loses_nothing_but_blanks(text: str):
    shown = printable(text)
    lines = wrap(shown, BODY, 120, 99)
    assert "".join(lines).replace(" ", "") == shown.replace(" ", "")


def test_a_line_does_not_begin_with_a_closing_mark_or_end_with_an_opening_one():
    text = "槐树村，便民服务站（村委会旁边，红色大门）。一直走，到头。"
    for width in range(80, 400, 13):
        lines = wrap(text, BODY, width, 99)
        assert not any(line[0] in "，。）" for line in lines[1:])
        assert not any(line[-1] in "（" for line in lines[:-1])


def test_latin_words_stay_whole_where_they_fit():
    assert wrap("Bring this slip", BODY, 130, 9) == ["Bring this", "slip"]


def test_a_cut_text_ends_in_an_ellipsis():
    assert cut_to("超级长的名字", BODY, 100).endswith("…")
    assert cut_to("短", BODY, 100) == "短"


def test_a_name_with_a_rare_sign_is_set_in_the_cut_that_has_it():
    assert bold_for("王芳", 26) == bold(26)
    assert bold_for("𰻝", 26) == regular(26)


def test_a_size_is_found_that_fits():
    assert size_to_fit("12", 500, largest=130, smallest=40).size == 130
    style = size_to_fit("¥999,999.99", 200, largest=68, smallest=20)
    assert width_of("¥999,999.99", style) <= 200
    assert size_to_fit("8" * 100, 200, largest=68, smallest=20).size == 20
