"""Threads: the only module that has any.

One worker owns the writes, so use cases follow each other; two readers answer questions; one waits
for the printer.  What comes back is a queued signal, so callbacks run in the thread of the screen
and that thread never waits.  A reader's lane keeps the latest question only: an outdated search is
dropped before it runs, or its answer is thrown away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from kiosk.domain.changes import Outcome
from kiosk.domain.errors import KnownError

T = TypeVar("T")
Failed = Callable[[KnownError], None]


@dataclass(frozen=True)
class _Answer:
    """What a worker brings back: a way to deliver it in the screen's thread."""

    deliver: Callable[[], None]


class Background(QObject):
    """Runs use cases and questions beside the screen.

    Signals: `changed` carries the topics a use case changed, `happened` the value it returned,
    `known` an error nobody else took, `broken` a bug.
    """

    changed = Signal(object)
    happened = Signal(object)
    known = Signal(object)
    broken = Signal(object)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._printer = ThreadPoolExecutor(1, thread_name_prefix="printer")
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="reader")
        self._lanes: Counter[str] = Counter()
        self._pending = 0
        self._closed = False
        self._answered.connect(self._deliver)

    @property
    def is_idle(self) -> bool:
        """Tell whether everything asked for has been answered."""
        return self._pending == 0

    def write(
        self,
        job: Callable[[], Outcome[T]],
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run a use case; then hand its value to `then` and its topics to `changed`."""
        self._run(self._writer, job, self._taken(then), failed)

    def print_(self, job: Callable[[], Outcome[T]], then: Callable[[T], None]) -> None:
        """Run a use case that waits for paper; a slow printer holds up no order."""
        self._run(self._printer, job, self._taken(then), None)

    def read(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        *,
        lane: str = "",
        failed: Failed | None = None,
    ) -> None:
        """Ask a question; in a named `lane` only the latest one is answered."""
        self._lanes[lane] += 1
        turn = self._lanes[lane]

        def is_outdated() -> bool:
            return bool(lane) and self._lanes[lane] != turn

        def asked() -> T | None:
            return None if is_outdated() else job()

        def taken(result: T | None) -> None:
            if not is_outdated():
                then(result)  # type: ignore[arg-type]

        self._run(self._readers, asked, taken, failed)

    def drop(self, lane: str) -> None:
        """Take no answer any more to what was asked in a lane."""
        self._lanes[lane] += 1

    def close(self) -> None:
        """Finish what runs, throw away what waits to be read, and end the threads."""
        self._closed = True
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._printer.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def _taken(self, then: Callable[[T], None] | None) -> Callable[[Outcome[T]], None]:
        def taken(result: Outcome[T]) -> None:
            if then is not None:
                then(result.value)
            self.changed.emit(result.changed)
            self.happened.emit(result.value)

        return taken

    def _run(
        self,
        workers: ThreadPoolExecutor,
        job: Callable[[], T],
        then: Callable[[T], None],
        failed: Failed | None,
    ) -> None:
        if self._closed:
            return
        self._pending += 1

        def work() -> None:
            try:
                result = job()
            except KnownError as error:
                self._answered.emit(_Answer(lambda told=error: (failed or self.known.emit)(told)))  # type: ignore[misc]
            except Exception as bug:  # a bug must reach the friendly page, whatever it is
                self._answered.emit(_Answer(lambda told=bug: self.broken.emit(told)))  # type: ignore[misc]
            else:
                self._answered.emit(_Answer(lambda: then(result)))

        workers.submit(work)

    def _deliver(self, answer: Any) -> None:
        self._pending -= 1
        if not self._closed:
            answer.deliver()
