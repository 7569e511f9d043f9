"""The pick-up slip as a PDF for the 80 mm roll, the 58 mm roll and A6.

Order of the page: shelf, goods, money, days, how far the order got, QR, short code; words last.
Black only.  The same content gives the same bytes.

ReportLab was taken over drawing with Qt (no Qt outside `ui`) and over HTML (no browser engine);
its flowables were left aside because a roll's page height must be known before the page begins.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from kiosk.printing.block import Block, beside, columns, space, stack
from kiosk.printing.fonts import load_fonts, printable, regular
from kiosk.printing.labels import Labels, labels_for
from kiosk.printing.paper import DOT, LONGEST_PAGE, Paper, Sheet
from kiosk.printing.qr import qr_code
from kiosk.printing.slip_content import SlipContent, SlipLanguage, SlipLine
from kiosk.printing.slip_signs import (
    code_sign,
    copy_band,
    days_sign,
    goods_tiles,
    honesty_row,
    money_sign,
    practice_band,
    qr_sign,
    shelf_sign,
)
from kiosk.printing.slip_text import (
    closing,
    closing_in_short,
    facts,
    goods_rows,
    heading,
    rule,
    sums,
)

__all__ = ["Paper", "SlipContent", "SlipLanguage", "SlipLine", "render_slip"]

_AIR: Final = 22
"""Dots between two signs."""
_FEW: Final = 3
"""Lines of goods that stand beside the shelf sign on a cut sheet."""
_FOOT: Final = 30
"""Dots kept for the page number where there are several pages."""


def render_slip(content: SlipContent, paper: Paper) -> bytes:
    """Return the slip as a PDF.

    Raises `ValueError` when the token is not digits, `FileNotFoundError` without the fonts.
    """
    from reportlab.pdfgen.canvas import Canvas  # loaded by the first slip

    from kiosk.printing.ink import Ink

    load_fonts()
    sheet = paper.sheet
    pages = _pages(_blocks(content, paper), sheet, _head(content, sheet))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1, initialFontName="Noto")
    canvas.setTitle(printable(content.number))
    for number, blocks in enumerate(pages, start=1):
        height = sheet.height or sum(block.height for block in blocks) + 2 * sheet.margin
        canvas.setPageSize((sheet.width * DOT, height * DOT))
        ink = Ink(canvas, height)
        stack(blocks).draw(ink, sheet.margin, sheet.margin)
        if len(pages) > 1:
            foot = f"{printable(content.number)}   {number}/{len(pages)}"
            at = (sheet.width - sheet.margin, height - sheet.margin // 2)
            ink.text(at, foot, regular(sheet.small), "right")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _blocks(content: SlipContent, paper: Paper) -> list[Block]:
    labels, sheet = labels_for(content.language), paper.sheet
    band = [copy_band(content.copy_number, labels, sheet.inner), space(_AIR)]
    signs = _roll_signs if sheet.is_roll else _sheet_signs
    words = _column_of_words if sheet.is_roll else _sheet_words
    return [
        *(band if content.copy_number > 1 else []),
        *signs(content, labels, sheet),
        *words(content, labels, sheet),
    ]


def _head(content: SlipContent, sheet: Sheet) -> list[Block]:
    """Return what every page begins with: on a practice slip, that it is one."""
    if not content.practice:
        return []
    return [practice_band(labels_for(content.language), sheet), space(_AIR)]


def _roll_signs(content: SlipContent, labels: Labels, sheet: Sheet) -> list[Block]:
    width = sheet.inner
    signs = [
        shelf_sign(content.shelf, labels, sheet, width),
        goods_tiles(content.lines, sheet.tiles, width),
        money_sign(content, labels, sheet, width),
        days_sign(content.days_left, labels, sheet, width),
        honesty_row(content.honesty, labels, sheet, width),
    ]
    spaced = [piece for sign in signs for piece in (sign, space(_AIR))]
    return [
        *spaced[:-1],
        qr_sign(content.token, sheet, width),
        code_sign(content.short_code, width),
        *reversed(_head(content, sheet)),  # once more: half of a torn roll would look real
    ]


def _column_of_words(content: SlipContent, labels: Labels, sheet: Sheet) -> list[Block]:
    width = sheet.inner
    return [
        space(_AIR),
        rule(width),
        *heading(content, labels, sheet, width),
        *facts(content, labels, sheet, width),
        rule(width, dash=4),
        *goods_rows(content.lines, labels, sheet, width),
        rule(width, dash=4),
        *sums(content, labels, sheet, width),
        rule(width),
        *closing(content, labels, sheet, width),
    ]


def _sheet_signs(content: SlipContent, labels: Labels, sheet: Sheet) -> list[Block]:
    """A cut sheet is wide and short: signs stand side by side."""
    qr_width = qr_code(content.token).side * sheet.qr_module
    offset = qr_width + _AIR
    beyond = sheet.inner - offset
    few = len(content.lines) <= _FEW
    shelf = shelf_sign(content.shelf, labels, sheet, qr_width)
    money = money_sign(content, labels, sheet, beyond)
    tiles = goods_tiles(
        content.lines, (_FEW, 1) if few else sheet.tiles, beyond if few else sheet.inner
    )
    code = [qr_sign(content.token, sheet, qr_width), code_sign(content.short_code, qr_width)]
    steps = [
        honesty_row(content.honesty, labels, sheet, beyond),
        space(_AIR),
        days_sign(content.days_left, labels, sheet, beyond),
    ]
    if few:
        right = stack([money, space(_AIR), *steps])
        return [beside(shelf, tiles, offset), space(_AIR), beside(stack(code), right, offset)]
    head = [beside(shelf, money, offset), space(_AIR), tiles, space(_AIR)]
    return [*head, beside(stack(code), stack(steps), offset)]


def _sheet_words(content: SlipContent, labels: Labels, sheet: Sheet) -> list[Block]:
    """Facts left, goods right, while the goods are few; one column over the pages otherwise."""
    width = sheet.inner
    half = (width - 2 * _AIR) // 2
    if len(content.lines) > _FEW:
        return _column_of_words(content, labels, sheet)
    goods = goods_rows(content.lines, labels, sheet, half)
    right = [*goods, rule(half, dash=4), *sums(content, labels, sheet, half)]
    left = facts(content, labels, sheet, half)
    return [
        rule(width),
        *heading(content, labels, sheet, width),
        columns(stack(left), stack(right), half + 2 * _AIR),
        space(8),
        *closing_in_short(content, labels, sheet, width),
    ]


def _pages(blocks: Sequence[Block], sheet: Sheet, head: Sequence[Block] = ()) -> list[list[Block]]:
    """Fill pages in order, each below the head; a block is never cut, none begins with a space."""
    room = (sheet.height or LONGEST_PAGE) - 2 * sheet.margin - sum(one.height for one in head)
    whole = sum(block.height for block in blocks)
    if whole > room:
        room -= _FOOT
    pages: list[list[Block]] = [[]]
    used = 0
    for block in blocks:
        if used + block.height > room and pages[-1] and not block.is_space:
            pages.append([])
            used = 0
        if block.is_space and not pages[-1]:
            continue
        pages[-1].append(block)
        used += block.height
    return [[*head, *page] for page in pages]
