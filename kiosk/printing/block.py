"""Blocks: pieces of a page that know their height before they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.printing.fonts import Style, cut_to, regular, size_to_fit, width_of, wrap
from kiosk.printing.ink import Ink
from kiosk.printing.labels import Label
from kiosk.printing.paper import Sheet

Draw = Callable[[Ink, int, int], None]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece `height` dots high; `draw` takes the pen and the upper left corner."""

    height: int
    draw: Draw
    is_space: bool = False


def space(height: int) -> Block:
    """Return bare paper; it vanishes at the head of a page."""
    return Block(height, lambda _ink, _x, _y: None, is_space=True)


def stack(blocks: Sequence[Block]) -> Block:
    """Return one block of blocks below each other."""

    def draw(ink: Ink, x: int, y: int) -> None:
        for block in blocks:
            block.draw(ink, x, y)
            y += block.height

    return Block(sum(block.height for block in blocks), draw)


def beside(left: Block, right: Block, offset: int) -> Block:
    """Return two blocks side by side, the right one `offset` dots to the right, middles level."""
    height = max(left.height, right.height)

    def draw(ink: Ink, x: int, y: int) -> None:
        left.draw(ink, x, y + (height - left.height) // 2)
        right.draw(ink, x + offset, y + (height - right.height) // 2)

    return Block(height, draw)


def columns(left: Block, right: Block, offset: int) -> Block:
    """Return two blocks side by side, their upper edges level."""

    def draw(ink: Ink, x: int, y: int) -> None:
        left.draw(ink, x, y)
        right.draw(ink, x + offset, y)

    return Block(max(left.height, right.height), draw)


def label_line(ink: Ink, at: tuple[int, int], label: Label, sheet: Sheet) -> None:
    """Set a label on one baseline: the first language, then the second, smaller."""
    x, baseline = at
    ink.text((x, baseline), label.first, regular(sheet.body))
    if label.second:
        beyond = x + width_of(label.first, regular(sheet.body)) + sheet.body // 3
        ink.text((beyond, baseline), label.second, regular(sheet.small))


def label_width(label: Label, sheet: Sheet) -> float:
    """Return the width of `label_line`."""
    width = width_of(label.first, regular(sheet.body))
    if label.second:
        width += sheet.body // 3 + width_of(label.second, regular(sheet.small))
    return width


def fitting(label: Label, sheet: Sheet, room: float) -> Label:
    """Return the label, without its second language where both are wider than `room`."""
    if label_width(label, sheet) <= room:
        return label
    return Label(cut_to(label.first, regular(sheet.body), room))


def label_block(label: Label, sheet: Sheet, width: int) -> Block:
    """A label in one line, or the second language below the first where that is too wide."""
    if label_width(label, sheet) <= width:
        return Block(
            sheet.body + 8, lambda ink, x, y: label_line(ink, (x, y + sheet.body), label, sheet)
        )
    return stack(
        [
            text_line(line, style)
            for text, style in zip(label, (regular(sheet.body), regular(sheet.small)), strict=True)
            for line in wrap(text, style, width, 2)
        ]
    )


def text_line(text: str, style: Style) -> Block:
    """One line of text from the left."""
    return Block(style.leading, lambda ink, x, y: ink.text((x, y + style.size), text, style))


def label_stack(ink: Ink, at: tuple[int, int], label: Label, sheet: Sheet, room: int) -> None:
    """Set a label centred on `at`, the second language below the first, no wider than `room`."""
    x, baseline = at
    first = size_to_fit(label.first, room, largest=sheet.body, smallest=14)
    ink.text((x, baseline), label.first, first, "centre")
    if label.second:
        second = cut_to(label.second, regular(sheet.small), room)
        ink.text((x, baseline + sheet.body), second, regular(sheet.small), "centre")
