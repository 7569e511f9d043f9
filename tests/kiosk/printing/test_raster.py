"""PDF to dots."""

import pytest

from kiosk.printing.raster import rasterise, render_grey
from kiosk.printing.slip import Paper, render_slip
from tests.kiosk.printing.slips import a_slip, some_lines


def test_pages_come_out_in_one_bit_and_in_order():
    pages = rasterise(render_slip(a_slip(lines=some_lines(60)), Paper.A6))
    assert len(pages) > 2
    assert {page.mode for page in pages} == {"1"}
    assert {page.size for page in pages} == {(839, 1183)}


def test_another_resolution_is_only_larger():
    pdf = render_slip(a_slip(), Paper.ROLL_58)
    [small], [large] = render_grey(pdf), render_grey(pdf, dpi=406)
    assert large.width == 2 * small.width


def test_what_is_no_pdf_says_so():
    with pytest.raises(ValueError, match="not a PDF"):
        rasterise(b"hello")
