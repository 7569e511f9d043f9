"""Days and times as people say them, in the machine's own time zone."""

from __future__ import annotations

from datetime import datetime
from typing import Final

_MONTHS: Final = (
    "",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


def day_text(at_ms: int, language: str) -> str:
    """Return `11月24日` or `24 Nov`; empty for no time or one no calendar holds."""
    moment = _moment(at_ms)
    if moment is None:
        return ""
    if language == "zh_CN":
        return f"{moment.month}月{moment.day}日"
    return f"{moment.day} {_MONTHS[moment.month]}"


def moment_text(at_ms: int, language: str) -> str:
    """Return the day with hours and minutes, for example `11月24日 14:05`."""
    moment = _moment(at_ms)
    return f"{day_text(at_ms, language)} {moment:%H:%M}" if moment else ""


def is_same_day(one_ms: int, other_ms: int) -> bool:
    """Tell whether two times fall on one local day."""
    one, other = _moment(one_ms), _moment(other_ms)
    return one is not None and other is not None and one.date() == other.date()


def _moment(at_ms: int) -> datetime | None:
    """Old machines' clocks jump: a time outside the calendar is no time."""
    if at_ms <= 0:
        return None
    try:
        return datetime.fromtimestamp(at_ms / 1000)
    except (ValueError, OSError, OverflowError):
        return None
