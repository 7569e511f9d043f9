"""Reading a file that should be CSV: bytes → text → rows with their physical line numbers.

Files come from tills, spreadsheets and people.  Told apart are gzip, UTF-8 with or without a
byte order mark, UTF-16 with one, and GBK/GB18030; comma, semicolon and tab.  One broken line
costs that line: a quote that is opened and never closed does not swallow what follows, as it
would with the csv module over the whole file.
"""

from __future__ import annotations

import codecs
import csv
import re
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from sync.hub.bodies import unpacked
from sync.hub.errors import Answer, ImportRefused

FILE_MOST: Final = 256 * 1024 * 1024
"""Most bytes of an unpacked file."""

_LINES_A_ROW: Final = 30
_CHARACTERS_A_ROW: Final = 100_000
_DELIMITERS: Final = (",", ";", "\t")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_STRANGE_SHARE: Final = 0.02
_STRANGE_FEW: Final = 8
_WORKBOOK: Final = b"PK\x03\x04"


class Row(NamedTuple):
    """One row: `line` is the physical line where it begins, from 1; or why it is none."""

    line: int
    cells: list[str]
    problem: str = ""


class Sheet(NamedTuple):
    """A file's heading and its rows, in order; blank rows are left out."""

    heading: list[str]
    rows: Iterator[Row]
    delimiter: str


def read_sheet(content: bytes) -> Sheet:
    """Return a file's heading and rows; raises `ImportRefused` for what is no text or empty."""
    text = decode_text(_unzipped(content))
    lines = re.split(r"\r\n|\n|\r", text)
    first = next((n for n, line in enumerate(lines) if line.strip(" \t,;\0")), None)
    if first is None:
        raise ImportRefused("empty_file", "The file is empty.")
    delimiter = _delimiter(lines[first])
    heading, after = _heading(lines, first, delimiter)
    return Sheet(heading, _rows(lines, after, (delimiter, len(heading))), delimiter)


def decode_text(content: bytes) -> str:
    """Return the text of bytes in UTF-8, UTF-16 with a mark, or GB18030.

    A few bytes that fit neither become U+FFFD, which costs their rows only; raises
    `ImportRefused` when there are many.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _checked(content.decode(encoding, errors="replace"))
    for encoding in ("utf-8", "gb18030"):
        try:
            return _checked(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    readings = [content.decode(encoding, errors="replace") for encoding in ("utf-8", "gb18030")]
    return _checked(min(readings, key=lambda text: text.count("\ufffd")))


def _checked(text: str) -> str:
    """Return the text; raises `ImportRefused` when much of it is no text at all."""
    few = max(_STRANGE_FEW, len(text) * _STRANGE_SHARE)
    # Some tills pad with NUL; they count half.
    strange = len(_CONTROL.findall(text)) - text.count("\0") / 2
    if strange > few or text.count("\ufffd") > few:
        raise ImportRefused("not_text", "The file is not text: save it as CSV and try again.")
    return text


def _unzipped(content: bytes) -> bytes:
    if content.startswith(_WORKBOOK):
        raise ImportRefused(
            "workbook", "The file is a workbook or ZIP: save the sheet as CSV and try again."
        )
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        return unpacked(content, encoding="gzip", most=FILE_MOST)
    except (Answer, zlib.error) as error:
        raise ImportRefused(
            "bad_gzip", "The compressed file is damaged, or larger than can be read."
        ) from error


def _delimiter(line: str) -> str:
    outside = re.sub(r'"[^"]*"', "", line)
    return max(_DELIMITERS, key=outside.count)


def _heading(lines: list[str], first: int, delimiter: str) -> tuple[list[str], int]:
    """Return the heading's cells and the index of the line after it."""
    for end in range(first, min(first + 5, len(lines))):
        text = "\n".join(lines[first : end + 1]).replace("\0", "")
        cells = _parsed(text, delimiter, strict=True)
        if cells is not None:
            return cells, end + 1
    return _parsed(lines[first].replace("\0", ""), delimiter, strict=False) or [], first + 1


def _rows(lines: list[str], start: int, shape: tuple[str, int]) -> Iterator[Row]:
    index = start
    while index < len(lines):
        row, used = _row(lines, index, shape)
        if row.problem or any(cell.strip() for cell in row.cells):
            yield row
        index += used


def _row(lines: list[str], index: int, shape: tuple[str, int]) -> tuple[Row, int]:
    """Return the row that begins at a line, and how many lines it takes."""
    delimiter, width = shape
    text = lines[index].replace("\0", "")
    if '"' not in text:
        return Row(index + 1, text.split(delimiter)), 1
    cells = _parsed(text, delimiter, strict=True)
    if cells is not None:
        return Row(index + 1, cells), 1
    if not _is_open(text, delimiter):
        loose = _parsed(text, delimiter, strict=False)
        if loose is not None:
            return Row(index + 1, loose), 1
        return Row(index + 1, [], "A cell of this row is too long to be read."), 1
    return _over_lines(lines, index, (delimiter, width))


def _over_lines(lines: list[str], index: int, shape: tuple[str, int]) -> tuple[Row, int]:
    """Return a row whose quoted cell goes on over the next lines.

    It counts as one only when it then has exactly the heading's cells; else the quote was
    never meant to be open and the following lines are rows of their own.
    """
    delimiter, width = shape
    text = lines[index].replace("\0", "")
    for used in range(2, min(_LINES_A_ROW, len(lines) - index) + 1):
        text += "\n" + lines[index + used - 1].replace("\0", "")
        if len(text) > _CHARACTERS_A_ROW:
            break
        cells = _parsed(text, delimiter, strict=True)
        if cells is not None and len(cells) == width:
            return Row(index + 1, cells), used
    return Row(index + 1, [], "A quotation mark is opened in this row and never closed."), 1


def _parsed(text: str, delimiter: str, *, strict: bool) -> list[str] | None:
    """Return the cells of one row, None when it is not well formed."""
    try:
        rows = list(csv.reader([text], delimiter=delimiter, strict=strict))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _is_open(text: str, delimiter: str) -> bool:
    """Tell whether a quoted cell begins in the text and does not end in it."""
    inside, at_start, closed = False, True, False
    for character in text:
        if inside:
            inside, closed = character != '"', character == '"'
            continue
        inside = character == '"' and (at_start or closed)
        at_start, closed = character == delimiter, False
    return inside
