"""Keys alone: Tab in reading order, arrows to what lies beside, Escape back, and no lost focus.

Qt's own order follows the age of items: a list whose rows are made anew is visited out of order,
and a row that goes takes the focus with it.  So the order is read off the live items whenever a
key asks for it: parents before children, the rows of a list by their place.

- Nothing acts on Enter or Space before the ring was seen: the first key only shows where one is,
  so the Enter of a scanner whose code was too short presses nothing.
- A control that has gone hands the focus to what lies nearest to its place.
- Of a grid of goods Tab visits what shows; the arrows go on beyond its edge.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

_ACT: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_TABS: Final = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
_ARROWS: Final = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_BACK: Final = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Back})
_POINTER: Final = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
_ASIDE: Final = 2.0
"""How much farther a thing counts that lies aside of the arrow's way."""


class FocusGuide(QObject):
    """Stands in front of a window and leads the focus.  `back` is what Escape does."""

    def __init__(self, *, back: Callable[[], None], parent: QObject | None = None):
        super().__init__(parent)
        self._back = back
        self._window: QQuickWindow | None = None
        self._by_keys = False
        self._page: QQuickItem | None = None
        self._place: QPointF | None = None

    def watch(self, window: QQuickWindow) -> None:
        """Lead the focus of a window; looked at with each frame, never while it rests."""
        self._window = window
        window.installEventFilter(self)
        window.afterAnimating.connect(self.settle)

    def order(self) -> list[QQuickItem]:
        """Return every control that keys can reach now, in reading order."""
        if self._window is None:
            return []
        return list(_controls(_root_of(self._window.contentItem())))

    def settle(self) -> None:
        """See that something has the focus: where a page begins, or what is nearest to the last."""
        window = self._window
        if window is None:
            return
        item, page = window.activeFocusItem(), _page_of(window)
        if page is not None and page != self._page:
            self._page, self._place = page, None
        if item is not None and _is_control(item) and self._is_live(item):
            self._place = _middle(item)
            return
        found = self._start() if self._place is None else _nearest(self.order(), self._place)
        if found is not None:
            self._give(found)

    def typed(self) -> None:
        """Something was typed that no field took: Enter is meant for the next step."""
        focused = self._focused()
        if focused is not None and _is_field(focused):
            return
        self._by_keys = True
        step = next((one for one in self.order() if one.property("primary") is True), None)
        if step is not None:
            self._give(step)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys that move the focus; everything else passes."""
        if event.type() in _POINTER:
            self._by_keys = False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key in _TABS:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            return self._show() or self._tab(-1 if back else _TABS[key])
        if key in _ARROWS:
            return self._show() or self._go(_ARROWS[key])
        if key in _BACK:
            self._by_keys = True
            self._back()
            return True
        return key in _ACT and self._show()

    def _show(self) -> bool:
        """Show the ring where it was not seen yet; tells whether that was all this key does."""
        self._by_keys = True
        item = self._focused()
        if item is None:
            self.settle()
            return self._focused() is not None
        if item.property("visualFocus") is False:
            self._give(item)
            return True
        return False

    def _tab(self, step: int) -> bool:
        controls = self.order()
        if not controls:
            return False
        item = self._focused()
        at = controls.index(item) + step if item in controls else 0
        self._give(controls[at % len(controls)], -step)
        return True

    def _go(self, way: QPointF) -> bool:
        item = self._focused()
        if item is None or (_is_field(item) and way.x()):
            return False
        controls = [one for one in self.order() if one != item and not _holds(one, item)]
        view = _view_of(item)
        within = [] if view is None else list(_controls(view, whole=True))
        beside = _beside(item, [one for one in within if one != item], way)
        found = beside or _beside(item, [one for one in controls if not _holds(item, one)], way)
        if found is None:
            found = _beside(item, [one for one in controls if _holds(item, one)], way)
        if found is not None:
            self._give(found)
        return True

    def _give(self, item: QQuickItem, step: int = -1) -> None:
        tab = Qt.FocusReason.TabFocusReason if step < 0 else Qt.FocusReason.BacktabFocusReason
        item.forceActiveFocus(tab if self._by_keys else Qt.FocusReason.OtherFocusReason)
        _bring_into_view(item)
        self._place = _middle(item)

    def _focused(self) -> QQuickItem | None:
        item = self._window.activeFocusItem() if self._window is not None else None
        return item if item is not None and _is_control(item) and self._is_live(item) else None

    def _is_live(self, item: QQuickItem) -> bool:
        """Tell whether it can be used: what a list has put by hangs on no window."""
        outer = item
        while (parent := outer.parentItem()) is not None:
            outer = parent
        shown = self._window is not None and outer == self._window.contentItem()
        return shown and item.isVisible() and item.isEnabled()

    def _start(self) -> QQuickItem | None:
        """Return what a page names as its start, else its first control, else its next step."""
        page = self._page
        if page is None:
            return None
        named = page.property("start")
        if isinstance(named, QQuickItem) and self._is_live(named):
            return named
        controls = list(_controls(page))
        foot = [one for one in controls if _is_in_foot(one)]
        body = [one for one in controls if one not in foot]
        steps = [one for one in foot if one.property("primary") is True]
        return next(iter([*body, *steps, *foot]), None)


def _root_of(content: QQuickItem) -> QQuickItem:
    """Return the topmost thing that holds the keys to itself, or everything."""
    over = [item for item in content.childItems() if item.isVisible() and item.property("modal")]
    return over[-1] if over else content


def _page_of(window: QQuickWindow) -> QQuickItem | None:
    for item in window.contentItem().childItems():
        if item.objectName() == "stack":
            page = item.property("currentItem")
            return page if isinstance(page, QQuickItem) else None
    return None


def _controls(item: QQuickItem, *, whole: bool = False) -> Iterator[QQuickItem]:
    """Yield the controls below an item in reading order; `whole` takes what a grid hides too."""
    for child in _children(item, whole):
        if not child.isVisible() or not child.isEnabled():
            continue
        if _is_control(child):
            yield child
        yield from _controls(child, whole=whole)


def _children(item: QQuickItem, whole: bool) -> list[QQuickItem]:
    if item.objectName() == "stack":
        page = item.property("currentItem")
        return [page] if isinstance(page, QQuickItem) else []
    children: list[QQuickItem] = item.childItems()
    view = item.parentItem()
    if view is None or not _is_view(view):
        return children
    rows = sorted(children, key=lambda row: (round(row.y()), row.x()))
    if whole or view.property("cellHeight") is None:
        return rows
    shown = QRectF(0, 0, view.width(), view.height())
    return [row for row in rows if shown.contains(row.mapToItem(view, _inner_middle(row)))]


def _is_view(item: QQuickItem) -> bool:
    """Tell whether it is a list or grid: what is flicked and knows a model."""
    return item.property("contentY") is not None and item.property("currentIndex") is not None


def _view_of(item: QQuickItem) -> QQuickItem | None:
    outer = item.parentItem()
    while outer is not None and not _is_view(outer):
        outer = outer.parentItem()
    return outer


def _is_control(item: QQuickItem) -> bool:
    return item.property("guardedTap") is True or _is_field(item)


def _is_field(item: QQuickItem) -> bool:
    return item.property("cursorPosition") is not None


def _is_in_foot(item: QQuickItem) -> bool:
    outer: QQuickItem | None = item
    while outer is not None:
        if outer.objectName() == "foot":
            return True
        outer = outer.parentItem()
    return False


def _holds(outer: QQuickItem, item: QQuickItem) -> bool:
    inner = item.parentItem()
    while inner is not None and inner != outer:
        inner = inner.parentItem()
    return inner is not None


def _inner_middle(item: QQuickItem) -> QPointF:
    return QPointF(item.width() / 2, item.height() / 2)


def _middle(item: QQuickItem) -> QPointF:
    return item.mapToScene(_inner_middle(item))


def _nearest(items: list[QQuickItem], place: QPointF) -> QQuickItem | None:
    def far(item: QQuickItem) -> float:
        way = _middle(item) - place
        return math.hypot(way.x(), way.y())

    return min(items, key=far, default=None)


def _beside(item: QQuickItem, others: list[QQuickItem], way: QPointF) -> QQuickItem | None:
    """Return the nearest of others that lies the arrow's way, what lies straight ahead first."""
    here = _middle(item)

    def cost(other: QQuickItem) -> float:
        to = _middle(other) - here
        ahead = to.x() * way.x() + to.y() * way.y()
        aside = abs(to.x() * way.y()) + abs(to.y() * way.x())
        half = (other.height() if way.x() else other.width()) / 2
        return ahead + _ASIDE * max(0.0, aside - half) if ahead > 1 else math.inf

    best = min(others, key=cost, default=None)
    return best if best is not None and cost(best) < math.inf else None


def _bring_into_view(item: QQuickItem) -> None:
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
