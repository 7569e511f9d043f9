"""The live items of a window in the order of reading, and what lies beside what.

Controls are found by what only they have (`guardedTap`, `cursorPosition`), lists by what only
lists have; items made by repeaters and views are no QObject children, so `childItems()` is walked.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQuick import QQuickItem, QQuickWindow

_ASIDE: Final = 2.0
"""How much farther a thing counts that lies aside of the arrow's way."""


def root_of(content: QQuickItem) -> QQuickItem:
    """Return the topmost thing that holds the keys to itself, or everything."""
    over = [item for item in content.childItems() if item.isVisible() and item.property("modal")]
    return over[-1] if over else content


def page_of(window: QQuickWindow) -> QQuickItem | None:
    """Return the page that is open; the one that slides out is none."""
    for item in window.contentItem().childItems():
        if item.objectName() == "stack":
            page = item.property("currentItem")
            return page if isinstance(page, QQuickItem) else None
    return None


def controls(item: QQuickItem, *, whole: bool = False) -> Iterator[QQuickItem]:
    """Yield the controls below an item in reading order; `whole` with what lists hide."""
    for child in children(item, whole):
        if not child.isVisible() or not child.isEnabled():
            continue
        if is_control(child):
            yield child
        yield from controls(child, whole=whole)


def children(item: QQuickItem, whole: bool) -> list[QQuickItem]:
    """Return what lies directly below an item, the rows of a list by their place."""
    if item.objectName() == "stack":
        page = item.property("currentItem")
        return [page] if isinstance(page, QQuickItem) else []
    children: list[QQuickItem] = item.childItems()
    view = item.parentItem()
    if view is None or not is_view(view):
        return children
    rows = sorted(children, key=lambda row: (round(row.y()), row.x()))
    if whole or view.property("reuseItems") is not True:
        return rows
    shown = QRectF(0, 0, view.width(), view.height())
    return [row for row in rows if shown.contains(row.mapToItem(view, inner_middle(row)))]


def is_view(item: QQuickItem) -> bool:
    """Tell whether it is a list or grid: what is flicked and knows a model."""
    return item.property("contentY") is not None and item.property("currentIndex") is not None


def view_of(item: QQuickItem) -> QQuickItem | None:
    """Return the list that an item is in."""
    outer = item.parentItem()
    while outer is not None and not is_view(outer):
        outer = outer.parentItem()
    return outer


def is_control(item: QQuickItem) -> bool:
    """Tell whether keys can reach it."""
    return item.property("guardedTap") is True or is_field(item)


def is_field(item: QQuickItem) -> bool:
    """Tell whether it is a field to write in."""
    return item.property("cursorPosition") is not None


def is_in_foot(item: QQuickItem) -> bool:
    """Tell whether it is in the foot of a page."""
    outer: QQuickItem | None = item
    while outer is not None:
        if outer.objectName() == "foot":
            return True
        outer = outer.parentItem()
    return False


def holds(outer: QQuickItem, item: QQuickItem) -> bool:
    """Tell whether an item lies below another."""
    inner = item.parentItem()
    while inner is not None and inner != outer:
        inner = inner.parentItem()
    return inner is not None


def inner_middle(item: QQuickItem) -> QPointF:
    """Return the middle of an item in its own measures."""
    return QPointF(item.width() / 2, item.height() / 2)


def middle(item: QQuickItem) -> QPointF:
    """Return the middle of an item in the window."""
    return item.mapToScene(inner_middle(item))


def nearest(items: list[QQuickItem], place: QPointF) -> QQuickItem | None:
    """Return the item that lies nearest to a place."""

    def far(item: QQuickItem) -> float:
        way = middle(item) - place
        return math.hypot(way.x(), way.y())

    return min(items, key=far, default=None)


def beside(item: QQuickItem, others: list[QQuickItem], way: QPointF) -> QQuickItem | None:
    """Return the nearest of others that lies the arrow's way, what lies straight ahead first."""
    here = middle(item)

    def cost(other: QQuickItem) -> float:
        to = middle(other) - here
        ahead = to.x() * way.x() + to.y() * way.y()
        aside = abs(to.x() * way.y()) + abs(to.y() * way.x())
        half = (other.height() if way.x() else other.width()) / 2
        return ahead + _ASIDE * max(0.0, aside - half) if ahead > 1 else math.inf

    best = min(others, key=cost, default=None)
    return best if best is not None and cost(best) < math.inf else None


def beside_in(view: QQuickItem, item: QQuickItem, way: QPointF) -> QQuickItem | None:
    """Return what lies beside within a list, which is flicked on where it has more that way."""

    def look() -> QQuickItem | None:
        rows = controls(view, whole=True)
        return beside(item, [row for row in rows if row != item and not holds(row, item)], way)

    found, more = look(), view.property("contentHeight") - view.height()
    to = view.property("contentY") + way.y() * item.height()
    if found is None and way.y() and to >= 0 and view.property("contentY") < more:
        view.setProperty("contentY", min(to, more))
        found = look()
    return found


def bring_into_view(item: QQuickItem) -> None:
    """Flick every list around an item so far that the whole of it shows."""
    outer = item.parentItem()
    while outer is not None:
        if outer.property("contentY") is not None:
            for name, start, size, room in (
                (
                    "contentY",
                    item.mapToItem(outer, QPointF(0, 0)).y(),
                    item.height(),
                    outer.height(),
                ),
                ("contentX", item.mapToItem(outer, QPointF(0, 0)).x(), item.width(), outer.width()),
            ):
                over = min(0.0, start) or max(0.0, start + size - room)
                if over:
                    outer.setProperty(name, outer.property(name) + over)
        outer = outer.parentItem()
