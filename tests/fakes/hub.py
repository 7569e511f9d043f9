"""A hub that answers by a script: what a real one never says, or says only once in a year."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

import msgspec

from sync.protocol import HEADER_PROTOCOL, PROTOCOL, ChangesPage, Hello


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Says:
    """An answer; a struct is sent as JSON.  `ours` False leaves the protocol header out."""

    body: bytes | msgspec.Struct = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    ours: bool = True

    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else msgspec.json.encode(self.body)


Script = Says | Callable[[Asked], Says]

HELLO = Hello(protocol_min=1, protocol_max=1, schema_max=1, epoch="e", now=1_760_000_000_000)


class ScriptedHub:
    """Serves on loopback.  `says(path, ...)` queues answers; the last one stays for good."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._scripts: defaultdict[str, deque[Script]] = defaultdict(deque)
        self.says("/v1/hello", Says(HELLO))
        self.says("/v1/changes", Says(ChangesPage([], "s1", more=False)))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def says(self, path: str, *answers: Script) -> None:
        self._scripts[path] = deque(answers)

    def asked_for(self, path: str) -> list[Asked]:
        return [one for one in self.asked if one.target.partition("?")[0] == path]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, asked: Asked) -> Says:
        self.asked.append(asked)
        script = self._scripts[asked.target.partition("?")[0]]
        if not script:
            return Says(b'{"code":"not_found"}', 404)
        said = script.popleft() if len(script) > 1 else script[0]
        return said(asked) if callable(said) else said

    def _handler(hub) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - the handler has its own self
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                size = int(self.headers.get("Content-Length", 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                said = hub._answer(Asked(self.command, self.path, headers, self.rfile.read(size)))
                content = said.content()
                self.send_response(said.status)
                for name, value in {"Content-Length": str(len(content)), **said.headers}.items():
                    self.send_header(name, value)
                if said.ours:
                    self.send_header(HEADER_PROTOCOL, str(PROTOCOL))
                self.end_headers()
                self.wfile.write(content)

            do_POST = do_GET

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing on the terminal."""

        return Handler
