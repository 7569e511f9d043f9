"""Placing orders: one transaction, or nothing at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.changes import Topic
from kiosk.domain.errors import CannotStore, NotEnrolled, NotFound, WrongInput, WrongNumber
from kiosk.domain.ledger import RECEIVABLE, SUPPLIER_PAYABLE, TILL
from kiosk.domain.orders import Pay
from kiosk.domain.people import Buyer, NameMissing
from kiosk.domain.shortcode import parse_short_code
from kiosk.services.kiosk import Kiosk, open_kiosk
from kiosk.services.ordering import SETTING_LEAST_FREE
from kiosk.services.shopping import EmptyBasket
from kiosk.store.money import balance
from sync.protocol import OrderPlaced, order_hash
from tests.builders import a_product, a_station, an_order, records_of
from tests.fakes.clock import FakeClock
from tests.fakes.disk import FakeDiskGauge
from tests.kiosk.store.goods import snapshot

MONEY_TABLES = ("orders", "order_line", "payment", "cash_movement", "ledger_entry", "ledger_line")


def count(kiosk: Kiosk, *tables: str) -> dict[str, int]:
    with kiosk.database.read() as connection:
        return {
            table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
            for table in tables
        }


def accounts(kiosk: Kiosk) -> tuple[int, int, int]:
    with kiosk.database.read() as connection:
        return (
            balance(connection, TILL),
            balance(connection, RECEIVABLE),
            balance(connection, SUPPLIER_PAYABLE),
        )


def test_an_order_in_cash_is_kept_whole(kiosk: Kiosk, clock: FakeClock) -> None:
    making = an_order().with_lines(3).paid_in_cash(given=2_000)  # 250 + 500 + 750
    order = making.placed_at(kiosk)
    assert order == kiosk.ordering.find_order(number=order.number)
    assert (order.number, order.placed_at) == ("CQ07A-0001", clock.now_ms())
    assert parse_short_code(order.short_code) == order.short_code
    assert (order.total_minor, order.paid_minor, order.change_minor) == (1_500, 1_500, 500)
    assert (order.sync_state, order.order_state) == ("queued", "placed")
    assert (order.payment_state, order.fulfilment_state) == ("held", "pending")
    assert count(kiosk, *MONEY_TABLES) == {
        "orders": 1,
        "order_line": 3,
        "payment": 1,
        "cash_movement": 1,
        "ledger_entry": 1,
        "ledger_line": 2,
    }
    assert accounts(kiosk) == (1_500, 0, -1_500)


def test_cash_is_counted_in_denominations(kiosk: Kiosk) -> None:
    an_order().with_lines(3).paid_in_cash(given=2_000).placed_at(kiosk)
    with kiosk.database.read() as connection:
        counted = connection.execute("SELECT denominations FROM payment").fetchone()[0]
    assert msgspec.json.decode(counted) == {"given": [[2000, 1]], "change": [[500, 1]]}


def test_an_order_on_pickup_is_owed(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).paid_on_pickup().placed_at(kiosk)
    assert (order.payment_state, order.due_minor, order.paid_minor) == ("unpaid", 250, 0)
    assert count(kiosk, "payment", "cash_movement") == {"payment": 0, "cash_movement": 0}
    assert accounts(kiosk) == (0, 250, -250)


def test_the_hub_is_told_the_same_lines(kiosk: Kiosk) -> None:
    weighed = a_product("W", unit="斤", unit_grams=500, price_minor=333)
    order = an_order().with_lines(2).with_product(weighed, 750).paid_in_cash().placed_at(kiosk)
    (record,) = records_of(kiosk.outbox)
    body = msgspec.json.decode(record.body, type=OrderPlaced)
    assert (record.aggregate, record.type) == (order.id, "order.placed")
    assert body.content_hash == order_hash(body.lines, order.total_minor)
    assert [(line.sku, line.quantity, line.amount_minor) for line in body.lines] == [
        (line.sku, line.quantity, line.amount_minor) for line in order.lines
    ]
    assert (body.number, body.short_code, body.paid_minor, body.buyer_name) == (
        order.number,
        order.short_code,
        order.total_minor,
        "王小芳",
    )


def test_what_changed_is_told(kiosk: Kiosk) -> None:
    making = an_order().with_lines(1)
    done = kiosk.ordering.place_order(basket=making.basket, buyer=making.buyer, pay=Pay.ON_PICKUP)
    assert done.changed == {Topic.ORDERS, Topic.BASKET, Topic.SYNC}


def test_the_open_basket_is_emptied_with_the_order_and_no_other(kiosk: Kiosk) -> None:
    kiosk.catalogue.load_snapshot(snapshot(), cursor="1")
    basket = kiosk.shopping.add_product(sku="A1", quantity=2).value
    an_order().with_lines(1).placed_at(kiosk)  # by a script, with a basket of its own
    assert kiosk.shopping.current_basket() == basket
    buyer = Buyer(name="公鸡")
    kiosk.ordering.place_order(basket=basket, buyer=buyer, pay=Pay.CASH, given_minor=300)
    assert kiosk.shopping.current_basket().lines == ()


def test_numbers_follow_each_other_and_devices_never_collide(tmp_path: Path) -> None:
    numbers, codes = [], []
    for device in (0, 1):
        with a_station(tmp_path / str(device), device=device) as kiosk:
            for _ in range(3):
                order = an_order().with_lines(1).placed_at(kiosk)
                numbers.append(order.number)
                codes.append(order.short_code)
    assert numbers == [f"CQ07{d}-000{n}" for d in "AB" for n in (1, 2, 3)]
    assert len(set(codes)) == 6


def test_too_little_cash_is_refused(kiosk: Kiosk) -> None:
    with pytest.raises(WrongNumber):
        an_order().with_lines(1).paid_in_cash(given=249).placed_at(kiosk)
    assert count(kiosk, "orders", "outbox") == {"orders": 0, "outbox": 0}


def test_an_empty_basket_is_refused(kiosk: Kiosk) -> None:
    with pytest.raises(EmptyBasket):
        an_order().placed_at(kiosk)


@pytest.mark.parametrize("name", ["", "   ", "\x00\n", "\ud800"])
def test_a_buyer_has_a_name(kiosk: Kiosk, name: str) -> None:
    with pytest.raises(NameMissing):
        an_order().with_lines(1).for_guest(name).placed_at(kiosk)


@pytest.mark.parametrize("name", ["王\ud800芳", "عائشة", "👩\u200d🌾", "\u202eabc", "𠮷野家"])
def test_any_name_is_kept(kiosk: Kiosk, name: str) -> None:
    order = an_order().with_lines(1).for_guest(name).placed_at(kiosk)
    assert kiosk.ordering.find_order(number=order.id).buyer.name == order.buyer.name


def test_a_device_that_is_not_enrolled_takes_no_order(tmp_path: Path) -> None:
    with open_kiosk(tmp_path) as kiosk:
        with pytest.raises(NotEnrolled):
            kiosk.ordering.check_ready()
        with pytest.raises(NotEnrolled):
            an_order().with_lines(1).placed_at(kiosk)


def test_a_full_disk_is_noticed_before_money_changes_hands(
    kiosk: Kiosk, disk: FakeDiskGauge
) -> None:
    kiosk.ordering.check_ready()
    disk.free = 49_000_000
    with pytest.raises(CannotStore):
        kiosk.ordering.check_ready()
    with pytest.raises(CannotStore):
        an_order().with_lines(1).placed_at(kiosk)
    kiosk.settings.put(SETTING_LEAST_FREE, "1000000")
    kiosk.ordering.check_ready()


class LostDisk:
    def free_bytes(self) -> int:
        raise OSError("the stick was pulled out")


def test_a_lost_folder_is_noticed_before_money_changes_hands(tmp_path: Path) -> None:
    a_station(tmp_path).close()
    with open_kiosk(tmp_path, disk=LostDisk()) as kiosk, pytest.raises(CannotStore):
        kiosk.ordering.check_ready()


@pytest.fixture
def brimful(kiosk: Kiosk) -> Iterator[Kiosk]:
    """A station whose disk gives not one page more than is in use."""
    an_order().with_lines(1).placed_at(kiosk)
    with kiosk.database.transaction() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
    yield kiosk
    with kiosk.database.transaction() as connection:
        connection.execute("PRAGMA max_page_count=1000000")


def test_a_disk_that_fills_inside_the_transaction_loses_nothing(brimful: Kiosk) -> None:
    """The fifteen known failures, 1: the same number is given again, nothing is half there."""
    making = an_order().with_lines(300)
    before = count(brimful, *MONEY_TABLES, "outbox", "basket")
    with pytest.raises(CannotStore):
        making.placed_at(brimful)
    assert count(brimful, *MONEY_TABLES, "outbox", "basket") == before
    with brimful.database.transaction() as connection:
        connection.execute("PRAGMA max_page_count=1000000")
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert making.placed_at(brimful).number == "CQ07A-0002"


@pytest.mark.parametrize("table", [*MONEY_TABLES, "outbox"])
def test_an_order_is_there_whole_or_not_at_all(kiosk: Kiosk, table: str) -> None:
    with kiosk.database.transaction() as connection:
        connection.execute(
            f"CREATE TRIGGER break_down AFTER INSERT ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'power cut'); END"
        )
    making = an_order().with_lines(2).paid_in_cash()
    with pytest.raises(sqlite3.IntegrityError, match="power cut"):
        making.placed_at(kiosk)
    assert set(count(kiosk, *MONEY_TABLES, "outbox", "counter").values()) == {0}
    with kiosk.database.transaction() as connection:
        connection.execute("DROP TRIGGER break_down")
    assert making.placed_at(kiosk).number == "CQ07A-0001"


def test_a_confirmed_order_is_seen_by_another_process(tmp_path: Path, kiosk: Kiosk) -> None:
    order = an_order().with_lines(2).placed_at(kiosk)
    with open_kiosk(tmp_path) as other:
        assert other.ordering.find_order(number=order.number) == order


def test_an_order_is_found_by_whatever_it_is_called(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    digits = order.short_code.replace("-", "")
    for name in (
        order.number,
        order.number.lower(),
        " cq07a–0001 ",
        "ＣＱ07A-0001",
        order.short_code,
        digits,
        f"{digits[:3]} {digits[3:6]} {digits[6]}",
        order.id,
        order.id.upper(),
    ):
        assert kiosk.ordering.find_order(number=name).id == order.id


@pytest.mark.parametrize("text", ["CQ07A-9999", "'; DROP TABLE orders", "👍", "عائشة", "\ud800x"])
def test_what_names_no_order_is_not_found(kiosk: Kiosk, text: str) -> None:
    with pytest.raises(NotFound):
        kiosk.ordering.find_order(number=text)


@pytest.mark.parametrize("text", ["", "  ", "\x00", "1" * 10_000])
def test_what_is_no_code_is_said_so(kiosk: Kiosk, text: str) -> None:
    with pytest.raises(WrongInput):
        kiosk.ordering.find_order(number=text)


def test_orders_are_listed_newest_first_and_by_resident(kiosk: Kiosk) -> None:
    resident = kiosk.residents.register_resident(name="李雷", phone="13800001111").value
    first = an_order().with_lines(2).for_resident(resident).placed_at(kiosk)
    second = an_order().with_lines(1).placed_at(kiosk)
    assert kiosk.ordering.list_orders() == [second, first]
    assert kiosk.ordering.list_orders(limit=1, offset=1) == [first]
    assert kiosk.ordering.list_orders(resident_id=resident.id) == [first]
    assert kiosk.ordering.list_orders(resident_id="nobody") == []


def test_a_clock_at_1970_or_2031_stops_nobody(kiosk: Kiosk, clock: FakeClock) -> None:
    for now in (0, 1_930_000_000_000):
        clock.jump_to(now)
        assert an_order().with_lines(1).paid_in_cash().placed_at(kiosk).placed_at == now
    assert [record.seq for record in records_of(kiosk.outbox)] == [1, 2]
