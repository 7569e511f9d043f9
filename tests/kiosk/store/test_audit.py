from __future__ import annotations

import sqlite3
from pathlib import Path

from kiosk.store.audit import audit_is_whole, write_audit
from kiosk.store.database import Database


def test_an_edited_row_breaks_the_chain(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "station.db")
    with database.transaction() as connection:
        for subject in ("a", "b", "c"):
            write_audit(connection, at=1, action="phone.revealed", subject=subject)
        assert audit_is_whole(connection)
    database.close()
    raw = sqlite3.connect(tmp_path / "station.db")
    raw.execute("DROP TRIGGER audit_no_update")
    raw.execute("UPDATE audit SET subject = 'z' WHERE row_id = 2")
    assert not audit_is_whole(raw)
    raw.close()
