"""People: what is shown of them, and what can be a name or a phone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import WrongInput
from kiosk.domain.people import (
    NAME_MOST,
    Buyer,
    NameMissing,
    NameTooLong,
    WrongPhone,
    clean_name,
    clean_phone,
    mask_name,
    mask_phone,
)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812341234", "*******1234"),
        ("138 1234-1234", "*******1234"),
        ("0236512345", "******2345"),
        ("6512345", "******45"),
        ("12345", "******45"),
        ("1", "******"),
        ("", ""),
        ("no digits", ""),
    ],
)
def test_phones_on_paper(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@given(st.from_regex(r"[0-9]{1,15}", fullmatch=True))
def test_at_least_six_stars_and_at_most_the_last_four(phone: str) -> None:
    shown = mask_phone(phone)
    digits = shown.lstrip("*")
    assert shown.count("*") >= 6
    assert phone.endswith(digits)
    assert len(digits) <= 4
    assert len(digits) < len(phone)


@given(st.from_regex(r"[0-9]{10,15}", fullmatch=True))
def test_six_digits_of_a_whole_number_are_hidden(phone: str) -> None:
    assert len(phone) - len(mask_phone(phone).lstrip("*")) >= 6


@pytest.mark.parametrize(
    ("name", "shown"),
    [("王小芳", "王*芳"), ("李雷", "李*"), ("李", "*"), ("", ""), ("欧阳修文", "欧**文")],
)
def test_names_on_paper(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@given(st.text(min_size=1, max_size=NAME_MOST))
def test_a_name_is_never_shown_whole(name: str) -> None:
    shown = mask_name(name)
    assert "*" in shown
    assert sum(c != "*" for c in shown) <= 2
    assert len(shown) <= 6


@given(st.text())
def test_any_text_is_a_name_or_is_told_why_not(text: str) -> None:
    try:
        name = clean_name(text)
    except WrongInput:
        return
    assert 0 < len(name) <= NAME_MOST
    assert name.isprintable()
    assert clean_name(name) == name
    name.encode()


@pytest.mark.parametrize(
    ("text", "error"),
    [("", NameMissing), (" \t\n\x00\u200b", NameMissing), ("x" * 41, NameTooLong)],
)
def test_what_is_no_name(text: str, error: type[WrongInput]) -> None:
    with pytest.raises(error):
        clean_name(text)


@given(st.text())
def test_any_text_is_a_phone_or_is_told_that_it_is_none(text: str) -> None:
    try:
        phone = clean_phone(text)
    except WrongPhone:
        return
    assert phone.isascii()
    assert phone.isdigit()
    assert 5 <= len(phone) <= 15


@pytest.mark.parametrize(
    ("text", "phone"),
    [("138 1234-1234", "13812341234"), ("+86 (0)23 6512345", "860236512345")],
)
def test_phones_as_people_write_them(text: str, phone: str) -> None:
    assert clean_phone(text) == phone


@pytest.mark.parametrize("text", ["", "1234", "1" * 16, "١٢٣٤٥٦٧", "一三八", "138-abc"])
def test_what_is_no_phone(text: str) -> None:
    with pytest.raises(WrongPhone):
        clean_phone(text)


def test_a_guest_is_known_by_name_only() -> None:
    assert Buyer("公鸡").is_guest
    assert not Buyer("李雷", resident_id="r").is_guest
