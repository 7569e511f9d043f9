"""Goods pictures in black and white."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from kiosk.printing.icons import goods_picture, icon_path


def picture(folder: Path, colour: tuple[int, ...], size: tuple[int, int] = (64, 64)) -> Path:
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((8, 8, size[0] - 8, size[1] - 8), fill=colour)
    image.save(folder / "goods.png")
    return folder / "goods.png"


@pytest.mark.parametrize("colour", [(255, 255, 255, 255), (255, 230, 0, 255), (20, 20, 90, 255)])
def test_a_picture_has_an_outline_whatever_its_colour(tmp_path: Path, colour: tuple[int, ...]):
    image = goods_picture(picture(tmp_path, colour), 96)
    assert image is not None
    assert image.size == (96, 96)
    assert {value for _, value in image.getcolors()} == {0, 255}
    assert image.getbbox() is not None


def test_dark_goods_print_solid_and_light_ones_do_not(tmp_path: Path):
    dark = goods_picture(picture(tmp_path, (10, 10, 10, 255)), 64)
    assert dark.getpixel((32, 32)) == 0
    (tmp_path / "goods.png").unlink()
    light = goods_picture(picture(tmp_path, (255, 255, 255, 255), (64, 60)), 64)
    assert light.getpixel((32, 32)) == 255


def test_a_wide_picture_keeps_its_shape(tmp_path: Path):
    image = goods_picture(picture(tmp_path, (200, 0, 0, 255), (400, 100)), 96)
    left, top, right, bottom = image.point(lambda value: 255 - value).getbbox()
    assert right - left > 3 * (bottom - top)


def test_a_picture_changed_on_disk_is_read_again(tmp_path: Path):
    first = goods_picture(picture(tmp_path, (0, 0, 0, 255)), 64)
    path = picture(tmp_path, (255, 255, 255, 255))
    assert goods_picture(path, 64).tobytes() != first.tobytes()


@pytest.mark.parametrize("name", ["missing.png", "nul\0.png", "x" * 5000])
def test_no_picture_is_none(tmp_path: Path, name: str):
    assert goods_picture(tmp_path / name, 64) is None


@pytest.mark.parametrize("icon", ["pencil", "cloud-up", "cloud-check", "cash", "check", "calendar"])
def test_the_icons_of_a_slip_are_there(icon: str):
    assert icon_path(icon)
