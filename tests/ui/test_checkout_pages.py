"""From a full basket to the slip by real taps: who, read-back, money, code."""

from __future__ import annotations

import msgspec
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtGui import QImage

from kiosk.domain.changes import Outcome, Topic, outcome
from kiosk.domain.money import MOST_MINOR
from kiosk.domain.orders import Order
from kiosk.domain.people import NameTooLong, Resident
from sync.protocol import Category, Goods, SnapshotHead, Verdict, VerdictKind
from tests.builders import StationTools, hub_says, records_of
from tests.fakes.disk import FakeDiskGauge
from tests.fakes.printer import FakePrinter
from tests.ui.conftest import OpenScreens, Screens
from ui.viewmodels.checkout import CheckoutViewModel

RICE = "东北大米 5公斤"
PHONE = "13812345678"


def a_resident(screens: Screens, name: str = "王小芳", phone: str = PHONE) -> Resident:
    return screens.kiosk.residents.register_resident(name=name, phone=phone).value


def card_of(screens: Screens, resident: Resident) -> str:
    return screens.kiosk.residents.card_for(resident_id=resident.id)


def orders(screens: Screens) -> list[Order]:
    screens.rest()
    return screens.kiosk.ordering.list_orders()


def read_back(screens: Screens, name: str = "王小芳") -> None:
    """Have a basket read back to a resident."""
    resident = a_resident(screens, name)
    screens.put_in(RICE)
    screens.go("who")
    screens.finger.scan(card_of(screens, resident))
    screens.finger.find("payCash")


def key_in(screens: Screens, digits: str) -> None:
    for digit in digits:
        screens.finger.tap(f"digit{digit}")


def write(screens: Screens, name: str, text: str) -> None:
    """Write into a field as an input method does, all at once."""
    line = screens.item(name)
    line.setProperty("text", text)
    QMetaObject.invokeMethod(line, "textEdited")


def shown(screens: Screens, text: str) -> bool:
    return any(text in one for one in screens.finger.texts())


def wait_for_text(screens: Screens, text: str) -> None:
    screens.finger.wait(lambda: shown(screens, text), text)


def codes_on(picture: QImage) -> list[str]:
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    size = (grey.width(), grey.height())
    read = Image.frombuffer("L", size, bytes(grey.constBits()), "raw", "L", grey.bytesPerLine(), 1)
    return [code.text for code in zxingcpp.read_barcodes(read)]


@pytest.mark.parametrize("way", ["cash", "pickup"])
@pytest.mark.parametrize("scanned", ["in the shop", "where it is asked for"])
def test_a_known_buyer_needs_at_most_seven_taps(screens: Screens, scanned: str, way: str) -> None:
    """Through both levels of categories, the goods, the read-back and, with cash, the counter."""
    card = card_of(screens, a_resident(screens))
    for number, word in enumerate(("home.buy", "category", "category", "product", "checkOut")):
        if number == 1 and scanned == "in the shop":
            screens.finger.scan(card)
        screens.finger.tap(word)
        screens.rest()
    if scanned == "where it is asked for":
        screens.finger.scan(card)
    for word in ("payCash", "confirm") if way == "cash" else ("payOnPickup",):
        screens.finger.tap(word)
    screens.finger.find("shortCode")
    assert screens.finger.taps <= (7 if way == "cash" else 6)
    (order,) = orders(screens)
    assert order.buyer.name == "王小芳"
    assert (order.due_minor == 0) is (way == "cash")
    assert order.change_minor == 0


def test_the_code_on_the_screen_is_the_code_on_the_slip(screens: Screens) -> None:
    read_back(screens)
    screens.finger.tap("payOnPickup")
    screens.finger.find("shortCode")
    (order,) = orders(screens)
    assert codes_on(screens.finger.picture()) == [screens.kiosk.slips.token_for(order=order)]
    assert shown(screens, order.short_code)


def test_nothing_whole_of_a_resident_is_on_the_screens(screens: Screens) -> None:
    read_back(screens)
    pages = screens.finger.texts()
    screens.finger.tap("payOnPickup")
    screens.finger.find("shortCode")
    pages += screens.finger.texts()
    assert not [text for text in pages if PHONE in text or "王小芳" in text]
    assert "王*芳" in pages
    assert "*******5678" in pages


def test_a_guest_name_taken_today_gets_a_number(screens: Screens) -> None:
    for _ in range(2):
        screens.put_in(RICE)
        screens.go("who")
        screens.finger.tap("who.guest")
        screens.finger.tap("guest_rabbit")
        screens.finger.tap("payOnPickup")
        screens.finger.find("shortCode")
        screens.finger.tap("goHome")
    assert [order.buyer.name for order in orders(screens)] == ["小兔2", "小兔"]
    assert orders(screens)[0].buyer.picture == "guest_rabbit"


def test_eight_names_at_a_time_and_others_on_asking(screens: Screens) -> None:
    screens.go("guest")
    names = screens.app.navigation.place.page
    first = {item.objectName() for item in screens.finger.items()} & {"guest_boat", "guest_rabbit"}
    screens.finger.tap("moreGuests")
    screens.finger.find("guest_boat")
    assert (names, first) == ("guest", {"guest_rabbit"})


def test_an_unknown_phone_leads_to_registration_without_letters(screens: Screens) -> None:
    screens.put_in(RICE)
    screens.go("who")
    screens.finger.tap("who.phone")
    key_in(screens, PHONE)
    assert screens.item("phone").property("text") == "*******5678"
    screens.finger.tap("lookUp")
    screens.finger.tap("registerThis")
    screens.finger.tap("surname", nth=2)
    screens.finger.tap("ms")
    screens.finger.find("payCash")
    (resident,) = screens.kiosk.residents.find_by_phone(phone=PHONE)
    assert resident.name == "张女士"


def test_those_who_share_a_phone_are_asked_who_they_are(screens: Screens) -> None:
    a_resident(screens, "王小芳")
    a_resident(screens, "王大山")
    screens.put_in(RICE)
    screens.go("phone")
    key_in(screens, PHONE)
    screens.finger.tap("lookUp")
    screens.finger.tap("resident", nth=1)
    screens.finger.tap("payOnPickup")
    screens.finger.find("shortCode")
    assert orders(screens)[0].buyer.name == "王大山"


def test_somebody_without_a_phone_can_be_registered(screens: Screens) -> None:
    screens.put_in(RICE)
    screens.go("who")
    screens.finger.tap("who.register")
    screens.finger.tap("noPhone")
    screens.finger.tap("surname")
    screens.finger.tap("mr")
    screens.finger.tap("payOnPickup")
    screens.finger.find("shortCode")
    assert orders(screens)[0].buyer.name == "王先生"
    assert orders(screens)[0].buyer.phone == ""


def test_the_phone_can_be_typed_and_corrected(screens: Screens) -> None:
    screens.go("phone")
    screens.finger.type("1381x")
    screens.finger.wait(lambda: screens.item("phone").property("text") == "1381", "typed")
    screens.finger.tap("padErase")
    assert screens.item("phone").property("text") == "138"
    screens.finger.tap("padClear")
    assert not screens.finger.has("lookUp")


@pytest.mark.parametrize(
    "name",
    ["阿卜杜拉·买买提·艾合买提江·吐尔逊古丽·阿不都热依木·卡德尔江", "👵🏻 奶奶", "عائشة", "𰻝" * 4],
)
def test_an_operator_types_any_name(screens: Screens, name: str) -> None:
    screens.as_operator()
    screens.put_in(RICE)
    screens.go("register", phone="")
    screens.finger.tap("otherName")
    write(screens, "nameLine", name)
    screens.finger.tap("saveName")
    screens.finger.find("payOnPickup")
    screens.finger.tap("payOnPickup")
    screens.finger.find("shortCode")
    assert orders(screens)[0].buyer.name == name


def test_a_name_no_slip_can_hold_is_refused_in_words(screens: Screens) -> None:
    screens.as_operator()
    screens.go("register", phone="")
    screens.finger.tap("otherName")
    write(screens, "nameLine", "很" * 41)
    screens.finger.tap("saveName")
    wait_for_text(screens, screens.app.words.say(NameTooLong.key, most=40))
    assert screens.finger.has("saveName")


def test_tapped_notes_give_change_and_the_last_can_be_taken_back(screens: Screens) -> None:
    read_back(screens)
    screens.finger.tap("payCash")
    screens.finger.tap("money1000")
    assert not screens.finger.has("confirm")
    screens.finger.tap("undoTap")
    screens.finger.tap("money5000")
    assert screens.voice.said[-1].key == "pay.spoken_change"
    total = screens.app.basket.basket.total_minor
    screens.finger.tap("confirm")
    screens.finger.find("shortCode")
    (order,) = orders(screens)
    assert (order.given_minor, order.change_minor) == (5_000, 5_000 - total)


def test_a_suggested_amount_replaces_what_was_tapped(screens: Screens) -> None:
    read_back(screens)
    screens.finger.tap("payCash")
    screens.finger.tap("money10")
    screens.finger.tap("suggested", nth=0)
    screens.finger.tap("confirm")
    screens.finger.find("shortCode")
    assert orders(screens)[0].given_minor == 4_000


def dear_goods() -> list[bytes]:
    """One article at the largest price there is."""
    head = SnapshotHead(version=1, currency="CNY", categories=1, goods=1)
    kind = Category(id="c", name="贵")
    goods = Goods(sku="S", name="金" * 60, category="c", unit="个", price_minor=MOST_MINOR)
    return [msgspec.json.encode(one) + b"\n" for one in (head, kind, goods)]


def test_the_largest_amount_goes_all_the_way(open_screens: OpenScreens) -> None:
    screens = open_screens(goods=dear_goods())
    screens.put_in("金" * 60)
    screens.go("who")
    screens.finger.scan(card_of(screens, a_resident(screens)))
    screens.finger.tap("payCash")
    assert shown(screens, "¥999,999.99")
    screens.finger.tap("confirm")
    screens.finger.find("shortCode")
    assert orders(screens)[0].paid_minor == MOST_MINOR


def test_a_full_disk_is_told_before_money_changes_hands(open_screens: OpenScreens) -> None:
    disk = FakeDiskGauge()
    screens = open_screens(tools=StationTools(disk=disk))
    resident = a_resident(screens)
    screens.put_in(RICE)
    disk.free = 0
    screens.go("who")
    screens.finger.scan(card_of(screens, resident))
    wait_for_text(screens, screens.app.words.say("problem.full_title"))
    assert orders(screens) == []
    disk.free = 10**12
    screens.finger.tap("goOn")
    screens.finger.find("payCash")


def test_a_disk_that_fills_up_while_money_is_counted_loses_no_basket(
    open_screens: OpenScreens,
) -> None:
    disk = FakeDiskGauge()
    screens = open_screens(tools=StationTools(disk=disk))
    read_back(screens)
    screens.finger.tap("payCash")
    disk.free = 0
    screens.finger.tap("confirm")
    wait_for_text(screens, screens.app.words.say("problem.full_title"))
    assert orders(screens) == []
    assert screens.kiosk.shopping.current_basket().lines


def test_a_printer_that_fails_leaves_the_code_on_the_screen(open_screens: OpenScreens) -> None:
    printer = FakePrinter()
    printer.out_of_paper = True
    screens = open_screens(tools=StationTools(printer=printer))
    read_back(screens)
    screens.finger.tap("payOnPickup")
    wait_for_text(screens, screens.app.words.say("done.paper_failed"))
    assert codes_on(screens.finger.picture())
    printer.out_of_paper = False
    screens.finger.tap("printAgain")
    wait_for_text(screens, screens.app.words.say("done.paper_printed"))
    screens.finger.tap("printAgain")
    wait_for_text(screens, screens.app.words.say("done.copy", count=2))
    assert len(printer.papers) == 2


def test_a_paper_nobody_is_sure_about_is_asked_about(open_screens: OpenScreens) -> None:
    printer = FakePrinter()
    printer.silent = True
    screens = open_screens(tools=StationTools(printer=printer))
    read_back(screens)
    screens.finger.tap("payOnPickup")
    screens.finger.tap("cameOut")
    wait_for_text(screens, screens.app.words.say("done.paper_printed"))
    assert screens.kiosk.slips.list_unsure() == []


def told(screens: Screens, order: Order) -> Outcome[int]:
    """The hub takes the order and accepts it."""
    verdicts = [
        Verdict(one.seq, one.id, VerdictKind.OK) for one in records_of(screens.kiosk.outbox)
    ]
    screens.kiosk.inbound.apply_verdicts(verdicts=verdicts)
    screens.kiosk.inbound.apply_changes(page=hub_says(order, "accepted"))
    return outcome(len(verdicts), Topic.SYNC, Topic.ORDERS)


def test_the_three_pictograms_move_on_while_one_looks(screens: Screens) -> None:
    read_back(screens)
    screens.finger.tap("payOnPickup")
    screens.finger.find("shortCode")
    (order,) = orders(screens)
    assert screens.item("honesty").property("reached") == 1
    screens.app.background.write(lambda: told(screens, order))
    screens.finger.wait(lambda: screens.item("honesty").property("reached") == 3, "accepted")
    assert shown(screens, screens.app.words.say("done.promise_accepted"))


def test_goods_scanned_while_money_is_counted_are_read_back_first(screens: Screens) -> None:
    read_back(screens)
    before = screens.app.basket.basket.total_minor
    screens.finger.tap("payCash")
    screens.finger.scan(screens.goods(RICE).barcode)
    screens.finger.find("payOnPickup")
    screens.rest()
    assert screens.app.basket.basket.total_minor > before
    assert shown(screens, str(screens.app.basket.property("total")))


def test_two_impatient_confirmations_are_one_order(screens: Screens) -> None:
    read_back(screens)
    screens.finger.tap("payCash")
    screens.finger.find("confirm")
    view = screens.app.view_model(CheckoutViewModel)
    view.confirmCash()
    view.confirmCash()
    screens.finger.find("shortCode")
    assert len(orders(screens)) == 1


def test_a_card_scanned_on_a_shopping_page_leads_to_the_read_back(screens: Screens) -> None:
    resident = a_resident(screens)
    screens.put_in(RICE)
    screens.go("categories")
    screens.finger.scan(card_of(screens, resident))
    screens.finger.find("payCash")
    screens.finger.tap("back")
    screens.rest()
    assert screens.page == "who"


def test_whoever_comes_next_finds_nothing_of_the_last_one(screens: Screens) -> None:
    read_back(screens)
    screens.app.person_left()
    screens.rest()
    assert screens.page == "home"
    screens.go("phone")
    assert screens.item("phone").property("text") == ""


def test_the_whole_way_by_keyboard(screens: Screens) -> None:
    read_back(screens)
    for _ in range(40):
        screens.finger.press(Qt.Key.Key_Tab)
        focused = screens.app.window.activeFocusItem()  # type: ignore[union-attr]
        if focused is not None and focused.objectName() == "payOnPickup":
            break
    screens.finger.press(Qt.Key.Key_Return)
    screens.finger.find("shortCode")
    assert len(orders(screens)) == 1
