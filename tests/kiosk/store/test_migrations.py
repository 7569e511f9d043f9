"""Migrations: in order, all or nothing, never twice."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kiosk.domain.orders import TRANSITIONS, Axis
from kiosk.store.migrations import MIGRATIONS, Migration, migrate, newest_schema

MONEY = {"payment", "cash_movement", "ledger_entry", "ledger_line", "audit"}


def make_note(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE note (row_id INTEGER PRIMARY KEY) STRICT")


def break_down(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE half (row_id INTEGER PRIMARY KEY) STRICT")
    raise RuntimeError("power cut")


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    return sqlite3.connect(tmp_path / "x.db", isolation_level=None)


def tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {row[0] for row in rows if not row[0].startswith("sqlite_")}


def test_every_step_leaves_its_record(connection: sqlite3.Connection) -> None:
    steps = (*MIGRATIONS, Migration(len(MIGRATIONS) + 1, "note", make_note))
    assert migrate(connection) == len(MIGRATIONS)
    assert migrate(connection, steps) == 1
    assert migrate(connection, steps) == 0
    rows = connection.execute("SELECT version, name FROM migration ORDER BY version").fetchall()
    assert rows == [(step.version, step.name) for step in steps]


def test_a_step_that_fails_leaves_the_old_tables(connection: sqlite3.Connection) -> None:
    migrate(connection)
    before = tables(connection)
    steps = (
        *MIGRATIONS,
        Migration(len(MIGRATIONS) + 1, "note", make_note),
        Migration(len(MIGRATIONS) + 2, "half", break_down),
    )
    with pytest.raises(RuntimeError, match="power cut"):
        migrate(connection, steps)
    assert tables(connection) == before
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)


def test_steps_must_be_numbered_without_a_gap() -> None:
    with pytest.raises(ValueError, match="without a gap"):
        newest_schema((Migration(2, "late", make_note),))


def test_every_table_is_strict_and_has_an_integer_row_id(connection: sqlite3.Connection) -> None:
    migrate(connection)
    for table in tables(connection):
        sql = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()[0]
        assert sql.rstrip().endswith("STRICT"), table
        kinds = {(row[2], row[5]) for row in connection.execute(f"PRAGMA table_info({table})")}
        assert ("INTEGER", 1) in kinds, table


def test_money_rows_can_be_added_and_never_changed(connection: sqlite3.Connection) -> None:
    migrate(connection)
    connection.execute(
        "INSERT INTO ledger_entry (id, kind, order_id, currency, at) VALUES ('e', 's', '', 'C', 1)"
    )
    connection.execute(
        "INSERT INTO ledger_line (entry_row, account, amount_minor) VALUES (1,'a',5)"
    )
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute("UPDATE ledger_line SET amount_minor = 6")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute("DELETE FROM ledger_line")
    guarded = connection.execute("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type='trigger'")
    assert {row[0] for row in guarded} == MONEY


@pytest.mark.parametrize(
    ("axis", "state"), [(axis, state) for axis in Axis for state in TRANSITIONS[axis]]
)
def test_every_state_of_the_axes_can_be_written(
    connection: sqlite3.Connection, axis: Axis, state: str
) -> None:
    migrate(connection)
    connection.execute(
        "INSERT INTO orders (id, number, short_code, buyer_name, total_minor, currency, "
        "catalogue_version, pay, placed_at, sync_state, order_state, payment_state, "
        "fulfilment_state) VALUES ('i','n','s','b',1,'CNY',1,'cash',1,'queued','placed',"
        "'held','pending')"
    )
    connection.execute(f"UPDATE orders SET {axis.value} = ?", (state,))


def test_an_impossible_state_cannot_be_written(connection: sqlite3.Connection) -> None:
    migrate(connection)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(
            "INSERT INTO orders (id, number, short_code, buyer_name, total_minor, currency, "
            "catalogue_version, pay, placed_at, sync_state, order_state, payment_state, "
            "fulfilment_state) VALUES ('i','n','s','b',1,'CNY',1,'cash',1,'queued','placed',"
            "'held','lost_in_space')"
        )
