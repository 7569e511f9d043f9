"""A scan's kind is told from its digits."""

from __future__ import annotations

from uuid import UUID

import pytest

from kiosk.domain.token import PickupToken, Purpose, Signer, encode_token
from ui.viewmodels.scans import ScanKind, scan_kind

SIGNER = Signer(key_id=7, station="CQ07", seed=bytes(32))


def digits(purpose: Purpose) -> str:
    token = PickupToken(
        purpose=purpose, key_id=7, station="CQ07", subject=UUID(int=1), issued=29_000_000
    )
    return encode_token(token, SIGNER)


def test_slips_and_cards_are_told_apart() -> None:
    assert scan_kind(digits(Purpose.PICKUP)) is ScanKind.SLIP
    assert scan_kind(digits(Purpose.CARD)) is ScanKind.CARD


def test_an_altered_slip_is_still_a_slip_and_its_page_explains() -> None:
    good = digits(Purpose.PICKUP)
    assert scan_kind(good[:-1] + ("1" if good[-1] != "1" else "2")) is ScanKind.SLIP


@pytest.mark.parametrize("code", ["", "6901234567892", "SF1234567890", "🎁", "9" * 5000, "١٢٣"])
def test_anything_else_is_left_to_the_page(code: str) -> None:
    assert scan_kind(code) is ScanKind.OTHER
