"""The approved pictures: which they are, how they are taken, and how like two pictures are.

    python -m tests.ui.approve     take them anew; look at what changed before it is committed

Fonts are drawn a little differently by each version of Qt and FreeType, so pictures are made
small and soft before they are compared, and a block counts only where it differs clearly.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.ui.walk.walking import Walker, open_walker
from ui.finger import Finger
from ui.looks import PANELS, Look, ScreenPanel
from ui.shots import STATES, State

APPROVED = Path(__file__).parent / "approved"
COLOURS = 128
SMALLER = 4
"""So many pixels a side become one before two pictures are compared."""
BLOCK = 4
CLEARLY = 14
"""Of 255: what the mean of a block's strongest channel must differ by."""
SHARE_MOST = 0.006
"""Of the blocks of a picture that may differ; about one short word on a page."""

ZH, EN = "zh_CN", "en"
USUAL, LARGE, SHARP = Look(), Look(large=True), Look(sharp=True)
WIDE, TALL, TABLE = PANELS[0], PANELS[4], PANELS[3]
OTHERWISE = (
    (EN, USUAL, WIDE),
    (ZH, LARGE, WIDE),
    (ZH, SHARP, WIDE),
    (ZH, USUAL, TALL),
    (ZH, USUAL, TABLE),
)
TELLING = ("home", "categories", "products", "review", "cash", "collect")
"""Pages that are pictured in the other looks too."""
OWN = ("qr", "shortCode")
"""What no two orders share."""


@dataclass(frozen=True)
class Taken:
    """A picture and the name of its file."""

    name: str
    image: Image.Image


def chosen() -> Iterator[State]:
    """The state in which each page is pictured: its first."""
    seen: set[str] = set()
    for state in STATES:
        if state.page not in seen:
            seen.add(state.page)
            yield state


def take(folder: Path, catalogue: list[bytes]) -> Iterator[Taken]:
    """Take every picture, in one order and at one time of day, so that they come out alike."""
    for walker in open_walker(folder, catalogue):
        for state in chosen():
            walker.arrange(state)
            others = OTHERWISE if state.page in TELLING else ()
            for language, look, panel in ((ZH, USUAL, WIDE), *others):
                walker.use(language, look, panel)
                walker.stage.settle()
                image = _steady(walker, panel, language, look)
                yield Taken(_name(state, language, look, panel), image)


def _steady(walker: Walker, panel: ScreenPanel, language: str, look: Look) -> Image.Image:
    """What is seen, without the code of an order: each order's is its own."""
    sight = walker.see(language, look, panel)
    assert sight.image is not None
    draw = ImageDraw.Draw(sight.image)
    for item in Finger(sight.window).items():
        if item.objectName() in OWN:
            left, top, wide, high = item.mapRectToScene(item.boundingRect()).getRect()
            draw.rectangle((left, top, left + wide, top + high), fill="white")
    return sight.image


def _name(state: State, language: str, look: Look, panel: ScreenPanel) -> str:
    kind = "large" if look.large else "sharp" if look.sharp else "usual"
    return f"{state.page}-{state.name}-{language}-{kind}-{panel.name}.png"


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The share of blocks in which two pictures differ clearly, 0 to 1; 1 for another size."""
    if one.size != other.size:
        return 1.0
    apart = ImageChops.difference(_soft(one), _soft(other))
    strongest = ImageChops.lighter(ImageChops.lighter(*apart.split()[:2]), apart.split()[2])
    blocks = strongest.reduce(BLOCK)
    counts = blocks.histogram()
    return sum(counts[CLEARLY:]) / (blocks.width * blocks.height)


def _soft(image: Image.Image) -> Image.Image:
    return image.convert("RGB").reduce(SMALLER).filter(ImageFilter.GaussianBlur(1))


def flat(image: Image.Image) -> Image.Image:
    """Bring a picture to few colours, as the approved ones are kept."""
    return image.quantize(COLOURS, dither=Image.Dither.NONE)


def save(taken: Taken, folder: Path) -> Path:
    """Write a picture small: few colours are enough for screens."""
    path = folder / taken.name
    flat(taken.image).save(path, optimize=True)
    return path


def main() -> int:
    """Take all pictures anew, and take away those of pages that are gone."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.app import ASSETS
    from ui.demo_station import demo_catalogue

    APPROVED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        catalogue = demo_catalogue(Path(folder, "hub"), ASSETS / "demo")
        kept = {save(taken, APPROVED) for taken in take(Path(folder, "station"), catalogue)}
    for path in set(APPROVED.glob("*.png")) - kept:
        path.unlink()
    size = sum(path.stat().st_size for path in kept)
    sys.stdout.write(f"{len(kept)} pictures, {size / 1e6:.1f} MB, in {APPROVED.name}/\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
