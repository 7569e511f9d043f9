from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from ui.contact_sheet import write_contact_sheet
from ui.shots import LANDSCAPE, PORTRAIT, STATES, make_shots


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def test_a_state_is_pictured_in_both_languages_and_both_ways_up(tmp_path: Path) -> None:
    home = tuple(state for state in STATES if (state.page, state.name) == ("home", "fresh"))
    made = make_shots(tmp_path / "out", states=home, scratch=tmp_path / "scratch")
    told = {path.relative_to(tmp_path / "out").as_posix(): _size(path) for path in made}
    assert told == {
        "zh_CN/home-fresh.png": LANDSCAPE,
        "en/home-fresh.png": LANDSCAPE,
        "zh_CN/home-fresh-portrait.png": PORTRAIT,
        "en/home-fresh-portrait.png": PORTRAIT,
    }
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'src="([^"]+)"', page)) == set(told)
    assert "://" not in page
    assert list((tmp_path / "scratch").iterdir()) == []


def test_no_two_states_share_a_picture() -> None:
    names = [(state.page, state.name) for state in STATES]
    assert len(names) == len(set(names))


def test_odd_names_are_written_so_that_they_are_found(tmp_path: Path) -> None:
    picture = tmp_path / 'a & "b".png'
    picture.touch()
    page = write_contact_sheet(tmp_path, [picture]).read_text(encoding="utf-8")
    assert 'src="a%20%26%20%22b%22.png"' in page
    assert "a &amp; &quot;b&quot;" in page
