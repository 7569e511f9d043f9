"""Order commit beside a bare SQLite FULL transaction that inserts the same rows.

Both write to files on the same disk in turn, so that the ratio holds when the machine drifts.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from pathlib import Path

from kiosk.domain.catalogue import Product
from kiosk.domain.ids import new_id
from kiosk.domain.orders import Basket, Pay
from kiosk.domain.people import Buyer
from kiosk.services.kiosk import Kiosk
from kiosk.store.database import Database
from tests.bench.figures import quantiles
from tests.bench.station import enrolled_kiosk

ROUNDS = 300
LINES = 4


def measure() -> dict[str, object]:
    """Return ms of one order's commit, of the bare transaction, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        kiosk = enrolled_kiosk(Path(folder) / "ours")
        bare_path = Path(folder) / "bare.db"
        Database.open(bare_path).close()
        bare = _bare_connection(bare_path)
        ours_s, bare_s = [], []
        for _ in range(ROUNDS):
            ours_s.append(place_order(kiosk))
            bare_s.append(_insert(bare, _rows_of_newest(kiosk)))
        bare.close()
        kiosk.close()
    ours, floor = quantiles(ours_s), quantiles(bare_s)
    return {
        "ours_ms": ours,
        "bare_ms": floor,
        "ratio_p50": round(ours["p50"] / floor["p50"], 2),
        "target_ratio": 1.5,
    }


def _bare_connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def place_order(kiosk: Kiosk) -> float:
    """Place an order of four lines, paid in cash; return the seconds it took."""
    basket = Basket(id=new_id())
    for n in range(LINES):
        basket = basket.with_product(_product(n), 2)
    before = time.perf_counter()
    kiosk.ordering.place_order(
        basket=basket, buyer=Buyer(name="王芳"), pay=Pay.CASH, given_minor=basket.total_minor
    )
    return time.perf_counter() - before


def _product(n: int) -> Product:
    return Product(
        sku=f"F{n:04d}",
        name="东北大米 5公斤",
        name_en="North-east rice 5 kg",
        category="food",
        unit="袋",
        unit_grams=0,
        price_minor=3990,
        currency="CNY",
        barcode="",
        picture="rice",
        brand="",
        size="",
    )


def _rows_of_newest(kiosk: Kiosk) -> list[tuple[str, list[tuple[object, ...]]]]:
    """Return (insert statement, rows) for everything the newest order wrote."""
    batches = []
    with kiosk.database.read() as connection:
        order = connection.execute("SELECT max(row_id), id FROM orders").fetchone()
        entry = connection.execute("SELECT max(row_id) FROM ledger_entry").fetchone()[0]
        where = {
            "orders": f"row_id = {order[0]}",
            "order_line": f"order_row = {order[0]}",
            "payment": f"order_row = {order[0]}",
            "cash_movement": "row_id = (SELECT max(row_id) FROM cash_movement)",
            "ledger_entry": f"row_id = {entry}",
            "ledger_line": f"entry_row = {entry}",
            "outbox": "seq = (SELECT max(seq) FROM outbox)",
        }
        for table, condition in where.items():
            rows = connection.execute(f"SELECT * FROM {table} WHERE {condition}").fetchall()
            places = ", ".join("?" * len(rows[0]))
            plain = [tuple(row) for row in rows]
            batches.append((f"INSERT INTO {table} VALUES ({places})", plain))
    return batches


def _insert(
    connection: sqlite3.Connection, batches: list[tuple[str, list[tuple[object, ...]]]]
) -> float:
    before = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for statement, rows in batches:
        connection.executemany(statement, rows)
    connection.execute("COMMIT")
    return time.perf_counter() - before
