"""The cash desk that checkout and pick-up share: notes tapped, change told in notes and coins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.domain.errors import WrongNumber
from kiosk.domain.money import format_money, parse_minor
from ui.context import Context
from ui.models import RowModel
from ui.registry import shown_to_qml
from ui.viewmodels.tender import Tender, money_picture, tappable_faces

_TYPED: Final = re.compile(r"[0-9]{1,6}(\.[0-9]{0,2})?")
"""An amount while it is typed; six digits and two decimals are the most that is shown."""


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A note or coin, `minor` its value in minor units; `count` where several go back."""

    minor: int
    text: str
    picture: str
    count: int = 1


@shown_to_qml
class CashDesk(QObject):
    """What was given against a total.  Nothing tapped means that the exact sum was given."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject | None = None):
        super().__init__(parent)
        self._context = context
        self._tender = Tender(total_minor=0)
        self._typed = ""
        self._faces = RowModel(MoneyRow, parent=self)
        self._suggestions = RowModel(MoneyRow, parent=self)
        self._change = RowModel(MoneyRow, parent=self)

    @property
    def given_minor(self) -> int:
        """What was given: the exact sum where nothing was tapped."""
        return self._tender.given_minor if self._tender.taps else self._tender.total_minor

    @property
    def is_enough(self) -> bool:
        """Tell whether the money may be taken, for Python."""
        return not self._tender.taps or self._tender.is_enough

    @Property(RowModel, constant=True)
    def faces(self) -> RowModel:
        """The notes and coins to tap, as `MoneyRow`."""
        return self._faces

    @Property(RowModel, constant=True)
    def suggestions(self) -> RowModel:
        """Round amounts a buyer may hand over, as `MoneyRow`."""
        return self._suggestions

    @Property(RowModel, constant=True)
    def changeParts(self) -> RowModel:
        """The notes and coins to give back, as `MoneyRow`."""
        return self._change

    @Property(str, notify=changed)
    def total(self) -> str:
        """What is to be paid."""
        return self._money(self._tender.total_minor)

    @Property(str, notify=changed)
    def given(self) -> str:
        """What was tapped so far."""
        return self._money(self._tender.given_minor)

    @Property(str, notify=changed)
    def missing(self) -> str:
        """What is still missing."""
        return self._money(self._tender.missing_minor)

    @Property(str, notify=changed)
    def change(self) -> str:
        """What goes back."""
        return self._money(self._tender.change_minor)

    @Property(bool, notify=changed)
    def isUntouched(self) -> bool:
        """Whether nothing was tapped yet."""
        return not self._tender.taps

    @Property(bool, notify=changed)
    def isEnough(self) -> bool:
        """Whether what was tapped covers the total."""
        return bool(self._tender.taps) and self._tender.is_enough

    @Property(bool, notify=changed)
    def canConfirm(self) -> bool:
        """Whether the money may be taken: nothing was tapped, so it is exact, or it is enough."""
        return self.is_enough

    @Property(bool, notify=changed)
    def hasChange(self) -> bool:
        """Whether something goes back."""
        return self._tender.change_minor > 0

    @Slot(int)
    def tap(self, face: int) -> None:
        """One more note or coin was given."""
        try:
            self._show(self._tender.add(face))
        except WrongNumber as error:
            self._context.voice.say(error.key)
            self._context.notices.tell(self._context.words.say(error.key), icon="alert")

    @Slot(int)
    def take(self, amount: int) -> None:
        """One round amount was given, in place of all taps."""
        self._show(self._tender.only(amount))

    def type(self, sign: str) -> None:
        """Take one more sign of the amount given, as an operator types it: 20, 12.5."""
        typed = self._typed + ("." if sign in ".,。，" else sign)
        if not _TYPED.fullmatch(typed):
            return
        self._show(self._tender.only(parse_minor(typed.removesuffix("."))))
        self._typed = typed

    @Slot()
    def undo(self) -> None:
        """Take the last tap back."""
        self._show(self._tender.undo())

    def begin(self, total_minor: int, currency: str) -> None:
        """Begin to take a total."""
        self._show(Tender(total_minor, currency))

    def clear(self) -> None:
        """Nobody pays: nothing of what was counted is left."""
        self._show(Tender(total_minor=0, currency=self._tender.currency), speaks=False)

    def retell(self) -> None:
        """The language changed."""
        self._show(self._tender, speaks=False)

    def _show(self, tender: Tender, *, speaks: bool = True) -> None:
        before, self._tender, self._typed = self._tender, tender, ""
        self._faces.show([self._row(face) for face in tappable_faces(tender.currency)])
        self._suggestions.show([self._row(amount) for amount in tender.suggestions()])
        self._change.show([self._row(face, count) for face, count in tender.change_parts()])
        if speaks and tender.change_minor not in (0, before.change_minor):
            self._context.voice.say("pay.spoken_change", change=self._money(tender.change_minor))
        self.changed.emit()

    def _row(self, minor: int, count: int = 1) -> MoneyRow:
        name = money_picture(minor, self._tender.currency)
        return MoneyRow(minor, self._face_text(minor), self._context.pictures.url(name), count)

    def _face_text(self, minor: int) -> str:
        """Return 100元 or 5角: how people call money; other currencies in their own form."""
        say = self._context.words.say
        if self._tender.currency == "CNY" and minor % 100 == 0:
            return say("pay.face_yuan", count=minor // 100)
        if self._tender.currency == "CNY" and minor < 100 and minor % 10 == 0:
            return say("pay.face_jiao", count=minor // 10)
        return self._money(minor)

    def _money(self, minor: int) -> str:
        return format_money(minor, self._tender.currency)
