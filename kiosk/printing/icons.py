"""Pictures on paper: the screens' icons as strokes, goods pictures turned into black and white."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.printing.fonts import ASSETS
from kiosk.printing.svgpath import Segment, icon_segments

if TYPE_CHECKING:
    from PIL.Image import Image

_SOLID_BELOW: Final = 95
"""Grey value under which a picture's area is printed solid."""
_EDGE_FROM: Final = 48
"""Difference of neighbouring colours that counts as an edge."""
_TONE: Final = 0.55
"""How much of a grey is kept; full greys hide the lines."""


@lru_cache(maxsize=64)
def icon_path(name: str) -> list[Segment]:
    """Return the strokes of `assets/icons/<name>.svg` on a grid of 24."""
    return icon_segments((ASSETS / "icons" / f"{name}.svg").read_text(encoding="utf-8"))


def goods_picture(path: Path, side: int) -> Image | None:
    """Return a goods picture in pure black and white, `side` dots square.

    None for a file that is missing or is no picture: the caller draws a parcel instead.
    """
    try:
        changed = path.stat().st_mtime_ns
    except (OSError, ValueError):
        return None
    return _black_picture(path, changed, side)


@lru_cache(maxsize=512)
def _black_picture(path: Path, changed: int, side: int) -> Image | None:  # noqa: ARG001 - cache key
    """Draw what a flat colour picture shows with one ink.

    Outlines where colours meet, solid where it is dark, a light dither elsewhere.  Dithering alone
    was tried and turned down: at 12 mm an egg and a potato became the same grey cloud.
    """
    from PIL import Image, ImageChops, UnidentifiedImageError

    try:
        with Image.open(path) as opened:
            opened.draft("RGB", (side * 2, side * 2))
            opened.thumbnail((side, side), Image.Resampling.LANCZOS)
            small = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    flat = Image.new("RGBA", (side, side), "white")
    flat.alpha_composite(small, ((side - small.width) // 2, (side - small.height) // 2))
    shape = Image.new("L", (side, side), 0)
    shape.paste(small.getchannel("A"), ((side - small.width) // 2, (side - small.height) // 2))
    solid = shape.point(lambda value: 255 if value > 128 else 0)
    lines = _edges(flat.convert("RGB"), _EDGE_FROM)
    outline = _edges(solid.convert("RGB"), 128)
    return ImageChops.darker(ImageChops.darker(_tone(flat.convert("L")), lines), outline)


def _tone(grey: Image) -> Image:
    def lighter(value: int) -> int:
        return 0 if value < _SOLID_BELOW else int(255 - (255 - value) * _TONE)

    return grey.point([lighter(value) for value in range(256)]).convert("1").convert("L")


def _edges(picture: Image, least: int) -> Image:
    """Return black where a colour channel changes by more than `least` within three pixels."""
    from PIL import Image, ImageChops, ImageFilter

    strongest = Image.new("L", picture.size, 0)
    for band in picture.split():
        high = band.filter(ImageFilter.MaxFilter(3))
        low = band.filter(ImageFilter.MinFilter(3))
        strongest = ImageChops.lighter(strongest, ImageChops.difference(high, low))
    return strongest.point(lambda value: 0 if value > least else 255)
