"""Serving a hub: for good on a terminal, or in a thread for the demo and the tests."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final, Self

import uvicorn

from sync.hub.hub import Hub
from sync.hub.logs import RequestLog, log_as_json
from sync.hub.routes import build_app

_START_S: Final = 20.0

SERVING: Final[dict[str, Any]] = {
    "log_config": None,
    "access_log": False,
    "server_header": False,
    "timeout_graceful_shutdown": 5,
}
"""How uvicorn serves every hub."""


def serve(hub: Hub, host: str, port: int, ready: Callable[[str], None] = lambda _url: None) -> None:
    """Serve until interrupted; `ready` gets the URL.  Raises `OSError` when the port is taken."""
    listener = listen(host, port)
    with listener:
        log_as_json()
        server = _server(hub, logged=True)
        ready(url_of(listener))
        server.run(sockets=[listener])


class EmbeddedHub:
    """A hub that serves from a thread.  Port 0 takes a free one and keeps it over restarts."""

    def __init__(self, hub: Hub, host: str = "127.0.0.1", port: int = 0) -> None:
        self.hub = hub
        self._host = host
        self._port = port
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._listener: socket.socket | None = None

    @property
    def url(self) -> str:
        """Return the address, known from the first start on."""
        return f"http://{self._host}:{self._port}"

    def start(self) -> Self:
        """Serve; returns when requests are answered.  Raises `OSError` for a taken port."""
        self._server = _server(self.hub)
        self._listener = listener = listen(self._host, self._port)
        self._port = listener.getsockname()[1]
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listener]}, name="hub", daemon=True
        )
        self._thread.start()
        self._wait_until_served()
        return self

    def stop(self) -> None:
        """Answer what is running, then close the port.  The hub stays open."""
        if self._server is None or self._thread is None:
            return
        self._server.should_exit = True
        self._thread.join()
        if self._listener is not None:
            self._listener.close()
        self._server = self._thread = None

    def _wait_until_served(self) -> None:
        end = time.monotonic() + _START_S
        while self._server is not None and not self._server.started:
            if time.monotonic() > end or self._thread is None or not self._thread.is_alive():
                raise OSError("the hub did not start")
            time.sleep(0.005)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _server(hub: Hub, *, logged: bool = False) -> uvicorn.Server:
    app: Any = build_app(hub)
    return uvicorn.Server(uvicorn.Config(RequestLog(app) if logged else app, **SERVING))


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises `OSError` when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named outright: asyncio turns Nagle's algorithm off only for a socket that says it is TCP,
    # and with it on, each answer waits 40 ms for the station's delayed acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(512)
    except (OSError, TypeError, UnicodeError) as error:
        listener.close()
        if isinstance(error, OSError):
            raise
        raise OSError(f"{host!r} is no name of a machine") from error  # a name beyond all IDNA
    return listener


def url_of(listener: socket.socket) -> str:
    """Return the address of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
