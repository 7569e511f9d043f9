"""How far the records of a device's incarnation are here without a gap."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select, union, update

from sync.hub.tables import lanes, records, resends


def ack_through(connection: Connection, station: str, incarnation: str) -> int:
    """Return the last seq of an incarnation up to which all, from 1, have a verdict; keep it."""
    key = {"station": station, "incarnation": incarnation}
    before = connection.execute(select(lanes.c.ack_through).filter_by(**key)).scalar_one_or_none()
    reached = before or 0
    for seq in _seqs_after(connection, key, reached):
        if seq > reached + 1:
            break
        reached = seq
    if before is None:
        connection.execute(insert(lanes).values(**key, ack_through=reached))
    elif reached > before:
        connection.execute(update(lanes).filter_by(**key).values(ack_through=reached))
    return reached


def _seqs_after(connection: Connection, key: Mapping[str, str], reached: int) -> list[int]:
    parts = [
        select(table.c.seq).where(
            table.c.station == key["station"],
            table.c.incarnation == key["incarnation"],
            table.c.seq > reached,
        )
        for table in (records, resends)
    ]
    return sorted(connection.execute(union(*parts)).scalars())
