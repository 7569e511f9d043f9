"""People for the operator: found by a piece of a name or phone, shown whole only on request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.changes import Topic, outcome
from kiosk.domain.people import NAME_MOST, Resident, mask_name, mask_phone
from ui.context import Context, ViewModel
from ui.models import RowModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.composer import Composer
from ui.viewmodels.scans import ScanKind, scan_kind

TEXT_MOST: Final = NAME_MOST


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody found; `isWhole` where the operator asked to see the phone."""

    resident: str
    name: str
    phone: str
    isWhole: bool


@shown_to_qml
class PeopleViewModel(ViewModel):
    """The text, who was found, and whose phone is whole: one at a time, each look audited."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._text = ""
        self._answered = ""
        self._found: list[Resident] = []
        self._whole = ("", "")
        self._rows = RowModel(PersonRow, key="resident", parent=self)
        self._composer = Composer(self)
        self._composer.composed.connect(self.type)
        self._composer.erased.connect(lambda: self.setText(self._text[:-1]))

    @Property(RowModel, constant=True)
    def people(self) -> RowModel:
        """Who was found, as `PersonRow`."""
        return self._rows

    @Property(Composer, constant=True)
    def composer(self) -> Composer:
        """The keyboard on the screen."""
        return self._composer

    @Property(str, notify=changed)
    def text(self) -> str:
        """What is looked for."""
        return self._text

    @Property(bool, notify=changed)
    def foundNobody(self) -> bool:
        """Whether the present text was looked for in vain."""
        return bool(self._text.strip()) and self._answered == self._text and not self._found

    @Slot(str)
    def setText(self, text: str) -> None:
        """Look for a text; any Unicode is allowed, also half a character."""
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")[:TEXT_MOST]
        if text != self._text:
            self._text, self._whole = text, ("", "")
            self.changed.emit()
            self._look()

    @Slot(str)
    def type(self, text: str) -> None:
        """Put a character after the text."""
        self.setText(self._text + text)

    @Slot()
    def clear(self) -> None:
        """Begin again."""
        self.setText("")

    @Slot(str)
    def reveal(self, resident: str) -> None:
        """Show a phone whole; asked again, it is put away."""
        if self._whole[0] == resident:
            self._show_whole("", "")
            return
        residents, operator = self.context.kiosk.residents, self.context.operator.operator_id
        self.context.background.write(
            lambda: outcome(residents.reveal_phone(resident_id=resident, operator=operator)),
            lambda phone: self._show_whole(resident, phone),
        )

    def enter(self, place: Place) -> None:  # noqa: ARG002
        """Begin with nobody."""
        self.forget()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Somebody was registered."""
        if Topic.RESIDENTS in topics and self._text:
            self._look()

    def forget(self) -> None:
        """Whoever comes next finds nobody."""
        self._composer.close()
        self._whole = ("", "")
        self.clear()
        self._show("", [])

    def take_scan(self, text: str) -> bool:
        """A card shows whose it is."""
        if scan_kind(text) is not ScanKind.CARD:
            return False
        self.context.background.read(
            lambda: self.context.kiosk.residents.find_by_card(digits=text),
            lambda resident: self._show(self._text, [resident]),
            lane="people",
        )
        return True

    def take_typing(self, text: str) -> None:
        """Keys typed while no field has them go to the text."""
        self.type(text)

    def _look(self) -> None:
        text = self._text
        self.context.background.read(
            lambda: self.context.kiosk.residents.find_residents(text=text),
            lambda found: self._show(text, found),
            lane="people",
        )

    def _show(self, text: str, found: list[Resident]) -> None:
        self._answered, self._found = text, found
        self._show_rows()

    def _show_whole(self, resident: str, phone: str) -> None:
        is_here = any(one.id == resident for one in self._found)
        self._whole = (resident, phone) if is_here else ("", "")
        self._show_rows()

    def _show_rows(self) -> None:
        self._rows.show([self._row(one) for one in self._found])
        self.changed.emit()

    def _row(self, one: Resident) -> PersonRow:
        is_whole = one.id == self._whole[0]
        if is_whole:
            return PersonRow(one.id, one.name, _grouped(self._whole[1]), True)
        return PersonRow(one.id, mask_name(one.name), mask_phone(one.phone), False)


def _grouped(phone: str) -> str:
    """Return a mobile number as people read it out: 138 1234 5678; others as they are."""
    if len(phone) == 11:
        return f"{phone[:3]} {phone[3:7]} {phone[7:]}"
    return phone
