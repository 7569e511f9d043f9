"""Ids nobody has to ask for, and the numbers people read."""

from __future__ import annotations

from uuid import UUID

from kiosk.domain.ids import device_letter, new_id, order_number


def test_ids_are_uuids_of_version_7_and_never_the_same() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert {UUID(one).version for one in ids} == {7}
    assert all(len(one) == 36 for one in ids)


def test_devices_have_letters() -> None:
    assert [device_letter(index) for index in (0, 1, 9)] == ["A", "B", "J"]


def test_numbers_grow_beyond_four_digits() -> None:
    assert order_number(station="CQ07", device="A", counter=412) == "CQ07A-0412"
    assert order_number(station="CQ07", device="A", counter=123_456) == "CQ07A-123456"
