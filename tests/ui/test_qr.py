"""The painted code holds the digits."""

from __future__ import annotations

from ui.qr import qr_matrix


def test_a_token_fits_version_8_at_correction_q() -> None:
    matrix = qr_matrix("7" * 258)
    assert len(matrix) == len(matrix[0]) == 49


def test_nothing_to_say_paints_nothing() -> None:
    assert qr_matrix("") == ()
