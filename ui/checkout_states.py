"""The states in which the pages after the basket are pictured: (page, name, how to get there)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import msgspec

from kiosk.domain.errors import AlreadyCollected, CannotStore, NotFound, NotHere
from kiosk.domain.orders import Basket, Order, OrderLine, Pay
from kiosk.domain.people import Buyer, Resident
from kiosk.domain.pickup import Proof
from kiosk.domain.token import ForgedToken
from sync.protocol import Change, ChangesPage, OrderEvent, OrderEventKind
from ui.viewmodels.attention import AttentionViewModel
from ui.viewmodels.buyer import BuyerViewModel, buyer_of
from ui.viewmodels.checkout import CheckoutViewModel
from ui.viewmodels.collect import CollectViewModel
from ui.viewmodels.handover import HandOverViewModel
from ui.viewmodels.parcels import ParcelsViewModel

if TYPE_CHECKING:
    from ui.shots import Stage

Arrange = Callable[["Stage"], None]

_PHONE: Final = "13812345678"
_GUEST: Final = Buyer(name="小兔", picture="guest_rabbit")
_LONG_NAME: Final = "阿卜杜拉·买买提·艾合买提江·吐尔逊古丽·阿不都热依木·卡德尔江·玉素甫"


def _resident(stage: Stage, name: str = "王小芳", phone: str = _PHONE) -> Resident:
    known = stage.kiosk.residents.find_by_phone(phone=phone)
    for one in known:
        if one.name == name:
            return one
    return stage.kiosk.residents.register_resident(name=name, phone=phone).value


def _type(stage: Stage, digits: str) -> None:
    for digit in digits:
        stage.app.view_model(BuyerViewModel).typeDigit(digit)


def _phone(digits: str, *, looks: bool = False, **params: object) -> Arrange:
    def arrange(stage: Stage) -> None:
        _resident(stage)
        _resident(stage, "王大山")
        stage.fill_basket(2)
        stage.go("phone", params)
        _type(stage, digits)
        if looks:
            stage.app.view_model(BuyerViewModel).lookUp()

    return arrange


def _register(surname: str) -> Arrange:
    def arrange(stage: Stage) -> None:
        stage.go("register", {"phone": _PHONE})
        stage.app.view_model(BuyerViewModel).chooseSurname(surname)

    return arrange


def _with_basket(page: str) -> Arrange:
    def arrange(stage: Stage) -> None:
        stage.fill_basket(3)
        stage.go(page)

    return arrange


def _review(stage: Stage) -> None:
    stage.fill_basket(5)
    stage.go("review", {"buyer": buyer_of(_resident(stage))})
    stage.settle()


def _review_naughty(stage: Stage) -> None:
    for product in stage.kiosk.shopping.list_products(category="", limit=12):
        stage.app.basket.add_product(product)
    stage.settle()
    dear = stage.app.basket.basket.lines[0]
    stage.kiosk.shopping.set_quantity(sku=dear.sku, quantity=999_000 if dear.unit_grams else 999)
    stage.go("review", {"buyer": buyer_of(_resident(stage, _LONG_NAME, "13900000000"))})


def _cash(*taps: int) -> Arrange:
    def arrange(stage: Stage) -> None:
        _review(stage)
        stage.go("cash")
        for tap in taps:
            stage.app.view_model(CheckoutViewModel).cash.tap(tap)  # type: ignore[attr-defined]

    return arrange


def _order(stage: Stage, buyer: Buyer = _GUEST, pay: Pay = Pay.CASH, lines: int = 3) -> Order:
    goods = stage.kiosk.shopping.list_products(category="", limit=lines)
    chosen = tuple(OrderLine.of(one, one.unit_grams or 2) for one in goods)
    basket = Basket(id="shots", lines=chosen, catalogue_version=stage.kiosk.catalogue.version)
    given = basket.total_minor if pay is Pay.CASH else 0
    return stage.kiosk.ordering.place_order(
        basket=basket, buyer=buyer, pay=pay, given_minor=given
    ).value


def _ready(stage: Stage, buyer: Buyer = _GUEST, pay: Pay = Pay.CASH) -> Order:
    order = _order(stage, buyer, pay)
    stage.kiosk.pickup.receive_parcel(code=order.number)
    return stage.kiosk.ordering.find_order(number=order.id)


def _done(stage: Stage) -> None:
    _review(stage)
    stage.go("cash")
    stage.settle()
    checkout = stage.app.view_model(CheckoutViewModel)
    checkout.cash.take(50_000)  # type: ignore[attr-defined]
    checkout.confirmCash()


def _slip_of_ready(stage: Stage) -> None:
    order = _ready(stage, buyer_of(_resident(stage)), Pay.ON_PICKUP)
    stage.go("done", {"order": order.id})


def _collect_typed(stage: Stage) -> None:
    stage.go("collect")
    for digit in "48213":
        stage.app.view_model(CollectViewModel).typeDigit(digit)


def _collect_several(stage: Stage) -> None:
    buyer = buyer_of(_resident(stage, "陈阿婆", "13700001111"))
    for _ in range(2):
        _ready(stage, buyer, Pay.ON_PICKUP)
        _order(stage, buyer)
    stage.go("collect", {"text": buyer.phone})


def _hand_over(pay: Pay, *, ready: bool = True, expired: bool = False) -> Arrange:
    def arrange(stage: Stage) -> None:
        buyer = buyer_of(_resident(stage))
        order = _ready(stage, buyer, pay) if ready else _order(stage, buyer, pay)
        params = {"order": order, "proof": Proof.SLIP, "expired": expired}
        stage.go("handover", params)

    return arrange


def _collected(stage: Stage) -> None:
    _hand_over(Pay.ON_PICKUP)(stage)
    view = stage.app.view_model(HandOverViewModel)
    view.cash.take(100_000)  # type: ignore[attr-defined]
    view.handOver()


def _ask_parcels(stage: Stage) -> None:
    stage.as_operator()
    stage.go("parcels")


def _parcel(kind: str) -> Arrange:
    def arrange(stage: Stage) -> None:
        code = _order(stage, buyer_of(_resident(stage))).number if kind != "unexpected" else "SF99"
        stage.as_operator()
        stage.go("parcels")
        for _ in range(2 if kind == "already" else 1):
            stage.app.view_model(ParcelsViewModel).take_scan(code)
            stage.settle()

    return arrange


def _question(event: str, detail: str, *, answers: str = "") -> Arrange:
    """Have the hub ask something about a paid order, and perhaps begin to answer."""

    def arrange(stage: Stage) -> None:
        order = _order(stage, buyer_of(_resident(stage)))
        body = OrderEvent(
            order_id=order.id,
            event=OrderEventKind(event),
            at=1,
            reason=detail,
            total_minor=order.total_minor - 1_250,
        )
        change = Change("order", order.id, 1, msgspec.Raw(msgspec.json.encode(body)))
        page = ChangesPage([change], cursor=order.id, more=False)
        stage.kiosk.inbound.apply_changes(page=page)
        stage.as_operator()
        stage.go("attention")
        stage.settle()
        view = stage.app.view_model(AttentionViewModel)
        asked = [one for one in stage.kiosk.attention.list_items() if one.order_id == order.id]
        view.choose(asked[0].id)
        if answers:
            view.answer(answers)

    return arrange


def _attention_parcel(stage: Stage) -> None:
    stage.kiosk.pickup.receive_parcel(code="YT0001234567")
    stage.as_operator()
    stage.go("attention")


def _orders(stage: Stage) -> None:
    _ready(stage, buyer_of(_resident(stage)), Pay.ON_PICKUP)
    _order(stage)
    stage.as_operator()
    stage.go("orders")


def _problem(error: BaseException) -> Arrange:
    return lambda stage: stage.go("problem", {"error": error})


def _topic(topic: str) -> Arrange:
    return lambda stage: stage.go("ask", {"topic": topic} if topic else None)


ROWS: Final[tuple[tuple[str, str, Arrange], ...]] = (
    ("who", "four-ways", _with_basket("who")),
    ("guest", "names", _with_basket("guest")),
    ("phone", "empty", _phone("")),
    ("phone", "typed", _phone(_PHONE)),
    ("phone", "unknown", _phone("13800000000", looks=True)),
    ("phone", "family", _phone(_PHONE, looks=True)),
    ("phone", "new", _phone("139", new=True)),
    ("register", "surname", _register("")),
    ("register", "address", _register("王")),
    ("review", "resident", _review),
    ("review", "naughty", _review_naughty),
    ("cash", "untouched", _cash()),
    ("cash", "missing", _cash(1_000)),
    ("cash", "change", _cash(10_000, 10_000, 10_000, 10_000, 10_000, 10_000)),
    ("done", "fresh", _done),
    ("done", "ready", _slip_of_ready),
    ("collect", "ask", lambda stage: stage.go("collect")),
    ("collect", "typed", _collect_typed),
    ("collect", "several", _collect_several),
    ("handover", "paid", _hand_over(Pay.CASH)),
    ("handover", "due", _hand_over(Pay.ON_PICKUP)),
    ("handover", "expired", _hand_over(Pay.ON_PICKUP, expired=True)),
    ("handover", "not-here", _hand_over(Pay.CASH, ready=False)),
    ("collected", "change", _collected),
    ("parcels", "ask", _ask_parcels),
    ("parcels", "put-here", _parcel("here")),
    ("parcels", "already", _parcel("already")),
    ("parcels", "unexpected", _parcel("unexpected")),
    ("attention", "parcel", _attention_parcel),
    ("attention", "price", _question("price_changed", "")),
    ("attention", "shortage", _question("shortage", "水管 30米 下周到货")),
    ("attention", "refund", _question("refused", "这个村送不到", answers="cancel_refund")),
    ("orders", "some", _orders),
    ("ask", "help", _topic("")),
    ("ask", "sell", _topic("sell")),
    ("ask", "mine", _topic("mine")),
    ("problem", "full", _problem(CannotStore())),
    ("problem", "forged", _problem(ForgedToken())),
    ("problem", "unknown", _problem(NotFound(what="order"))),
    ("problem", "elsewhere", _problem(NotHere(station="CQ08"))),
    ("problem", "collected", _problem(AlreadyCollected(number="CQ07A-0412"))),
    ("problem", "bug", _problem(ZeroDivisionError())),
)
