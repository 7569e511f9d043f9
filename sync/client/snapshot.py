"""The first catalogue: a file fetched in as many pieces as the line allows.

`snapshot.part` in the data folder holds what came so far and `snapshot.json` which file it is a
part of; both outlive a restart.  The next try asks for the rest by `Range` with `If-Range`: when
the hub has another file by then it sends that one whole.  What is complete is compared with the
ETag, the file's SHA-256, before anything reads it.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec
import requests

from kiosk.domain.errors import CannotStore
from sync.client.errors import HubUnreachable
from sync.client.transport import Transport, read_chunks
from sync.protocol import HEADER_CURSOR, SCOPE_CATALOGUE

_CHUNK: Final = 64 * 1024
_HASH_LEAST: Final = 32
"""Hex digits of a SHA-256 that an ETag must have to prove anything."""


class Part(msgspec.Struct, frozen=True):
    """Which file a part belongs to: its ETag and the cursor from which changes go on."""

    etag: str
    cursor: str


class SnapshotDownload:
    """The snapshot on its way into a data folder."""

    def __init__(self, folder: Path) -> None:
        self._data = folder / "snapshot.part"
        self._note = folder / "snapshot.json"

    def fetch(self, transport: Transport) -> Part:
        """Fetch what is missing and return the note of the complete, verified file.

        Raises the transport's errors, and `CannotStore` on a full disk; what came is kept.
        """
        part, have = self._begun()
        headers = {"Accept-Encoding": "identity"}
        if part is not None:
            headers |= {"Range": f"bytes={have}-", "If-Range": part.etag}
        with transport.open_snapshot(SCOPE_CATALOGUE, headers) as response, _told_of_the_disk():
            part = self._take(response, part, have)
            self._verify(part)
        return part

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of the complete file; raises `HubUnreachable` when it is no gzip."""
        try:
            with gzip.open(self._data, "rb") as file:
                yield from file
        except (OSError, EOFError, zlib.error) as error:
            self.drop()
            raise HubUnreachable(reason=f"garbled snapshot: {error}") from error

    def drop(self) -> None:
        """Forget the file, loaded or useless."""
        for path in (self._note, self._data):
            path.unlink(missing_ok=True)

    def _begun(self) -> tuple[Part | None, int]:
        with suppress(OSError, msgspec.MsgspecError):
            part = msgspec.json.decode(self._note.read_bytes(), type=Part)
            return part, self._data.stat().st_size
        return None, 0

    def _take(self, response: requests.Response, part: Part | None, have: int) -> Part:
        """Append what comes to what is there, or begin anew with another file."""
        if part is not None and response.status_code == 416:
            return part  # nothing is missing; the hash will tell whether that is so
        goes_on = part is not None and _continues(response, part, have)
        if part is None or not goes_on:
            part = self._start(response)
        with self._data.open("ab") as file:
            for chunk in read_chunks(response, _CHUNK):
                file.write(chunk)
        return part

    def _start(self, response: requests.Response) -> Part:
        if response.status_code != 200:
            self.drop()
            raise HubUnreachable(reason="a piece that was not asked for")
        part = Part(response.headers.get("ETag", ""), response.headers.get(HEADER_CURSOR, ""))
        self.drop()
        self._data.touch()
        self._note.write_bytes(msgspec.json.encode(part))
        return part

    def _verify(self, part: Part) -> None:
        with self._data.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        told = part.etag.removeprefix("W/").strip('"')
        if len(told) < _HASH_LEAST or not found.startswith(told) or not part.cursor:
            self.drop()
            raise HubUnreachable(reason="the snapshot is not what the hub said")


@contextmanager
def _told_of_the_disk() -> Iterator[None]:
    """Turn what the disk refuses into a known error; the line's faults are known before."""
    try:
        yield
    except OSError as error:
        raise CannotStore(reason=str(error)) from error


def _continues(response: requests.Response, part: Part, have: int) -> bool:
    place = response.headers.get("Content-Range", "")
    same = response.headers.get("ETag", part.etag) == part.etag
    return response.status_code == 206 and same and place.startswith(f"bytes {have}-")
