"""Keys alone: Tab in reading order, arrows to what lies beside, Escape back, and no lost focus.

Qt's own order follows the age of items: a list whose rows are made anew is visited out of order,
and a row that goes takes the focus with it.  So the order is read off the live items whenever a
key asks for it: parents before children, the rows of a list by their place.

- Nothing acts on Enter or Space before the ring was seen: the first key only shows where one is,
  so the Enter of a scanner whose code was too short presses nothing.
- A control that has gone hands the focus to what lies nearest to its place.
- Of a list so long that its rows are used again, Tab visits what shows; the arrows go on beyond.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui.reading import (
    beside,
    beside_in,
    bring_into_view,
    controls,
    holds,
    is_control,
    is_field,
    is_in_foot,
    middle,
    nearest,
    page_of,
    root_of,
    view_of,
)

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
        return list(controls(root_of(self._window.contentItem())))

    def settle(self) -> None:
        """See that something has the focus: where a page begins, or what is nearest to the last."""
        window = self._window
        if window is None:
            return
        item, page = window.activeFocusItem(), page_of(window)
        if page is not None and page != self._page:
            self._page, self._place = page, None
        if item is not None and is_control(item) and self._is_live(item):
            self._place = middle(item)
            return
        found = self._start() if self._place is None else nearest(self.order(), self._place)
        if found is not None:
            self._give(found)

    def typed(self) -> None:
        """Something was typed that no field took: Enter is meant for the next step."""
        focused = self._focused()
        if focused is not None and is_field(focused):
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
        every = self.order()
        if not every:
            return False
        item = self._focused()
        at = every.index(item) + step if item in every else 0
        self._give(every[at % len(every)], -step)
        return True

    def _go(self, way: QPointF) -> bool:
        item = self._focused()
        if item is None or (is_field(item) and way.x()):
            return False
        view = view_of(item)
        found = None if view is None else beside_in(view, item, way)
        if found is None:
            others = [one for one in self.order() if one != item and not holds(one, item)]
            outside = [one for one in others if not holds(item, one)]
            found = beside(item, outside, way) or beside(item, others, way)
        if found is not None:
            self._give(found)
        return True

    def _give(self, item: QQuickItem, step: int = -1) -> None:
        tab = Qt.FocusReason.TabFocusReason if step < 0 else Qt.FocusReason.BacktabFocusReason
        reason = tab if self._by_keys else Qt.FocusReason.OtherFocusReason
        item.forceActiveFocus(reason)
        item.setProperty("focusReason", reason)
        bring_into_view(item)
        self._place = middle(item)

    def _focused(self) -> QQuickItem | None:
        item = self._window.activeFocusItem() if self._window is not None else None
        return item if item is not None and is_control(item) and self._is_live(item) else None

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
        every = list(controls(page))
        foot = [one for one in every if is_in_foot(one)]
        body = [one for one in every if one not in foot]
        steps = [one for one in foot if one.property("primary") is True]
        return next(iter([*body, *steps, *foot]), None)
