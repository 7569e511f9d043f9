from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.ledger import SUPPLIER_PAYABLE, TILL, LedgerLine, sale_paid
from kiosk.store.database import Database
from kiosk.store.money import MoneyEvent, balance, post

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
