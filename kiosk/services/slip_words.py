"""What a slip says of an order: money, days and names put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.domain.money import format_money
from kiosk.domain.orders import Order, OrderLine
from kiosk.domain.people import Station, mask_name, mask_phone
from kiosk.domain.pickup import ShelfSlot
from kiosk.printing.fonts import ASSETS
from kiosk.printing.labels import labels_for
from kiosk.printing.slip_content import SlipContent, SlipLanguage, SlipLine
from kiosk.services.shelving import DAY_MS


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """An order as it stands, where and when (ms) its slip is made, and which print it is."""

    order: Order
    station: Station
    token: str
    now: int
    copy: int = 1


def slip_content(facts: SlipFacts, language: SlipLanguage) -> SlipContent:
    """Return what the slip says; names and phones masked, money and days as text."""
    order, station = facts.order, facts.station
    return SlipContent(
        station_name=station.name,
        station_code=station.code,
        number=order.number,
        short_code=order.short_code,
        token=facts.token,
        name=mask_name(order.buyer.name),
        phone=mask_phone(order.buyer.phone),
        lines=tuple(_line(line, order.currency) for line in order.lines),
        total=format_money(order.total_minor, order.currency),
        paid=_money(order.paid_minor, order),
        due=_money(order.due_minor, order),
        given=_money(order.given_minor, order),
        change=format_money(order.change_minor, order.currency) if order.given_minor else "",
        where=f"{station.name} {station.code}",
        until=_until(facts, language),
        placed=_moment(order.placed_at, "%Y-%m-%d %H:%M"),
        days_left=days_left(order, station, facts.now),
        honesty=order.honesty,
        shelf=ShelfSlot.parse(order.shelf),
        copy_number=facts.copy,
        language=language,
        practice=station.is_practice,
    )


def days_left(order: Order, station: Station, now: int) -> int:
    """Return how many days the parcel is kept from now; all of them while it is not here yet."""
    if not order.collect_until:
        return station.hold_days
    return max(0, -((now - order.collect_until) // DAY_MS))


def quantity_text(line: OrderLine) -> str:
    """Return for example `2 袋`, or `1.5 斤` for weighed goods."""
    if not line.unit_grams:
        return f"{line.quantity} {line.unit}"
    whole, rest = divmod(line.quantity, line.unit_grams)
    amount = f"{whole + rest / line.unit_grams:.3f}".rstrip("0").rstrip(".")
    return f"{amount} {line.unit}"


def _line(line: OrderLine, currency: str) -> SlipLine:
    quantity = quantity_text(line)
    return SlipLine(
        name=line.name,
        name_en=line.name_en,
        quantity=quantity,
        amount=format_money(line.amount_minor, currency),
        times=quantity if line.unit_grams else f"×{line.quantity}",
        picture=_picture(line.picture),
    )


def _picture(name: str) -> Path | None:
    """Return the file of a picture's name; a name that is a path of its own finds nothing."""
    if not name or Path(name).name != name:
        return None
    path = ASSETS / "pictures" / f"{name}.png"
    return path if path.is_file() else None


def _money(minor: int, order: Order) -> str:
    return format_money(minor, order.currency) if minor else ""


def _until(facts: SlipFacts, language: SlipLanguage) -> str:
    if facts.order.collect_until:
        return _moment(facts.order.collect_until, "%Y-%m-%d")
    return labels_for(language).of("storage.until_days", days=facts.station.hold_days).joined()


def _moment(at_ms: int, pattern: str) -> str:
    """Return local time; nothing for a time that no calendar holds, as broken clocks tell it."""
    try:
        return datetime.fromtimestamp(at_ms / 1000).astimezone().strftime(pattern)
    except (OverflowError, ValueError, OSError):
        return ""
