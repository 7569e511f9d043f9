from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.ledger import SUPPLIER_PAYABLE, TILL, LedgerLine, sale_paid
from kiosk.store.database import Database
from kiosk.store.money import MoneyEvent, balance, give_back_cash, post
from tests.builders import a_station, an_order

EVENT = MoneyEvent("sale", "order", "CNY", 1)


def test_a_balance_is_the_sum_of_its_lines(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "station.db")
    with database.transaction() as connection:
        post(connection, EVENT, sale_paid(250))
        post(connection, EVENT, sale_paid(100))
        assert balance(connection, TILL) == 350
        assert balance(connection, SUPPLIER_PAYABLE) == -350
        assert balance(connection, "nobody") == 0
    database.close()


def test_nothing_is_refunded_beyond_what_was_paid(tmp_path: Path) -> None:
    with a_station(tmp_path) as kiosk, kiosk.database.transaction() as connection:
        order = an_order().with_lines(1).paid_in_cash().placed_at(kiosk)
        for amount in (0, -1, 251):
            with pytest.raises(AssertionError):
                give_back_cash(connection, 1, order, amount, 1)


def test_an_unbalanced_posting_writes_nothing(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "station.db")
    with (
        pytest.raises(AssertionError, match="sum to zero"),
        database.transaction() as connection,
    ):
        post(connection, EVENT, (LedgerLine(TILL, 5), LedgerLine(SUPPLIER_PAYABLE, -4)))
    with database.read() as connection:
        assert connection.execute("SELECT COUNT(*) FROM ledger_entry").fetchone()[0] == 0
    database.close()
