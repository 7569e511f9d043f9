"""Handing out a file whole, in part, or not at all (RFC 9110: Range, If-Range, If-None-Match)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from litestar import Response

from sync.hub.errors import Answer
from sync.hub.snapshot import Snapshot

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def answer_file(file: Snapshot, asked: Mapping[str, str]) -> Response[bytes]:
    """Return 200, 206 or 304 for a published file; raises `Answer` 416 for a range beyond it.

    The content is the gzip file itself, not an encoding of something else: byte positions
    mean the same in every request.
    """
    headers = {"ETag": file.etag, "Accept-Ranges": "bytes"}
    if asked.get("if-none-match") == file.etag:
        return Response(content=b"", status_code=304, headers=headers)
    span = _span(file, asked)
    if span is None:
        return _answer(file.path.read_bytes(), 200, headers)
    first, last = span
    with file.path.open("rb") as opened:
        opened.seek(first)
        part = opened.read(last - first + 1)
    headers["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    return _answer(part, 206, headers)


def _answer(content: bytes, status: int, headers: dict[str, str]) -> Response[bytes]:
    return Response(
        content=content, status_code=status, headers=headers, media_type="application/gzip"
    )


def _span(file: Snapshot, asked: Mapping[str, str]) -> tuple[int, int] | None:
    """Return the first and last byte wanted, None for the whole file."""
    found = _RANGE.fullmatch(asked.get("range", "").strip())
    if found is None or asked.get("if-range", file.etag) != file.etag:
        return None
    first_text, last_text = found.groups()
    if not first_text and not last_text:
        return None
    if not first_text:
        first, last = max(0, file.size - int(last_text)), file.size - 1
    else:
        first, last = int(first_text), min(int(last_text or file.size), file.size - 1)
    if first > last or first >= file.size:
        beyond = {"Content-Range": f"bytes */{file.size}", "ETag": file.etag}
        raise Answer("bad_range", "The file ends before that.", status=416, headers=beyond)
    return first, last
