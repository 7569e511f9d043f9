"""qmllint knows the view models, and the tree is clean."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from ui.pages import PAGES, QML
from ui.qmltypes import lint, write_types


def test_every_page_and_view_model_of_the_table_exists() -> None:
    for page in PAGES.values():
        assert (QML / "Kiosk" / "Pages" / page.qml).is_file()
        assert page.view_model_class().__name__ == page.view_model.partition(":")[2]


def test_the_tree_is_clean(tmp_path: Path) -> None:
    write_types(tmp_path)
    assert lint(tmp_path) == 0


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("page.view.count", "page.view.cuont"), ("view.park()", "view.prak()")],
)
def test_a_misspelt_property_is_found(
    tmp_path: Path, right: str, wrong: str, capfd: pytest.CaptureFixture[str]
) -> None:
    write_types(tmp_path)
    copy = tmp_path / "qml"
    shutil.copytree(QML, copy)
    page = copy / "Kiosk" / "Pages" / "BasketPage.qml"
    text = page.read_text(encoding="utf-8")
    assert right in text
    page.write_text(text.replace(right, wrong), encoding="utf-8")
    assert lint(tmp_path, qml=copy) != 0
    told = capfd.readouterr()
    assert wrong.removeprefix("page.").partition(".")[2].strip("()") in told.out + told.err


def test_every_literal_size_and_colour_lives_in_the_theme() -> None:
    """No page or control names a colour; the theme is the only place."""
    literal = re.compile(r'"#[0-9a-fA-F]{3,8}"|MouseArea|font\.pixelSize: [0-9]')
    found = [
        f"{path.name}: {line.strip()}"
        for path in QML.rglob("*.qml")
        if path.parent.name != "Theme"
        for line in path.read_text(encoding="utf-8").splitlines()
        if literal.search(line)
    ]
    assert found == []
