"""The naive peer: the same web framework, one order a request, one commit an order.

`python -m tests.bench.naive PORT DATABASE_URL` serves it.  It does what such servers do: reads
the JSON, writes the order, its lines and the raw body in one transaction, and answers.
"""

from __future__ import annotations

import sys
from typing import Any

import msgspec
import uvicorn
from litestar import Litestar, get, post
from sqlalchemy import insert

from sync.hub.store import Store
from sync.hub.tables import order_lines, orders, records
from sync.protocol import OrderPlaced

_STATION = "CQ07"


class Posted(msgspec.Struct):
    """One order as it is posted."""

    seq: int
    id: str
    aggregate: str
    type: str
    schema: int
    at: int
    body: OrderPlaced


def build_app(store: Store) -> Litestar:
    """Return the application."""

    @get("/v1/hello", sync_to_thread=False)
    def hello() -> dict[str, bool]:
        return {"ok": True}

    @post("/orders", sync_to_thread=True)
    def take(data: Posted) -> dict[str, bool]:
        order = data.body
        with store.write() as connection:
            connection.execute(insert(records).values(_record(data)))
            connection.execute(insert(orders).values(_order(order, data.at)))
            connection.execute(insert(order_lines), _lines(order))
        return {"ok": True}

    return Litestar(route_handlers=[hello, take], logging_config=None)


def _record(record: Posted) -> dict[str, Any]:
    told = {name: getattr(record, name) for name in ("seq", "id", "aggregate", "type", "schema")}
    empty = dict.fromkeys(("hash", "verdict", "code", "detail", "incarnation"), "")
    body = msgspec.json.encode(record.body)
    return {
        **told, **empty, "station": _STATION, "at": record.at, "received_at": 0, "applied": 1,
        "body": body,
    }  # fmt: skip


def _order(order: OrderPlaced, at: int) -> dict[str, Any]:
    texts = dict.fromkeys(("device", "question", "parcel_code", "shelf", "payment_state"), "")
    numbers = dict.fromkeys(("offered_minor", "refund_minor", "reserved", "received_at"), 0)
    same = ("number", "short_code", "resident_id", "buyer_name", "pay", "currency", "content_hash")
    more = ("catalogue_version", "total_minor", "paid_minor")
    told = {name: getattr(order, name) for name in (*same, *more)}
    states = {"order_state": "placed", "fulfilment_state": "pending"}
    return {**texts, **numbers, **told, **states, "station": _STATION, "id": order.order_id,
            "at": at}  # fmt: skip


def _lines(order: OrderPlaced) -> list[dict[str, Any]]:
    return [
        {"station": _STATION, "order_id": order.order_id, "line": n, "offered_minor": -1}
        | msgspec.structs.asdict(line)
        for n, line in enumerate(order.lines, start=1)
    ]


def main() -> None:
    """Serve until terminated."""
    port, database_url = int(sys.argv[1]), sys.argv[2]
    app = build_app(Store(database_url))
    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    main()
