"""People for the operator: masked, whole on request, and each look in the audit."""

from __future__ import annotations

import pytest

from kiosk.domain.operators import Operator
from tests.ui.viewmodels.conftest import Stand
from ui.viewmodels.people import PeopleViewModel, PersonRow

PHONE = "13812345678"


@pytest.fixture
def view(stand: Stand) -> PeopleViewModel:
    stand.context.operator.enter(Operator("op-1", "王站长"))
    for name in ("王小芳", "王大山"):
        stand.kiosk.residents.register_resident(name=name, phone=PHONE)
    return PeopleViewModel(stand.context)


def found(stand: Stand, view: PeopleViewModel) -> list[PersonRow]:
    stand.rest()
    return list(view.people.rows)


def test_people_are_found_masked(stand: Stand, view: PeopleViewModel) -> None:
    view.setText("5678")
    rows = found(stand, view)
    assert [(row.name, row.phone) for row in rows] == [
        ("王*山", "*******5678"),
        ("王*芳", "*******5678"),
    ]


def test_a_phone_is_whole_on_request_and_the_look_is_written_down(
    stand: Stand, view: PeopleViewModel
) -> None:
    view.setText("小芳")
    (row,) = found(stand, view)
    view.reveal(row.resident)
    (row,) = found(stand, view)
    assert (row.name, row.phone, row.isWhole) == ("王小芳", "138 1234 5678", True)
    with stand.kiosk.database.read() as connection:
        looks = connection.execute("SELECT action, subject, detail FROM audit").fetchall()
    assert looks == [("phone.revealed", row.resident, "op-1")]
    view.reveal(row.resident)
    (row,) = found(stand, view)
    assert row.phone == "*******5678"


def test_one_phone_at_a_time_and_another_text_covers_it(
    stand: Stand, view: PeopleViewModel
) -> None:
    view.setText("王")
    for row in found(stand, view):
        view.reveal(row.resident)
    assert [row.isWhole for row in found(stand, view)].count(True) == 1
    view.setText("王小")
    assert not any(row.isWhole for row in found(stand, view))


def test_a_card_shows_whose_it_is(stand: Stand, view: PeopleViewModel) -> None:
    resident = stand.kiosk.residents.find_by_phone(phone=PHONE)[0]
    assert view.take_scan(stand.kiosk.residents.card_for(resident_id=resident.id))
    assert [row.resident for row in found(stand, view)] == [resident.id]
    assert not view.take_scan("6901234567892")


def test_nobody_is_said_and_whoever_comes_next_finds_nobody(
    stand: Stand, view: PeopleViewModel
) -> None:
    view.setText("zzz")
    assert found(stand, view) == []
    assert view.property("foundNobody")
    view.take_typing("\ud83c")
    view.setText("王")
    assert found(stand, view)
    view.forget()
    assert found(stand, view) == []
    assert (view.property("text"), view.property("foundNobody")) == ("", False)
