"""What a buyer takes along: the code, where and when to collect, how far the order got, the paper."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.changes import Outcome, Topic
from kiosk.domain.money import format_money
from kiosk.domain.orders import Order
from kiosk.services.slips import PrintJob
from ui.context import Context, ViewModel
from ui.models import RowModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.dates import day_text
from ui.viewmodels.orderrows import (
    LineRow,
    buyer_detail,
    buyer_name,
    buyer_picture,
    line_rows,
    place_text,
    shelf_number,
    shelf_picture,
    state_text,
)

_PROMISES: Final = {1: "done.promise", 2: "done.promise_sent", 3: "done.promise_accepted"}
_OVER: Final = frozenset({"cancelled", "refused"})


@shown_to_qml
class SlipViewModel(ViewModel):
    """One order.  A fresh one is printed at once: it is on the disk before this page opens."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._order: Order | None = None
        self._order_id = ""
        self._digits = ""
        self._is_fresh = False
        self._job: PrintJob | None = None
        self._is_printing = False
        self._lines = RowModel(LineRow, parent=self)

    @Property(RowModel, constant=True)
    def lines(self) -> RowModel:
        """What was bought, as `LineRow`."""
        return self._lines

    @Property(bool, notify=changed)
    def isFresh(self) -> bool:
        """Whether the order was placed a moment ago."""
        return self._is_fresh

    @Property(str, notify=changed)
    def digits(self) -> str:
        """The digits of the QR, the same as on the slip."""
        return self._digits

    @Property(str, notify=changed)
    def code(self) -> str:
        """The short code to be read aloud."""
        return self._order.short_code if self._order else ""

    @Property(str, notify=changed)
    def number(self) -> str:
        """The order's lasting number."""
        return self._order.number if self._order else ""

    @Property(str, notify=changed)
    def buyerName(self) -> str:
        """Who it is for, masked."""
        return buyer_name(self._order.buyer) if self._order else ""

    @Property(str, notify=changed)
    def buyerDetail(self) -> str:
        """The masked phone, empty for a guest."""
        return buyer_detail(self._order.buyer) if self._order else ""

    @Property(str, notify=changed)
    def buyerPicture(self) -> str:
        """The picture of the buyer."""
        return buyer_picture(self._order.buyer, self.context) if self._order else ""

    @Property(int, notify=changed)
    def honesty(self) -> int:
        """How far the order got: 1 written down here, 2 sent, 3 accepted."""
        return self._order.honesty if self._order else 1

    @Property(str, notify=changed)
    def promise(self) -> str:
        """The key of the words for how far the order got."""
        if self._order and self._order.order_state in _OVER:
            return "done.promise_over"
        return _PROMISES[self.honesty]

    @Property(bool, notify=changed)
    def isDue(self) -> bool:
        """Whether something is still to be paid."""
        return bool(self._order and self._order.due_minor)

    @Property(str, notify=changed)
    def amount(self) -> str:
        """What is due, or what was paid where nothing is due."""
        if self._order is None:
            return ""
        minor = self._order.due_minor or self._order.paid_minor
        return format_money(minor, self._order.currency)

    @Property(str, notify=changed)
    def change(self) -> str:
        """What goes back of the cash given; empty for nothing."""
        if self._order is None or not self._order.change_minor:
            return ""
        return format_money(self._order.change_minor, self._order.currency)

    @Property(str, notify=changed)
    def when(self) -> str:
        """When to collect, or how far the goods are."""
        if self._order is None:
            return ""
        until = day_text(self._order.collect_until, self.context.words.language)
        if until and self._order.fulfilment_state == "ready_for_pickup":
            return self.context.words.say("done.until", date=until)
        if self._is_fresh:
            return self.context.words.say("done.when")
        return state_text(self._order, self.context)

    @Property(str, notify=changed)
    def shelf(self) -> str:
        """The URL of the shelf's symbol; empty while there is no place."""
        return shelf_picture(self._order, self.context) if self._order else ""

    @Property(str, notify=changed)
    def shelfNumber(self) -> str:
        """The number on the shelf."""
        return shelf_number(self._order) if self._order else ""

    @Property(str, notify=changed)
    def place(self) -> str:
        """The place on the shelf in words."""
        return place_text(self._order, self.context) if self._order else ""

    @Property(str, notify=changed)
    def paperText(self) -> str:
        """How the paper is doing, in words; empty while none was asked for."""
        say = self.context.words.say
        if self._is_printing:
            return say("done.printing")
        if self._job is None:
            return ""
        if self._job.state == "printed" and self._job.copy > 1:
            return say("done.copy", count=self._job.copy)
        return say(f"done.paper_{self._job.state}")

    @Property(bool, notify=changed)
    def paperFailed(self) -> bool:
        """Whether the paper did not come: the code on the screen is the slip then."""
        return self._job is not None and self._job.state == "failed" and not self._is_printing

    @Property(bool, notify=changed)
    def paperUnsure(self) -> bool:
        """Whether a person must tell if the paper came out."""
        return self._job is not None and self._job.state == "unknown" and not self._is_printing

    @Property(bool, notify=changed)
    def isPrinting(self) -> bool:
        """Whether a paper is on its way."""
        return self._is_printing

    @Slot()
    def printAgain(self) -> None:
        """Print once more; what may have come out before makes it a copy."""
        if self._order is None or self._is_printing:
            return
        self._is_printing = True
        self.changed.emit()
        number, language = self._order.number, self.context.words.language
        self.context.background.print_(
            lambda: self.context.kiosk.slips.print_slip(
                number=number, language="zh_CN" if language == "zh_CN" else "en"
            ),
            self._printed,
        )

    @Slot(bool)
    def answerPaper(self, came_out: bool) -> None:
        """Keep what a person saw of a paper nobody is sure about."""
        job = self._job
        if job is None:
            return

        def answer() -> Outcome[PrintJob]:
            return self.context.kiosk.slips.answer_unsure(job_id=job.id, came_out=came_out)

        self.context.background.write(answer, self._printed)

    def enter(self, place: Place) -> None:
        """Show an order; a fresh one is printed."""
        self.forget()
        self._order_id = str(place.params["order"])
        self._is_fresh = bool(place.params.get("fresh", False))
        self._look(first=True)

    def refresh(self, topics: frozenset[Topic]) -> None:
        """The pictograms move on as soon as the platform answers."""
        if topics & {Topic.ORDERS, Topic.PARCELS, Topic.SYNC} and self._order_id:
            self._look(first=False)

    def retell(self) -> None:
        """The language changed."""
        if self._order is not None:
            self._show_lines(self._order)
        self.changed.emit()

    def forget(self) -> None:
        """The next person finds no code."""
        self._order, self._order_id, self._digits = None, "", ""
        self._job, self._is_fresh = None, False
        self._lines.show([])
        self.context.background.drop("slip")
        self.changed.emit()

    def _look(self, *, first: bool) -> None:
        kiosk, order_id = self.context.kiosk, self._order_id

        def look() -> tuple[Order, str]:
            order = kiosk.ordering.find_order(number=order_id)
            return order, kiosk.slips.token_for(order=order)

        def show(found: tuple[Order, str]) -> None:
            self._order, self._digits = found
            self._show_lines(found[0])
            self.changed.emit()
            if first and self._is_fresh:
                self.context.voice.say("done.spoken", code=found[0].short_code)
                self.printAgain()

        self.context.background.read(look, show, lane="slip")

    def _show_lines(self, order: Order) -> None:
        self._lines.show(line_rows(order.lines, order.currency, self.context))

    def _printed(self, job: PrintJob) -> None:
        self._is_printing = False
        if self._order is not None and job.number == self._order.number:
            self._job = job
            if job.state != "printed":
                self.context.voice.say(f"done.paper_{job.state}")
        self.changed.emit()
