"""What needs a person: one open question for each order and reason."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import Any, Final

from kiosk.domain.attention import AttentionItem, Choice, Reason
from kiosk.domain.ids import new_id

_COLUMNS: Final = "id, reason, order_id, detail, total_minor, at"
_RAISE: Final = """
INSERT INTO attention (id, reason, order_id, subject, detail, total_minor, at)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (reason, order_id, subject) WHERE resolved_at = 0 DO UPDATE SET
    detail = excluded.detail, total_minor = excluded.total_minor, at = excluded.at
"""


def new_item(
    reason: Reason, order_id: str, at: int, detail: str = "", total_minor: int = 0
) -> AttentionItem:
    """Return a question that was not asked yet."""
    return AttentionItem(
        id=new_id(),
        reason=reason,
        order_id=order_id,
        detail=detail[:500],
        total_minor=total_minor,
        at=at,
    )


def raise_item(connection: sqlite3.Connection, item: AttentionItem, subject: str = "") -> None:
    """Ask; where the same question is open already, it takes the newer words and total.

    `subject` tells questions without an order apart: a parcel's code, a record's aggregate.
    """
    row = (
        item.id,
        item.reason.value,
        item.order_id,
        subject,
        item.detail,
        item.total_minor,
        item.at,
    )
    connection.execute(_RAISE, row)


def open_items(connection: sqlite3.Connection) -> list[AttentionItem]:
    """Return every open question, the oldest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM attention WHERE resolved_at = 0 ORDER BY row_id"
    )
    return [_item(row) for row in rows]


def open_item(connection: sqlite3.Connection, item_id: str) -> AttentionItem | None:
    """Return an open question, or None."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM attention WHERE resolved_at = 0 AND id = ?", (item_id,)
    ).fetchone()
    return _item(row) if row else None


def count_open(connection: sqlite3.Connection) -> int:
    """Return how many questions are open."""
    return int(
        connection.execute("SELECT COUNT(*) FROM attention WHERE resolved_at = 0").fetchone()[0]
    )


def close_item(connection: sqlite3.Connection, item_id: str, choice: Choice, at: int) -> None:
    """Keep what a person decided."""
    connection.execute(
        "UPDATE attention SET choice = ?, resolved_at = ? WHERE id = ?",
        (choice.value, max(at, 1), item_id),
    )


def close_moot(
    connection: sqlite3.Connection, order_id: str, reasons: Collection[Reason], at: int
) -> None:
    """Close questions about an order that events have answered."""
    connection.executemany(
        "UPDATE attention SET choice = 'moot', resolved_at = ? "
        "WHERE resolved_at = 0 AND order_id = ? AND reason = ?",
        [(max(at, 1), order_id, reason.value) for reason in reasons],
    )


def close_subject(connection: sqlite3.Connection, reason: Reason, subject: str, at: int) -> None:
    """Close a question without an order that events have answered."""
    connection.execute(
        "UPDATE attention SET choice = 'moot', resolved_at = ? "
        "WHERE resolved_at = 0 AND order_id = '' AND reason = ? AND subject = ?",
        (max(at, 1), reason.value, subject),
    )


def _item(row: tuple[Any, ...]) -> AttentionItem:
    return AttentionItem(
        id=row[0],
        reason=Reason(row[1]),
        order_id=row[2],
        detail=row[3],
        total_minor=row[4],
        at=row[5],
    )
