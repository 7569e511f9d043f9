"""Several worker processes behind one port, for a hub on PostgreSQL.

A worker holds nothing that another would miss: what it remembers of the goods it reads anew when
the catalogue changes, and stations' pushes meet in the database alone.  uvicorn's supervisor
starts them, passes the listening socket on, and replaces one that died.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import uvicorn
from uvicorn.supervisors import Multiprocess

from sync.hub.errors import Refused
from sync.hub.hub import Hub, open_hub
from sync.hub.logs import RequestLog, log_as_json
from sync.hub.routes import build_app
from sync.hub.server import SERVING, listen, url_of

_FOLDER: Final = "KIOSK_HUB_FOLDER"
_DATABASE: Final = "KIOSK_HUB_DATABASE_URL"
_METRICS: Final = "PROMETHEUS_MULTIPROC_DIR"


def serve_many(
    hub: Hub, address: tuple[str, int], workers: int, ready: Callable[[str], None]
) -> None:
    """Serve by so many processes until interrupted; `ready` gets the URL.

    Closes `hub`, which only shows that the database can be used.  Raises `Refused` for a hub on
    SQLite, which one process serves as fast as several, and `OSError` for a taken port.
    """
    url = hub.store.engine.url
    if url.get_backend_name() != "postgresql":
        raise Refused("one_worker", "Several workers need PostgreSQL: name it by --database-url.")
    os.environ[_FOLDER] = str(hub.folder)
    os.environ[_DATABASE] = url.render_as_string(hide_password=False)
    hub.close()
    with listen(*address) as listener, tempfile.TemporaryDirectory() as counted:
        os.environ[_METRICS] = counted
        config = uvicorn.Config(f"{__name__}:make_app", factory=True, workers=workers, **SERVING)
        ready(url_of(listener))
        Multiprocess(config, sockets=[listener]).run()


def make_app() -> RequestLog:
    """Return the application of one worker; called in its process."""
    log_as_json()
    hub = open_hub(Path(os.environ[_FOLDER]), os.environ[_DATABASE])
    return RequestLog(build_app(hub, close=True))
