"""Reads the paths of our one-colour SVG icons, so that paper shows the very signs of the screen.

Only what the icons use: stroked `<path d="...">` on a square grid.  svglib was turned down: it
brings a CSS parser and lxml for what is a page of arithmetic here.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Point = tuple[float, float]

_TOKEN = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_FLAGS_OF_ARC = re.compile(r"[\s,]*([01])[\s,]*([01])")


class Segment(NamedTuple):
    """One step of a path: `move` and `line` have one point, `curve` three, `close` none."""

    kind: Literal["move", "line", "curve", "close"]
    points: tuple[Point, ...]


def icon_segments(svg: str) -> list[Segment]:
    """Return the segments of all paths of an icon, in the units of its view box."""
    return [s for d in re.findall(r'\bd="([^"]+)"', svg) for s in parse_path(d)]


def parse_path(text: str) -> list[Segment]:
    """Return a path's segments, everything absolute and every curve a cubic one.

    Raises `ValueError` for text that is not a path.
    """
    reader = _Reader()
    for command, numbers in _commands(text):
        reader.take(command, numbers)
    return reader.segments


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers, a repeated one spelt out (`l1 1 2 2` is two)."""
    place = 0
    command = ""
    numbers: list[float] = []
    while found := _TOKEN.search(text, place):
        place = found.end()
        if found[1]:
            command = found[1]
        else:
            numbers.append(float(found[2]))
        if not command:
            raise ValueError(f"not a path: {text[:40]}")
        if command in "Aa" and len(numbers) == 3:  # flags may stand without a blank between them
            flags = _FLAGS_OF_ARC.match(text, place)
            if flags is None:
                raise ValueError(f"not an arc: {text[:40]}")
            numbers += [float(flags[1]), float(flags[2])]
            place = flags.end()
        if len(numbers) == _ARGUMENTS[command.upper()]:
            yield command, numbers
            numbers = []
            command = {"M": "L", "m": "l"}.get(command, command)


@dataclass(slots=True)
class _Reader:
    """Follows the pen: where it is, where the sub-path began, the last control point."""

    segments: list[Segment] = field(default_factory=list)
    at: Point = (0.0, 0.0)
    began: Point = (0.0, 0.0)
    control: Point | None = None

    def take(self, command: str, numbers: list[float]) -> None:
        base = self.at if command.islower() else (0.0, 0.0)
        kind = command.upper()
        pairs = [
            (base[0] + numbers[i], base[1] + numbers[i + 1]) for i in range(0, len(numbers) - 1, 2)
        ]
        last_control, self.control = self.control, None
        if kind == "M":
            self._go("move", pairs[0])
            self.began = self.at
        elif kind in "LHV":
            self._go("line", self._straight(kind, base, numbers))
        elif kind in "CSQT":
            self._curve(kind, pairs, last_control or self.at)
        elif kind == "A":
            end = (base[0] + numbers[5], base[1] + numbers[6])
            self._arc(numbers, end)
        else:
            self.segments.append(Segment("close", ()))
            self.at = self.began

    def _straight(self, kind: str, base: Point, numbers: list[float]) -> Point:
        if kind == "H":
            return base[0] + numbers[0], self.at[1]
        if kind == "V":
            return self.at[0], base[1] + numbers[0]
        return base[0] + numbers[0], base[1] + numbers[1]

    def _go(self, kind: Literal["move", "line"], to: Point) -> None:
        self.segments.append(Segment(kind, (to,)))
        self.at = to

    def _curve(self, kind: str, pairs: list[Point], last: Point) -> None:
        mirrored = (2 * self.at[0] - last[0], 2 * self.at[1] - last[1])
        if kind == "C":
            first, second, end = pairs
        elif kind == "S":
            first, (second, end) = mirrored, pairs
        else:
            knee, end = (mirrored, pairs[0]) if kind == "T" else (pairs[0], pairs[1])
            first, second = _towards(self.at, knee), _towards(end, knee)
            self._cubic(first, second, end)
            self.control = knee
            return
        self._cubic(first, second, end)
        self.control = second

    def _cubic(self, first: Point, second: Point, end: Point) -> None:
        self.segments.append(Segment("curve", (first, second, end)))
        self.at = end

    def _arc(self, numbers: list[float], end: Point) -> None:
        for first, second, to in _arc_curves(self.at, end, numbers):
            self._cubic(first, second, to)


def _towards(start: Point, knee: Point) -> Point:
    """Two thirds of the way to the knee: a quadratic curve written as a cubic one."""
    return start[0] + (knee[0] - start[0]) * 2 / 3, start[1] + (knee[1] - start[1]) * 2 / 3


def _arc_curves(start: Point, end: Point, numbers: list[float]) -> list[tuple[Point, Point, Point]]:
    """Cut an unrotated elliptical arc into cubic curves of at most a quarter turn.

    The centre follows SVG 1.1, appendix F.6.5; radii too short are stretched (F.6.6).
    """
    rx, ry = abs(numbers[0]) or 1e-9, abs(numbers[1]) or 1e-9
    hx, hy = (start[0] - end[0]) / 2 / rx, (start[1] - end[1]) / 2 / ry
    reach = hx * hx + hy * hy
    if reach == 0:
        return []
    stretch = max(1.0, math.sqrt(reach))
    rx, ry, hx, hy = rx * stretch, ry * stretch, hx / stretch, hy / stretch
    lift = math.sqrt(max(0.0, 1 / (hx * hx + hy * hy) - 1))
    lift = -lift if numbers[3] == numbers[4] else lift
    ux, uy = lift * hy, -lift * hx
    centre = (start[0] + end[0]) / 2 + ux * rx, (start[1] + end[1]) / 2 + uy * ry
    begin = math.atan2(hy - uy, hx - ux)
    turn = math.atan2(-hy - uy, -hx - ux) - begin
    if numbers[4] and turn < 0:
        turn += math.tau
    if not numbers[4] and turn > 0:
        turn -= math.tau
    return _turns(centre, (rx, ry), begin, turn)


def _turns(
    centre: Point, radii: Point, begin: float, turn: float
) -> list[tuple[Point, Point, Point]]:
    parts = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / parts
    handle = 4 / 3 * math.tan(step / 4)

    def on(angle: float, along: float) -> Point:
        x = math.cos(angle) - along * math.sin(angle)
        y = math.sin(angle) + along * math.cos(angle)
        return centre[0] + radii[0] * x, centre[1] + radii[1] * y

    angles = [begin + step * i for i in range(parts + 1)]
    return [(on(a, handle), on(b, -handle), on(b, 0)) for a, b in itertools.pairwise(angles)]
