"""The search index: which goods a person means by what was typed so far.

One FTS5 table holds, for each article, the terms of `search_terms` and, behind a mark, the whole
name in each of its forms.  A keystroke is at most two prefix queries: names that begin with the
text come first, then names that hold it; within each, goods come by rank, the most bought first,
which is the row id and so costs no sorting.

The table keeps no text (`content=''`, `detail=none`): for 100,000 goods it takes 30 MB, not 90,
and is built in half the time.  The prefix indexes for one to four characters make the first
keystrokes, which match most, the cheapest; four, because the mark takes one.

Turned down: a table of terms with a plain index (`s` has 60,000 hits that must be sorted by
rank); a second FTS table for the beginnings (twice the deletions in a delta); the tokenizer
unicode61 (it splits at characters that Python calls letters; `ascii` leaves all of them whole).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from kiosk.domain.catalogue import fold, query_terms, search_terms

SEARCH_SCHEMA = 1
"""Goes up whenever `index_text` or the table changes: an index is only read by its own maker."""

TERM_MOST = 24
"""Longest term in the index, as `search_terms` cuts them; a longer word is looked up by it."""

_NUMBER_LEAST = 3
_MARK = "¶"
_PARTS = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
_CREATE = """
CREATE VIRTUAL TABLE finding USING fts5(
    terms, content='', detail=none, columnsize=0, prefix='1 2 3 4', tokenize='ascii')
"""
_HASH_BYTES = 4 * 1024 * 1024
"""What FTS5 gathers before it writes a segment; its 1 MB would leave dozens to be merged."""


def create_index(connection: sqlite3.Connection) -> None:
    """Make the empty index in a new catalogue file."""
    connection.execute(_CREATE)
    connection.execute("INSERT INTO finding(finding, rank) VALUES ('hashsize', ?)", (_HASH_BYTES,))


def index_text(*, name: str, pinyin: str, name_en: str, brand: str) -> str:
    """Return the terms of an article separated by blanks, as the index takes and gives up."""
    terms = search_terms(name=name, pinyin=pinyin, name_en=name_en, brand=brand)
    return " ".join([*_beginnings(name, pinyin, name_en), *terms])


def add_texts(connection: sqlite3.Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Add articles as (rank, `index_text`); ranks that ascend are many times faster."""
    connection.executemany("INSERT INTO finding(rowid, terms) VALUES (?, ?)", rows)


def pack_index(connection: sqlite3.Connection) -> None:
    """Merge what a bulk load wrote, or the first small change afterwards pays for it all."""
    connection.execute("INSERT INTO finding(finding) VALUES ('optimize')")


def remove_text(connection: sqlite3.Connection, rank: int, text: str) -> None:
    """Take an article out; `text` must be the very text that was added, nothing else is kept."""
    connection.execute(
        "INSERT INTO finding(finding, rowid, terms) VALUES ('delete', ?, ?)", (rank, text)
    )


def find_ranks(connection: sqlite3.Connection, text: str, limit: int) -> list[int]:
    """Return at most `limit` ranks for a typed text, names that begin with it first."""
    words = _words(text)
    if not words or limit <= 0:
        return []
    found = dict.fromkeys(_matches(connection, _prefix(_MARK + "".join(words)), limit))
    if len(found) < limit:
        inner = " ".join(_prefix(word) for word in words)
        found.update(dict.fromkeys(_matches(connection, inner, limit + len(found))))
    return list(found)[:limit]


def typed_code(text: str) -> str:
    """Return a typed or scanned code without blanks and dashes, as far as one can be long."""
    return storable("".join(text[:80].split()).replace("-", ""))


def storable(text: str) -> str:
    """Return the text without what SQLite cannot be given (half a surrogate pair)."""
    return text.encode("utf-8", "ignore").decode()


def _same_codes(code: str) -> list[str]:
    """Return the ways to write a barcode: UPC-A is an EAN-13 that begins with a nought."""
    if code.isdigit() and len(code) == 12:
        return [code, f"0{code}"]
    return [code, code[1:]] if len(code) == 13 and code.startswith("0") else [code]


def exact_ranks(connection: sqlite3.Connection, code: str) -> list[int]:
    """Return the goods with this very barcode or article number."""
    if not code:
        return []
    codes = _same_codes(code)
    places = ",".join("?" * len(codes))
    rows = connection.execute(
        f"SELECT rank FROM goods WHERE barcode <> '' AND barcode IN ({places})"
        " UNION ALL SELECT rank FROM goods WHERE sku IN (?, ?)",
        (*codes, code, code.upper()),
    )
    return [row[0] for row in rows]


def number_ranks(connection: sqlite3.Connection, digits: str, limit: int) -> list[int]:
    """Return goods whose barcode or number begins with these digits, three at least."""
    if not digits.isdigit() or len(digits) < _NUMBER_LEAST:
        return []
    beyond = digits + "\U0010ffff"
    rows = connection.execute(
        "SELECT rank FROM (SELECT rank FROM goods WHERE barcode <> '' AND barcode >= ?"
        " AND barcode < ? LIMIT ?) UNION ALL SELECT rank FROM (SELECT rank FROM goods"
        " WHERE sku >= ? AND sku < ? LIMIT ?)",
        (digits, beyond, limit, digits, beyond, limit),
    )
    return [row[0] for row in rows]


def _words(text: str) -> list[str]:
    """Return the words of a query, parted also where Chinese meets Latin letters or digits."""
    return [part for term in query_terms(text) for part in _PARTS.findall(term)]


def _prefix(word: str) -> str:
    """Return a quoted FTS5 prefix; a word holds letters and digits only, so no quote ends it."""
    return f'"{word[:TERM_MOST]}"*'


def _matches(connection: sqlite3.Connection, expression: str, limit: int) -> list[int]:
    rows = connection.execute(
        "SELECT rowid FROM finding WHERE finding MATCH ? ORDER BY rowid LIMIT ?",
        (expression, limit),
    )
    return [row[0] for row in rows]


def _beginnings(name: str, pinyin: str, name_en: str) -> dict[str, None]:
    syllables = fold(pinyin).split()
    forms = (
        "".join(_PARTS.findall(fold(name))),
        "".join(syllables),
        "".join(syllable[0] for syllable in syllables),
        "".join(_PARTS.findall(fold(name_en))),
    )
    return dict.fromkeys((_MARK + form)[:TERM_MOST] for form in forms if form)
