"""Read-back, consent and cash: from the basket to the order that is on the disk for good."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.changes import Topic
from kiosk.domain.errors import KnownError
from kiosk.domain.money import format_money
from kiosk.domain.orders import Basket, Order, Pay
from kiosk.domain.people import Buyer
from ui.context import Context, ViewModel
from ui.models import RowModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.cash import CashDesk
from ui.viewmodels.orderrows import LineRow, buyer_detail, buyer_name, buyer_picture, line_rows

_NOBODY = Buyer(name="")


@shown_to_qml
class CheckoutViewModel(ViewModel):
    """The basket is held still while it is read back; what was agreed to is what is placed.

    Before any way of paying is offered the station must be able to keep an order: a full disk is
    told before money changes hands.  A basket that changes meanwhile is read back again.
    """

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._buyer = _NOBODY
        self._basket = Basket(id="")
        self._lines = RowModel(LineRow, key="sku", parent=self)
        self._cash = CashDesk(context, self)
        self._is_ready = False
        self._is_busy = False

    @Property(RowModel, constant=True)
    def lines(self) -> RowModel:
        """What is being bought, as `LineRow`."""
        return self._lines

    @Property(CashDesk, constant=True)
    def cash(self) -> CashDesk:
        """The cash desk."""
        return self._cash

    @Property(str, notify=changed)
    def total(self) -> str:
        """The sum as money."""
        return format_money(self._basket.total_minor, self._basket.currency)

    @Property(int, notify=changed)
    def kinds(self) -> int:
        """How many lines there are."""
        return len(self._basket.lines)

    @Property(int, notify=changed)
    def catalogueVersion(self) -> int:
        """The version of the catalogue that the prices are from."""
        return self._basket.catalogue_version

    @Property(str, notify=changed)
    def buyerName(self) -> str:
        """Who it is for, masked."""
        return buyer_name(self._buyer)

    @Property(str, notify=changed)
    def buyerDetail(self) -> str:
        """The masked phone, empty for a guest."""
        return buyer_detail(self._buyer)

    @Property(str, notify=changed)
    def buyerPicture(self) -> str:
        """The picture of the buyer."""
        return buyer_picture(self._buyer, self.context)

    @Property(bool, notify=changed)
    def canPay(self) -> bool:
        """Whether an order can be kept now and none is being placed."""
        return self._may_pay()

    @Property(bool, notify=changed)
    def isBusy(self) -> bool:
        """Whether the order is being written down."""
        return self._is_busy

    @Slot()
    def payCash(self) -> None:
        """Agreed; the money is counted next."""
        if self._may_pay():
            self.context.navigation.go("cash")

    @Slot()
    def payOnPickup(self) -> None:
        """Agreed; the order is placed and paid when it is collected."""
        self._place(Pay.ON_PICKUP, 0)

    @Slot()
    def confirmCash(self) -> None:
        """The money lies in the till; the order is placed."""
        if self._cash.is_enough:
            self._place(Pay.CASH, self._cash.given_minor)

    def enter(self, place: Place) -> None:
        """Read the basket back, or count the money for what was agreed to."""
        self._is_busy = False
        if place.page == "cash":
            self._cash.begin(self._basket.total_minor, self._basket.currency)
            self.changed.emit()
            return
        self._buyer = place.params.get("buyer", _NOBODY)
        self._is_ready = False
        self._read_back()
        self.context.background.read(self._check, self._show_ready, lane="checkout.ready")

    def refresh(self, topics: frozenset[Topic]) -> None:
        """A basket that changed while it was agreed to is read back again."""
        if topics & {Topic.BASKET, Topic.CATALOGUE} and self._is_shown() and not self._is_busy:
            self._read_back()

    def retell(self) -> None:
        """The language changed."""
        self._show_lines()
        self._cash.retell()

    def forget(self) -> None:
        """The next person finds nothing of this one."""
        self._buyer, self._basket, self._is_ready = _NOBODY, Basket(id=""), False
        self._cash.clear()
        self._show_lines()

    @property
    def is_committing(self) -> bool:
        """Tell whether an order is being written down."""
        return self._is_busy

    def take_typing(self, text: str) -> None:
        """An operator chooses how to pay by the tile's number, and types the amount given."""
        if not self.context.operator.is_on:
            return
        if self.context.navigation.place.page == "cash":
            self._cash.type(text)
        elif text == "1":
            self.payCash()
        elif text == "2":
            self.payOnPickup()

    def _may_pay(self) -> bool:
        return self._is_ready and not self._is_busy and bool(self._basket.lines)

    def _is_shown(self) -> bool:
        return self.context.navigation.place.page in {"review", "cash"}

    def _check(self) -> bool:
        self.context.kiosk.ordering.check_ready()
        return True

    def _show_ready(self, ready: bool) -> None:
        self._is_ready = ready
        self.changed.emit()

    def _read_back(self) -> None:
        self.context.background.read(
            self.context.kiosk.shopping.current_basket, self._show, lane="checkout.basket"
        )

    def _show(self, basket: Basket) -> None:
        if self.context.navigation.place.page == "cash":
            if basket != self._basket:
                self.context.navigation.back()
            return
        self._basket = basket
        self._show_lines()
        if basket.lines:
            total = format_money(basket.total_minor, basket.currency)
            self.context.voice.say("review.spoken", total=total)

    def _show_lines(self) -> None:
        self._lines.show(line_rows(self._basket.lines, self._basket.currency, self.context))
        self.changed.emit()

    def _place(self, pay: Pay, given_minor: int) -> None:
        if not self._may_pay():
            return
        self._is_busy = True
        self.changed.emit()
        basket, buyer = self._basket, self._buyer
        self.context.background.write(
            lambda: self.context.kiosk.ordering.place_order(
                basket=basket, buyer=buyer, pay=pay, given_minor=given_minor
            ),
            self._placed,
            self._refused,
        )

    def _placed(self, order: Order) -> None:
        self.forget()
        self.context.known.forget()
        self._is_busy = False
        self.context.navigation.reset("done", {"order": order.id, "fresh": True})

    def _refused(self, error: KnownError) -> None:
        self._is_busy = False
        self.changed.emit()
        self.context.background.known.emit(error)
