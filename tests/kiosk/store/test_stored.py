"""Records stored by each released schema are opened by the newest program, whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.services.kiosk import DATABASE_NAME, open_kiosk
from kiosk.store.audit import audit_is_whole
from kiosk.store.migrations import newest_schema

STORED = Path(__file__).parent / "stored"
RELEASED = (1,)
"""The last schema of each release; a new one gets its records stored beside these."""


def test_every_released_schema_is_stored_and_still_known() -> None:
    assert {path.name for path in STORED.glob("*.sql")} == {f"schema{n}.sql" for n in RELEASED}
    assert max(RELEASED) <= newest_schema()


@pytest.mark.parametrize("schema", RELEASED)
def test_stored_records_are_migrated_whole(tmp_path: Path, schema: int) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection:
        connection.executescript((STORED / f"schema{schema}.sql").read_text(encoding="utf-8"))
    with open_kiosk(tmp_path) as kiosk:
        assert kiosk.station.status().schema == newest_schema()
        assert [order.buyer.name for order in kiosk.ordering.list_orders()] == ["小兔", "王小芳"]
        assert [one.name for one in kiosk.residents.find_by_phone(phone="13812345678")] == [
            "王小芳"
        ]
        assert kiosk.operators.list_operators() == []
        kiosk.operators.add_operator(name="王站长", pin="258036")
        with kiosk.database.read() as connection:
            assert audit_is_whole(connection)
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
