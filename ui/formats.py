"""How amounts are told to people, in either language."""

from __future__ import annotations

from kiosk.domain.words import Words

GRAMS_A_JIN = 500
GRAMS_A_KILO = 1000


def unit_name(unit: str, words: Words) -> str:
    """Return the unit in the present language; an unknown one as the catalogue has it."""
    key = f"shop.unit.{unit}"
    return words.text(key) if words.has(key) else unit


def per_unit(unit: str, words: Words) -> str:
    """Return for example `/斤`, to stand after a price."""
    name = unit_name(unit, words)
    return f"/{name}" if name else ""


def short_amount(quantity: int, unit_grams: int, words: Words) -> str:
    """Return `3`, or for weighed goods `1.5 斤` (in English kilograms)."""
    if unit_grams <= 0:
        return str(quantity)
    if words.language.startswith("zh"):
        return f"{_decimal(quantity / GRAMS_A_JIN)} {words.text('shop.unit.斤')}"
    return f"{_decimal(quantity / GRAMS_A_KILO)} {words.text('shop.unit.公斤')}"


def long_amount(quantity: int, unit: str, unit_grams: int, words: Words) -> str:
    """Return `3 袋`, or for weighed goods `1.5 斤 = 0.75 公斤`."""
    if unit_grams <= 0:
        return f"{quantity} {unit_name(unit, words)}".strip()
    jin = f"{_decimal(quantity / GRAMS_A_JIN)} {words.text('shop.unit.斤')}"
    kilo = f"{_decimal(quantity / GRAMS_A_KILO)} {words.text('shop.unit.公斤')}"
    return f"{jin} = {kilo}"


def goods_name(name: str, name_en: str, words: Words) -> str:
    """Return the name in the present language where there is one."""
    return name if words.language.startswith("zh") else name_en or name


def _decimal(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
