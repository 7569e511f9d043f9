"""The lines of a push: records, or what can be said of a line that is none."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from sync.protocol import PUSH_BATCH_MOST, Record, Verdict, VerdictKind

WHOLE_MOST: Final = 2**53
"""Numbers of a record stay below: every JSON reader and both databases hold them exactly."""

_decoder: Final = msgspec.json.Decoder(Record)
_SEQ: Final = re.compile(rb'"seq"\s*:\s*(\d{1,15})\b')
_ID: Final = re.compile(rb'"id"\s*:\s*"([^"\\]{1,64})"')


def too_many(payload: bytes) -> bool:
    """Tell whether a payload holds more records than one push may."""
    return payload.count(b"\n") > PUSH_BATCH_MOST * 2 or (
        sum(1 for line in payload.split(b"\n") if line.strip()) > PUSH_BATCH_MOST
    )


def decode_all(payload: bytes) -> list[Record] | None:
    """Return the records of a payload, None when any of its lines is none."""
    try:
        payload.decode()
        found = _decoder.decode_lines(payload)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return found if all(map(_is_sound, found)) else None


def decode_line(line: bytes) -> Record | None:
    """Return the record of a line, None when it is none or its key cannot be stored."""
    try:
        record = _decoder.decode(line)
        bytes(record.body).decode()
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return record if _is_sound(record) else None


def _is_sound(record: Record) -> bool:
    return (
        0 < record.seq < WHOLE_MOST
        and -WHOLE_MOST < record.schema < WHOLE_MOST
        and -WHOLE_MOST < record.at < WHOLE_MOST
        and _is_key(record.id)
        and _is_key(record.aggregate)
        and _is_key(record.type)
    )


def _is_key(text: str) -> bool:
    return 0 < len(text) <= 200 and "\0" not in text


def unreadable_verdict(line: bytes) -> Verdict:
    """Return the verdict on a line that is no record, with the seq and id it seems to have."""
    seq, id_ = _SEQ.search(line), _ID.search(line)
    return Verdict(
        seq=int(seq.group(1)) if seq else 0,
        id=id_.group(1).decode(errors="replace") if id_ else "",
        verdict=VerdictKind.REJECTED,
        code="unreadable",
        detail="The line is no record; it is kept as it came.",
    )
