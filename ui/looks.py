"""How the screens are shown: the panels that they are laid out for, and the station's own choice.

A panel's density comes from its diagonal.  What is hit is measured in millimetres on every panel;
what is read grows with the distance of the eye: 1 is an arm's length at a counter, and a panel
small enough to stand on a table is read from nearer by.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kiosk.services.station import StationDesk

MM_AN_INCH: Final = 25.4
DISTANCE_LEAST: Final = 0.7
DISTANCE_MOST: Final = 1.6
_TABLE_DIAGONAL_MM: Final = 290.0
_TABLE_DISTANCE: Final = 0.85

_LARGE: Final = "screen.large"
_SHARP: Final = "screen.sharp"
_DISTANCE: Final = "screen.distance"


@dataclass(frozen=True, slots=True)
class ScreenPanel:
    """A usual touch panel: its size in pixels and its diagonal in inches."""

    width: int
    height: int
    inches: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.width, self.height

    @property
    def px_per_mm(self) -> float:
        """Pixels a millimetre."""
        return hypot(self.width, self.height) / (self.inches * MM_AN_INCH)

    @property
    def name(self) -> str:
        """For example `1366x768`."""
        return f"{self.width}x{self.height}"


PANELS: Final = (
    ScreenPanel(1366, 768, 15.6),
    ScreenPanel(1920, 1080, 21.5),
    ScreenPanel(1280, 1024, 17.0),
    ScreenPanel(1024, 600, 10.1),
    ScreenPanel(1080, 1920, 21.5),
)
"""The five that every page is laid out for."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a station chose: large words, high contrast, and the eye's distance (0: as usual)."""

    large: bool = False
    sharp: bool = False
    distance: float = 0.0


USUAL_LOOK: Final = Look()


def read_look(desk: StationDesk) -> Look:
    """Return what was kept; a distance out of range or unreadable counts as the usual one."""
    try:
        distance = float(desk.setting(_DISTANCE, "0"))
    except ValueError:
        distance = 0.0
    usual = not DISTANCE_LEAST <= distance <= DISTANCE_MOST
    return Look(
        large=desk.setting(_LARGE) == "1",
        sharp=desk.setting(_SHARP) == "1",
        distance=0.0 if usual else distance,
    )


def save_look(desk: StationDesk, look: Look) -> None:
    """Keep a choice for the next starts."""
    desk.put_setting(_LARGE, str(int(look.large)))
    desk.put_setting(_SHARP, str(int(look.sharp)))
    desk.put_setting(_DISTANCE, str(look.distance))


def usual_distance(size: tuple[int, int], px_per_mm: float) -> float:
    """Return the distance factor from which a panel of that size is read."""
    return _TABLE_DISTANCE if hypot(*size) / px_per_mm < _TABLE_DIAGONAL_MM else 1.0
