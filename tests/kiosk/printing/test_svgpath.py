"""Icon paths, against shapes whose points are known."""

import math
from pathlib import Path

import pytest

from kiosk.printing.fonts import ASSETS
from kiosk.printing.svgpath import Segment, icon_segments, parse_path


def ends(text: str) -> list[tuple[float, float]]:
    return [s.points[-1] for s in parse_path(text) if s.points]


def test_absolute_and_relative_lines():
    assert ends("M2 3L5 7l1-1H9h-2V0v4") == [(2, 3), (5, 7), (6, 6), (9, 6), (7, 6), (7, 0), (7, 4)]


def test_a_repeated_command_is_spelt_out_and_a_second_move_is_a_line():
    kinds = [segment.kind for segment in parse_path("m1 1 2 2 3 3")]
    assert kinds == ["move", "line", "line"]


def test_closing_returns_to_where_the_path_began():
    assert ends("M1 2h4v4zl1 1")[-1] == (2, 3)


def test_smooth_curves_mirror_the_last_control_point():
    first, second = parse_path("M0 0C0 4 4 4 4 0s4-4 4 0")[1:]
    assert first == Segment("curve", ((0, 4), (4, 4), (4, 0)))
    assert second == Segment("curve", ((4, -4), (8, -4), (8, 0)))


def test_quadratic_curves_become_cubic_ones():
    [_, curve, smooth] = parse_path("M0 0Q3 6 6 0T12 0")
    assert curve.points == ((2, 4), (4, 4), (6, 0))
    assert smooth.points == ((8, -4), (10, -4), (12, 0))


@pytest.mark.parametrize("flags", ["0 1", "01"])
def test_an_arc_stays_on_its_circle(flags: str):
    curves = parse_path(f"M0 5a5 5 0 {flags} 10 0")[1:]
    assert len(curves) == 2
    start = (0.0, 5.0)
    for curve in curves:
        for t in (0.25, 0.5, 0.75, 1.0):
            x, y = bezier(start, curve, t)
            assert math.hypot(x - 5, y - 5) == pytest.approx(5, abs=0.01)
            assert y <= 5.01  # the sweep flag sends it over the top
        start = curve.points[-1]
    assert start == pytest.approx((10, 5))


def bezier(start: tuple[float, float], curve: Segment, t: float) -> tuple[float, ...]:
    points = (start, *curve.points)
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return tuple(sum(w * p[i] for w, p in zip(weights, points, strict=True)) for i in (0, 1))


def test_a_large_arc_goes_the_long_way_round_and_short_radii_are_stretched():
    assert len(parse_path("M5 0A5 5 0 1 1 0 5")) - 1 == 3
    assert ends("M0 0a1 1 0 0 0 10 0")[-1] == pytest.approx((10, 0))
    assert parse_path("M3 3a2 2 0 0 0 0 0") == [Segment("move", ((3, 3),))]


@pytest.mark.parametrize("text", ["5 5", "M0 0a1 1 0 7 7 1 1"])
def test_what_is_no_path_says_so(text: str):
    with pytest.raises(ValueError, match="not a"):
        parse_path(text)


@pytest.mark.parametrize("path", sorted((ASSETS / "icons").glob("*.svg")), ids=lambda p: p.stem)
def test_every_icon_of_the_screens_can_be_drawn_on_paper(path: Path):
    segments = icon_segments(path.read_text(encoding="utf-8"))
    assert segments
    assert all(-1 <= x <= 25 and -1 <= y <= 25 for s in segments for x, y in s.points)
