"""What the hub's handlers share: the hub, its threads, its gates, and what they count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import anyio
import anyio.to_thread
from litestar import Request
from prometheus_client import Counter

from sync.hub.gate import Gate
from sync.hub.hub import Hub
from sync.protocol import PushAnswer

T = TypeVar("T")
AnyRequest = Request[Any, Any, Any]

THREADS: Final = 12
"""Requests that work on the database at the same time, in one worker."""

PUSHES_AT_ONCE: Final = 256
"""Pushes that may wait for a thread; the next one is sent away for a while."""

READS_AT_ONCE: Final = 512
"""Reads that may wait; a crowd that asks for pages is sent away before it fills the memory."""

WRONG_CODES_A_MINUTE: Final = 20
"""Enrolment tries that may fail in a minute; a code has eight digits."""

RETRY_AFTER_S: Final = 5

_VERDICTS: Final = Counter("hub_verdicts", "Records answered, by verdict.", ["verdict"])


class Desk:
    """One worker's hub with its threads and gates."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.pushes = Gate(PUSHES_AT_ONCE)
        self.reads = Gate(READS_AT_ONCE)
        self.wrong_codes = Gate(WRONG_CODES_A_MINUTE, forget_after_s=60)
        self._limiter: anyio.CapacityLimiter | None = None

    async def run(self, function: Callable[[], T]) -> T:
        """Run a function that touches the database in a worker thread."""
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(THREADS)
        return await anyio.to_thread.run_sync(function, limiter=self._limiter)


def desk_of(request: AnyRequest) -> Desk:
    """Return the desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk


def count_verdicts(answer: PushAnswer) -> None:
    """Count what records were answered, for `/metrics`."""
    for verdict in answer.verdicts:
        _VERDICTS.labels(verdict.verdict.value).inc()
