"""The PIN that opens operator mode: asked for, or chosen twice where nobody has one yet.

What is typed is shown as dots and never spoken; the sixth digit sends it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import Property, QTimer, Signal, Slot

from kiosk.domain.errors import KnownError
from kiosk.domain.operators import PIN_DIGITS, Operator, PinLocked, WeakPin, check_pin
from ui.context import Context, ViewModel
from ui.models import RowModel
from ui.navigation import HOME, Place
from ui.registry import shown_to_qml

HINT_SETTING: Final = "demo_pin"
"""The setting that makes the PIN page tell the PIN; only the demonstration has it."""
OPERATORS_MOST: Final = 4
_LOOK_EVERY_MS: Final = 1000


class Step(StrEnum):
    """What the page asks for; the value is the key of its words."""

    ENTER = "pin.enter"
    CHOOSE = "pin.choose"
    AGAIN = "pin.again"


@dataclass(frozen=True, slots=True)
class OperatorRow:
    """An operator to choose."""

    operator: str
    name: str
    isChosen: bool


@shown_to_qml
class PinViewModel(ViewModel):
    """Who, six digits, and what was said to them."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._rows = RowModel(OperatorRow, key="operator", parent=self)
        self._operators: list[Operator] = []
        self._chosen = ""
        self._step = Step.ENTER
        self._typed = ""
        self._first = ""
        self._hint = ""
        self._told: KnownError | None = None
        self._differs = False
        self._lock_s = 0
        self._is_busy = True
        self._wanted: Mapping[str, Any] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @Property(RowModel, constant=True)
    def operators(self) -> RowModel:
        """Those to choose from, as `OperatorRow`."""
        return self._rows

    @Property(str, notify=changed)
    def word(self) -> str:
        """The key of the words for what is asked."""
        return self._step.value

    @Property(int, notify=changed)
    def typed(self) -> int:
        """How many digits were typed."""
        return len(self._typed)

    @Property(int, constant=True)
    def digits(self) -> int:
        """How many digits a PIN has."""
        return PIN_DIGITS

    @Property(bool, notify=changed)
    def isChoosing(self) -> bool:
        """Whether a PIN is being chosen."""
        return self._step is not Step.ENTER

    @Property(bool, notify=changed)
    def canType(self) -> bool:
        """Whether a digit may be typed now."""
        return not self._is_busy and not self._lock_s

    @Property(bool, notify=changed)
    def isLocked(self) -> bool:
        """Whether too many were wrong."""
        return self._lock_s > 0

    @Property(str, notify=changed)
    def wait(self) -> str:
        """Until the next try, in minutes and seconds; empty while none has to be waited for."""
        return f"{self._lock_s // 60}:{self._lock_s % 60:02d}" if self._lock_s else ""

    @Property(str, notify=changed)
    def complaint(self) -> str:
        """What was wrong, and what to do."""
        if self._differs:
            return self.context.words.say("pin.differs")
        if self._told is None or isinstance(self._told, PinLocked):
            return ""
        return self.context.words.say(self._told.key, **self._told.values)

    @Property(str, notify=changed)
    def hint(self) -> str:
        """The PIN of a demonstration, in words; empty at every real station."""
        return self.context.words.say("pin.demo", pin=self._hint) if self._hint else ""

    @Slot(str)
    def choose(self, operator: str) -> None:
        """Go on as one of several."""
        self._chosen = operator
        self._begin_typing()
        self._show_rows()
        self.look()

    @Slot(str)
    def typeDigit(self, digit: str) -> None:
        """One more digit; the last one sends the PIN."""
        if self._is_busy or self._lock_s or not (digit.isascii() and digit.isdigit()):
            return
        self._typed += digit
        self._told, self._differs = None, False
        if len(self._typed) == PIN_DIGITS:
            self._whole()
        self.changed.emit()

    @Slot()
    def eraseDigit(self) -> None:
        """Take the last digit away."""
        self._typed = self._typed[:-1]
        self.changed.emit()

    @Slot()
    def clearDigits(self) -> None:
        """Begin again."""
        self._begin_typing()

    def look(self) -> None:
        """Ask for how long the door is still locked."""
        chosen, operators = self._chosen, self.context.kiosk.operators
        if chosen:
            self.context.background.read(
                lambda: operators.lock_left_s(operator_id=chosen), self._show_lock, lane="pin.lock"
            )

    def enter(self, place: Place) -> None:
        """Ask who is there and for the PIN; the place that was wanted opens afterwards."""
        self.forget()
        self._wanted = place.params
        kiosk = self.context.kiosk
        self.context.background.read(
            lambda: (kiosk.operators.list_operators(), kiosk.settings.get(HINT_SETTING)),
            self._show,
            lane="pin",
        )

    def retell(self) -> None:
        """The language changed."""
        self.changed.emit()

    def forget(self) -> None:
        """Whoever comes next finds no digit."""
        self._timer.stop()
        self._is_busy, self._lock_s, self._wanted = True, 0, {}
        self._begin_typing()

    def take_typing(self, text: str) -> None:
        """Digits typed on a keyboard go to the PIN."""
        self.typeDigit(text)

    def _show(self, found: tuple[list[Operator], str]) -> None:
        self._operators, self._hint = found[0][:OPERATORS_MOST], found[1]
        known = {one.id for one in self._operators}
        if self._chosen not in known:
            self._chosen = self._operators[0].id if self._operators else ""
        self._step = Step.ENTER if self._operators else Step.CHOOSE
        self._is_busy = False
        self.context.voice.say(self._step.value)
        self._show_rows()
        self.look()

    def _show_rows(self) -> None:
        self._rows.show(
            [OperatorRow(one.id, one.name, one.id == self._chosen) for one in self._operators]
        )
        self.changed.emit()

    def _show_lock(self, seconds: int) -> None:
        if seconds and not self._lock_s:
            self._timer.start()
        elif not seconds:
            self._timer.stop()
        self._lock_s = seconds
        self.changed.emit()

    def _whole(self) -> None:
        if self._step is Step.ENTER:
            self._sign_in()
        elif self._step is Step.CHOOSE:
            self._take_first()
        elif self._typed == self._first:
            self._add()
        else:
            self._begin_typing()
            self._step, self._differs = Step.CHOOSE, True
            self.context.voice.say("pin.differs")

    def _take_first(self) -> None:
        pin = self._typed
        self._begin_typing()
        try:
            self._first = check_pin(pin)
        except WeakPin as error:
            self._tell(error)
            return
        self._step = Step.AGAIN
        self.context.voice.say(self._step.value)

    def _sign_in(self) -> None:
        pin, chosen, operators = self._typed, self._chosen, self.context.kiosk.operators
        self._is_busy = True
        self.context.background.write(
            lambda: operators.sign_in(operator_id=chosen, pin=pin), self._let_in, self._refused
        )

    def _add(self) -> None:
        pin, operators = self._typed, self.context.kiosk.operators
        name = self.context.words.say("pin.first_name")
        self._is_busy = True
        self.context.background.write(
            lambda: operators.add_operator(name=name, pin=pin), self._let_in, self._refused
        )

    def _let_in(self, operator: Operator) -> None:
        wanted = self._wanted
        self.forget()
        if self.context.navigation.place.page != "pin":
            return
        self.context.operator.enter(operator)
        if wanted.get("page", HOME) == HOME:
            self.context.navigation.home()
        else:
            self.context.navigation.reset(wanted["page"], wanted.get("params", {}))
        self.context.voice.say("operator.spoken")

    def _refused(self, error: KnownError) -> None:
        self._is_busy = False
        self._begin_typing()
        self._tell(error)
        self.look()

    def _tell(self, error: KnownError) -> None:
        self._told = error
        self.context.voice.say(error.key, **error.values)
        self.changed.emit()

    def _begin_typing(self) -> None:
        self._typed, self._first, self._told, self._differs = "", "", None, False
        if self._step is Step.AGAIN:
            self._step = Step.CHOOSE
        self.changed.emit()
