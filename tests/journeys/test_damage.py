"""Records or catalogue damaged before a start: told, never replaced; the catalogue comes again."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import command_line
from tests.journeys.conftest import Village

PAGE = 4096


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut_in_half(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def zeroed_pages(path: Path) -> None:
    pages = path.stat().st_size // PAGE
    with path.open("r+b") as file:
        for page in range(2, pages, 2):
            file.seek(page * PAGE)
            file.write(bytes(PAGE))


def noise(path: Path) -> None:
    path.write_bytes(random.Random(4).randbytes(path.stat().st_size))


def lost(path: Path) -> None:
    path.unlink()


DAMAGES = [emptied, cut_in_half, zeroed_pages, noise, lost]


@pytest.fixture
def closed(village: Village) -> Village:
    """A station with an order, its records in one file."""
    village.place("F1=1")
    connection = sqlite3.connect(village.data / "station.db")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return village


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_records_are_told_and_never_replaced(
    closed: Village, damage: Callable[[Path], None]
) -> None:
    records = closed.data / "station.db"
    damage(records)
    before = records.read_bytes() if records.exists() else None
    for words in (
        ["status", "--json"],
        ["order", "place", "--line", "F1=1", "--pay", "cash"],
        ["sync", "--once"],
        ["enrol", "--hub", closed.server.url, "--code", "1"],
    ):
        ran = closed.kiosk(*words)
        assert ran.code == 4, words
        assert "记录读不出来" in ran.err
    doctor = closed.kiosk("doctor")
    assert doctor.code == 3
    assert "LACK] records" in doctor.out
    assert (records.read_bytes() if records.exists() else None) == before


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_catalogue_is_fetched_again_and_no_order_is_touched(
    closed: Village, damage: Callable[[Path], None]
) -> None:
    damage(next(closed.data.glob("catalogue-*.db")))
    closed.kiosk("order", "place", "--line", "F1=1", "--pay", "cash")
    assert closed.kiosk("sync", "--once").code == 0
    closed.place("F3=1")
    status = closed.kiosk("status", "--json").json
    assert status["catalogue_version"] == 1
    assert status["outbox"] == 1


def test_newer_records_are_refused_in_words_and_left_alone(closed: Village) -> None:
    records = closed.data / "station.db"
    connection = sqlite3.connect(records)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = records.read_bytes()
    ran = closed.kiosk("order", "place", "--line", "F1=1", "--pay", "cash")
    assert ran.code == 4
    assert "请先升级程序" in ran.err
    assert records.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_not_called_full(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    ran = command_line.call("status", "--data", str(tmp_path / "file" / "below"))
    assert ran.code == 4
    assert "写不进" in ran.err


def test_a_copy_without_its_catalogue_is_a_whole_station(closed: Village) -> None:
    """What can be fetched again need not be in a backup."""
    copy = closed.data.parent / "copy"
    copy.mkdir()
    shutil.copy(closed.data / "station.db", copy)
    status = command_line.call("status", "--json", "--data", str(copy)).json
    assert (status["orders"], status["catalogue_version"]) == (1, 0)
