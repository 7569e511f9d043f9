"""The upper part of a slip: everything a person who cannot read needs.

Where the goods lie (symbol and number), what they are (pictures and how many), whether money is
due, how many days are left, how far the order got, and the code.
"""

from __future__ import annotations

import math
from typing import Final

from kiosk.domain.pickup import SHELF_SYMBOLS, ShelfSlot
from kiosk.printing.block import (
    Block,
    fitting,
    label_block,
    label_line,
    label_stack,
    label_width,
)
from kiosk.printing.fonts import bold, cut_to, printable, regular, size_to_fit, width_of, wrap
from kiosk.printing.icons import goods_picture
from kiosk.printing.ink import Ink
from kiosk.printing.labels import Labels
from kiosk.printing.paper import Sheet
from kiosk.printing.qr import qr_code
from kiosk.printing.slip_content import SlipContent, SlipLine

SHELF_NUMBER: Final = 130
"""46 points, read from two metres."""
PICTURE: Final = 96
"""Side of a goods picture: 12 mm."""
DAYS: Final = 7

_SHELF_SIDE: Final = 104
_TILE_TEXT: Final = 36
_ROW_AIR: Final = 16
_DISC: Final = 42
_PRACTICE_HEIGHT: Final = 92
_STRIPES: Final = 48
"""Width of the stripes at both ends of the practice band."""
_HONESTY_ICONS: Final = ("pencil", "cloud-up", "cloud-check")


def copy_band(copy_number: int, labels: Labels, width: int) -> Block:
    """A black band that says that another paper of this slip is about."""
    label = labels.of("slip.copy", copy=copy_number).joined()

    def draw(ink: Ink, x: int, y: int) -> None:
        ink.block(x, y, width, 48)
        ink.bare()
        ink.text((x + width / 2, y + 35), label, bold(30), "centre")
        ink.black()

    return Block(48, draw)


def practice_band(labels: Labels, sheet: Sheet) -> Block:
    """A striped black band right across, large: nothing on this paper is real."""
    label, width = labels.of("slip.practice").first, sheet.inner
    height = _PRACTICE_HEIGHT if sheet.is_roll else _PRACTICE_HEIGHT * 2 // 3
    style = size_to_fit(label, width - 2 * _STRIPES - 24, largest=height * 2 // 3, smallest=22)

    def draw(ink: Ink, x: int, y: int) -> None:
        ink.block(x, y, width, height)
        ink.bare()
        for edge in (x, x + width - _STRIPES):
            for step in range(_STRIPES // 24):
                ink.block(edge + 6 + step * 24, y + 8, 12, height - 16)
        ink.text((x + width / 2, y + (height + style.cap) // 2), label, style, "centre")
        ink.black()

    return Block(height, draw)


def shelf_sign(slot: ShelfSlot | None, labels: Labels, sheet: Sheet, width: int) -> Block:
    """The solid symbol and the number, or room to write them in by hand."""
    if slot is None:
        return _shelf_to_come(labels, sheet, width)
    label = labels.of("slip.shelf")
    number = str(slot.number)
    style = size_to_fit(number, width - _SHELF_SIDE - 32, largest=SHELF_NUMBER, smallest=40)

    def draw(ink: Ink, x: int, y: int) -> None:
        _symbol(ink, slot.symbol, (x, y, _SHELF_SIDE))
        left = x + _SHELF_SIDE + 28
        ink.text((left, y + (_SHELF_SIDE + style.cap) // 2), number, style)
        left += round(width_of(number, style)) + 28
        if left + width_of(label.first, regular(sheet.body)) < x + width:
            baseline = y + (_SHELF_SIDE + style.cap) // 2
            lift = sheet.body if label.second else 0
            ink.text((left, baseline - lift), label.first, regular(sheet.body))
            ink.text((left, baseline), label.second, regular(sheet.small))

    return Block(_SHELF_SIDE, draw)


def _shelf_to_come(labels: Labels, sheet: Sheet, width: int) -> Block:
    """Three symbols to tick and a box for the number: a pen is always at the counter."""
    label = labels.of("slip.shelf_none")
    lines = [t for t in label if t]
    side, gap = 76, 16
    box = 3 * (side + gap)

    def draw(ink: Ink, x: int, y: int) -> None:
        for index, symbol in enumerate(SHELF_SYMBOLS):
            _symbol(ink, symbol, (x + index * (side + gap), y, side), line=4)
        ink.frame((x + box, y, min(width - box, 200), side), line=4, radius=10)
        baseline = y + side + sheet.body + 6
        ink.text((x, baseline), lines[0], regular(sheet.small + 2))
        if len(lines) > 1:
            ink.text((x, baseline + sheet.small + 4), lines[1], regular(sheet.small))

    return Block(side + 12 + len(lines) * (sheet.small + 6), draw)


def _symbol(ink: Ink, symbol: str, box: tuple[int, int, int], line: int = 0) -> None:
    x, y, side = box
    if symbol == "disc":
        centre = (x + side / 2, y + side / 2)
        ink.ring(centre, side / 2, line) if line else ink.disc(centre, side / 2)
    elif symbol == "square":
        inset = side // 16
        edge = side - 2 * inset
        if line:
            ink.frame((x + inset, y + inset, edge, edge), line)
        else:
            ink.block(x + inset, y + inset, edge, edge)
    else:
        inset = line // 2
        top, foot = (x + side / 2, y + inset), y + side - inset
        ink.polygon([top, (x + side - inset, foot), (x + inset, foot)], line)


def goods_tiles(lines: tuple[SlipLine, ...], grid: tuple[int, int], width: int) -> Block:
    """Pictures and how many of each; what has no room is counted in the last tile."""
    per_row, most_rows = grid
    most = per_row * most_rows
    shown = lines if len(lines) <= most else lines[: most - 1]
    left_out = len(lines) - len(shown)
    count = len(shown) + (left_out > 0)
    rows = math.ceil(count / per_row)
    pitch = width // per_row
    height = PICTURE + _TILE_TEXT + 4
    indent = (width - pitch * min(count, per_row)) // 2

    def draw(ink: Ink, x: int, y: int) -> None:
        for index in range(count):
            left = x + indent + index % per_row * pitch
            top = y + index // per_row * (height + _ROW_AIR)
            if index < len(shown):
                _tile(ink, shown[index], (left, top, pitch))
            else:
                _more_tile(ink, left_out, (left, top, pitch))

    return Block(rows * height + (rows - 1) * _ROW_AIR, draw)


def _tile(ink: Ink, line: SlipLine, box: tuple[int, int, int]) -> None:
    x, y, pitch = box
    image = goods_picture(line.picture, PICTURE) if line.picture else None
    left = x + (pitch - PICTURE) // 2
    if image is None:
        ink.icon("parcel", (left + 4, y + 4, PICTURE - 8), line=1.4)
    else:
        ink.picture(image, left, y)
    times = printable(line.times)
    style = size_to_fit(times, pitch - 8, largest=_TILE_TEXT, smallest=18)
    shown = wrap(times, style, pitch - 8, 1)
    if shown:
        ink.text((x + pitch / 2, y + PICTURE + _TILE_TEXT), shown[0], style, "centre")


def _more_tile(ink: Ink, count: int, box: tuple[int, int, int]) -> None:
    x, y, pitch = box
    left = x + (pitch - PICTURE) // 2
    ink.frame((left, y, PICTURE, PICTURE), line=3, radius=16)
    text = f"+{count}"
    style = size_to_fit(text, PICTURE - 16, largest=44, smallest=20)
    ink.text((x + pitch / 2, y + (PICTURE + style.cap) // 2), text, style, "centre")


def money_sign(content: SlipContent, labels: Labels, sheet: Sheet, width: int) -> Block:
    """What is paid, in a frame with a tick; or what is due, in a black field."""
    due = printable(content.due)
    amount = due or printable(content.paid or content.total)
    icon, pad, height = 84, 16, 124
    room = width - icon - 3 * pad
    label = fitting(labels.of("slip.due" if due else "slip.paid"), sheet, room)
    style = size_to_fit(amount, room, largest=68, smallest=30)
    amount = cut_to(amount, style, room)

    def draw(ink: Ink, x: int, y: int) -> None:
        if due:
            ink.panel((x, y, width, height), 14)
            ink.bare()
        else:
            ink.frame((x, y, width, height), line=4, radius=14)
            ink.disc((x + pad + icon / 2, y + height / 2), icon / 2 - 4)
            ink.bare()
        name, line = ("cash", 2.0) if due else ("check", 3.0)
        inset = 0 if due else 12
        side = icon - 2 * inset
        ink.icon(name, (x + pad + inset, y + (height - side) // 2, side), line)
        if not due:
            ink.black()
        right = x + width - pad
        label_line(ink, (right - math.ceil(label_width(label, sheet)), y + 38), label, sheet)
        ink.text((right, y + height - 20), amount, style, "right")
        ink.black()

    return Block(height, draw)


def days_sign(days_left: int, labels: Labels, sheet: Sheet, width: int) -> Block:
    """Seven places: a box for each day that is left, a dot for each that is not."""
    left = max(0, min(DAYS, days_left))
    key = {0: "slip.days_over", 1: "slip.days_one"}.get(left, "slip.days_left")
    icon = 60 if width > 400 else 48
    indent = icon + 8
    pitch = (width - indent) / DAYS
    side = min(round(pitch) - 6, 60)
    pitch = (width - indent - side) / (DAYS - 1)
    label = label_block(labels.of(key, days=days_left), sheet, width - indent)

    def draw(ink: Ink, x: int, y: int) -> None:
        ink.icon("calendar", (x - 6, y + (side - icon) // 2, icon))
        for day in range(DAYS):
            box = (x + indent + round(day * pitch), y, side)
            if day < left:
                _day_box(ink, day + 1, box)
            else:
                ink.disc((box[0] + side / 2, y + side / 2), 5)
        label.draw(ink, x + indent, y + side + 6)

    return Block(side + 6 + label.height, draw)


def _day_box(ink: Ink, day: int, box: tuple[int, int, int]) -> None:
    x, y, side = box
    ink.frame((x, y, side, side), line=4, radius=8)
    style = bold(side * 6 // 10)
    ink.text((x + side / 2, y + (side + style.cap) // 2), str(day), style, "centre")


def honesty_row(reached: int, labels: Labels, sheet: Sheet, width: int) -> Block:
    """Written down here, sent, accepted: three discs on a line, the reached ones solid."""
    pitch = width / 3
    words = [labels.of(f"slip.honesty_{step}") for step in (1, 2, 3)]

    def draw(ink: Ink, x: int, y: int) -> None:
        for step in (1, 2, 3):
            middle = round(x + pitch * (step - 0.5))
            if step < 3:
                start = middle + _DISC + 8
                length = round(pitch) - 2 * _DISC - 16
                dash = 0 if step < reached else 8
                ink.rule(start, y + _DISC - 2, length, line=4, dash=dash)
            _honesty_disc(ink, step, (middle, y + _DISC), step <= reached)
            under = (middle, y + 2 * _DISC + sheet.body + 6)
            label_stack(ink, under, words[step - 1], sheet, round(pitch) - 6)

    return Block(2 * _DISC + sheet.body + 10 + (sheet.small + 6) * labels.both, draw)


def _honesty_disc(ink: Ink, step: int, centre: tuple[int, int], reached: bool) -> None:
    icon = 54
    if reached:
        ink.disc(centre, _DISC)
        ink.bare()
    else:
        ink.ring(centre, _DISC, 3)
    corner = (centre[0] - icon / 2, centre[1] - icon / 2, icon)
    ink.icon(_HONESTY_ICONS[step - 1], corner, line=2.2 if reached else 1.3)
    ink.black()


def qr_sign(token: str, sheet: Sheet, width: int) -> Block:
    """The token's QR code in the middle of the width; its quiet zone belongs to it."""
    code = qr_code(token)
    module = max(1, min(sheet.qr_module, width // code.side))
    side = code.side * module

    def draw(ink: Ink, x: int, y: int) -> None:
        left = x + (width - side) // 2
        ink.rectangles(
            [
                (left + bx * module, y + by * module, bw * module, bh * module)
                for bx, by, bw, bh in code.boxes
            ]
        )

    return Block(side, draw)


def code_sign(short_code: str, width: int, largest: int = 84) -> Block:
    """The short code, as large as the paper allows."""
    code = printable(short_code)
    style = size_to_fit(code, width, largest=largest, smallest=30)
    code = cut_to(code, style, width)

    def draw(ink: Ink, x: int, y: int) -> None:
        ink.text((x + width / 2, y + style.cap), code, style, "centre")

    return Block(style.cap + 4, draw)
