"""One row of a file → one article, or the sentence that says why not."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from sync.hub.catalogue import Stocked
from sync.hub.goods_columns import LEVELS
from sync.hub.pinyin import pinyin_of
from sync.protocol import Category, Goods

PRICE_MOST_MINOR: Final = 99_999_999
UNIT_WITHOUT: Final = "件"
POPULARITY_MOST: Final = 1_000_000_000
STOCK_MOST: Final = 1_000_000_000

WEIGHED: Final[Mapping[str, int]] = {
    "斤": 500,
    "市斤": 500,
    "公斤": 1000,
    "千克": 1000,
    "kg": 1000,
    "kgs": 1000,
    "kilogram": 1000,
    "克": 1,
    "g": 1,
    "gram": 1,
    "两": 50,
    "市两": 50,
    "吨": 1_000_000,
    "t": 1_000_000,
}
"""Grams of the units by which goods are weighed.  A pound is no whole number of grams."""

LONGEST: Final[Mapping[str, int]] = {
    "sku": 64,
    "name": 200,
    "name_en": 200,
    "category": 100,
    "unit": 20,
    "barcode": 64,
    "picture": 200,
    "brand": 100,
    "size": 60,
}
_SYMBOLS: Final = {"¥": "CNY", "￥": "CNY", "元": "CNY", "$": "USD", "€": "EUR"}
_TELLS_NOTHING: Final = frozenset({"", "private", "national", "none", "no brand", "n/a", "无"})
_PATH: Final = re.compile(r"\s+/\s+|\s*[>＞›]\s*")
_HIDDEN: Final = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class RowRejected(Exception):
    """The row is no article; the message is the reason, a sentence."""


@dataclass
class Tree:
    """The categories met so far, in the order in which they were met."""

    nodes: dict[str, Category] = field(default_factory=dict)

    def place(self, path: Sequence[str], english: Sequence[str]) -> str:
        """Return the id of a path's last category, with all above it in the tree."""
        parent = ""
        for level, name in enumerate(path, start=1):
            id_ = category_id(path[:level])
            known = self.nodes.get(id_)
            name_en = english[level - 1] if level <= len(english) else ""
            if known is None or (name_en and not known.name_en):
                position = known.position if known else len(self.nodes) + 1
                self.nodes[id_] = Category(
                    id=id_,
                    name=name,
                    name_en=name_en,
                    parent=parent,
                    level=level,
                    position=position,
                )
            parent = id_
        return parent


def category_id(path: Iterable[str]) -> str:
    """Return a category's id: always the same for the same path of names."""
    return "c" + hashlib.sha256("\x1f".join(path).encode()).hexdigest()[:12]


@dataclass
class RowReader:
    """Makes articles of rows.  `warnings` of the row just read are the caller's to collect."""

    columns: Mapping[str, int]
    currency: str
    decimal_comma: bool = False
    tree: Tree = field(default_factory=Tree)
    warnings: list[str] = field(default_factory=list)

    def read(self, cells: Sequence[str]) -> Stocked:
        """Return the article of a row; raises `RowRejected`."""
        self.warnings = []
        if any("\ufffd" in cell for cell in cells):
            raise RowRejected("The row has characters that cannot be read.")
        sku = self._needed(cells, "sku")
        path = self._path(cells)
        price = self._price(cells)
        size = self._optional(cells, "size")
        unit, unit_grams = self._unit(cells, size)
        brand = self._optional(cells, "brand")
        name = self._name(cells, path, (brand, size))
        item = Goods(
            sku=sku,
            name=name,
            category=self.tree.place(path, self._english(cells)),
            unit=unit,
            price_minor=price,
            name_en=self._optional(cells, "name_en"),
            pinyin=pinyin_of(name),
            unit_grams=unit_grams,
            barcode=self._barcode(cells),
            picture=self._optional(cells, "picture"),
            brand=brand,
            size=size,
            position=self._position(cells),
        )
        return Stocked(item, self._stock(cells, unit_grams))

    def cell(self, cells: Sequence[str], column: str) -> str:
        """Return a cell as it is shown: composed, without control characters, blanks single."""
        index = self.columns.get(column, -1)
        if not 0 <= index < len(cells):
            return ""
        return clean_text(cells[index])

    def _needed(self, cells: Sequence[str], column: str) -> str:
        text = self.cell(cells, column)
        if not text:
            raise RowRejected(f"The {column} is missing.")
        most = LONGEST[column]
        if len(text) > most:
            raise RowRejected(f"The {column} has {len(text)} characters; at most {most} fit.")
        return text

    def _optional(self, cells: Sequence[str], column: str) -> str:
        text = self.cell(cells, column)
        if len(text) > LONGEST[column]:
            self.warnings.append(f"The {column} has {len(text)} characters and was left out.")
            return ""
        return text

    def _path(self, cells: Sequence[str]) -> list[str]:
        path = [self.cell(cells, level) for level in LEVELS]
        if "category2" not in self.columns:
            path = _PATH.split(path[0])[: len(LEVELS)]
        path = [name for name in path if name]
        if not path:
            raise RowRejected("The category is missing.")
        if any(len(name) > LONGEST["category"] for name in path):
            raise RowRejected(f"A category has more than {LONGEST['category']} characters.")
        return path

    def _english(self, cells: Sequence[str]) -> list[str]:
        return [self.cell(cells, f"{level}_en")[: LONGEST["category"]] for level in LEVELS]

    def _name(self, cells: Sequence[str], path: Sequence[str], more: Sequence[str]) -> str:
        if "name" in self.columns:
            return self._needed(cells, "name")
        parts = [path[-1], *(part for part in more if part.lower() not in _TELLS_NOTHING)]
        return " ".join(parts)[: LONGEST["name"]]

    def _unit(self, cells: Sequence[str], size: str) -> tuple[str, int]:
        """Return the unit and its grams; only a unit of its own column makes goods weighed."""
        unit = self.cell(cells, "unit")
        if len(unit) > LONGEST["unit"]:
            raise RowRejected(f"The unit has {len(unit)} characters; at most 20 fit.")
        if unit:
            return unit, WEIGHED.get(unit.lower(), 0)
        return (size if 0 < len(size) <= LONGEST["unit"] else UNIT_WITHOUT), 0

    def _price(self, cells: Sequence[str]) -> int:
        text = self.cell(cells, "price")
        currency = self.cell(cells, "currency").upper()
        if currency and currency != self.currency:
            raise RowRejected(f"The price is in {currency[:8]}, the catalogue in {self.currency}.")
        minor = price_minor(text, self.currency, decimal_comma=self.decimal_comma)
        if minor == 0:
            self.warnings.append("The price is 0.00: these goods would be given away.")
        return minor

    def _barcode(self, cells: Sequence[str]) -> str:
        code = re.sub(r"[\s-]", "", self.cell(cells, "barcode"))
        if not code or (code.isascii() and code.isalnum() and len(code) <= 32 and is_sound(code)):
            return code
        self.warnings.append(f"The barcode {code[:20]} is not right and was left out.")
        return ""

    def _position(self, cells: Sequence[str]) -> int:
        position = _whole(self.cell(cells, "position"))
        popularity = _whole(self.cell(cells, "popularity"))
        if position is None and popularity is not None:
            return POPULARITY_MOST - popularity
        return position or 0

    def _stock(self, cells: Sequence[str], unit_grams: int) -> int | None:
        text = self.cell(cells, "stock")
        if not text:
            return None
        try:
            amount = Decimal(text.replace(",", ""))
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite():
            self.warnings.append(f"The stock {text[:20]} is no number and was left out.")
            return None
        # Bounded before it becomes an integer: 1e999999 has a million digits.
        bounded = min(max(amount, Decimal(0)), Decimal(STOCK_MOST))
        return int(bounded * (unit_grams or 1))


def clean_text(text: str) -> str:
    """Return a cell's text composed, trimmed, without what is invisible, blanks single."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(_HIDDEN.sub(" ", unicodedata.normalize("NFC", text)).split())


def price_minor(text: str, currency: str, *, decimal_comma: bool = False) -> int:
    """Return a price in minor units: `12.5`, `¥12.50`, `1,299.00`, with `decimal_comma` `12,50`.

    Raises `RowRejected` for what is missing, no number, negative, finer than a hundredth, more
    than 999,999.99 or marked with another currency.
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").upper()
    if not plain:
        raise RowRejected("The price is missing.")
    plain = _without_currency(plain, currency, text)
    if decimal_comma:
        plain = plain.replace(".", "").replace(",", ".") if "," in plain else plain
    elif re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d*)?", plain):
        plain = plain.replace(",", "")
    if plain.startswith("-"):
        raise RowRejected("The price is below zero.")
    if not re.fullmatch(r"[0-9]{0,15}(\.[0-9]{0,15})?", plain) or plain in {"", "."}:
        raise RowRejected(f"The price {text[:20]} is no amount of money.")
    minor = Decimal(plain) * 100
    if minor != minor.to_integral_value():
        raise RowRejected(f"The price {text[:20]} is finer than a hundredth.")
    if minor > PRICE_MOST_MINOR:
        raise RowRejected("The price is more than 999,999.99.")
    return int(minor)


def _without_currency(plain: str, currency: str, text: str) -> str:
    named = [code for sign, code in _SYMBOLS.items() if sign in plain]
    named += [code for code in ("CNY", "RMB", "USD", "EUR") if code in plain]
    if any(code not in {currency, "RMB" if currency == "CNY" else currency} for code in named):
        raise RowRejected(f"The price {text[:20]} is not in {currency}.")
    return re.sub(r"[¥￥元$€]|CNY|RMB|USD|EUR", "", plain)


def is_sound(code: str) -> bool:
    """Tell whether the check digit is right, of what has the length of an EAN, UPC-A or GTIN."""
    if not code.isdigit() or len(code) not in {8, 12, 13, 14}:
        return True
    weighted = sum(
        int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(code))
    )
    return weighted % 10 == 0


def _whole(text: str) -> int | None:
    plain = text.replace(",", "")
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 9:
        return None
    return int(plain)
