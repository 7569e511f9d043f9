"""The change feed: what a scope's readers have not seen yet, and where they are in it.

A cursor is opaque to stations.  Inside it are the epoch (another one after a restore from a
backup, so that nobody reads on from a place that no longer exists), the scope and the place.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final, NamedTuple, Self

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, tuple_, update

from sync.hub.errors import Answer
from sync.hub.store import Store
from sync.hub.tables import changes, scopes
from sync.protocol import SCOPE_CATALOGUE, SCOPE_STATION, Change, ChangesPage

SCOPE_KEYS: Final = "keys"
"""Read together with every station's own scope: one row a key, not one a key and station."""

_ENCODER: Final = msgspec.json.Encoder()


class Place(NamedTuple):
    """A place in the feed; what follows it is greater."""

    xid: int = 0
    position: int = 0


class Cursor(NamedTuple):
    """A station's place in a scope, in one epoch."""

    epoch: str
    scope: str
    place: Place

    def __str__(self) -> str:
        return f"{self.epoch}.{self.scope}.{self.place.xid}.{self.place.position}"

    @classmethod
    def beginning(cls, epoch: str, scope: str) -> Self:
        """Return the cursor before the first change of a scope."""
        return cls(epoch, scope, Place())

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the cursor of a text, None when it is none."""
        parts = text.split(".")
        if len(parts) != 4 or not all(p.isascii() and p.isdigit() for p in parts[2:]):
            return None
        if any(len(part) > 18 for part in parts[2:]):
            return None
        return cls(parts[0], parts[1], Place(int(parts[2]), int(parts[3])))


class NewChange(NamedTuple):
    """A change to be told; version 0 stands for its position; body None is a tombstone."""

    kind: str
    id: str
    body: msgspec.Struct | None
    version: int = 0


def station_scope(station: str) -> str:
    """Return the name of a station's own scope."""
    return f"{SCOPE_STATION}:{station}"


def append_changes(
    store: Store, connection: Connection, scope: str, new: Sequence[NewChange], at: int
) -> Place:
    """Write changes at the end of a scope inside the caller's transaction; return the last place.

    `new` must not be empty.
    """
    xid, positions = store.adapter.places(connection, len(new))
    kind, station = _named(scope)
    rows = [
        (
            station,
            kind,
            xid,
            position,
            change.kind,
            change.id,
            change.version or position,
            at,
            None if change.body is None else _ENCODER.encode(change.body),
        )
        for position, change in zip(positions, new, strict=True)
    ]
    store.adapter.insert_rows(connection, changes, rows)
    return Place(xid, positions[-1])


def raise_floor(connection: Connection, scope: str, place: Place) -> None:
    """Drop a scope's changes up to a place; readers who are behind it must fetch again."""
    values = {"floor_xid": place.xid, "floor_position": place.position}
    moved = connection.execute(update(scopes).where(scopes.c.scope == scope).values(values))
    if moved.rowcount == 0:
        connection.execute(insert(scopes).values(scope=scope, **values))
    connection.execute(delete(changes).where(*_of(scope), ~_after(place)))


def read_changes(
    store: Store, connection: Connection, cursor: Cursor, *, station: str, limit: int
) -> ChangesPage:
    """Return the page after a cursor, oldest first.

    Raises `Answer` 410 `must_refetch` when what follows the cursor is not kept any more.
    """
    if cursor.place < _floor(connection, cursor.scope):
        raise must_refetch()
    names = [cursor.scope]
    if cursor.scope != SCOPE_CATALOGUE:
        names = [station_scope(station), SCOPE_KEYS]
    readable = store.adapter.readable(connection)
    found = [_rows_after(connection, name, cursor.place, readable, limit + 1) for name in names]
    rows = sorted(chain.from_iterable(found), key=_place)[: limit + 1]
    page = rows[:limit]
    place = _place(page[-1]) if page else cursor.place
    return ChangesPage(
        changes=[
            Change(
                kind=row.kind,
                id=row.id,
                version=row.version,
                body=msgspec.Raw(row.body or b"null"),
            )
            for row in page
        ],
        cursor=str(cursor._replace(place=place)),
        more=len(rows) > limit,
    )


def must_refetch() -> Answer:
    """Return the answer that sends a reader back to the beginning of a scope."""
    return Answer("must_refetch", "What follows this cursor is not kept: fetch again.", status=410)


def _floor(connection: Connection, scope: str) -> Place:
    row = connection.execute(select(scopes).where(scopes.c.scope == scope)).one_or_none()
    return Place(row.floor_xid, row.floor_position) if row else Place()


def _rows_after(
    connection: Connection, scope: str, place: Place, readable: ColumnElement[bool], most: int
) -> Sequence[Row[Any]]:
    """Return a scope's next changes: read along its index, however many follow."""
    return connection.execute(
        select(changes)
        .where(*_of(scope), _after(place), readable)
        .order_by(changes.c.xid, changes.c.position)
        .limit(most)
    ).all()


def _named(scope: str) -> tuple[str, str]:
    """Return a scope's kind and its station, which is empty where it is for all."""
    kind, _, station = scope.partition(":")
    return kind, station


def _of(scope: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    kind, station = _named(scope)
    return changes.c.station == station, changes.c.scope == kind


def _place(row: Row[Any]) -> Place:
    return Place(row.xid, row.position)


def _after(place: Place) -> ColumnElement[bool]:
    return tuple_(changes.c.xid, changes.c.position) > tuple_(place.xid, place.position)
