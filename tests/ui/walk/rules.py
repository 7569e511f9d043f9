"""The numbered rules for screens, each a function that names what breaks it.

Numbers: targets 20 and 15 mm with 2 mm between (Colle & Hiszem 2004, Duff 2010, studies of elderly
users); text 22 px, prices 28 px (MIIT's elder-friendly rules); contrast by WCAG 2.2 AAA; at most
eight choices a screen (Medhi et al. 2011).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRectF

from tests.ui.walk.contrast import drawn_ratio
from tests.ui.walk.sight import NEAR, Sight, Thing, nested, pairs

MAIN_MM: Final = 20.0
OTHER_MM: Final = 15.0
GAP_MM: Final = 2.0
TEXT_PX: Final = 22
PRICE_PX: Final = 28
LARGE_TEXT_PX: Final = 24
CHOICES: Final = 8
STAFFED: Final = ("cash", "handover", "collected", "parcels", "attention", "orders")
"""Pages of the operator; the limit of choices is for residents."""
FIXED: Final = ("home", "back", "repeat", "help", "language", "volume")
"""What stays where it is on every page."""


def targets(sight: Sight) -> Iterator[str]:
    """Rules 1 and 2: what a finger hits is large enough; operator mode is denser."""
    for button in sight.buttons:
        is_main = (button.is_primary or button.is_tile) and not sight.is_staffed
        least = MAIN_MM if is_main else OTHER_MM
        if min(button.place.width(), button.place.height()) < least * sight.mm - NEAR / 2:
            size = [round(v / sight.mm, 1) for v in (button.place.width(), button.place.height())]
            yield f"1/2 small target {button.name}: {size[0]}×{size[1]} mm"


def gaps(sight: Sight) -> Iterator[str]:
    """Rule 2: two targets are apart."""
    near = GAP_MM * sight.mm - NEAR
    for one, other in pairs(sight.buttons):
        around = one.shown.adjusted(-near, -near, near, near)
        if around.intersects(other.shown) and not nested(one, other):
            yield f"2 too near: {one.name} and {other.name}"


def sizes(sight: Sight) -> Iterator[str]:
    """Rule 3: what is read is large enough."""
    for text in sight.texts:
        least = PRICE_PX if text.text.startswith("¥") else TEXT_PX
        if text.font_px < least:
            yield f"3 small text {text.font_px} px: {text.name}"


def contrast(sight: Sight) -> Iterator[str]:
    """Rule 4: what was drawn stands out from its ground; disabled things too."""
    assert sight.image is not None
    for text in sight.texts:
        if not text.is_whole:
            continue
        large = text.font_px >= LARGE_TEXT_PX
        found = drawn_ratio(sight.image, text.place)
        if found < (4.5 if large else 7.0):
            yield f"4 contrast {found:.1f}: {text.name}"
    for picture in sight.pictures:
        drawing = str(picture.item.property("source").toString()).startswith("image://icon/")
        if drawing and picture.is_whole and drawn_ratio(sight.image, picture.place) < 3:
            yield f"4 contrast of pictogram: {picture.item.property('name')}"


def three_ways(sight: Sight) -> Iterator[str]:
    """Rule 5: an action has its pictogram and its word; 6: so colour is never alone."""
    for button in sight.buttons:
        if not button.is_whole:
            continue
        drawn = any(button in picture.inside for picture in sight.pictures)
        told = any(button in text.inside for text in sight.texts)
        if button.is_key:
            missing = "" if drawn or told else "sign"
        else:
            missing = "word" if not told else "" if drawn else "picture"
        if missing:
            yield f"5 no {missing}: {button.name}"


def choices(sight: Sight, page: str) -> Iterator[str]:
    """Rule 7: at most eight whole choices at a time before a resident."""
    tiles = [one for one in sight.buttons if one.is_tile and one.is_whole]
    if page not in STAFFED and len(tiles) > CHOICES:
        yield f"7 {len(tiles)} choices"


def letters(sight: Sight) -> Iterator[str]:
    """Rule 8: a resident types no letters; an operator may, and the way out of it shows then."""
    if sight.of("leaveOperator") is None:
        for one in sight.fields:
            yield f"8 a line to write in: {one.name}"


def constant(sight: Sight) -> Iterator[str]:
    """Rule 10: home, back, repeat and help are there; `places` tells where."""
    if sight.is_veiled:
        return
    for name in FIXED:
        if sight.of(name) is None:
            yield f"10 missing: {name}"


def places(sight: Sight) -> dict[str, tuple[float, float, float, float]]:
    """Where the constant buttons lie."""
    found = ((name, sight.of(name)) for name in FIXED)
    return {name: one.place.getRect() for name, one in found if one is not None}


def nothing_ticked(sight: Sight) -> Iterator[str]:
    """Rule 15: nothing is chosen before the person has chosen."""
    for one in sight.ticked:
        yield f"15 ticked: {one.name}"


def uncut(sight: Sight) -> Iterator[str]:
    """Rule 16: no text is cut or flows out of its place."""
    whole = {text.text for text in sight.texts if not text.item.property("truncated")}
    for text in sight.texts:
        if text.item.property("truncated") and text.text not in whole:
            yield f"16 cut: {text.text}"
        wide = text.item.width() + NEAR < float(text.item.property("contentWidth"))
        high = text.item.height() + NEAR < text.place.height()
        if wide or high:
            yield f"16 flows out: {text.text}"


def inside(sight: Sight) -> Iterator[str]:
    """Rule 16: nothing lies outside the window or is clipped where nothing scrolls."""
    for one in (*sight.buttons, *sight.texts, *sight.fields):
        across, down = one.scrolls
        lost = one.shown
        cut_x = lost.width() < one.place.width() - 2 * NEAR and not across
        cut_y = lost.height() < one.place.height() - 2 * NEAR and not down
        if cut_x or cut_y:
            yield f"16 outside: {one.name} {_told(one.place)}"
    for text in sight.texts:
        for button in text.inside:
            if not button.place.adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(text.place):
                yield f"16 out of its button: {text.name} in {button.name}"


def apart(sight: Sight) -> Iterator[str]:
    """Rule 16: nothing lies over anything else."""
    things = [*sight.texts, *sight.buttons, *sight.fields]
    for one, other in pairs(things):
        over = one.shown.intersected(other.shown)
        if min(over.width(), over.height()) > 2 * NEAR and not nested(one, other):
            yield f"16 overlap: {one.name} and {other.name} {_told(over)}"


def _told(place: QRectF) -> str:
    return "×".join(str(round(v)) for v in place.getRect())


def broken(sight: Sight, page: str) -> list[str]:
    """Every rule at once."""
    rules = (targets, gaps, sizes, contrast, three_ways, constant, nothing_ticked)
    found = [line for rule in (*rules, uncut, inside, apart) for line in rule(sight)]
    found += choices(sight, page)
    found += letters(sight)
    return found


def buttons_of(things: list[Thing]) -> list[str]:
    return [thing.name for thing in things]
