"""Residents: any name, shared phones, cards, and a phone that is shown only on request."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from kiosk.domain.errors import WrongInput, WrongNumber
from kiosk.domain.people import NameMissing, NameTooLong, WrongPhone
from kiosk.domain.token import NotAToken
from kiosk.services.kiosk import Kiosk, open_kiosk
from kiosk.services.lookup import WrongCode
from kiosk.services.residents import NoSuchResident
from kiosk.store.audit import audit_is_whole
from sync.protocol import ResidentRegistered
from tests.builders import an_order, records_of
from tests.fakes.clock import FakeClock


def test_a_resident_is_registered_offline_and_the_hub_will_learn_of_it(kiosk: Kiosk) -> None:
    resident = kiosk.residents.register_resident(name="  王 小芳\n", phone="138 1234-1234").value
    assert (resident.name, resident.phone) == ("王 小芳", "13812341234")
    assert kiosk.residents.find_by_id(resident_id=resident.id) == resident
    (record,) = records_of(kiosk.outbox)
    body = msgspec.json.decode(record.body, type=ResidentRegistered)
    assert record.aggregate == resident.id
    assert body == ResidentRegistered(resident.id, "王 小芳", "13812341234")


def test_it_works_before_the_device_is_enrolled(tmp_path: Path) -> None:
    with open_kiosk(tmp_path) as kiosk:
        assert kiosk.residents.register_resident(name="李雷").value.phone == ""


def test_a_family_may_share_a_phone(kiosk: Kiosk) -> None:
    for name in ("李雷", "李梅"):
        kiosk.residents.register_resident(name=name, phone="13800001111")
    found = kiosk.residents.find_by_phone(phone="138 0000 1111")
    assert [resident.name for resident in found] == ["李雷", "李梅"]
    assert kiosk.residents.find_by_phone(phone="13800002222") == []


@pytest.mark.parametrize(
    ("name", "phone", "error"),
    [
        ("", "13800001111", NameMissing),
        ("x" * 10_000, "", NameTooLong),
        ("李雷", "12", WrongPhone),
        ("李雷", "一三八", WrongPhone),
        ("李雷", "1" * 10_000, WrongPhone),
    ],
)
def test_what_cannot_be_a_name_or_phone(
    kiosk: Kiosk, name: str, phone: str, error: type[WrongInput]
) -> None:
    with pytest.raises(error):
        kiosk.residents.register_resident(name=name, phone=phone)
    assert records_of(kiosk.outbox) == []


def test_a_phone_without_residents_is_no_error_but_no_number_is(kiosk: Kiosk) -> None:
    with pytest.raises(WrongNumber):
        kiosk.residents.find_by_phone(phone="👍")


def test_a_card_finds_its_holder_and_tells_nobody_else_anything(
    kiosk: Kiosk, clock: FakeClock
) -> None:
    resident = kiosk.residents.register_resident(name="李雷", phone="13800001111").value
    clock.jump_to(-5)  # a clock before 1970
    digits = kiosk.residents.card_for(resident_id=resident.id)
    assert digits.isdigit()
    assert "13800001111" not in digits
    assert kiosk.residents.find_by_card(digits=f" {digits}\n") == resident


def test_a_slip_is_no_card(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    with pytest.raises(NotAToken):
        kiosk.residents.find_by_card(digits=kiosk.slips.token_for(order=order))


@pytest.mark.parametrize("text", ["nobody", "👍", "عائشة", "1" * 258])
def test_nobody_is_found(kiosk: Kiosk, text: str) -> None:
    with pytest.raises(NoSuchResident):
        kiosk.residents.find_by_id(resident_id=text)
    with pytest.raises(NotAToken):
        kiosk.residents.find_by_card(digits=text)


@pytest.mark.parametrize("text", ["", "\ud800", "1" * 10_000])
def test_nothing_readable_is_no_code(kiosk: Kiosk, text: str) -> None:
    with pytest.raises(WrongCode):
        kiosk.residents.find_by_id(resident_id=text)
    with pytest.raises(WrongCode):
        kiosk.residents.find_by_card(digits=text)


def test_showing_a_whole_phone_is_written_down(kiosk: Kiosk) -> None:
    resident = kiosk.residents.register_resident(name="李雷", phone="13800001111").value
    for _ in range(2):
        assert kiosk.residents.reveal_phone(resident_id=resident.id) == "13800001111"
    with kiosk.database.read() as connection:
        rows = connection.execute("SELECT action, subject, detail FROM audit").fetchall()
        assert audit_is_whole(connection)
    assert rows == [("phone.revealed", resident.id, "")] * 2


def test_the_audit_names_the_operator_who_looked(kiosk: Kiosk) -> None:
    resident = kiosk.residents.register_resident(name="李雷", phone="13800001111").value
    kiosk.residents.reveal_phone(resident_id=resident.id, operator="op-1")
    with kiosk.database.read() as connection:
        assert connection.execute("SELECT detail FROM audit").fetchall() == [("op-1",)]


@pytest.mark.parametrize(
    ("text", "found"),
    [("李", ["李梅", "李雷"]), ("1111", ["李雷"]), ("%", []), ("_", []), (" ", []), ("\ud800", [])],
)
def test_people_are_found_by_a_piece_of_name_or_phone(
    kiosk: Kiosk, text: str, found: list[str]
) -> None:
    for name, phone in (("李雷", "13800001111"), ("李梅", "13800002222"), ("王芳", "")):
        kiosk.residents.register_resident(name=name, phone=phone)
    assert [one.name for one in kiosk.residents.find_residents(text=text)] == found
