"""The database file: one writer, known errors, two processes at once."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.errors import CannotStore
from kiosk.store.database import DamagedDatabase, Database, DatabaseBusy, NewerDatabase
from kiosk.store.migrations import MIGRATIONS


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path / "station.db")
    yield opened
    opened.close()


def put(database: Database, key: str) -> None:
    with database.transaction() as connection:
        connection.execute("INSERT INTO setting (key, value) VALUES (?, '')", (key,))


def keys(database: Database) -> list[str]:
    with database.read() as connection:
        return [row[0] for row in connection.execute("SELECT key FROM setting ORDER BY row_id")]


def test_it_is_durable_and_shared(database: Database) -> None:
    with database.transaction() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert database.schema == len(MIGRATIONS)


def test_an_error_rolls_everything_back(database: Database) -> None:
    put(database, "kept")

    def fail() -> None:
        with database.transaction() as connection:
            connection.execute("INSERT INTO setting (key, value) VALUES ('lost', '')")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert keys(database) == ["kept"]


def test_an_inner_transaction_joins_the_outer(database: Database) -> None:
    with database.transaction():
        put(database, "inner")
        assert keys(database) == ["inner"]  # read sees it here
        seen: list[list[str]] = []
        other = threading.Thread(target=lambda: seen.append(keys(database)))
        other.start()
        other.join()
        assert seen == [[]]  # and nowhere else
    assert keys(database) == ["inner"]


def test_a_swallowed_inner_error_still_rolls_back(database: Database) -> None:
    def swallow() -> None:
        with database.transaction():
            put(database, "half")
            try:
                with database.transaction():
                    raise LookupError
            except LookupError:
                pass

    with pytest.raises(RuntimeError, match="swallowed"):
        swallow()
    assert keys(database) == []
    put(database, "next")
    assert keys(database) == ["next"]


def test_readers_cannot_write(database: Database) -> None:
    with pytest.raises(CannotStore), database.read() as connection:
        connection.execute("INSERT INTO setting (key, value) VALUES ('x', '')")


def test_writers_of_many_threads_and_two_processes_take_turns(tmp_path: Path) -> None:
    first = Database.open(tmp_path / "station.db")
    second = Database.open(tmp_path / "station.db")

    def write(database: Database, name: str) -> None:
        for number in range(25):
            put(database, f"{name}{number}")

    threads = [
        threading.Thread(target=write, args=(database, f"{n}-"))
        for n, database in enumerate([first, first, second, second])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys(first)) == 100
    first.close()
    second.close()


def test_many_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    opened: list[Database] = []
    start = threading.Barrier(6)

    def open_it() -> None:
        start.wait()
        opened.append(Database.open(tmp_path / "station.db"))

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [database.schema for database in opened] == [len(MIGRATIONS)] * 6
    with opened[0].read() as connection:
        assert connection.execute("SELECT COUNT(*) FROM migration").fetchone()[0] == len(MIGRATIONS)
    for database in opened:
        database.close()


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    Database.open(tmp_path / "station.db").close()
    with sqlite3.connect(tmp_path / "station.db") as raw:
        raw.execute("PRAGMA user_version=99")
    raw.close()
    with pytest.raises(NewerDatabase) as told:
        Database.open(tmp_path / "station.db")
    assert told.value.values == {"schema": 99, "known": len(MIGRATIONS)}


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "station.db").write_bytes(b"no database at all" * 1000)
    with pytest.raises(DamagedDatabase):
        Database.open(tmp_path / "station.db")


def test_a_folder_that_is_not_there_cannot_store(tmp_path: Path) -> None:
    with pytest.raises(CannotStore):
        Database.open(tmp_path / "missing" / "station.db")


def test_a_full_disk_cannot_store_and_loses_nothing(database: Database) -> None:
    put(database, "before")
    with database.transaction() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(CannotStore), database.transaction() as connection:
        connection.executemany(
            "INSERT INTO setting (key, value) VALUES (?, ?)",
            [(f"big{n}", "x" * 4000) for n in range(200)],
        )
    assert keys(database) == ["before"]


def test_a_writer_that_waits_too_long_says_that_the_machine_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    first, second = Database.open(path), Database.open(path, lock_wait_s=0.05)
    with first.transaction(), pytest.raises(DatabaseBusy):
        put(second, "late")
    put(second, "in time")
    assert keys(first) == ["in time"]
    first.close()
    second.close()


def test_a_file_that_another_program_locks_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE theirs (x)")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseBusy):
        Database.open(path, lock_wait_s=0.05)
    release = threading.Timer(0.1, lambda: other.execute("COMMIT"))
    release.start()
    Database.open(path).close()
    release.join()
    other.close()


def test_a_mistake_in_a_query_is_a_bug_and_not_told_to_people(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError), database.read() as connection:
        connection.execute("SELECT * FROM no_such_table")
