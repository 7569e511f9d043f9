"""The measurable rules of every page: what a finger hits, what an eye reads, what is cut.

Numbers: targets at least 15 mm and 2 mm apart (studies of elderly users), text at least 5.5 mm
(the elder-friendly rules ask for 18 dp), no action with words cut off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQuick import QQuickItem

from tests.ui.conftest import STILL, OpenScreens, Screens
from ui.app import PX_PER_MM
from ui.looks import Look

SHOP = ("home", "categories", "products", "search", "basket", "parked")
LEAST_TARGET = 15 * PX_PER_MM
LEAST_GAP = 2 * PX_PER_MM - 1
LEAST_TEXT = 22


def place_of(item: QQuickItem) -> QRectF:
    corner = item.mapToScene(QPointF(0, 0))
    return QRectF(corner.x(), corner.y(), item.width(), item.height())


def is_button(item: QQuickItem) -> bool:
    return item.property("guardedTap") is True


def whole(screens: Screens, items: Iterator[QQuickItem]) -> list[QQuickItem]:
    """The items that lie whole within the window: a list may show a half one at its edge."""
    window = screens.finger.window
    inside = QRectF(0, 0, window.width(), window.height())
    return [item for item in items if inside.contains(place_of(item))]


def buttons(screens: Screens) -> list[QQuickItem]:
    return whole(screens, (item for item in screens.finger.items() if is_button(item)))


def holds(outer: QQuickItem, inner: QQuickItem) -> bool:
    parent = inner.parentItem()
    while parent is not None:
        if parent is outer or parent == outer:
            return True
        parent = parent.parentItem()
    return False


def too_near(screens: Screens) -> list[tuple[str, str]]:
    found = []
    all_ = buttons(screens)
    for number, one in enumerate(all_):
        for other in all_[number + 1 :]:
            apart = place_of(one).adjusted(-LEAST_GAP, -LEAST_GAP, LEAST_GAP, LEAST_GAP)
            nested = holds(one, other) or holds(other, one)
            if not nested and apart.intersects(place_of(other)):
                found.append((named(one), named(other)))
    return found


def named(item: QQuickItem) -> str:
    return f"{item.objectName()}/{item.property('text')}"


def arranged(screens: Screens, page: str) -> None:
    for name in ("东北大米 5公斤", "小米"):
        screens.put_in(name)
    if page == "parked":
        screens.app.basket.park()
        screens.rest()
    screens.go(page, **({"category": ""} if page == "products" else {}))
    screens.finger.picture()


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1080, 1920)], ids=str)
@pytest.mark.parametrize("page", SHOP)
def test_a_page_can_be_hit_and_read(
    open_screens: OpenScreens, page: str, size: tuple[int, int], large: bool
) -> None:
    screens = open_screens(replace(STILL, size=size, look=Look(large=large)))
    arranged(screens, page)
    for _language in range(2):
        small = [
            named(item)
            for item in buttons(screens)
            if min(item.width(), item.height()) < LEAST_TARGET
        ]
        assert small == []
        assert too_near(screens) == []
        texts = [item for item in screens.finger.items() if item.property("truncated") is not None]
        tiny = [t.property("text") for t in texts if t.property("font").pixelSize() < LEAST_TEXT]
        assert tiny == []
        cut = [
            named(button)
            for button in buttons(screens)
            if button.objectName() != "product"
            for text in texts
            if holds(button, text) and text.property("truncated")
        ]
        assert cut == []
        screens.app.words.switch()
        screens.finger.picture()
