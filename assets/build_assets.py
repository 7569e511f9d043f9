"""Make fonts, icons, pictures and licence texts from openly licensed npm packages.

    python assets/build_assets.py --npm path/to/node_modules

Everything made is committed, so only someone who changes the tables or the drawings runs this.
It needs PySide6 (QtSvg) and pillow, which the kiosk has anyway, and fonttools, which is wanted
for building alone. The same inputs give the same bytes.

Inputs beside this file: `tables/icons.txt`, `tables/pictures.txt`,
`tables/spots.txt`, `pictures/drawn/*.svg`. What each source allows is told in LICENCES.md.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
SIDE = 256
"""Pixels of a picture's side; the largest tile of the screens shows it at its own size."""
GRID = 32
"""Units of the square that Fluent and our own drawings are drawn on."""
FLUENT = "@iconify-json/fluent-emoji-flat/icons.json"
TABLER = "@iconify-json/tabler/icons.json"
NOTO = "@expo-google-fonts/noto-sans-sc"

BOLD_RANGES = (
    (0x0020, 0x024F),  # Latin
    (0x0300, 0x030C),  # tone marks of pinyin
    (0x2000, 0x206F),  # general punctuation
    (0x20A0, 0x20BF),  # currency signs
    (0x2100, 0x22FF),  # letter-like signs, arrows, mathematics
    (0x2460, 0x24FF),  # numbers in circles
    (0x2500, 0x27BF),  # boxes, geometric shapes, ticks
    (0x3000, 0x303F),  # Chinese punctuation
    (0x3200, 0x33FF),  # enclosed Chinese, units
    (0xFF00, 0xFFEF),  # full-width forms
)
"""What the bold face keeps beside the characters of GB2312."""


Part = tuple[str, float, float, float]


@dataclass(frozen=True)
class Recipe:
    """How one picture is made.

    `base` is a Fluent icon's name or `drawn/NAME`; `accent` recolours a drawing; each part of
    `over` is (base, x, y, side) on the 32-unit square and lies above what came before.
    """

    name: str
    base: str
    accent: str | None
    over: tuple[Part, ...]


def table_lines(path: Path) -> Iterator[list[str]]:
    """Yield the words of each line of a table, without comments and empty lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        words = [] if line.startswith("#") else line.split()
        if words:
            yield words


def icon_body(icons: dict[str, dict[str, str]], name: str) -> str:
    """Return the inner SVG of an icon; KeyError tells the name that the package lacks."""
    return icons[name]["body"]


def load_icons(npm: Path, package: str) -> dict[str, dict[str, str]]:
    """Return the icons of an Iconify package, by name."""
    icons: dict[str, dict[str, str]] = json.loads((npm / package).read_text(encoding="utf-8"))[
        "icons"
    ]
    return icons


def write_icons(npm: Path) -> int:
    """Write each icon of the table as a file of its own, black, so that it can be tinted."""
    icons = load_icons(npm, TABLER)
    count = 0
    for name, source in table_lines(HERE / "tables" / "icons.txt"):
        count += 1
        if source == "drawn":
            continue
        body = icon_body(icons, source).replace("currentColor", "#000000")
        head = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">'
        (HERE / "icons" / f"{name}.svg").write_text(f"{head}{body}</svg>\n", encoding="utf-8")
    return count


def bold_characters() -> set[int]:
    """Return the code points of the bold face: GB2312 and BOLD_RANGES."""
    rows = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    chinese = "".join(pair.decode("gb2312", errors="ignore") for pair in rows)
    points = {ord(character) for character in chinese}
    for first, last in BOLD_RANGES:
        points.update(range(first, last + 1))
    return points


def write_fonts(npm: Path) -> None:
    """Copy the regular face whole, because names need rare characters, and subset the bold."""
    folder = npm / NOTO
    regular = folder / "400Regular" / "NotoSansSC_400Regular.ttf"
    shutil.copyfile(regular, HERE / "fonts" / "NotoSansSC-Regular.ttf")
    options = subset.Options(
        name_IDs=["*"], hinting=False, recalc_timestamp=False, layout_features=["kern", "locl"]
    )
    font = subset.load_font(str(folder / "700Bold" / "NotoSansSC_700Bold.ttf"), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=bold_characters())
    cutter.subset(font)
    subset.save_font(font, str(HERE / "fonts" / "NotoSansSC-Bold.ttf"), options)
    shutil.copyfile(folder / "LICENSE_FONT", HERE / "licences" / "OFL-Noto-Sans-SC.txt")


def spots() -> dict[str, tuple[float, float, float]]:
    """Return where a part laid over a drawing goes by default: x, y and side on the square."""
    return {
        f"drawn/{name}": (float(x), float(y), float(side))
        for name, x, y, side in table_lines(HERE / "tables" / "spots.txt")
    }


def parse_part(words: str, spot: tuple[float, float, float] | None) -> Part:
    """Read `base` or `base@x,y,side`, a part laid over a picture; ValueError without a place."""
    base, _, place = words.partition("@")
    if place:
        x, y, side = (float(number) for number in place.split(","))
        return base, x, y, side
    if spot is None:
        raise ValueError(f"{words}: say where it goes, or name the spot in spots.txt")
    return (base, *spot)


def recipes() -> Iterator[Recipe]:
    """Yield the recipes of `tables/pictures.txt`: name, base, then `accent=` and `over=`."""
    places = spots()
    for name, base, *options in table_lines(HERE / "tables" / "pictures.txt"):
        values = [option.partition("=")[::2] for option in options]
        accent = next((value for key, value in values if key == "accent"), None)
        parts = (parse_part(value, places.get(base)) for key, value in values if key == "over")
        yield Recipe(name, base, accent, tuple(parts))


def shade(colour: str, factor: float) -> str:
    """Return #rrggbb darkened (factor < 1) or moved towards white (factor > 1)."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    if factor <= 1:
        mixed = [round(part * factor) for part in parts]
    else:
        mixed = [round(part + (255 - part) * (factor - 1)) for part in parts]
    return "#" + "".join(f"{part:02x}" for part in mixed)


def recolour(body: str, accent: str | None) -> str:
    """Replace a drawing's stand-in colours: accent, its darker and its lighter shade.

    The stand-ins are real colours, so that a drawing can be looked at by itself.
    """
    if accent is None:
        return body
    for stand_in, factor in (("#3fa34d", 1.0), ("#2b7a38", 0.74), ("#8fd19a", 1.5)):
        body = body.replace(stand_in, shade(accent, factor))
    return body


def part_body(fluent: dict[str, dict[str, str]], base: str, accent: str | None) -> str:
    """Return the inner SVG of a Fluent icon or of one of our drawings."""
    if not base.startswith("drawn/"):
        return icon_body(fluent, base)
    text = (HERE / "pictures" / f"{base}.svg").read_text(encoding="utf-8")
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", text, flags=re.DOTALL)
    return recolour(inner, accent)


def picture_svg(fluent: dict[str, dict[str, str]], recipe: Recipe) -> str:
    """Return the whole SVG of a picture: the base with the parts laid over it."""
    bodies = [part_body(fluent, recipe.base, recipe.accent)]
    for base, x, y, side in recipe.over:
        body = part_body(fluent, base, recipe.accent)
        bodies.append(f'<g transform="translate({x} {y}) scale({side / GRID:.4f})">{body}</g>')
    joined = "".join(bodies)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}">{joined}</svg>'


def start_qt() -> QGuiApplication:
    """Start Qt without a screen, with our bold face for the numerals on the drawn notes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    QFontDatabase.addApplicationFont(str(HERE / "fonts" / "NotoSansSC-Bold.ttf"))
    return app


def render(svg: str) -> Image.Image:
    """Return an SVG as RGBA, SIDE pixels square, on nothing; ValueError if Qt cannot read it."""
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    if not renderer.isValid():
        raise ValueError(svg[:200])
    canvas = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    plain = canvas.convertToFormat(QImage.Format.Format_RGBA8888)
    return Image.frombytes("RGBA", (SIDE, SIDE), bytes(plain.constBits()))


def snap_opacity(image: Image.Image) -> None:
    """Make the palette's nearly solid colours solid: the quantiser is one step out at the ends."""
    palette = image.getpalette("RGBA") or []
    for at in range(3, len(palette), 4):
        palette[at] = 255 if palette[at] > 250 else 0 if palette[at] < 5 else palette[at]
    image.putpalette(palette, "RGBA")


def shrink(whole: Image.Image) -> bytes:
    """Return a PNG with a palette of 256 where the eye sees no difference, else packed well."""
    small = whole.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    snap_opacity(small)
    difference = ImageChops.difference(whole, small.convert("RGBA"))
    alike = max(ImageStat.Stat(difference).mean) < 1.5
    packed = io.BytesIO()
    (small if alike else whole).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def write_pictures(npm: Path) -> int:
    """Write each picture of the table; pictures that the table no longer names are removed."""
    fluent = load_icons(npm, FLUENT)
    app = start_qt()
    made = set()
    for recipe in recipes():
        png = shrink(render(picture_svg(fluent, recipe)))
        (HERE / "pictures" / f"{recipe.name}.png").write_bytes(png)
        made.add(f"{recipe.name}.png")
    for path in (HERE / "pictures").glob("*.png"):
        if path.name not in made:
            path.unlink()
    del app
    return len(made)


def main() -> None:
    """Make the parts asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--npm", type=Path, required=True, help="folder that holds the packages")
    parser.add_argument("--only", choices=("fonts", "icons", "pictures"), help="just this part")
    given = parser.parse_args()
    if given.only in (None, "fonts"):
        write_fonts(given.npm)
    if given.only in (None, "icons"):
        print(write_icons(given.npm), "icons")
    if given.only in (None, "pictures"):
        print(write_pictures(given.npm), "pictures")


if __name__ == "__main__":
    main()
