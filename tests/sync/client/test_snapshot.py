"""The snapshot in pieces: resumed at any byte, verified before anything reads it."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.client.errors import HubUnreachable
from sync.client.snapshot import SnapshotDownload
from sync.client.transport import Transport
from sync.protocol import HEADER_CURSOR
from tests.fakes.hub import Asked, Says, ScriptedHub

PATH = "/v1/snapshot/catalogue"
LINES = [f"line {number}\n".encode() for number in range(5_000)]
FILE = gzip.compress(b"".join(LINES), mtime=0)
ETAG = f'"{hashlib.sha256(FILE).hexdigest()[:32]}"'


def serves(
    file: bytes = FILE, etag: str = ETAG, most: int | None = None
) -> Callable[[Asked], Says]:
    """Answer as the hub does; `most` bytes of a piece arrive before the line breaks."""

    def answer(asked: Asked) -> Says:
        span = asked.headers.get("range", "")
        headers = {"ETag": etag, HEADER_CURSOR: "cursor-1"}
        start, status = 0, 200
        if span and asked.headers.get("if-range") == etag:
            start, status = int(span.removeprefix("bytes=").rstrip("-")), 206
            if start >= len(file):
                return Says(status=416, headers=headers)
            headers["Content-Range"] = f"bytes {start}-{len(file) - 1}/{len(file)}"
        content = file[start:]
        headers["Content-Length"] = str(len(content))
        return Says(content[:most], status, headers)

    return answer


@pytest.fixture
def transport(hub: ScriptedHub) -> Iterator[Transport]:
    opened = Transport(hub.url, timeouts=(2.0, 2.0))
    yield opened
    opened.close()


@pytest.fixture
def download(tmp_path: Path) -> SnapshotDownload:
    return SnapshotDownload(tmp_path)


def test_a_whole_file_comes_at_once(
    hub: ScriptedHub, transport: Transport, download: SnapshotDownload
) -> None:
    hub.says(PATH, serves())
    assert download.fetch(transport).cursor == "cursor-1"
    assert list(download.lines()) == LINES


def test_a_broken_download_goes_on_where_it_stopped_also_after_a_restart(
    hub: ScriptedHub, transport: Transport, tmp_path: Path
) -> None:
    hub.says(PATH, serves(most=1_000))
    for _ in range(4):
        with pytest.raises(HubUnreachable):
            SnapshotDownload(tmp_path).fetch(transport)
    hub.says(PATH, serves())
    SnapshotDownload(tmp_path).fetch(transport)
    starts = [asked.headers.get("range", "") for asked in hub.asked_for(PATH)]
    assert starts == ["", *(f"bytes={n * 1_000}-" for n in range(1, 5))]
    assert list(SnapshotDownload(tmp_path).lines()) == LINES


def test_a_file_that_was_complete_before_a_crash_is_not_fetched_again(
    hub: ScriptedHub, transport: Transport, download: SnapshotDownload
) -> None:
    hub.says(PATH, serves())
    download.fetch(transport)
    assert download.fetch(transport).cursor == "cursor-1"
    assert hub.asked_for(PATH)[-1].headers["range"] == f"bytes={len(FILE)}-"


def test_another_file_begins_anew(
    hub: ScriptedHub, transport: Transport, download: SnapshotDownload
) -> None:
    hub.says(PATH, serves(most=1_000))
    with pytest.raises(HubUnreachable):
        download.fetch(transport)
    newer = gzip.compress(b"newer\n", mtime=0)
    hub.says(PATH, serves(newer, f'"{hashlib.sha256(newer).hexdigest()}"'))
    download.fetch(transport)
    assert list(download.lines()) == [b"newer\n"]


def test_bytes_that_are_not_the_hubs_file_are_thrown_away(
    hub: ScriptedHub, transport: Transport, download: SnapshotDownload, tmp_path: Path
) -> None:
    hub.says(PATH, serves(FILE[:-1] + b"x"))
    with pytest.raises(HubUnreachable, match="not what the hub said"):
        download.fetch(transport)
    assert list(tmp_path.glob("snapshot.*")) == []


@pytest.mark.parametrize(
    "said",
    [
        Says(FILE),
        Says(FILE, headers={"ETag": '"short"', HEADER_CURSOR: "c"}),
        Says(FILE, headers={"ETag": ETAG}),
        Says(FILE[5:], 206, {"ETag": ETAG, "Content-Range": "bytes 5-9/10", HEADER_CURSOR: "c"}),
        Says(status=416, headers={"ETag": ETAG}),
    ],
)
def test_an_answer_that_proves_nothing_is_refused(
    hub: ScriptedHub, transport: Transport, download: SnapshotDownload, said: Says
) -> None:
    hub.says(PATH, said)
    with pytest.raises(HubUnreachable):
        download.fetch(transport)


@pytest.mark.parametrize("note", [b"", b"{", b'{"etag":5}', b"null"])
def test_a_note_torn_by_a_power_cut_begins_anew(
    hub: ScriptedHub,
    transport: Transport,
    download: SnapshotDownload,
    tmp_path: Path,
    note: bytes,
) -> None:
    (tmp_path / "snapshot.json").write_bytes(note)
    (tmp_path / "snapshot.part").write_bytes(b"rubbish")
    hub.says(PATH, serves())
    download.fetch(transport)
    assert list(download.lines()) == LINES


def test_noughts_left_by_a_power_cut_are_noticed_and_fetched_again(
    hub: ScriptedHub, transport: Transport, download: SnapshotDownload, tmp_path: Path
) -> None:
    hub.says(PATH, serves(most=1_000))
    with pytest.raises(HubUnreachable):
        download.fetch(transport)
    (tmp_path / "snapshot.part").write_bytes(b"\0" * 1_000)
    hub.says(PATH, serves())
    with pytest.raises(HubUnreachable):
        download.fetch(transport)
    download.fetch(transport)
    assert list(download.lines()) == LINES


def test_a_file_that_is_no_gzip_is_a_known_error(
    hub: ScriptedHub, transport: Transport, download: SnapshotDownload
) -> None:
    plain = b"no gzip"
    hub.says(PATH, serves(plain, f'"{hashlib.sha256(plain).hexdigest()}"'))
    download.fetch(transport)
    with pytest.raises(HubUnreachable, match="garbled"):
        list(download.lines())
