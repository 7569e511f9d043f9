"""What who keeps a hub running asks it: alive, ready, and how much it does.

None of it is signed or tells of a person; a proxy in front may keep these paths to itself.
"""

from __future__ import annotations

from typing import Final

from litestar import get
from litestar.plugins.prometheus import PrometheusConfig, PrometheusController
from sqlalchemy import Connection, text

from sync.hub.desk import AnyRequest, desk_of

_COUNTED: Final = PrometheusConfig(
    app_name="hub",
    prefix="hub",
    group_path=True,
    exclude_unhandled_paths=True,
    exclude=["/metrics", "/healthz", "/readyz"],
)
counting: Final = _COUNTED.middleware
"""Counts requests by path and status, and how long they took."""


@get("/healthz", include_in_schema=False, sync_to_thread=False)
def healthz() -> dict[str, str]:
    """Say that this worker answers; nothing else is looked at."""
    return {"status": "ok"}


@get("/readyz", include_in_schema=False)
async def readyz(request: AnyRequest) -> dict[str, str]:
    """Say that the database answers too; 503 with Retry-After while it does not."""
    desk = desk_of(request)

    def ask() -> None:
        with desk.hub.store.read() as connection:
            _look(connection)

    await desk.run(ask)
    return {"status": "ready"}


class Metrics(PrometheusController):
    """`/metrics` in Prometheus' text format, of all workers together."""

    path = "/metrics"
    include_in_schema = False


def _look(connection: Connection) -> None:
    connection.execute(text("SELECT 1")).one()
