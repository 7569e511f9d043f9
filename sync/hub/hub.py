"""The hub as one object: its store, its clock and what it knows of itself."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from nacl.signing import SigningKey
from sqlalchemy import Connection, insert, select, update

from sync.hub.known_goods import GoodsMemory
from sync.hub.store import Store
from sync.hub.tables import catalogue_versions, changes, hub_state, scopes

DEFAULT_CURRENCY: Final = "CNY"
HOLD_DAYS: Final = 5
"""How long a parcel is kept for collection, told to each station at enrolment."""

Clock = Callable[[], int]


def wall_clock() -> int:
    """Return the time in ms since 1970."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Hub:
    """An open hub.  `folder` holds the snapshot files (and the database, when it is SQLite).

    `goods` is only a memory of what the store says.
    """

    store: Store
    folder: Path
    epoch: str
    public_key: str
    clock: Clock = wall_clock
    goods: GoodsMemory = field(default_factory=GoodsMemory)

    def close(self) -> None:
        """Close the database."""
        self.store.close()


def open_hub(
    folder: str | Path, database_url: str | None = None, *, clock: Clock = wall_clock
) -> Hub:
    """Open the hub of a folder, made and migrated when it is new.

    Without `database_url` the database is `hub.sqlite` in the folder.  Raises `NewerDatabase`,
    and `ValueError` for a database that is neither SQLite nor PostgreSQL.
    """
    folder = Path(folder)
    # For the operator alone: the database holds residents' names and the hub's own key.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = Store(database_url or f"sqlite:///{folder / 'hub.sqlite'}")
    with store.write() as connection:
        store.adapter.one_at_a_time(connection)
        epoch = _fact(connection, "epoch", secrets.token_hex(6))
        seed = _fact(connection, "hub_key_seed", secrets.token_hex(32))
    public_key = bytes(SigningKey(bytes.fromhex(seed)).verify_key).hex()
    return Hub(store=store, folder=folder, epoch=epoch, public_key=public_key, clock=clock)


def begin_epoch(hub: Hub) -> Hub:
    """Return the hub in a new epoch: after its database was restored from a backup.

    Every cursor of the old epoch is answered with `must_refetch`.  The numbers of transactions
    that the backup holds mean nothing in another PostgreSQL cluster, which may have counted less
    far: left as they are, changes would stay hidden until it has.
    """
    epoch = secrets.token_hex(6)
    with hub.store.write() as connection:
        connection.execute(update(changes).values(xid=0))
        connection.execute(update(scopes).values(floor_xid=0))
        connection.execute(update(catalogue_versions).values(xid=0))
        connection.execute(update(hub_state).where(hub_state.c.name == "epoch").values(value=epoch))
    return Hub(hub.store, hub.folder, epoch, hub.public_key, hub.clock, GoodsMemory())


def _fact(connection: Connection, name: str, first: str) -> str:
    """Return a fact about the hub, made at its first start."""
    known = connection.execute(
        select(hub_state.c.value).where(hub_state.c.name == name)
    ).scalar_one_or_none()
    if known is None:
        connection.execute(insert(hub_state).values(name=name, value=first))
        return first
    return str(known)
