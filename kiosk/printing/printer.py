"""The printer port, and the printer that writes files.

A `Printer` takes one PDF for one job and says what became of it.  It keeps no queue: the queue is
the station's own table, because spoolers lose accepted jobs and number them twice.

`FilePrinter` is the default where no printer is attached: the slips lie in a folder, one file a
job, whole or not at all.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from kiosk.domain.errors import CannotStore

_MOST_TITLE: Final = 60
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Outcome(StrEnum):
    """What became of a job.

    `unknown` must be asked about ("did it come out?"), never printed again unasked.
    """

    PRINTED = "printed"
    UNKNOWN = "unknown"
    FAILED = "failed"


class PrinterState(StrEnum):
    """Whether a job can be given now."""

    READY = "ready"
    NOT_READY = "not_ready"


@dataclass(frozen=True, slots=True)
class PrintResult:
    """The outcome of a job; `detail` is for the log: a file name, or what went wrong."""

    job_id: int
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """The printer's state; `detail` is for the log."""

    state: PrinterState
    detail: str = ""


class Printer(Protocol):
    """Puts PDFs on paper."""

    def submit(self, job_id: int, title: str, pdf: bytes) -> PrintResult:
        """Print one job; the same job given again is not a second paper.

        Raises `CannotStore` when there is no room to write it, `ValueError` for no PDF.
        """
        ...

    def status(self) -> PrinterStatus:
        """Return whether a job can be given now; never raises."""
        ...


class FilePrinter:
    """Writes each job to `NNNN-title.pdf` in a folder that it makes when it is missing."""

    def __init__(self, folder: Path, write: Callable[[Path, bytes], None] | None = None) -> None:
        self._folder = folder
        self._write = write or write_whole

    def submit(self, job_id: int, title: str, pdf: bytes) -> PrintResult:
        """Write the file and return its name as `detail`.

        A reprint of a job replaces its file by the same bytes.  Raises as `Printer.submit`.
        """
        if not pdf.startswith(b"%PDF-"):
            raise ValueError("not a PDF")
        path = self._folder / f"{job_id:04d}-{_file_title(title)}.pdf"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(path, pdf)
        except OSError as error:
            if error.errno in _FULL:
                raise CannotStore(what="slip") from error
            return PrintResult(job_id, Outcome.FAILED, str(error))
        return PrintResult(job_id, Outcome.PRINTED, path.name)

    def status(self) -> PrinterStatus:
        """Ready where the folder, or the nearest folder above it that exists, can be written."""
        place = self._folder
        while not place.exists() and place != place.parent:
            place = place.parent
        if place.is_dir() and os.access(place, os.W_OK):
            return PrinterStatus(PrinterState.READY, str(self._folder))
        return PrinterStatus(PrinterState.NOT_READY, str(place))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that after any crash it is there whole or not at all; raises `OSError`."""
    draft = path.with_name(f".{path.name}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _file_title(title: str) -> str:
    """Return a title that every file system takes: letters, digits, `-` and `_`."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", title).strip("-")[:_MOST_TITLE] or "slip"
