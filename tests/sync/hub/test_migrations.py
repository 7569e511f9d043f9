"""Migrations and the store: order, completeness, refusal of newer databases, transactions."""

from __future__ import annotations

import re
import sqlite3
import threading

import pytest
from sqlalchemy import insert, inspect, make_url, select, text
from sqlalchemy.exc import IntegrityError

from sync.hub.errors import NewerDatabase
from sync.hub.hub import Hub, open_hub
from sync.hub.migrations import MIGRATIONS, PARTITIONS, WORDS, migrate, schema_number
from sync.hub.store import PostgresAdapter, SqliteAdapter, Store, adapter_for, next_number
from sync.hub.tables import PER_STATION, counters, metadata, stations
from tests.sync.hub.builders import only


def test_the_migrations_make_exactly_the_tables_that_queries_see(hub: Hub) -> None:
    with hub.store.read() as connection:
        found = inspect(connection)
        names = {name for name in found.get_table_names() if not re.search(r"_\d\d$", name)}
        assert names == {*metadata.tables, "hub_migrations"}
        for name, table in metadata.tables.items():
            columns = {column["name"]: column for column in found.get_columns(name)}
            assert set(columns) == set(table.columns.keys()), name
            for column in table.columns:
                assert columns[column.name]["nullable"] == column.nullable, (name, column.name)
            keys = found.get_pk_constraint(name)["constrained_columns"]
            assert keys == [column.name for column in table.primary_key], name


SHARED = {
    "hub_state",
    "counters",
    "stations",
    "enrol_codes",
    "scopes",
    "catalogue_versions",
    "categories",
    "goods",
    "goods_prices",
}
"""Tables that are the same for every station; a distributed database copies them to each node."""


def test_every_table_belongs_to_a_station_or_to_all() -> None:
    assert set(metadata.tables) - SHARED == {table.name for table in PER_STATION}


def test_every_key_of_what_belongs_to_a_station_holds_the_station(hub: Hub) -> None:
    with hub.store.read() as connection:
        found = inspect(connection)
        for table in PER_STATION:
            keys = [found.get_pk_constraint(table.name)["constrained_columns"]]
            keys += [key["column_names"] for key in found.get_unique_constraints(table.name)]
            indexes = found.get_indexes(table.name)
            keys += [index["column_names"] for index in indexes if index["unique"]]
            assert keys
            assert all(key[0] == "station" for key in keys), (table.name, keys)


@only("postgresql")
def test_what_belongs_to_a_station_is_partitioned_by_it(hub: Hub) -> None:
    query = text(
        "SELECT partrelid::regclass::text, partstrat, pg_get_partkeydef(partrelid),"
        " (SELECT count(*) FROM pg_inherits WHERE inhparent = partrelid)"
        " FROM pg_partitioned_table"
    )
    with hub.store.read() as connection:
        parted = {row[0]: tuple(row[1:]) for row in connection.execute(query)}
    expected = ("h", "HASH (station)", PARTITIONS)
    assert parted == {table.name: expected for table in PER_STATION}


def test_a_second_start_runs_nothing(hub: Hub) -> None:
    with hub.store.write() as connection:
        assert schema_number(connection) == len(MIGRATIONS)
        assert migrate(connection) == []


def test_later_migrations_run_in_order_and_keep_what_is_there(hub: Hub) -> None:
    more = ("CREATE TABLE one (a {int}){strict}", "INSERT INTO one (a) VALUES (7)")
    with hub.store.write() as connection:
        connection.execute(insert(stations).values(code="CQ07", name="x", created_at=0))
        assert migrate(connection, MIGRATIONS + more) == [len(MIGRATIONS) + 1, len(MIGRATIONS) + 2]
        assert connection.execute(text("SELECT a FROM one")).scalar() == 7
        assert connection.execute(select(stations.c.code)).scalar() == "CQ07"


def test_a_migration_that_fails_leaves_nothing(hub: Hub) -> None:
    broken = ("CREATE TABLE one (a {int}){strict}; INSERT INTO nowhere VALUES (1)",)
    with pytest.raises(Exception, match="nowhere"), hub.store.write() as connection:
        migrate(connection, MIGRATIONS + broken)
    with hub.store.read() as connection:
        assert schema_number(connection) == len(MIGRATIONS)
        assert not inspect(connection).has_table("one")


def test_a_newer_database_is_refused_untouched(hub: Hub, database_url: str) -> None:
    with hub.store.write() as connection:
        connection.execute(text("INSERT INTO hub_migrations VALUES (99, 0)"))
    with pytest.raises(NewerDatabase, match="version 99"):
        open_hub(hub.folder, database_url)


def test_every_database_has_all_words_of_the_migrations() -> None:
    assert {frozenset(words) for words in WORDS.values()} == {
        frozenset(
            {"int", "blob", "strict", "by_station", "in_key_order", "places", "lesson_places"}
        )
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


@only("sqlite")
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


def test_numbers_are_handed_out_once_among_threads_and_stores(database_url: str) -> None:
    stores = [Store(database_url), Store(database_url)]
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


@only("sqlite")
def test_the_file_is_sound_after_use(hub: Hub) -> None:
    with sqlite3.connect(hub.folder / "hub.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
