"""PDF to dots: the one picture that ESC/POS heads and the preview on the screen share."""

from __future__ import annotations

import ctypes
import threading
from typing import TYPE_CHECKING, Final

from kiosk.printing.paper import DPI

if TYPE_CHECKING:
    from PIL.Image import Image

_DARK_BELOW: Final = 160
"""Grey value under which a dot is burnt; above 128 so that thin strokes of Chinese signs stay."""
_PDFIUM: Final = threading.Lock()
"""pdfium is not safe to enter from two threads."""


def rasterise(pdf: bytes, dpi: int = DPI) -> list[Image]:
    """Return each page as a 1-bit image, black is ink; raises `ValueError` for no PDF."""
    return [page.point(_burnt, mode="1") for page in render_grey(pdf, dpi)]


def render_grey(pdf: bytes, dpi: int = DPI) -> list[Image]:
    """Return each page as a grey image (mode L); raises `ValueError` for no PDF."""
    import pypdfium2  # loaded by the first print, not at start

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ValueError("not a PDF") from error
        try:
            return [_page(document, index, dpi) for index in range(len(document))]
        finally:
            document.close()


def _page(document: object, index: int, dpi: int) -> Image:
    """Draw one page on whole dots: the library's own scale rounds a page up by a stray dot."""
    import pypdfium2.raw as pdfium
    from PIL import Image

    page = document[index]  # type: ignore[index]
    try:
        width, height = (max(1, round(size * dpi / 72)) for size in page.get_size())
        pixels = (ctypes.c_ubyte * (width * height))()
        bitmap = pdfium.FPDFBitmap_CreateEx(
            width, height, pdfium.FPDFBitmap_Gray, ctypes.cast(pixels, ctypes.c_void_p), width
        )
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium.FPDF_GRAYSCALE | pdfium.FPDF_PRINTING
        pdfium.FPDF_RenderPageBitmap(bitmap, page.raw, 0, 0, width, height, 0, flags)
        pdfium.FPDFBitmap_Destroy(bitmap)
        return Image.frombytes("L", (width, height), bytes(pixels))
    finally:
        page.close()


def _burnt(value: int) -> int:
    return 0 if value < _DARK_BELOW else 255
