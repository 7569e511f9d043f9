"""Contrast by the formula of WCAG 2.2, of colours and of what was drawn."""

from __future__ import annotations

from functools import cache

from PIL import Image
from PySide6.QtCore import QRectF

Rgb = tuple[int, int, int]


@cache
def luminance(colour: Rgb) -> float:
    """Relative luminance of sRGB, 0 black to 1 white."""
    parts = [c / 255 for c in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: Rgb, other: Rgb) -> float:
    """Contrast ratio, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def drawn_ratio(image: Image.Image, place: QRectF) -> float:
    """Contrast of the strongest ink of a place against its commonest colour; 1 for no ink."""
    box = [round(v) for v in (place.left(), place.top(), place.right(), place.bottom())]
    crop = image.crop((box[0], box[1], max(box[2], box[0] + 1), max(box[3], box[1] + 1)))
    colours = crop.getcolors(crop.width * crop.height) or []
    ground = max(colours)[1]
    shades = sorted(luminance(colour) for _count, colour in colours)
    own = luminance(ground)  # type: ignore[arg-type]
    return max((own + 0.05) / (shades[0] + 0.05), (shades[-1] + 0.05) / (own + 0.05))
