"""The table of failures in tests/README.md names tests that exist, for every one of the fifteen."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "tests/README.md").read_text(encoding="utf-8")
ROWS = {
    int(number): held
    for number, held in re.findall(r"^\| (\d+) \|[^|]*\| (.*) \|$", TABLE, re.MULTILINE)
}
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TABLE)))


def test_each_of_the_fifteen_has_its_row() -> None:
    assert sorted(ROWS) == list(range(1, 16))


@pytest.mark.parametrize("number", sorted(ROWS))
def test_a_row_names_a_test_or_says_what_is_missing(number: int) -> None:
    assert re.search(r"`tests/[\w/]+\.py::\w+`", ROWS[number]) or "*Not yet*" in ROWS[number]


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_named_exists(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert name in defined
