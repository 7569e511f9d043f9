"""Home: four choices, the baskets set aside, and the operator's door and desk."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.changes import Topic
from kiosk.domain.money import format_money
from kiosk.services.shopping import ParkedBasket
from kiosk.services.station import StationStatus
from ui.context import Context, ViewModel
from ui.models import RowModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.desk import Desk


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """A basket set aside, known by its pictogram."""

    basket: str
    picture: str
    name: str
    total: str
    lines: int
    first: str
    second: str
    third: str


def parked_row(parked: ParkedBasket, context: Context) -> ParkedRow:
    """Return how a parked basket is shown."""
    url = context.pictures.url
    shown = [url(name) for name in parked.pictures[:3]] + ["", "", ""]
    return ParkedRow(
        basket=parked.id,
        picture=url(parked.picture),
        name=context.words.say(f"who.{parked.picture}"),
        total=format_money(parked.total_minor, parked.currency),
        lines=parked.lines,
        first=shown[0],
        second=shown[1],
        third=shown[2],
    )


@shown_to_qml
class HomeViewModel(ViewModel):
    """What the home page shows beside its four choices."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._parked = RowModel(ParkedRow, key="basket", parent=self)
        self._desk = Desk(context, self)

    @Property(RowModel, constant=True)
    def parked(self) -> RowModel:
        """The baskets set aside, as `ParkedRow`."""
        return self._parked

    @Property(Desk, constant=True)
    def desk(self) -> Desk:
        """What the operator sees here."""
        return self._desk

    @Property(str, notify=changed)
    def door(self) -> str:
        """The words on the operator's door, with how many questions wait behind it."""
        count = self._desk.property("questions")
        return self.context.words.say(
            "operator.door_count" if count else "operator.door", count=count
        )

    @Slot(str)
    def takeUp(self, basket: str) -> None:
        """Open a parked basket again."""
        self.context.background.write(
            lambda: self.context.kiosk.shopping.take_up_basket(basket_id=basket),
            lambda _: self.context.navigation.go("basket"),
        )

    def enter(self, place: Place) -> None:  # noqa: ARG002
        """Look at the shelves and the counts."""
        self.refresh(frozenset({Topic.BASKET, Topic.ORDERS}))

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Ask for what may have changed."""
        kiosk, read = self.context.kiosk, self.context.background.read
        if Topic.BASKET in topics:
            read(kiosk.shopping.list_parked, self._show_parked, lane="home.parked")
        if topics & {Topic.ORDERS, Topic.PARCELS, Topic.ATTENTION, Topic.SYNC}:
            read(kiosk.station.status, self._show_status, lane="home.status")
            self._desk.look()

    def retell(self) -> None:
        """The language changed."""
        self._desk.retell()
        self.changed.emit()

    def _show_parked(self, parked: list[ParkedBasket]) -> None:
        self._parked.show([parked_row(basket, self.context) for basket in parked])

    def _show_status(self, status: StationStatus) -> None:
        self._desk.count(status)
        self.changed.emit()
