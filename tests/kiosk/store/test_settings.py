"""Settings and counters."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.store.database import Database
from kiosk.store.settings import Settings, next_count


def test_the_latest_value_stands(settings: Settings) -> None:
    assert settings.get("hub_url") == ""
    assert settings.get("hub_url", "none") == "none"
    settings.put("hub_url", "http://one")
    settings.put("hub_url", "http://two")
    assert settings.get("hub_url") == "http://two"


def test_a_rolled_back_count_is_given_again(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "station.db")

    def count_and_fail() -> None:
        with database.transaction() as connection:
            assert next_count(connection, "order") == 4
            raise LookupError

    with database.transaction() as connection:
        assert [next_count(connection, "order") for _ in range(3)] == [1, 2, 3]
        assert next_count(connection, "request") == 1
    with pytest.raises(LookupError):
        count_and_fail()
    with database.transaction() as connection:
        assert next_count(connection, "order") == 4
    database.close()
