"""The pages look as they were approved to look; see `approve.py` for how that is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests.ui.approve import APPROVED, SHARE_MOST, chosen, flat, save, take, unlike
from ui.pages import PAGES

SIZE_MOST = 6_000_000


def test_pages_look_as_approved(tmp_path: Path, catalogue: list[bytes]) -> None:
    """What differs is left in the test's folder, to be looked at."""
    wrong = {}
    taken = 0
    for picture in take(tmp_path / "station", catalogue):
        taken += 1
        path = APPROVED / picture.name
        share = unlike(flat(picture.image), Image.open(path)) if path.is_file() else 1.0
        if share > SHARE_MOST:
            save(picture, tmp_path)
            wrong[picture.name] = round(share, 4)
    assert wrong == {}, f"look at {tmp_path}; if it is right: python -m tests.ui.approve"
    assert taken == len(list(APPROVED.glob("*.png")))


def test_every_page_has_an_approved_picture() -> None:
    assert {state.page for state in chosen()} == set(PAGES)


def test_the_approved_pictures_are_light_to_carry() -> None:
    assert sum(path.stat().st_size for path in APPROVED.glob("*.png")) < SIZE_MOST


def page() -> Image.Image:
    return Image.open(APPROVED / "home-fresh-zh_CN-usual-1366x768.png").convert("RGB")


def test_softer_letters_are_no_difference() -> None:
    assert unlike(page(), page().filter(ImageFilter.GaussianBlur(0.7))) < SHARE_MOST


@pytest.mark.parametrize("at", [(60, 600), (700, 300)])
def test_a_button_that_moved_or_went_is_a_difference(at: tuple[int, int]) -> None:
    changed = page()
    ImageDraw.Draw(changed).rectangle((*at, at[0] + 160, at[1] + 60), fill="#135236")
    assert unlike(page(), changed) > SHARE_MOST


def test_another_colour_of_the_page_is_a_difference() -> None:
    greyer = page().point(lambda value: int(value * 0.9))
    assert unlike(page(), greyer) > SHARE_MOST
