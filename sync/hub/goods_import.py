"""Importing a catalogue file: what is right goes in, what is wrong is named, nothing is lost.

One bad row costs that row.  A file that cannot be imported at all is refused in a sentence
before anything changes.  Importing the same file again changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import func, select

from sync.hub.catalogue import CatalogueState, Stocked, apply_catalogue, current_catalogue
from sync.hub.csv_reading import FILE_MOST, Row, Sheet, read_sheet
from sync.hub.errors import ImportRefused
from sync.hub.goods_columns import (
    currency_of_heading,
    match_category_columns,
    match_columns,
)
from sync.hub.goods_rows import RowReader, RowRejected, clean_text
from sync.hub.hub import DEFAULT_CURRENCY, Hub
from sync.hub.snapshot import publish_snapshot
from sync.hub.tables import goods
from sync.protocol import Category

CURRENCIES: Final = frozenset({"CNY", "USD", "EUR", "GBP", "HKD", "MOP", "TWD", "SGD"})
"""Currencies with hundredths, in which a catalogue may be."""


class RowNote(msgspec.Struct, frozen=True):
    """What is to be said of a row: its physical line in the file and the reason, a sentence."""

    line: int
    reason: str


class ImportReport(msgspec.Struct, frozen=True):
    """What an import did.  `read` = imported + unchanged + rejected rows."""

    read: int
    imported: int
    unchanged: int
    warnings: list[RowNote]
    rejected: list[RowNote]
    withdrawn: int = 0
    currency: str = DEFAULT_CURRENCY
    version: int = 0


class ImportOptions(NamedTuple):
    """How to import: columns theirs → ours, the currency, whether missing goods go, categories."""

    mapping: Mapping[str, str] = {}
    currency: str = ""
    replace: bool = False
    categories: Path | None = None


class _Found(NamedTuple):
    """What the rows of a file came to."""

    stock: list[Stocked]
    warnings: list[RowNote]
    rejected: list[RowNote]


def import_goods(hub: Hub, path: str | Path, options: ImportOptions | None = None) -> ImportReport:
    """Import a CSV file into the catalogue and publish it as a snapshot.

    Raises `ImportRefused` for a file that cannot be imported as a whole.
    """
    options = options or ImportOptions()
    sheet = read_sheet(_content(path))
    columns = match_columns(sheet.heading, options.mapping)
    rows = list(sheet.rows)
    currency = _currency(hub, sheet, (columns, rows), options)
    reader = RowReader(columns, currency, decimal_comma=sheet.delimiter == ";")
    found = _read_rows(reader, rows, len(sheet.heading))
    if not rows:
        raise ImportRefused("no_rows", "The file has a heading and no goods below it.")
    tree = list(reader.tree.nodes.values())
    if options.categories is not None:
        tree = _with_details(tree, options.categories)
    done = apply_catalogue(
        hub, tree=tree, stock=found.stock, currency=currency, replace=options.replace
    )
    publish_snapshot(hub)
    return ImportReport(
        read=len(rows),
        imported=done.changed,
        unchanged=done.unchanged,
        warnings=found.warnings,
        rejected=found.rejected,
        withdrawn=done.withdrawn,
        currency=currency,
        version=done.version,
    )


def _content(path: str | Path) -> bytes:
    try:
        with Path(path).open("rb") as file:
            content = file.read(FILE_MOST + 1)
    except OSError as error:
        raise ImportRefused("no_file", f"The file {path} cannot be read: {error.strerror}.") from (
            error
        )
    if len(content) > FILE_MOST:  # also a device or a pipe that never ends
        most = f"{FILE_MOST // 1024**2} MB"
        raise ImportRefused("too_large", f"The file is larger than {most}: split it.")
    return content


def _read_rows(reader: RowReader, rows: Sequence[Row], width: int) -> _Found:
    found = _Found([], [], [])
    lines: dict[str, int] = {}
    for row in rows:
        try:
            item = _read_row(reader, row, width)
            first = lines.setdefault(item.goods.sku, row.line)
            if first != row.line:
                raise RowRejected(f"The sku {item.goods.sku} was in line {first} before.")
        except RowRejected as reason:
            found.rejected.append(RowNote(row.line, str(reason)))
            continue
        found.stock.append(item)
        found.warnings.extend(RowNote(row.line, text) for text in reader.warnings)
    return found


def _read_row(reader: RowReader, row: Row, width: int) -> Stocked:
    if row.problem:
        raise RowRejected(row.problem)
    surplus = [cell for cell in row.cells[width:] if cell.strip()]
    if surplus:
        raise RowRejected(
            f"The row has {len(row.cells)} cells, the heading {width}:"
            " perhaps a comma inside a name without quotation marks."
        )
    try:
        return reader.read(row.cells)
    except RowRejected as reason:
        if len(row.cells) < width and "missing" in str(reason):
            raise RowRejected(
                f"The row has {len(row.cells)} cells, the heading {width}. {reason}"
            ) from reason
        raise


def _currency(
    hub: Hub,
    sheet: Sheet,
    read: tuple[Mapping[str, int], Sequence[Row]],
    options: ImportOptions,
) -> str:
    """Return the catalogue's one currency; raises `ImportRefused` for one that does not fit."""
    columns, rows = read
    told = options.currency or _first_currency(columns, rows)
    currency = (told or currency_of_heading(sheet.heading, columns) or DEFAULT_CURRENCY).upper()
    if currency not in CURRENCIES:
        raise ImportRefused("bad_currency", f"The currency {currency[:8]} is not known here.")
    state, some = _present(hub)
    if some and state.currency != currency and not options.replace:
        raise ImportRefused(
            "other_currency",
            f"The catalogue is in {state.currency}, this file in {currency}:"
            " give --currency, or --replace to begin anew.",
        )
    return currency


def _first_currency(columns: Mapping[str, int], rows: Sequence[Row]) -> str:
    index = columns.get("currency")
    if index is None:
        return ""
    cells = (clean_text(row.cells[index]) for row in rows if index < len(row.cells))
    return next((cell for cell in cells if cell), "")


def _present(hub: Hub) -> tuple[CatalogueState, int]:
    with hub.store.read() as connection:
        count = connection.execute(
            select(func.count()).select_from(goods).where(goods.c.withdrawn == 0)
        ).scalar_one()
        return current_catalogue(connection), int(count)


def _with_details(tree: Sequence[Category], path: Path) -> list[Category]:
    """Return the tree with English names and pictures of a file, matched by path or name."""
    sheet = read_sheet(_content(path))
    columns = match_category_columns(sheet.heading)
    reader = RowReader(columns, "")
    details = {}
    for row in sheet.rows:
        named = reader.cell(row.cells, "category")
        details[named] = (
            reader.cell(row.cells, "category_en")[:100],
            reader.cell(row.cells, "picture")[:200],
        )
    paths = _paths(tree)
    return [_detailed(node, details, paths[node.id]) for node in tree]


def _paths(tree: Sequence[Category]) -> dict[str, str]:
    paths: dict[str, str] = {}
    for node in tree:
        above = paths.get(node.parent, "")
        paths[node.id] = f"{above} > {node.name}" if above else node.name
    return paths


def _detailed(node: Category, details: Mapping[str, tuple[str, str]], path: str) -> Category:
    found = details.get(path) or details.get(node.name)
    if found is None:
        return node
    english, picture = found
    return msgspec.structs.replace(
        node, name_en=english or node.name_en, picture=picture or node.picture
    )
