"""Whatever a scanner reads, at either counter: a parcel, an order, or a known error; never more."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import KnownError
from kiosk.domain.token import NotAToken, RevokedTokenKey, UnknownTokenVersion
from kiosk.services.kiosk import Kiosk
from sync.protocol import Change, ChangesPage, KeyEntry
from tests.builders import an_order

QUIET = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def a_slip(kiosk: Kiosk) -> str:
    order = an_order().with_lines(1).arrived_at(kiosk)
    return kiosk.slips.token_for(order=order)


def both_refuse(kiosk: Kiosk, code: str, error: type[KnownError]) -> None:
    before = shelf(kiosk)
    with pytest.raises(error):
        kiosk.pickup.find_orders(text=code)
    with pytest.raises(error):
        kiosk.pickup.receive_parcel(code=code)
    assert shelf(kiosk) == before


def shelf(kiosk: Kiosk) -> list[tuple]:
    with kiosk.database.read() as connection:
        return connection.execute(
            "SELECT code, shelf, state FROM parcel ORDER BY row_id"
        ).fetchall()


@QUIET
@given(
    code=st.one_of(
        st.text(max_size=700), st.binary(max_size=300).map(lambda b: b.decode("latin-1"))
    )
)
def test_any_text_is_found_taken_or_refused(kiosk: Kiosk, code: str) -> None:
    for deed in (
        lambda: kiosk.pickup.find_orders(text=code),
        lambda: kiosk.pickup.receive_parcel(code=code),
        lambda: kiosk.residents.find_by_card(digits=code),
    ):
        try:
            deed()
        except KnownError:
            continue


@pytest.mark.parametrize("left", [49, 60, 100, 156, 157, 200, 257])
def test_a_piece_of_a_slip_is_no_parcel(kiosk: Kiosk, left: int) -> None:
    """A scanner that loses half of a code must not put a parcel on the shelf that never came."""
    both_refuse(kiosk, a_slip(kiosk)[:left], NotAToken)


def test_two_slips_read_as_one_are_no_code(kiosk: Kiosk) -> None:
    slip = a_slip(kiosk)
    both_refuse(kiosk, slip + slip, KnownError)


def test_a_slip_of_a_withdrawn_device_is_refused_at_both_counters(kiosk: Kiosk) -> None:
    slip = a_slip(kiosk)
    key = kiosk.keys.signer().public_key().hex()
    entry = KeyEntry(100, "CQ07", key, 0, 0, revoked=True)
    page = ChangesPage(
        [Change("key", "100", 1, msgspec.Raw(msgspec.json.encode(entry)))], cursor="1", more=False
    )
    kiosk.inbound.apply_changes(page=page)
    both_refuse(kiosk, slip, RevokedTokenKey)


def test_a_slip_of_a_newer_program_is_refused_at_both_counters(kiosk: Kiosk) -> None:
    slip = a_slip(kiosk)
    length = next(n for n in range(60, 140) if len(str(256**n)) - len(slip) in {0, 1})
    raw = int(slip).to_bytes(length, "big")
    newer = bytes([raw[0] + 1]) + raw[1:]
    digits = str(int.from_bytes(newer, "big")).zfill(len(slip))
    both_refuse(kiosk, digits, UnknownTokenVersion)


def test_a_card_at_the_parcel_counter_is_no_parcel(kiosk: Kiosk) -> None:
    resident = kiosk.residents.register_resident(name="王小芳").value
    card = kiosk.residents.card_for(resident_id=resident.id)
    before = shelf(kiosk)
    with pytest.raises(KnownError):
        kiosk.pickup.receive_parcel(code=card)
    assert shelf(kiosk) == before
    with pytest.raises(NotAToken):
        kiosk.residents.find_by_card(digits=a_slip(kiosk))
