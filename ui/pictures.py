"""Pictures of goods by name, and icons in the colour of their words.

Pictures are PNG files named in the catalogue; which ones exist is read once, so a page never asks
for a file that is not there.  Icons are line drawings in black; the provider draws each in the
colour and size it is asked for, and Qt keeps what was drawn.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

_ICON_SIDE: Final = 48
_NOTHING: Final = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
_NOTHING.fill(Qt.GlobalColor.transparent)


class Pictures:
    """Where the picture of a name lies."""

    def __init__(self, folder: Path):
        self._urls = {
            path.stem: QUrl.fromLocalFile(str(path)).toString()
            for path in sorted(folder.glob("*.png"))
        }

    def url(self, name: str) -> str:
        """Return a file URL, or nothing where there is no such picture."""
        return self._urls.get(name, "")


class IconProvider(QQuickImageProvider):
    """Serves `image://icon/NAME/RRGGBB`."""

    def __init__(self, folder: Path):
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:
        """Draw an icon; an unknown one is one transparent dot."""
        icon, _, colour = name.partition("/")
        path = self._folder / f"{icon}.svg"
        if not path.is_file():
            return _NOTHING
        side = max(requested.width(), requested.height())
        side = side if side > 0 else _ICON_SIDE
        drawing = path.read_text(encoding="utf-8").replace("#000000", f"#{colour}")
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(drawing.encode()).render(painter)
        painter.end()
        size.setWidth(side)
        size.setHeight(side)
        return image
