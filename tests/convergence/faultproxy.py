"""A small TCP proxy that does to a connection what bad lines do: cut, delay, swallow, answer wrong.

One fault is used up by each new connection, in the order given; after them the line is good.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

_CHUNK = 16 * 1024


def _nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Fault:
    """What happens to one connection; bytes count from its beginning.

    `cut_up`: reset after so many bytes towards the hub; `cut_down`: after so many bytes of answers
    (0: the request was delivered and its answer is lost).  `delay_s` holds every piece back.
    `impostor` is answered in the hub's stead.  `on_cut` is called at the moment of a cut.
    """

    cut_up: int | None = None
    cut_down: int | None = None
    delay_s: float = 0.0
    refuse: bool = False
    impostor: bytes = b""
    on_cut: Callable[[], None] = _nothing


class FaultProxy:
    """Listens on loopback and passes connections on to a port, with faults."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.up = 0
        self.down = 0
        self._faults: deque[Fault] = deque()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._stopping = threading.Event()
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def next_faults(self, *faults: Fault) -> None:
        """Set what happens to the next connections; those of before that are open end."""
        self._faults = deque(faults)
        self.up = self.down = 0
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        self._run(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self.next_faults()
        self._listener.close()
        for thread in self._threads:
            thread.join(10)
        for one in self._open:
            one.close()

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            fault = self._faults.popleft() if self._faults else Fault()
            self._open.append(client)
            self._serve(client, fault)

    def _serve(self, client: socket.socket, fault: Fault) -> None:
        if fault.refuse:
            _reset([client])
            return
        if fault.impostor:
            self._run(lambda: _impersonate(client, fault.impostor))
            return
        try:
            server = socket.create_connection(("127.0.0.1", self.target), timeout=10)
        except OSError:
            _reset([client])
            return
        server.settimeout(None)
        self._open.append(server)
        self._run(lambda: self._pump(client, server, fault, down=False))
        self._run(lambda: self._pump(server, client, fault, down=True))

    def _pump(self, source: socket.socket, sink: socket.socket, fault: Fault, down: bool) -> None:
        left = fault.cut_down if down else fault.cut_up
        with suppress(OSError):
            while piece := source.recv(_CHUNK):
                self._stopping.wait(fault.delay_s)
                sink.sendall(piece if left is None else piece[:left])
                self._count(len(piece), down)
                if left is not None:
                    left -= len(piece)
                    if left <= 0:
                        fault.on_cut()
                        _reset([source, sink])
                        return
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    def _count(self, size: int, down: bool) -> None:
        if down:
            self.down += size
        else:
            self.up += size

    def _run(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()


def _reset(sockets: Iterable[socket.socket]) -> None:
    """Close without goodbye: both ends see a reset, and nothing that was still on its way."""
    for one in sockets:
        with suppress(OSError):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            one.shutdown(socket.SHUT_RDWR)
        one.close()


def _impersonate(client: socket.socket, answer: bytes) -> None:
    with suppress(OSError):
        client.recv(_CHUNK)
        client.sendall(answer)
        client.shutdown(socket.SHUT_WR)
