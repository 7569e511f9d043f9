"""Questions only a person may answer: why, what may be done, and consent before money moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.attention import AttentionItem, Choice, Reason
from kiosk.domain.changes import Topic
from kiosk.domain.errors import NotFound
from kiosk.domain.money import format_money
from kiosk.domain.orders import Order
from kiosk.services.attention import Resolution
from ui.context import Context, ViewModel
from ui.models import RowModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.orderrows import buyer_name, buyer_picture
from ui.viewmodels.orderview import OrderView

SHOWN: Final = 5
"""Questions on a page of the list."""

_GLYPHS: Final = {
    Choice.ACCEPT_PRICE: "check",
    Choice.WAIT: "clock",
    Choice.CANCEL_REFUND: "refund",
    Choice.SUBSTITUTE: "exchange",
    Choice.RETRY: "refresh",
    Choice.SEEN: "eye",
}
_ASKED_ABOUT: Final = frozenset({Choice.ACCEPT_PRICE, Choice.CANCEL_REFUND, Choice.SUBSTITUTE})
"""Choices that move money or end an order, so they are read back first."""

Question = tuple[AttentionItem, Order | None]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in the list."""

    item: str
    reason: str
    number: str
    name: str
    picture: str
    isChosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A way to answer."""

    choice: str
    word: str
    glyph: str


@shown_to_qml
class AttentionViewModel(ViewModel):
    """The list, the question that is open, and the consent to its answer."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._questions: list[Question] = []
        self._rows = RowModel(QuestionRow, key="item", parent=self)
        self._choices = RowModel(ChoiceRow, parent=self)
        self._order = OrderView(context, self)
        self._page = 0
        self._chosen = ""
        self._asking: Choice | None = None
        self._is_loaded = False
        self._is_busy = False

    @Property(RowModel, constant=True)
    def questions(self) -> RowModel:
        """The questions on this page, as `QuestionRow`."""
        return self._rows

    @Property(RowModel, constant=True)
    def choices(self) -> RowModel:
        """The ways to answer the open question, as `ChoiceRow`."""
        return self._choices

    @Property(OrderView, constant=True)
    def order(self) -> OrderView:
        """The order that the open question is about."""
        return self._order

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many questions are open."""
        return len(self._questions)

    @Property(bool, notify=changed)
    def isEmpty(self) -> bool:
        """Whether nothing is asked, which is known only once it was looked for."""
        return self._is_loaded and not self._questions

    @Property(bool, notify=changed)
    def hasMore(self) -> bool:
        """Whether there are more than show at a time."""
        return len(self._questions) > SHOWN

    @Property(bool, notify=changed)
    def hasOrder(self) -> bool:
        """Whether the open question is about an order."""
        question = self._open()
        return question is not None and question[1] is not None

    @Property(str, notify=changed)
    def reason(self) -> str:
        """The key of the words for why; empty while no question is open."""
        question = self._open()
        return f"attention.reason_{question[0].reason.value}" if question else ""

    @Property(str, notify=changed)
    def detail(self) -> str:
        """What the platform said, in its own words, or the code of the parcel in question."""
        question = self._open()
        if question is None or not question[0].detail:
            return ""
        is_parcel = question[0].reason is Reason.UNEXPECTED_PARCEL
        key = "attention.parcel_code" if is_parcel else "attention.platform_says"
        return self.context.words.say(key, words=question[0].detail)

    @Property(str, notify=changed)
    def oldTotal(self) -> str:
        """What the order costs until now."""
        question = self._open()
        order = question[1] if question else None
        return format_money(order.total_minor, order.currency) if order else ""

    @Property(str, notify=changed)
    def newTotal(self) -> str:
        """What it would cost now; empty where the price is not in question."""
        question = self._open()
        if question is None or question[0].reason is not Reason.PRICE_CHANGED:
            return ""
        return format_money(question[0].total_minor, self._currency())

    @Property(bool, notify=changed)
    def isAsking(self) -> bool:
        """Whether consent to an answer is being asked for."""
        return self._asking is not None

    @Property(str, notify=changed)
    def consent(self) -> str:
        """The key of the words that ask for consent."""
        return self._consent()

    @Property(str, notify=changed)
    def refund(self) -> str:
        """The cash to give back if the answer stands; empty for none."""
        minor = self._refund_minor()
        return format_money(minor, self._currency()) if minor else ""

    @Property(bool, notify=changed)
    def canAnswer(self) -> bool:
        """Whether no answer is on its way."""
        return not self._is_busy

    @Slot(str)
    def choose(self, item: str) -> None:
        """Open a question."""
        self._chosen, self._asking = item, None
        self._show()

    @Slot()
    def turn(self) -> None:
        """Show the next questions; after the last come the first."""
        self._page = (self._page + 1) % max(1, -(-len(self._questions) // SHOWN))
        self._chosen = ""
        self._show()

    @Slot(str)
    def answer(self, choice: str) -> None:
        """Answer the open question; what moves money is asked about first."""
        wanted = Choice(choice)
        if wanted in _ASKED_ABOUT:
            self._asking = wanted
            self.context.voice.say(self._consent())
            self.changed.emit()
        else:
            self._resolve(wanted)

    @Slot()
    def agree(self) -> None:
        """The answer stands."""
        if self._asking is not None:
            self._resolve(self._asking)

    @Slot()
    def decline(self) -> None:
        """Nothing was decided."""
        self._asking = None
        self.changed.emit()

    def enter(self, place: Place) -> None:  # noqa: ARG002
        """Look for what is asked."""
        self.forget()
        self._look()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """The platform asked something, or events have answered."""
        if topics & {Topic.ATTENTION, Topic.ORDERS} and self._is_loaded:
            self._look()

    def retell(self) -> None:
        """The language changed."""
        self._show()

    def forget(self) -> None:
        """Whoever comes next finds no names."""
        self.context.background.drop("attention")
        self._questions, self._page = [], 0
        self._chosen, self._asking = "", None
        self._is_loaded, self._is_busy = False, False
        self._show()

    def _look(self) -> None:
        kiosk = self.context.kiosk

        def order_of(item: AttentionItem) -> Order | None:
            try:
                return kiosk.ordering.find_order(number=item.order_id) if item.order_id else None
            except NotFound:
                return None

        self.context.background.read(
            lambda: [(item, order_of(item)) for item in kiosk.attention.list_items()],
            self._looked,
            lane="attention",
        )

    def _looked(self, questions: list[Question]) -> None:
        self._questions, self._is_loaded = questions, True
        self._page = min(self._page, max(0, (len(questions) - 1) // SHOWN))
        self._show()

    def _resolve(self, choice: Choice) -> None:
        question = self._open()
        if question is None or self._is_busy:
            return
        self._is_busy, item_id = True, question[0].id
        self.changed.emit()
        self.context.background.write(
            lambda: self.context.kiosk.attention.resolve_item(item_id=item_id, choice=choice),
            self._resolved,
            self._refused,
        )

    def _resolved(self, done: Resolution) -> None:
        self._is_busy, self._asking, self._chosen = False, None, ""
        if done.basket is not None:
            self.context.navigation.reset("basket")
            return
        self.context.notices.tell(self.context.words.say("attention.done"), icon="circle-check")
        self._look()

    def _refused(self, error: Exception) -> None:
        self._is_busy, self._asking = False, None
        self._look()
        self.context.background.known.emit(error)

    def _open(self) -> Question | None:
        return next((one for one in self._questions if one[0].id == self._chosen), None)

    def _consent(self) -> str:
        if self._asking is Choice.ACCEPT_PRICE:
            return "attention.consent_price"
        return "attention.consent_refund" if self._refund_minor() else "attention.consent_plain"

    def _refund_minor(self) -> int:
        """Return the cash that goes back: all that was paid, or what the new price leaves over."""
        question = self._open()
        order = question[1] if question else None
        if question is None or order is None or self._asking is None:
            return 0
        keeps = question[0].total_minor if self._asking is Choice.ACCEPT_PRICE else 0
        return max(0, order.paid_minor - keeps)

    def _currency(self) -> str:
        question = self._open()
        return question[1].currency if question and question[1] else "CNY"

    def _show(self) -> None:
        shown = self._questions[self._page * SHOWN : (self._page + 1) * SHOWN]
        if shown and self._chosen not in {item.id for item, _ in shown}:
            self._chosen, self._asking = shown[0][0].id, None
        self._rows.show([self._row(item, order) for item, order in shown])
        question = self._open()
        self._order.show(question[1] if question else None)
        choices = question[0].choices if question else ()
        self._choices.show(
            [ChoiceRow(one.value, f"attention.choice_{one.value}", _GLYPHS[one]) for one in choices]
        )
        self.changed.emit()

    def _row(self, item: AttentionItem, order: Order | None) -> QuestionRow:
        return QuestionRow(
            item=item.id,
            reason=self.context.words.say(f"attention.reason_{item.reason.value}"),
            number=order.number if order else item.detail,
            name=buyer_name(order.buyer) if order else "",
            picture=buyer_picture(order.buyer, self.context)
            if order
            else self.context.pictures.url("parcel"),
            isChosen=item.id == self._chosen,
        )
