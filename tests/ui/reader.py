"""A person at the accessibility tree alone: hears names and states, and acts by name.

Sees what Qt tells a screen reader (`QAccessible`) and nothing else: no object names, no QML
properties, no pixels.  On Linux the same tree goes out over AT-SPI.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from tests.ui.waiting import wait_for

Role = QAccessible.Role
PATIENCE_S = 5.0


@dataclass(frozen=True)
class Heard:
    """One thing of the tree as a reader tells it."""

    role: str
    name: str
    description: str
    actions: tuple[str, ...]
    is_disabled: bool
    is_checked: bool
    rect: tuple[int, int, int, int]
    above: tuple[str, ...]


class Reader:
    """One listener at one window."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window
        QAccessible.setActive(True)

    def tree(self) -> Iterator[tuple[QAccessibleInterface, Heard]]:
        """Everything that is shown, in reading order."""
        root = QAccessible.queryAccessibleInterface(self._window)
        assert root is not None
        yield from self._below(root, ())

    def heard(self, *roles: str) -> list[Heard]:
        return [one for _, one in self.tree() if not roles or one.role in roles]

    def names(self, *roles: str) -> list[str]:
        return [one.name for one in self.heard(*roles)]

    def heading(self) -> str:
        return self.names("Heading")[0]

    def press(self, name: str, *, of: str = "", nth: int = 0) -> None:
        """Press what has a name; `of` is part of what is told beside it."""
        self._act(QAccessibleActionInterface.pressAction(), name, of, nth)

    def increase(self, name: str) -> None:
        self._act(QAccessibleActionInterface.increaseAction(), name, "", 0)

    def decrease(self, name: str) -> None:
        self._act(QAccessibleActionInterface.decreaseAction(), name, "", 0)

    def focus(self, name: str) -> None:
        self._act(QAccessibleActionInterface.setFocusAction(), name, "", 0)

    def wait(self, condition: Callable[[], bool]) -> None:
        wait_for(condition, patience_s=PATIENCE_S)

    def wait_for(self, text: str) -> None:
        """Wait until a text is among the names."""
        try:
            self.wait(lambda: any(text in name for name in self.names()))
        except AssertionError:
            raise AssertionError(f"{text!r} was not told; told was {self.names()}") from None

    def _act(self, action: str, name: str, of: str, nth: int) -> None:
        def found() -> list[QAccessibleInterface]:
            return [
                interface
                for interface, one in self.tree()
                if one.name == name
                and of in one.description
                and action in one.actions
                and not one.is_disabled
            ]

        try:
            self.wait(lambda: len(found()) > nth)
        except AssertionError:
            told = [(one.name, one.description) for one in self.heard()]
            raise AssertionError(f"nothing to {action}: {name!r} of {of!r}; {told}") from None
        found()[nth].actionInterface().doAction(action)
        QTest.qWait(0)

    def _below(
        self, outer: QAccessibleInterface, above: tuple[str, ...]
    ) -> Iterator[tuple[QAccessibleInterface, Heard]]:
        for number in range(outer.childCount()):
            inner = outer.child(number)
            if inner is None or inner.state().invisible:
                continue
            one = _heard(inner, above)
            yield inner, one
            yield from self._below(inner, (*above, one.role))


def _heard(interface: QAccessibleInterface, above: tuple[str, ...]) -> Heard:
    state, actions, rect = interface.state(), interface.actionInterface(), interface.rect()
    return Heard(
        role=interface.role().name,
        name=interface.text(QAccessible.Text.Name),
        description=interface.text(QAccessible.Text.Description),
        actions=tuple(actions.actionNames()) if actions is not None else (),
        is_disabled=bool(state.disabled),
        is_checked=bool(state.checked),
        rect=(rect.x(), rect.y(), rect.width(), rect.height()),
        above=above,
    )


def announcements(singleton: QObject) -> list[str]:
    """What is told at once from now on, wherever the focus is."""
    told: list[str] = []
    singleton.announced.connect(told.append)  # type: ignore[attr-defined]
    return told
