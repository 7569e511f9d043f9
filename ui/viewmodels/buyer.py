"""Who buys: a guest with a pick-up name, a resident by card or phone, or a new resident."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.errors import KnownError, WrongInput
from kiosk.domain.people import Buyer, Resident, clean_phone, mask_name, mask_phone
from ui.context import Context, ViewModel
from ui.models import RowModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.composer import Composer
from ui.viewmodels.guests import free_guest_name, guests_shown, names_taken
from ui.viewmodels.scans import ScanKind, scan_kind

SURNAMES: Final = ("王", "李", "张", "刘", "陈", "杨", "黄", "赵")
"""The eight most common family names of the 2020 census report of the Ministry of Public Security;
others are typed by the operator."""
TITLES: Final = {"mr": "先生", "ms": "女士"}
PHONE_MOST: Final = 15
PHONE_SHOWN: Final = 4
RESIDENTS_MOST: Final = 8
_ORDERS_LOOKED_AT: Final = 500


@dataclass(frozen=True, slots=True)
class GuestRow:
    """A pick-up name to choose."""

    guest: str
    name: str
    picture: str


@dataclass(frozen=True, slots=True)
class ResidentRow:
    """A resident to choose among those who share a phone, masked."""

    resident: str
    name: str
    phone: str


@shown_to_qml
class BuyerViewModel(ViewModel):
    """The pages before the read-back; each way ends there with a buyer."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._guests = RowModel(GuestRow, parent=self)
        self._residents = RowModel(ResidentRow, key="resident", parent=self)
        self._found: list[Resident] = []
        self._turn = 0
        self._phone = ""
        self._surname = ""
        self._name = ""
        self._is_writing = False
        self._composer = Composer(self)
        self._composer.composed.connect(lambda text: self.setName(self._name + text))
        self._composer.erased.connect(lambda: self.setName(self._name[:-1]))
        self._is_new = False
        self._is_unknown = False
        self._is_busy = False

    @Property(RowModel, constant=True)
    def guests(self) -> RowModel:
        """Eight pick-up names, as `GuestRow`."""
        return self._guests

    @Property(RowModel, constant=True)
    def residents(self) -> RowModel:
        """Those who share the phone, as `ResidentRow`."""
        return self._residents

    @Property(str, notify=changed)
    def phoneShown(self) -> str:
        """The number as typed, all but its last four digits hidden."""
        hidden = len(self._phone) - PHONE_SHOWN
        return "*" * hidden + self._phone[-PHONE_SHOWN:] if hidden > 0 else self._phone

    @Property(bool, notify=changed)
    def canLook(self) -> bool:
        """Whether what was typed can be a number."""
        return _is_phone(self._phone) and not self._is_busy

    @Property(bool, notify=changed)
    def isNew(self) -> bool:
        """Whether the number is asked for to register somebody."""
        return self._is_new

    @Property(bool, notify=changed)
    def isUnknown(self) -> bool:
        """Whether nobody has the number that was looked for."""
        return self._is_unknown

    @Property(str, notify=changed)
    def surname(self) -> str:
        """The family name chosen so far."""
        return self._surname

    @Property(str, notify=changed)
    def name(self) -> str:
        """A new resident's name as the operator writes it."""
        return self._name

    @Property(bool, notify=changed)
    def isWriting(self) -> bool:
        """Whether the operator writes the name."""
        return self._is_writing

    @Property(Composer, constant=True)
    def composer(self) -> Composer:
        """The keyboard on the screen, for operators."""
        return self._composer

    @Property(list, constant=True)
    def surnames(self) -> list[str]:
        """The family names to choose from."""
        return list(SURNAMES)

    @Slot()
    def askCard(self) -> None:
        """Ask for the card; it may be scanned on every one of these pages."""
        self.context.voice.say("who.scan_card")
        self.context.notices.tell(self.context.words.say("who.scan_card"), icon="card")

    @Slot(str)
    def typeDigit(self, digit: str) -> None:
        """One more digit of the phone."""
        if digit.isascii() and digit.isdigit() and len(self._phone) < PHONE_MOST:
            self._set_phone(self._phone + digit)

    @Slot()
    def eraseDigit(self) -> None:
        """Take the last digit away."""
        self._set_phone(self._phone[:-1])

    @Slot()
    def clearPhone(self) -> None:
        """Begin the number again."""
        self._set_phone("")

    @Slot()
    def moreGuests(self) -> None:
        """Show other pick-up names."""
        self._turn += 1
        self._show_guests()

    @Slot(str)
    def chooseGuest(self, guest: str) -> None:
        """Go on as a guest under a name that nobody else waits by."""
        kiosk, word = self.context.kiosk, self.context.words.say(f"who.{guest}")

        def look() -> str:
            orders = kiosk.ordering.list_orders(limit=_ORDERS_LOOKED_AT)
            return free_guest_name(word, names_taken(orders, kiosk.clock.now_ms()))

        self.context.background.read(
            look, lambda name: self._go_on(Buyer(name=name, picture=guest)), lane="who"
        )

    @Slot()
    def lookUp(self) -> None:
        """Look for the phone; in registering, go on to the name."""
        if self._is_busy or not _is_phone(self._phone):
            return
        if self._is_new:
            self.registerPhone()
            return
        phone = self._phone
        self.context.background.read(
            lambda: self.context.kiosk.residents.find_by_phone(phone=phone),
            self._looked_up,
            lane="who",
        )

    @Slot(str)
    def chooseResident(self, resident: str) -> None:
        """Go on as one of those who share the phone."""
        chosen = next((one for one in self._found if one.id == resident), None)
        if chosen is not None:
            self._go_on(buyer_of(chosen))

    @Slot()
    def registerPhone(self) -> None:
        """Go on to the name of a new resident with the phone as typed."""
        self.context.navigation.go("register", {"phone": self._phone})

    @Slot()
    def registerWithoutPhone(self) -> None:
        """Go on to the name of a new resident who has no phone."""
        self._set_phone("")
        self.registerPhone()

    @Slot(str)
    def chooseSurname(self, surname: str) -> None:
        """Keep the family name; how to be called comes next.  Empty chooses anew."""
        self._surname, self._is_writing = surname, False
        if surname:
            self.context.voice.say("who.address")
        self.changed.emit()

    @Slot()
    def writeName(self) -> None:
        """The operator writes the name; a resident is asked to call one, whose PIN comes first."""
        if not self.context.operator.is_on:
            params = {"phone": self._phone, "writing": True}
            self.context.navigation.go("pin", {"page": "register", "params": params})
            return
        self._is_writing = True
        self.changed.emit()

    @Slot(str)
    def setName(self, name: str) -> None:
        """Take the name as written so far; any Unicode is allowed, also half a character."""
        self._name = name.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        self.changed.emit()

    @Slot(str)
    def chooseAddress(self, title: str) -> None:
        """Register under the family name and `mr` or `ms`; the name is Chinese in any language."""
        self.registerName(self._surname + TITLES[title])

    @Slot(str)
    def registerName(self, name: str) -> None:
        """Register a new resident; works without a network."""
        if self._is_busy:
            return
        self._set_busy(True)
        phone = self._phone
        self.context.background.write(
            lambda: self.context.kiosk.residents.register_resident(name=name, phone=phone),
            lambda resident: self._go_on(buyer_of(resident)),
            self._refused,
        )

    def enter(self, place: Place) -> None:
        """Begin a page."""
        self._set_busy(False)
        if place.page == "who":
            self.forget()
        elif place.page == "guest":
            self._show_guests()
        elif place.page == "phone":
            self._is_new = bool(place.params.get("new", False))
            self._set_phone(self._phone)
        else:
            self._phone = str(place.params.get("phone", ""))
            self.setName("")
            self.chooseSurname("")
            if place.params.get("writing"):
                self.writeName()

    def retell(self) -> None:
        """The language changed."""
        if self._guests.count:
            self._show_guests()

    def forget(self) -> None:
        """The next person finds no number and no name."""
        self._turn, self._surname, self._name = 0, "", ""
        self._is_writing = False
        self._composer.close()
        self.context.background.drop("who")
        self.clearPhone()

    @property
    def is_committing(self) -> bool:
        """Tell whether a new resident is being registered."""
        return self._is_busy

    def take_scan(self, text: str) -> bool:
        """A card scanned on any page of these says who buys."""
        if scan_kind(text) is not ScanKind.CARD:
            return False
        self._take_card(text)
        return True

    def take_typing(self, text: str) -> None:
        """Digits typed on a keyboard go to the phone; an operator chooses tiles by their number."""
        page = self.context.navigation.place.page
        if page == "phone":
            self.typeDigit(text)
        elif self.context.operator.is_on and text.isascii() and text.isdigit():
            self._choose_tile(page, int(text) - 1)

    def _choose_tile(self, page: str, place: int) -> None:
        go = self.context.navigation.go
        ways: list[Callable[[], None]] = []
        if page == "who":
            new = {"new": True}
            ways = [
                self.askCard,
                lambda: go("phone"),
                lambda: go("guest"),
                lambda: go("phone", new),
            ]
        elif page == "guest":
            ways = [partial(self.chooseGuest, row.guest) for row in self._guests.rows]
        if 0 <= place < len(ways):
            ways[place]()

    def remember_card(self, digits: str) -> None:
        """Know whose card was scanned while goods are still being chosen, and say so."""

        def found(resident: Resident) -> None:
            self.context.known.buyer = buyer_of(resident)
            told = self.context.words.say("who.noted", name=mask_name(resident.name))
            self.context.notices.tell(told, icon="user-check")
            self.context.voice.say("who.noted_spoken")

        self.context.background.read(
            lambda: self.context.kiosk.residents.find_by_card(digits=digits), found, lane="who"
        )

    def _take_card(self, digits: str) -> None:
        self.context.background.read(
            lambda: self.context.kiosk.residents.find_by_card(digits=digits),
            lambda resident: self._go_on(buyer_of(resident)),
            lane="who",
        )

    def _looked_up(self, found: list[Resident]) -> None:
        self._is_unknown = not found
        if len(found) == 1:
            self._go_on(buyer_of(found[0]))
            return
        self.context.voice.say("who.which" if found else "who.unknown_phone")
        self._show_residents(found[:RESIDENTS_MOST])

    def _show_residents(self, found: list[Resident]) -> None:
        self._found = found
        self._residents.show(
            [ResidentRow(one.id, mask_name(one.name), mask_phone(one.phone)) for one in found]
        )
        self.changed.emit()

    def _show_guests(self) -> None:
        say, url = self.context.words.say, self.context.pictures.url
        self._guests.show(
            [GuestRow(name, say(f"who.{name}"), url(name)) for name in guests_shown(self._turn)]
        )

    def _set_phone(self, phone: str) -> None:
        self._phone, self._is_unknown = phone, False
        self._show_residents([])

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self.changed.emit()

    def _refused(self, error: KnownError) -> None:
        self._set_busy(False)
        self.context.background.known.emit(error)

    def _go_on(self, buyer: Buyer) -> None:
        self.context.known.buyer = buyer
        self.context.navigation.go("review", {"buyer": buyer})


def buyer_of(resident: Resident) -> Buyer:
    """Return the buyer that a resident is."""
    return Buyer(name=resident.name, resident_id=resident.id, phone=resident.phone)


def _is_phone(text: str) -> bool:
    try:
        return bool(clean_phone(text))
    except WrongInput:
        return False
