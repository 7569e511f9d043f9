"""What is on the screen at one moment, read off the live tree: what takes taps, what is told.

Items made by repeaters and views are no QObject children, so the tree is walked by `childItems()`.
Places are in pixels of the window; `shown` is what the ancestors that clip leave of an item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow

NEAR = 1.0
"""Pixels by which a place may be off, for rounding."""

LINE_EM = 1.448
_ABOVE = 0.25
_BELOW = 0.04
"""Of the house's face, in em: a line box, and what of it no letter reaches, above and below."""


@dataclass
class Thing:
    """A button, a text, a line to write in, or a picture."""

    item: QQuickItem
    place: QRectF
    shown: QRectF
    inside: tuple[Thing, ...]
    scrolls: tuple[bool, bool]
    """Whether it lies in something that scrolls across, and down."""

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing of it is scrolled or clipped away."""
        return self.shown.adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(self.place)

    @property
    def name(self) -> str:
        """A name for reports: object name, word key or text."""
        names = (self.item.objectName(), self.item.property("word"), self.text[:24])
        return "/".join(str(name) for name in names if name) or type(self.item).__name__

    @property
    def text(self) -> str:
        found = self.item.property("text")
        return found if isinstance(found, str) else ""

    @property
    def glyph(self) -> str:
        return str(self.item.property("glyph") or "")

    @property
    def is_primary(self) -> bool:
        return self.item.property("primary") is True

    @property
    def is_tile(self) -> bool:
        """Tell whether it is a large choice."""
        return self.item.property("pictureSide") is not None

    @property
    def is_key(self) -> bool:
        """Tell whether it is a key of a pad or stepper: its character is its word."""
        return self.item.property("padKey") is True

    @property
    def font_px(self) -> int:
        """The size of the text as drawn, also where it was made to fit."""
        fitted = self.item.property("fontInfo")
        return int(fitted.property("pixelSize").toInt())


@dataclass
class Sight:
    """One look at the window."""

    window: QQuickWindow
    mm: float
    buttons: list[Thing] = field(default_factory=list)
    texts: list[Thing] = field(default_factory=list)
    fields: list[Thing] = field(default_factory=list)
    pictures: list[Thing] = field(default_factory=list)
    ticked: list[Thing] = field(default_factory=list)
    is_veiled: bool = False
    is_staffed: bool = False
    image: Image.Image | None = None

    @property
    def frame(self) -> QRectF:
        return QRectF(0, 0, self.window.width(), self.window.height())

    def of(self, name: str) -> Thing | None:
        """The button of that object name, if it is on the screen."""
        return next((one for one in self.buttons if one.item.objectName() == name), None)


def look_at(window: QQuickWindow, mm: float) -> Sight:
    """Walk the tree; what lies below a veil is not looked at."""
    grabbed = window.grabWindow().convertToFormat(QImage.Format.Format_RGBX8888)
    sight = Sight(window, mm)
    size = (grabbed.width(), grabbed.height())
    stride = grabbed.bytesPerLine()
    picture = Image.frombuffer("RGBX", size, bytes(grabbed.constBits()), "raw", "RGBX", stride, 1)
    sight.image = picture.convert("RGB")
    root = window.contentItem()
    veil = next((one for one in root.childItems() if _is_veil(one)), None)
    sight.is_veiled = veil is not None
    _walk(sight, veil or root, sight.frame, (), (False, False))
    return sight


def _is_veil(item: QQuickItem) -> bool:
    return item.isVisible() and item.property("isVeil") is True


def _walk(
    sight: Sight,
    item: QQuickItem,
    clip: QRectF,
    inside: tuple[Thing, ...],
    scrolls: tuple[bool, bool],
) -> None:
    if not item.isVisible() or item.opacity() == 0:
        return
    thing = _taken(sight, item, clip, inside, scrolls)
    if thing is not None and thing.item.property("guardedTap") is True:
        inside = (*inside, thing)
    if item.clip():
        clip = clip.intersected(item.mapRectToScene(item.boundingRect()))
        scrolls = _scrolling(item, scrolls)
    for child in item.childItems():
        _walk(sight, child, clip, inside, scrolls)


def _scrolling(item: QQuickItem, before: tuple[bool, bool]) -> tuple[bool, bool]:
    if item.property("contentY") is None:
        return before
    across = item.property("contentWidth") > item.width() + NEAR
    down = item.property("contentHeight") > item.height() + NEAR
    return before[0] or across, before[1] or down


def _taken(
    sight: Sight,
    item: QQuickItem,
    clip: QRectF,
    inside: tuple[Thing, ...],
    scrolls: tuple[bool, bool],
) -> Thing | None:
    kind = _kind(sight, item)
    if kind is None:
        return None
    place = item.mapRectToScene(_painted(item) if kind is sight.texts else item.boundingRect())
    shown = place.intersected(clip)
    if shown.width() < NEAR or shown.height() < NEAR:
        gone = place.width() >= NEAR and place.height() >= NEAR and not any(scrolls)
        if not gone:
            return None
    thing = Thing(item, place, shown, inside, scrolls)
    kind.append(thing)
    return thing


def _kind(sight: Sight, item: QQuickItem) -> list[Thing] | None:
    if item.property("guardedTap") is True:
        return sight.buttons
    if item.property("cursorVisible") is not None:
        return sight.fields
    if item.property("truncated") is not None:
        return sight.texts if item.property("text") else None
    if item.property("sourceSize") is not None:
        return sight.pictures if not item.property("source").isEmpty() else None
    if item.property("checked") is True:
        return sight.ticked
    return None


def _painted(item: QQuickItem) -> QRectF:
    """Where the ink of a text lies, by its alignment within its item.

    A line box of the house's face is half as high again as its letters, most of it above them.
    """
    wide, high = float(item.property("contentWidth")), float(item.property("contentHeight"))
    across, down, top = _aligned(item)
    x = {1: 0.0, 2: 1.0, 4: 0.5}.get(across, 0.0) * (item.width() - wide)
    y = {0x20: 0.0, 0x40: 1.0, 0x80: 0.5}.get(down, 0.0) * (item.height() - high)
    em = high / max(int(item.property("lineCount") or 1), 1) / LINE_EM
    return QRectF(x, y + top + _ABOVE * em, wide, max(high - (_ABOVE + _BELOW) * em, 1.0))


def _aligned(item: QQuickItem) -> tuple[int, int, float]:
    """Return how a text is aligned across and down, and its padding above.

    QML is asked, because Python has no converter for the enumerations of Text.
    """
    asked = "[horizontalAlignment, verticalAlignment, topPadding].join()"
    told, _undefined = QQmlExpression(qmlContext(item), item, asked).evaluate()
    across, down, top = str(told).split(",")
    return int(across), int(down), float(top)


def nested(one: Thing, other: Thing) -> bool:
    """Tell whether one of two is a part of the other."""
    mine, yours = [t.item for t in one.inside], [t.item for t in other.inside]
    return other.item in mine or one.item in yours


def pairs(things: list[Thing]) -> Iterator[tuple[Thing, Thing]]:
    for number, one in enumerate(things):
        for other in things[number + 1 :]:
            yield one, other


def colour_of(thing: Thing) -> tuple[int, int, int]:
    colour: QColor = thing.item.property("color")
    return colour.red(), colour.green(), colour.blue()
