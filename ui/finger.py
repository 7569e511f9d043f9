"""A finger on the live window: finds what is shown, taps it, types, scans, and waits to see.

The demonstration and the tests use the screens as a person does: only what is visible and
enabled can be tapped, and only through mouse and key events.  Items made by repeaters and views
are not QObject children, so the tree is walked by `childItems()`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

PATIENCE_S: Final = 15.0
_LOOK_EVERY_MS: Final = 10
_SAME_LOOKS: Final = 4
"""So many looks find a thing in the same place before it is taken to rest there."""
_AIM_MS: Final = 1000
_STUTTER_MS: Final = 100


class NothingThere(AssertionError):
    """What was looked for is not on the screen; the text lists what is."""


class Finger:
    """One person at one window."""

    def __init__(
        self, window: QQuickWindow, *, patience_s: float = PATIENCE_S, pace_ms: int = 0
    ) -> None:
        self.window = window
        self.patience_s = patience_s
        self.pace_ms = pace_ms
        self.taps = 0
        self._scanned_ms = 0

    def items(self) -> Iterator[QQuickItem]:
        """Yield every visible item, parents before children."""
        waiting = [self.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                yield item
                waiting.extend(reversed(item.childItems()))

    def seen(self, name: str) -> list[QQuickItem]:
        """Return the visible, enabled items of that object name or word key, within the window."""
        return [item for item in self.items() if _is_called(item, name) and self._reachable(item)]

    def has(self, name: str) -> bool:
        """Tell whether something of that name is on the screen now."""
        return bool(self.seen(name))

    def texts(self) -> list[str]:
        """Return every text that is shown."""
        found = (item.property("text") for item in self.items())
        return [text for text in found if isinstance(text, str) and text]

    def find(self, name: str, *, nth: int = 0) -> QQuickItem:
        """Wait for an item and return it; raises `NothingThere`."""
        self.wait(lambda: len(self.seen(name)) > nth, f"{name} [{nth}]")
        return self.seen(name)[nth]

    def tap(self, name: str, *, nth: int = 0) -> None:
        """Touch the middle of an item and let go, once it rests where it is.

        With a `pace_ms` no two taps are closer than a careful person's.
        """
        QTest.qWait(self.pace_ms)
        place = self._middle(self._at_rest(name, nth))
        QTest.mouseClick(
            self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )
        self.taps += 1
        QTest.qWait(0)

    def type(self, text: str) -> None:
        """Press the keys of a text, as the operator does."""
        for character in text:
            QTest.sendKeyEvent(
                QTest.KeyAction.Click,
                self.window,
                _key_of(character),
                character,
                Qt.KeyboardModifier.NoModifier,
            )
        QTest.qWait(0)

    def press(self, key: Qt.Key) -> None:
        """Press one key without a character of its own."""
        QTest.keyClick(self.window, key)
        QTest.qWait(0)

    def scan(self, text: str, *, stutter: bool = False) -> None:
        """Let a scanner type: all keys at once, with nothing drawn between them, then Enter.

        The keys bear times as if a hand had aimed again since the last scan; a stutter has not.
        """
        aimed = self._scanned_ms + (_STUTTER_MS if stutter else _AIM_MS)
        start = aimed if stutter else max(aimed, int(time.monotonic() * 1000))
        self._scanned_ms = start + len(text)
        for number, character in enumerate(text):
            self._send(_key_of(character), character, start + number)
        self._send(Qt.Key.Key_Return, "\r", start + len(text))
        QTest.qWait(0)

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Let the screen go on until the condition holds; raises `NothingThere` in the end."""
        deadline = time.monotonic() + self.patience_s
        while not condition():
            if time.monotonic() > deadline:
                raise NothingThere(f"{what} did not come; on the screen: {self._told()}")
            QTest.qWait(_LOOK_EVERY_MS)

    def picture(self) -> QImage:
        """Return what the window shows, once all pictures are there and all has come to rest."""
        self.wait(self._is_calm, "a calm screen")
        return self.window.grabWindow()

    def _send(self, key: Qt.Key, text: str, at_ms: int) -> None:
        """Give the window one press of a key at a time, past the queue of events."""
        plain = Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, plain, text)
            event.setTimestamp(at_ms)
            QCoreApplication.sendEvent(self.window, event)

    def _at_rest(self, name: str, nth: int) -> QQuickItem:
        """Wait until the item neither moves nor is replaced, and nothing lies over it."""
        looks: list[tuple[QQuickItem, QPoint]] = []

        def rests() -> bool:
            seen = self.seen(name)[nth : nth + 1]
            if not seen or not self._is_on_top(seen[0]):
                looks.clear()
                return False
            looks.append((seen[0], self._middle(seen[0])))
            return len(looks) > _SAME_LOOKS and all(
                look == looks[-1] for look in looks[-_SAME_LOOKS:]
            )

        self.wait(rests, f"{name} [{nth}], at rest and uncovered,")
        return looks[-1][0]

    def _middle(self, item: QQuickItem) -> QPoint:
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def _reachable(self, item: QQuickItem) -> bool:
        inside = self.window.contentItem().contains(QPointF(self._middle(item)))
        return inside and item.isEnabled() and item.width() > 0 and item.opacity() > 0

    def _is_on_top(self, item: QQuickItem) -> bool:
        """Tell whether a touch of the item's middle reaches it, or a part of it."""
        place = QPointF(self._middle(item))
        touched = [one for one in self.items() if _takes_taps(one) and _contains(one, place)]
        return not _takes_taps(item) or not touched or _is_within(touched[-1], item)

    def _is_calm(self) -> bool:
        return not any(
            item.property("running") is True or item.property("busy") is True
            for item in self.items()
        )

    def _told(self) -> str:
        return " | ".join(self.texts())[:2000]


def _is_called(item: QQuickItem, name: str) -> bool:
    return item.objectName() == name or item.property("word") == name


def _key_of(character: str) -> Qt.Key:
    """Return the key of an ASCII character; other characters come from no key of their own."""
    usual = character.isascii() and character.isprintable()
    return Qt.Key(ord(character.upper())) if usual else Qt.Key.Key_unknown


def _takes_taps(item: QQuickItem) -> bool:
    """Tell whether it is of the one family of controls that takes taps."""
    return item.property("guardedTap") is True


def _contains(item: QQuickItem, place: QPointF) -> bool:
    return item.contains(item.mapFromScene(place))


def _is_within(item: QQuickItem | None, outer: QQuickItem) -> bool:
    while item is not None and item != outer:
        item = item.parentItem()
    return item is not None
