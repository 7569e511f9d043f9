"""Parcels come in: each is scanned once and gets its place on the shelf, shown large."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from kiosk.services.pickup import ReceivedParcel
from ui.context import Context, ViewModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.orderrows import buyer_name, buyer_picture, slot_text
from ui.viewmodels.scans import ScanKind, goods_or_else, scan_kind

CODE_MOST: Final = 40


@shown_to_qml
class ParcelsViewModel(ViewModel):
    """The place of the parcel that was scanned last, and how many were put away since."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._code = ""
        self._last: ReceivedParcel | None = None
        self._count = 0

    @Property(str, notify=changed)
    def code(self) -> str:
        """The parcel's code as typed so far."""
        return self._code

    @Property(bool, notify=changed)
    def hasLast(self) -> bool:
        """Whether a parcel was scanned."""
        return self._last is not None

    @Property(str, notify=changed)
    def shelf(self) -> str:
        """The URL of the shelf's symbol."""
        name = f"shelf_{self._last.slot.symbol}" if self._last else ""
        return self.context.pictures.url(name)

    @Property(str, notify=changed)
    def shelfNumber(self) -> str:
        """The number on the shelf."""
        return str(self._last.slot.number) if self._last else ""

    @Property(str, notify=changed)
    def place(self) -> str:
        """The place in words."""
        return slot_text(self._last.slot, self.context) if self._last else ""

    @Property(bool, notify=changed)
    def isAlready(self) -> bool:
        """Whether the parcel was scanned in before."""
        return self._last is not None and self._last.already

    @Property(bool, notify=changed)
    def isUnexpected(self) -> bool:
        """Whether nobody here waits for the parcel."""
        return self._last is not None and self._last.order is None

    @Property(str, notify=changed)
    def word(self) -> str:
        """The key of the words for what to do with the parcel."""
        return parcel_word(self._last) if self._last else "parcels.hint"

    @Property(str, notify=changed)
    def buyerName(self) -> str:
        """Whose it is, masked."""
        order = self._last.order if self._last else None
        return buyer_name(order.buyer) if order else ""

    @Property(str, notify=changed)
    def buyerPicture(self) -> str:
        """The picture of whose it is."""
        order = self._last.order if self._last else None
        return buyer_picture(order.buyer, self.context) if order else ""

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many were put away since the page was opened from home."""
        return self._count

    @Slot(str)
    def setCode(self, code: str) -> None:
        """Take what an operator typed."""
        self._code = code.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")[:CODE_MOST]
        self.changed.emit()

    @Slot(str)
    def typeDigit(self, digit: str) -> None:
        """One more sign of the code."""
        self.setCode(self._code + digit)

    @Slot()
    def eraseDigit(self) -> None:
        """Take the last sign away."""
        self.setCode(self._code[:-1])

    @Slot()
    def clearCode(self) -> None:
        """Begin again."""
        self.setCode("")

    @Slot()
    def receive(self) -> None:
        """Put the parcel whose code was typed on the shelf."""
        if self._code.strip():
            self._receive(self._code)

    def enter(self, place: Place) -> None:  # noqa: ARG002
        """Begin to count."""
        self._last, self._count = None, 0
        self.clearCode()

    def retell(self) -> None:
        """The language changed."""
        self.changed.emit()

    def forget(self) -> None:
        """Whoever comes next sees no name."""
        self._last = None
        self.clearCode()

    def take_scan(self, text: str) -> bool:
        """A parcel's label or slip; goods go into the basket, a card belongs to no parcel."""
        kind = scan_kind(text)
        if kind is ScanKind.OTHER:
            goods_or_else(self.context, text, self._receive)
        elif kind is ScanKind.SLIP:
            self._receive(text)
        return kind is not ScanKind.CARD

    def take_typing(self, text: str) -> None:
        """Keys typed while no field has them go to the code."""
        self.typeDigit(text)

    def _receive(self, code: str) -> None:
        self.context.background.write(
            lambda: self.context.kiosk.pickup.receive_parcel(code=code), self._received
        )

    def _received(self, parcel: ReceivedParcel) -> None:
        self._last = parcel
        self._count += 0 if parcel.already else 1
        self.clearCode()
        place = slot_text(parcel.slot, self.context)
        self.context.voice.say(f"{parcel_word(parcel)}_spoken", place=place)


def parcel_word(parcel: ReceivedParcel) -> str:
    """Return the key of the words for what to do with a parcel."""
    if parcel.order is None:
        return "parcels.unexpected"
    return "parcels.already" if parcel.already else "parcels.put_here"
