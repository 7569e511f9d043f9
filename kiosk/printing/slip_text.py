"""The lower part of a slip: the same in words, for those who read."""

from __future__ import annotations

import math
from typing import Final

from kiosk.printing.block import Block, fitting, label_line, label_width, space, text_line
from kiosk.printing.fonts import Style, bold_for, cut_to, printable, regular, width_of, wrap
from kiosk.printing.ink import Ink
from kiosk.printing.labels import Label, Labels
from kiosk.printing.paper import Sheet
from kiosk.printing.slip_content import SlipContent, SlipLine

_MOST_NAME_LINES: Final = 3
_MOST_AMOUNT: Final = 0.6
"""Part of the width an amount may take; ¥999,999.99 takes less on every paper."""
_MOST_PLACE_LINES: Final = 3
_MOST_SENTENCE_LINES: Final = 4


def heading(content: SlipContent, labels: Labels, sheet: Sheet, width: int) -> list[Block]:
    """Title, number, station."""
    title = labels.of("slip.title")
    number = printable(content.number)
    station = wrap(
        printable(f"{content.station_name} {content.station_code}"), regular(sheet.body), width, 2
    )
    style = bold_for(title.first + number, sheet.body + 6)
    number = cut_to(number, style, width - width_of(title.first, style) - 10)

    def draw(ink: Ink, x: int, y: int) -> None:
        ink.text((x, y + style.size), title.first, style)
        ink.text((x + width, y + style.size), number, style, "right")
        beyond = x + width_of(title.first, style) + 10
        room = width - width_of(number, style) - (beyond - x) - 10
        if width_of(title.second, regular(sheet.small)) <= room:
            ink.text((beyond, y + style.size), title.second, regular(sheet.small))

    lines = [text_line(text, regular(sheet.body)) for text in station]
    return [Block(style.leading + 4, draw), *lines, space(8)]


def facts(content: SlipContent, labels: Labels, sheet: Sheet, width: int) -> list[Block]:
    """Who, where, until when, and when it was ordered."""
    who = "  ".join(part for part in (printable(content.name), printable(content.phone)) if part)
    rows = [
        (labels.of("slip.who"), who),
        (labels.of("slip.where"), printable(content.where)),
        (labels.of("slip.until"), printable(content.until)),
        (labels.of("slip.placed"), printable(content.placed)),
    ]
    rows = [(label, value) for label, value in rows if value]
    column = max((label_width(label, sheet) for label, _ in rows), default=0) + 20
    return [_fact(label, value, sheet, (round(column), width)) for label, value in rows]


def _fact(label: Label, value: str, sheet: Sheet, measure: tuple[int, int]) -> Block:
    """One fact: the value beside its label, or below it where the paper is narrow."""
    column, width = measure
    style = bold_for(value, sheet.body)
    narrow = column > width * 0.45
    indent = 0 if narrow else column
    lines = wrap(value, style, width - indent, _MOST_PLACE_LINES)
    head = sheet.body + 6 if narrow else 0

    def draw(ink: Ink, x: int, y: int) -> None:
        label_line(ink, (x, y + sheet.body), label, sheet)
        for index, line in enumerate(lines):
            baseline = y + head + sheet.body + index * style.leading
            ink.text((x + indent, baseline), line, style)

    return Block(head + style.leading * len(lines) + (6 if narrow else 2), draw)


def goods_rows(
    lines: tuple[SlipLine, ...], labels: Labels, sheet: Sheet, width: int
) -> list[Block]:
    """Every line of goods: name and amount, below them quantity and the other name."""
    return [_goods_row(line, labels, sheet, width) for line in lines]


def _goods_row(line: SlipLine, labels: Labels, sheet: Sheet, width: int) -> Block:
    first, second = printable(line.name), printable(line.name_en)
    if labels.english_first and second:
        first = second
    plain, small = regular(sheet.body), regular(sheet.small)
    quantity = printable(line.quantity)
    amount = cut_to(printable(line.amount), plain, width * _MOST_AMOUNT)
    room = width - math.ceil(width_of(amount, plain)) - 16
    names = wrap(first, plain, room, _MOST_NAME_LINES)
    note = f"{quantity}   {second}" if labels.both and second else quantity
    notes = wrap(note, small, width, 1)

    def draw(ink: Ink, x: int, y: int) -> None:
        ink.text((x + width, y + sheet.body), amount, plain, "right")
        for index, name in enumerate(names):
            ink.text((x, y + sheet.body + index * plain.leading), name, plain)
        for text in notes:
            ink.text((x, y + max(1, len(names)) * plain.leading + sheet.small), text, small)

    return Block(max(1, len(names)) * plain.leading + len(notes) * small.leading + 8, draw)


def sums(content: SlipContent, labels: Labels, sheet: Sheet, width: int) -> list[Block]:
    """Total, what was paid, given, given back, and what is still due."""
    total = labels.of("slip.total")
    kinds = labels.of("slip.kinds", count=len(content.lines))
    head = Label(f"{total.first}（{kinds.first}）", total.second)
    if labels.english_first:
        head = Label(f"{total.first} ({kinds.first})")
    amount = printable(content.total)
    room = width - width_of(amount, bold_for(amount, sheet.body + 10)) - 12
    head = head if label_width(head, sheet) <= room else total
    rows = [_sum(head, content.total, sheet, (width, sheet.body + 10))]
    for key, value in (
        ("slip.paid_sum", content.paid),
        ("slip.given", content.given),
        ("slip.change", content.change),
        ("slip.due_sum", content.due),
    ):
        if value:
            rows.append(_sum(labels.of(key), value, sheet, (width, sheet.body)))
    return rows


def _sum(label: Label, amount: str, sheet: Sheet, measure: tuple[int, int]) -> Block:
    width, size = measure
    text = printable(amount)
    style = bold_for(text, size) if size > sheet.body else regular(size)
    text = cut_to(text, style, width * _MOST_AMOUNT)
    label = fitting(label, sheet, width - width_of(text, style) - 12)

    def draw(ink: Ink, x: int, y: int) -> None:
        label_line(ink, (x, y + size), label, sheet)
        ink.text((x + width, y + size), text, style, "right")

    return Block(style.leading + 2, draw)


def closing(content: SlipContent, labels: Labels, sheet: Sheet, width: int) -> list[Block]:
    """How far the order got, in words that promise no more than is known."""
    blocks = []
    step = max(1, min(3, content.honesty))
    for key in (f"slip.promise_{step}", "slip.bring"):
        label = labels.of(key)
        blocks += _sentence(label.first, regular(sheet.body), width)
        blocks += _sentence(label.second, regular(sheet.small), width)
        blocks.append(space(6))
    return blocks


def closing_in_short(content: SlipContent, labels: Labels, sheet: Sheet, width: int) -> list[Block]:
    """The same sentences run together, for a wide and short paper."""
    step = max(1, min(3, content.honesty))
    parts = [labels.of(key) for key in (f"slip.promise_{step}", "slip.bring")]
    gap = " " if labels.english_first else ""
    first = gap.join(part.first for part in parts)
    second = " ".join(part.second for part in parts).strip()
    return [
        *_sentence(first, regular(sheet.body), width),
        *_sentence(second, regular(sheet.small), width),
    ]


def _sentence(text: str, style: Style, width: int) -> list[Block]:
    return [text_line(line, style) for line in wrap(text, style, width, _MOST_SENTENCE_LINES)]


def rule(width: int, dash: int = 0) -> Block:
    """A line across with air above and below."""
    return Block(24, lambda ink, x, y: ink.rule(x, y + 11, width, line=2, dash=dash))
