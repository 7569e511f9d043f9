"""Telling the three signs of an order apart: one question after the other, until each was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.lessons import Fact
from ui.context import Context, ViewModel
from ui.models import RowModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.training import Training

ICONS: Final = ("notebook", "cloud-up", "thumb-up")
"""The signs as `HonestyRow` shows them on every order."""
WORDS: Final = ("app.honesty.written", "app.honesty.sent", "app.honesty.accepted")
TURNS: Final = ((2, 1, 3), (3, 2, 1), (1, 3, 2))
"""How the signs stand in each question: their place must not give them away."""


@dataclass(frozen=True, slots=True)
class SignRow:
    """One sign to choose; its words come once it was chosen."""

    sign: int
    glyph: str
    told: str
    isWrong: bool
    isRight: bool


@shown_to_qml
class SignsViewModel(ViewModel):
    """Asks for one sign at a time."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._training = context.training or Training(context.kiosk, parent=self)
        self._rows = RowModel(SignRow, key="sign", parent=self)
        self._found = 0
        self._wrong: set[int] = set()

    @Property(RowModel, constant=True)
    def signs(self) -> RowModel:
        """The three signs, as `SignRow`."""
        return self._rows

    @Property(str, notify=changed)
    def question(self) -> str:
        """The key of the words of the question."""
        return f"practice.sign_{self._asked}"

    @Slot(int)
    def choose(self, sign: int) -> None:
        """This is it, somebody thinks."""
        if sign != self._asked:
            self._wrong.add(sign)
            self.context.voice.say("practice.sign_wrong")
            self._show()
            return
        self._found, self._wrong = sign, set()
        self._training.take(Fact("sign_read", {"sign": sign}))
        if self._found < len(ICONS):
            self.context.voice.say(f"practice.sign_{self._asked}")
        else:
            self.context.voice.say("practice.sign_right")
        self._show()

    def enter(self, place: Place) -> None:  # noqa: ARG002
        """Ask the first question."""
        self._found, self._wrong = 0, set()
        self._show()

    def retell(self) -> None:
        """The language changed."""
        self._show()

    @property
    def _asked(self) -> int:
        return min(self._found + 1, len(ICONS))

    def _show(self) -> None:
        is_over = self._found == len(ICONS)
        self._rows.show(
            [
                SignRow(
                    sign=sign,
                    glyph=ICONS[sign - 1],
                    told=WORDS[sign - 1],
                    isWrong=sign in self._wrong,
                    isRight=is_over and sign == self._found,
                )
                for sign in TURNS[self._asked - 1]
            ]
        )
        self.changed.emit()
