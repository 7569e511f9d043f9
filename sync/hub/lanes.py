"""How far the records of a device's incarnation are here without a gap."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, union, update

from sync.hub.tables import lanes, records, resends

_LANE: Final = (lanes.c.station == bindparam("of"), lanes.c.incarnation == bindparam("from_"))
_REACHED: Final = select(lanes.c.ack_through).where(*_LANE)
_REACH: Final = update(lanes).where(*_LANE).values(ack_through=bindparam("reached"))
_AFTER: Final = union(
    *(
        select(table.c.seq).where(
            table.c.station == bindparam("of"),
            table.c.incarnation == bindparam("from_"),
            table.c.seq > bindparam("reached"),
        )
        for table in (records, resends)
    )
)


def ack_through(connection: Connection, station: str, incarnation: str) -> int:
    """Return the last seq of an incarnation up to which all, from 1, have a verdict; keep it."""
    lane: dict[str, str | int] = {"of": station, "from_": incarnation}
    before = connection.execute(_REACHED, lane).scalar_one_or_none()
    reached = before or 0
    for seq in sorted(connection.execute(_AFTER, lane | {"reached": reached}).scalars()):
        if seq > reached + 1:
            break
        reached = seq
    if before is None:
        new = {"station": station, "incarnation": incarnation, "ack_through": reached}
        connection.execute(insert(lanes), new)
    elif reached > before:
        connection.execute(_REACH, lane | {"reached": reached})
    return reached
