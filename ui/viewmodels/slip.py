"""What a buyer takes along: the code on paper and on the screen, and how far the order got."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot

import ui.qr  # noqa: F401 - registers the code that the page paints
from kiosk.domain.changes import Topic
from kiosk.domain.orders import Order
from kiosk.services.slips import PrintJob
from ui.context import Context, ViewModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.orderview import OrderView


@shown_to_qml
class SlipViewModel(ViewModel):
    """One order.  A fresh one is printed at once: it is on the disk before this page opens."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._order = OrderView(context, self)
        self._order_id = ""
        self._digits = ""
        self._is_fresh = False
        self._is_to_print = False
        self._job: PrintJob | None = None
        self._is_printing = False

    @Property(OrderView, constant=True)
    def order(self) -> OrderView:
        """The order."""
        return self._order

    @Property(bool, notify=changed)
    def isFresh(self) -> bool:
        """Whether the order was placed a moment ago."""
        return self._is_fresh

    @Property(str, notify=changed)
    def digits(self) -> str:
        """The digits of the QR, the same as on the slip."""
        return self._digits

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
        return self._paper_is("failed")

    @Property(bool, notify=changed)
    def paperUnsure(self) -> bool:
        """Whether a person must tell if the paper came out."""
        return self._paper_is("unknown")

    @Property(bool, notify=changed)
    def isPrinting(self) -> bool:
        """Whether a paper is on its way."""
        return self._is_printing

    @Slot()
    def printAgain(self) -> None:
        """Print once more; what may have come out before makes it a copy."""
        order = self._order.order
        if order is None or self._is_printing:
            return
        self._is_printing = True
        self.changed.emit()
        self.context.background.print_(
            lambda: self.context.kiosk.slips.print_slip(number=order.number),
            self._printed,
        )

    @Slot(bool)
    def answerPaper(self, came_out: bool) -> None:
        """Keep what a person saw of a paper nobody is sure about."""
        job = self._job
        if job is not None:
            self.context.background.write(
                lambda: self.context.kiosk.slips.answer_unsure(job_id=job.id, came_out=came_out),
                self._printed,
            )

    def enter(self, place: Place) -> None:
        """Show an order; a fresh one is printed."""
        self.forget()
        self._order_id = str(place.params["order"])
        self._is_fresh = self._is_to_print = bool(place.params.get("fresh", False))
        self._look()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """The pictograms move on as soon as the platform answers."""
        if topics & {Topic.ORDERS, Topic.PARCELS, Topic.SYNC} and self._order_id:
            self._look()

    def retell(self) -> None:
        """The language changed."""
        self._order.retell()
        self.changed.emit()

    def forget(self) -> None:
        """The next person finds no code."""
        self.context.background.drop("slip")
        self._order_id, self._digits, self._is_fresh = "", "", False
        self._job, self._is_printing, self._is_to_print = None, False, False
        self._order.show(None)
        self.changed.emit()

    def _look(self) -> None:
        kiosk, order_id = self.context.kiosk, self._order_id

        def look() -> tuple[Order, str]:
            order = kiosk.ordering.find_order(number=order_id)
            return order, kiosk.slips.token_for(order=order)

        def show(found: tuple[Order, str]) -> None:
            order, self._digits = found
            self._order.show(order)
            self.changed.emit()
            if self._is_to_print:
                self._is_to_print = False
                self.context.voice.say("done.spoken")
                self.printAgain()

        self.context.background.read(look, show, lane="slip")

    def _paper_is(self, state: str) -> bool:
        return self._job is not None and self._job.state == state and not self._is_printing

    def _printed(self, job: PrintJob) -> None:
        order = self._order.order
        if order is None or job.number != order.number:
            return
        self._is_printing, self._job = False, job
        if job.state != "printed":
            self.context.voice.say(f"done.paper_{job.state}")
        self.changed.emit()
