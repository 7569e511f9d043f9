"""The screens over a demonstration station, for a client of the accessibility bus to drive."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from kiosk.devices.clock import SystemClock
from ui.app import ASSETS, PX_PER_MM, App, Settings, qt_application
from ui.demo_station import demo_catalogue, open_demo_station


def main(folder: Path) -> int:
    """Show the screens until the process is ended."""
    for name in ("hub", "kiosk"):
        (folder / name).mkdir()
    clock = SystemClock()
    catalogue = demo_catalogue(folder / "hub", ASSETS / "demo")
    kiosk = open_demo_station(folder / "kiosk", catalogue, clock)
    app = App(kiosk, clock=clock, settings=Settings(windowed=True, px_per_mm=PX_PER_MM, guard_ms=0))
    app.show()
    return qt_application().exec()


if __name__ == "__main__":
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        raise SystemExit(main(Path(place)))
