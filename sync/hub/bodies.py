"""Bodies that may be compressed, unpacked with a bound: a decompression bomb is refused early."""

from __future__ import annotations

import zlib
from typing import Final

from sync.hub.errors import Answer

_STEP: Final = 64 * 1024
_GZIP: Final = 31


def unpacked(body: bytes, *, encoding: str, most: int) -> bytes:
    """Return the body, gunzipped where `encoding` says gzip, at most `most` bytes.

    Raises `Answer` 413 for more, 415 for another encoding, 400 for what is not whole gzip.
    """
    if encoding in {"", "identity"}:
        if len(body) > most:
            raise _too_large(most)
        return body
    if encoding != "gzip":
        raise Answer("bad_encoding", "Send gzip, or no Content-Encoding.", status=415)
    return _gunzip(body, most)


def _gunzip(body: bytes, most: int) -> bytes:
    out = bytearray()
    while body:
        unpacker = zlib.decompressobj(_GZIP)
        while not unpacker.eof:
            piece = _next_piece(unpacker, body)
            body = unpacker.unconsumed_tail
            out += piece
            if len(out) > most:
                raise _too_large(most)
            if not piece and not body and not unpacker.eof:
                raise Answer("bad_gzip", "The body ends before its gzip does.", status=400)
        body = unpacker.unused_data
    return bytes(out)


def _next_piece(unpacker: zlib._Decompress, body: bytes) -> bytes:
    try:
        return unpacker.decompress(body, _STEP)
    except zlib.error as error:
        raise Answer("bad_gzip", "The body is not gzip.", status=400) from error


def _too_large(most: int) -> Answer:
    return Answer("too_large", f"The body is larger than {most} bytes.", status=413)
