"""The QR code as rectangles."""

import pytest

from kiosk.printing.qr import QUIET, qr_code
from tests.kiosk.printing.slips import DIGITS


def test_a_token_takes_version_8():
    assert qr_code(DIGITS).side == 49 + 2 * QUIET


def test_rectangles_cover_each_dark_module_once_and_leave_the_quiet_zone_bare():
    code = qr_code(DIGITS)
    covered = [
        (x, y)
        for left, top, width, height in code.boxes
        for x in range(left, left + width)
        for y in range(top, top + height)
    ]
    assert len(covered) == len(set(covered))
    last = code.side - QUIET - 1
    assert all(QUIET <= x <= last and QUIET <= y <= last for x, y in covered)
    assert {(QUIET, QUIET), (last, QUIET), (QUIET, last)} <= set(covered)


@pytest.mark.parametrize("text", ["", "12a", "１２３", "https://example.org"])
def test_only_digits_are_written(text: str):
    with pytest.raises(ValueError, match="digits"):
        qr_code(text)
