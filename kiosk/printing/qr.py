"""QR codes as rectangles of whole printer dots.

Error correction Q lost least of creased, blotted, faded and blurred prints (M broke at creases, H
at blur because its modules are smaller); rectangles of whole dots keep all modules the same size.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

QUIET: Final = 4
"""Modules of bare paper around the code (ISO/IEC 18004)."""


class QrCode(NamedTuple):
    """Dark rectangles in modules (x, y, width, height), from the corner of the quiet zone."""

    side: int
    """Modules of a side, quiet zone included."""
    boxes: tuple[tuple[int, int, int, int], ...]


@lru_cache(maxsize=64)
def qr_code(digits: str) -> QrCode:
    """Return the code of a decimal text in numeric mode; raises `ValueError` for other text."""
    from qrcode import QRCode  # loaded by the first slip, not at start
    from qrcode.constants import ERROR_CORRECT_Q
    from qrcode.util import MODE_NUMBER, QRData

    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("only decimal digits are written in a slip's QR code")
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=QUIET)
    code.add_data(QRData(digits, mode=MODE_NUMBER))
    code.make()
    matrix = code.get_matrix()
    return QrCode(len(matrix), tuple(_boxes(matrix)))


def _boxes(matrix: list[list[bool]]) -> list[tuple[int, int, int, int]]:
    """Join dark modules of a row, and equal runs of rows below each other, into rectangles."""
    boxes: list[tuple[int, int, int, int]] = []
    growing: dict[tuple[int, int], int] = {}
    for y, row in enumerate(matrix):
        runs = set(_runs(row))
        for run in [run for run in growing if run not in runs]:
            boxes.append((run[0], growing[run], run[1], y - growing.pop(run)))
        for run in runs:
            growing.setdefault(run, y)
    boxes += [(x, top, width, len(matrix) - top) for (x, width), top in growing.items()]
    return sorted(boxes)


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Return (start, length) of each run of dark modules."""
    runs = []
    start = -1
    for x, dark in enumerate([*row, False]):
        if dark and start < 0:
            start = x
        elif not dark and start >= 0:
            runs.append((start, x - start))
            start = -1
    return runs
