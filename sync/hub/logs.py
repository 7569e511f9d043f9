"""The hub's log: one JSON object a line, on standard error, for whatever collects it."""

from __future__ import annotations

import logging
import time
from typing import Any, Final

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from sync.protocol import HEADER_DEVICE, HEADER_STATION

_requests: Final = logging.getLogger("sync.hub.requests")
_SENDER: Final = {
    HEADER_STATION.lower().encode(): "station",
    HEADER_DEVICE.lower().encode(): "device",
}


class JsonLines(logging.Formatter):
    """A record as one line: time, level, logger, message, and what `told` adds to them."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its line feed."""
        line: dict[str, Any] = {
            "at": round(record.created, 3),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line).decode()


class RequestLog:
    """An application around another one that logs each request when it ended."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the inner application does."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, note)
        finally:
            took_ms = round((time.perf_counter() - began) * 1000, 1)
            told = {"method": scope["method"], "path": scope["path"], "status": status}
            sender = {
                _SENDER[name]: value.decode("latin-1")[:16]
                for name, value in scope["headers"]
                if name in _SENDER
            }
            _requests.info("request", extra={"told": {**told, "ms": took_ms, **sender}})


def log_as_json() -> None:
    """Write everything from INFO up as JSON lines to standard error, from now on."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
