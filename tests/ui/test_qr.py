"""The painted code is read back by a decoder."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QImage, QPainter

from ui.qr import QrCode


@pytest.mark.parametrize(("wide", "high"), [(260, 260), (420, 300)])
@pytest.mark.usefixtures("qapp")
def test_the_painted_code_holds_the_digits(wide: int, high: int) -> None:
    digits = "0123456789" * 25 + "12345678"
    painted = paint(digits, wide, high)
    found = zxingcpp.read_barcodes(painted)
    assert [code.text for code in found] == [digits]


@pytest.mark.usefixtures("qapp")
def test_nothing_to_say_paints_white() -> None:
    assert paint("", 40, 40).getextrema() == (255, 255)


def paint(digits: str, wide: int, high: int) -> Image.Image:
    item = QrCode()
    item.setSize(QImage(wide, high, QImage.Format.Format_Grayscale8).size().toSizeF())
    item.setProperty("digits", digits)
    image = QImage(wide, high, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    item.paint(painter)
    painter.end()
    return Image.frombuffer(
        "L", (wide, high), bytes(image.constBits()), "raw", "L", image.bytesPerLine(), 1
    )
