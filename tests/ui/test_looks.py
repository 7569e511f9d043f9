"""How a station's look is kept, and what the eye's distance does to words and not to targets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.conftest import STILL, OpenScreens, Screens
from ui.looks import PANELS, Look, read_look, save_look, usual_distance


def theme(screens: Screens, name: str) -> float:
    found = screens.app.engine.singletonInstance("Kiosk.Theme", "Theme")
    return float(found.property(name))


def test_a_look_is_kept_for_the_next_start(screens: Screens) -> None:
    desk = screens.kiosk.station
    assert read_look(desk) == Look()
    save_look(desk, Look(large=True, sharp=True, distance=1.2))
    assert read_look(desk) == Look(large=True, sharp=True, distance=1.2)


@pytest.mark.parametrize("kept", ["", "far", "nan", "9", "-1"])
def test_a_distance_that_makes_no_sense_is_the_usual_one(screens: Screens, kept: str) -> None:
    screens.kiosk.station.put_setting("screen.distance", kept)
    assert read_look(screens.kiosk.station).distance == 0.0


def test_distance_and_large_words_move_what_is_read_and_not_what_is_hit(screens: Screens) -> None:
    body, touch = theme(screens, "body"), theme(screens, "touch")
    screens.app.use_look(Look(distance=1.3))
    assert theme(screens, "body") == pytest.approx(body * 1.3, abs=1)
    screens.app.use_look(Look(large=True))
    assert theme(screens, "body") == pytest.approx(body * 1.4, abs=1)
    assert theme(screens, "touch") == touch


def test_words_are_never_smaller_than_the_rules_allow(open_screens: OpenScreens) -> None:
    coarse = open_screens(replace(STILL, px_per_mm=2.4, look=Look(distance=0.7)))
    assert theme(coarse, "small") == 22
    assert theme(coarse, "price") == 28


def test_only_a_table_panel_is_read_from_nearer_by() -> None:
    near = [panel.name for panel in PANELS if usual_distance(panel.size, panel.px_per_mm) < 1]
    assert near == ["1024x600"]
