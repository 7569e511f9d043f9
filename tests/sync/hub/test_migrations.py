"""Migrations and the store: order, completeness, refusal of newer databases, transactions."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, make_url, select, text
from sqlalchemy.exc import IntegrityError

from sync.hub.errors import NewerDatabase
from sync.hub.hub import Hub, open_hub
from sync.hub.migrations import MIGRATIONS, WORDS, migrate, schema_number
from sync.hub.store import PostgresAdapter, SqliteAdapter, Store, adapter_for, next_number
from sync.hub.tables import counters, metadata, stations


def test_the_migrations_make_exactly_the_tables_that_queries_see(hub: Hub) -> None:
    with hub.store.read() as connection:
        found = inspect(connection)
        names = set(found.get_table_names()) - {"hub_migrations", "sqlite_sequence"}
        assert names == set(metadata.tables)
        for name, table in metadata.tables.items():
            columns = {column["name"]: column for column in found.get_columns(name)}
            assert set(columns) == set(table.columns.keys()), name
            for column in table.columns:
                assert columns[column.name]["nullable"] == column.nullable, (name, column.name)
            keys = found.get_pk_constraint(name)["constrained_columns"]
            assert keys == [column.name for column in table.primary_key], name


def test_a_second_start_runs_nothing(hub: Hub) -> None:
    with hub.store.write() as connection:
        assert schema_number(connection) == len(MIGRATIONS)
        assert migrate(connection) == []


def test_later_migrations_run_in_order_and_keep_what_is_there(hub: Hub) -> None:
    more = ("CREATE TABLE one (a {int}){strict}", "INSERT INTO one (a) VALUES (7)")
    with hub.store.write() as connection:
        connection.execute(insert(stations).values(code="CQ07", name="x", created_at=0))
        assert migrate(connection, MIGRATIONS + more) == [2, 3]
        assert connection.execute(text("SELECT a FROM one")).scalar() == 7
        assert connection.execute(select(stations.c.code)).scalar() == "CQ07"


def test_a_migration_that_fails_leaves_nothing(hub: Hub) -> None:
    broken = ("CREATE TABLE one (a {int}){strict}; INSERT INTO nowhere VALUES (1)",)
    with pytest.raises(Exception, match="nowhere"), hub.store.write() as connection:
        migrate(connection, MIGRATIONS + broken)
    with hub.store.read() as connection:
        assert schema_number(connection) == len(MIGRATIONS)
        assert not inspect(connection).has_table("one")


def test_a_newer_database_is_refused_untouched(hub: Hub) -> None:
    with hub.store.write() as connection:
        connection.execute(text("INSERT INTO hub_migrations VALUES (99, 0)"))
    with pytest.raises(NewerDatabase, match="version 99"):
        open_hub(hub.folder)


def test_every_database_has_all_words_of_the_migrations() -> None:
    assert {frozenset(words) for words in WORDS.values()} == {
        frozenset({"int", "blob", "strict", "sequence"})
    }
    for words in WORDS.values():
        for script in MIGRATIONS:
            assert "{" not in script.format_map(words)


def test_the_adapters_are_chosen_by_the_url() -> None:
    assert isinstance(adapter_for(make_url("sqlite:///x")), SqliteAdapter)
    assert isinstance(adapter_for(make_url("postgresql://h/x")), PostgresAdapter)
    assert isinstance(adapter_for(make_url("postgresql+psycopg://h/x")), PostgresAdapter)
    with pytest.raises(ValueError, match="not in mysql"):
        adapter_for(make_url("mysql://h/x"))


def test_the_database_is_as_durable_as_sqlite_can_be(hub: Hub) -> None:
    with hub.store.read() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout")
        }
    assert told == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 15_000}


def test_a_transaction_that_fails_leaves_nothing(hub: Hub) -> None:
    row = {"name": "x", "value": 1}
    with pytest.raises(IntegrityError), hub.store.write() as connection:
        connection.execute(insert(counters), [row, row])
    with hub.store.read() as connection:
        assert connection.execute(select(counters).where(counters.c.name == "x")).all() == []


def test_numbers_are_handed_out_once_among_processes_threads_and_stores(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hub.sqlite'}"
    stores = [Store(url), Store(url)]
    taken: list[int] = []

    def take(store: Store) -> None:
        for _ in range(25):
            with store.write() as connection:
                first = next_number(connection, "n", 2)
                taken.extend([first, first + 1])

    threads = [threading.Thread(target=take, args=(store,)) for store in stores * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        store.close()
    assert sorted(taken) == list(range(1, 201))


def test_the_file_is_sound_after_use(hub: Hub) -> None:
    with sqlite3.connect(hub.folder / "hub.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
