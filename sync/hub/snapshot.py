"""The catalogue as a ready file: gzip NDJSON, made once a version and handed out as it is.

The first line is a `SnapshotHead`, then as many `Category` lines as it says, then the `Goods`
lines by category and position.  A version's bytes never change (no time inside), so a broken
download goes on by `Range`; the name carries epoch, version and the hash that is the ETag.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import threading
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection

from sync.hub.catalogue import catalogue_head, current_catalogue, read_categories, read_goods
from sync.hub.feed import Cursor
from sync.hub.hub import Hub
from sync.protocol import SCOPE_CATALOGUE

_KEPT: Final = 2
"""Files kept: the present one and the one that may just be on its way to somebody."""

_making = threading.Lock()


class Snapshot(NamedTuple):
    """A published file, its ETag (with quotes) and the cursor from which changes go on."""

    path: Path
    etag: str
    cursor: str
    size: int


def publish_snapshot(hub: Hub) -> Snapshot:
    """Return the file of the present catalogue, made now when this worker has not got it."""
    folder = hub.folder / "snapshots"
    with hub.store.read() as connection:
        state = current_catalogue(connection)
        prefix = f"catalogue-{hub.epoch}-{state.version}-"
        path = _find(folder, prefix)
        if path is None:
            with _making:
                path = _find(folder, prefix) or _make(connection, folder, prefix)
    cursor = Cursor(hub.epoch, SCOPE_CATALOGUE, state.place)
    etag = path.name.removeprefix(prefix).partition(".")[0]
    return Snapshot(path=path, etag=f'"{etag}"', cursor=str(cursor), size=path.stat().st_size)


def _find(folder: Path, prefix: str) -> Path | None:
    return next(folder.glob(f"{prefix}*.ndjson.gz"), None)


def _make(connection: Connection, folder: Path, prefix: str) -> Path:
    encoder = msgspec.json.Encoder()
    lines = [encoder.encode(catalogue_head(connection))]
    lines += [encoder.encode(node) for node in read_categories(connection)]
    lines += [encoder.encode(item) for item in read_goods(connection)]
    packed = gzip.compress(b"\n".join(lines) + b"\n", compresslevel=6, mtime=0)
    etag = hashlib.sha256(packed).hexdigest()[:32]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{prefix}{etag}.ndjson.gz"
    _write_whole(path, packed)
    _clear_old(folder, path)
    return path


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees a part of it."""
    draft = path.with_suffix(f".{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _clear_old(folder: Path, newest: Path) -> None:
    files = sorted(folder.glob("catalogue-*.ndjson.gz"), key=_version)
    for old in [path for path in files if path != newest][: -(_KEPT - 1)]:
        old.unlink(missing_ok=True)


def _version(path: Path) -> int:
    found = re.match(r"catalogue-[^-]+-(\d+)-", path.name)
    return int(found.group(1)) if found else 0
