from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.catalogue import CatalogueStore
from kiosk.store.database import Database
from kiosk.store.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    database = Database.open(tmp_path / "station.db")
    yield Settings(database)
    database.close()


@pytest.fixture
def catalogue(tmp_path: Path, settings: Settings) -> Iterator[CatalogueStore]:
    store = CatalogueStore(tmp_path, settings)
    yield store
    store.close()
