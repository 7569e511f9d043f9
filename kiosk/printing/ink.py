"""The pen: draws black on one page, in whole dots from the top left corner.

The only other "colour" is the bare paper, for signs that stand inside a black field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from kiosk.printing.fonts import Style, width_of
from kiosk.printing.icons import icon_path
from kiosk.printing.paper import DOT

if TYPE_CHECKING:
    from PIL.Image import Image

Align = Literal["left", "centre", "right"]


class Ink:
    """Draws on the current page of a ReportLab canvas; `height` is that page's, in dots."""

    def __init__(self, canvas: Any, height: int) -> None:
        self._canvas = canvas
        self._height = height
        canvas.scale(DOT, DOT)
        canvas.setLineJoin(1)
        self.black()

    def black(self) -> None:
        """Draw with ink from here on."""
        self._canvas.setFillGray(0)
        self._canvas.setStrokeGray(0)

    def bare(self) -> None:
        """Leave the paper bare from here on: white signs in a black field."""
        self._canvas.setFillGray(1)
        self._canvas.setStrokeGray(1)

    def text(self, at: tuple[float, int], text: str, style: Style, align: Align = "left") -> None:
        """Set one line; `at` is its left end, middle or right end on the baseline."""
        x, baseline = at
        if align != "left":
            x -= width_of(text, style) / (2 if align == "centre" else 1)
        self._canvas.setFont(style.font, style.size)
        self._canvas.drawString(round(x), self._height - baseline, text)

    def block(self, x: int, y: int, width: int, height: int) -> None:
        """Fill a rectangle."""
        self._canvas.rect(x, self._height - y - height, width, height, stroke=0, fill=1)

    def frame(self, box: tuple[int, int, int, int], line: int, radius: int = 0) -> None:
        """Draw a frame of `line` dots whose outer edge is `box` (x, y, width, height)."""
        x, y, width, height = box
        half = line / 2
        self._canvas.setLineWidth(line)
        self._canvas.roundRect(
            x + half, self._height - y - height + half, width - line, height - line, radius, fill=0
        )

    def panel(self, box: tuple[int, int, int, int], radius: int) -> None:
        """Fill a rectangle with round corners."""
        x, y, width, height = box
        self._canvas.roundRect(x, self._height - y - height, width, height, radius, 0, 1)

    def disc(self, centre: tuple[float, float], radius: float) -> None:
        """Fill a disc."""
        self._canvas.circle(centre[0], self._height - centre[1], radius, stroke=0, fill=1)

    def ring(self, centre: tuple[float, float], radius: float, line: int) -> None:
        """Draw a circle whose outer edge has `radius`."""
        self._canvas.setLineWidth(line)
        self._canvas.circle(centre[0], self._height - centre[1], radius - line / 2, fill=0)

    def polygon(self, points: list[tuple[float, float]], line: int = 0) -> None:
        """Fill a polygon, or outline it where `line` is given."""
        path = self._canvas.beginPath()
        for index, (x, y) in enumerate(points):
            (path.lineTo if index else path.moveTo)(x, self._height - y)
        path.close()
        self._canvas.setLineWidth(line or 1)
        self._canvas.drawPath(path, stroke=int(line > 0), fill=int(line == 0))

    def rule(self, x: int, y: int, width: int, line: int = 2, dash: int = 0) -> None:
        """Draw a horizontal line whose upper edge is at `y`; `dash` is its length of dashes."""
        self._canvas.setLineWidth(line)
        self._canvas.setDash([dash, dash] if dash else [])
        level = self._height - y - line / 2
        self._canvas.line(x, level, x + width, level)
        self._canvas.setDash([])

    def rectangles(self, boxes: list[tuple[int, int, int, int]]) -> None:
        """Fill many rectangles (x, y, width, height) as one path."""
        path = self._canvas.beginPath()
        for x, y, width, height in boxes:
            path.rect(x, self._height - y - height, width, height)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def icon(self, name: str, box: tuple[float, float, float], line: float = 2.0) -> None:
        """Draw an icon of the screens in a square (x, y, side); `line` in 24ths of it."""
        x, y, side = box
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, self._height - y)
        canvas.scale(side / 24, -side / 24)
        canvas.setLineWidth(line)
        canvas.setLineCap(1)
        path = canvas.beginPath()
        steps = {"move": path.moveTo, "line": path.lineTo, "curve": path.curveTo}
        for kind, points in icon_path(name):
            if kind == "close":
                path.close()
            else:
                steps[kind](*(number for point in points for number in point))
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()

    def picture(self, image: Image, x: int, y: int) -> None:
        """Lay down a black and white picture, one dot a pixel."""
        from reportlab.lib.utils import ImageReader

        width, height = image.size
        self._canvas.drawImage(ImageReader(image), x, self._height - y - height, width, height)
