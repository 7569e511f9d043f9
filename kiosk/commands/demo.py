"""`demo`: a hub and a station on demo goods; with a display to play with, without one it plays."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import msgspec

from kiosk.commands.common import known_errors
from kiosk.commands.screen import LANGUAGES, can_show, require_screen

if TYPE_CHECKING:
    from kiosk.commands.demo_world import DemoPlatform
    from kiosk.domain.orders import Order
    from kiosk.services.kiosk import Kiosk
    from sync.client.worker import SyncWorker
    from ui.walkthrough import Walkthrough

SIZE: Final = (1366, 768)


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-out"),
    show_default=True,
    help="Folder for pictures, slips and report.json.",
)
@click.option("--headless", is_flag=True, help="Play the whole way through by itself, unseen.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh_CN", show_default=True)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder of the demo's records; without it, data in the out folder, made anew.",
)
def demo(out: Path, headless: bool, lang: str, data: Path | None) -> None:
    """Open the kiosk on demo goods with a hub of its own."""
    alone = headless or not can_show()
    require_screen(window=not alone)
    if alone:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    out.mkdir(parents=True, exist_ok=True)
    with known_errors():
        if alone:
            _play(out, _fresh(data or out / "data"), lang)
        else:
            sys.exit(_open(data or _fresh(out / "data"), lang))


def _fresh(folder: Path) -> Path:
    """Return the folder without an earlier demonstration's records."""
    for name in ("hub", "station"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return folder


def _open(folder: Path, lang: str) -> int:
    """Open the window; the platform accepts at once, and ships what it accepted."""
    from kiosk.commands.demo_world import Shipping
    from ui.app import Settings, run_app
    from ui.voice import open_voice

    with _World(folder) as world, Shipping(world.platform, world.worker.wake):
        world.platform.start()
        settings = Settings(language=lang, windowed=True, size=SIZE)
        return run_app(
            world.kiosk,
            settings=settings,
            sync=world.worker,
            voice=open_voice(world.kiosk.folder),
            shown=world.worker.start,
        )


def _play(out: Path, folder: Path, lang: str) -> None:
    """Walk the whole way through off screen and write what happened."""
    from ui.app import App, Settings, qt_application
    from ui.walkthrough import Walkthrough

    started = time.monotonic()
    with _World(folder) as world:
        application = qt_application()
        settings = Settings(language=lang, windowed=True, size=SIZE)
        app = App(world.kiosk, clock=world.kiosk.clock, settings=settings, sync=world.worker)
        app.show()
        world.worker.start()
        walk = Walkthrough(
            app, world.kiosk, world.platform, out=out / "screens", sync=world.worker.wake
        )
        try:
            orders = walk.go()
        finally:
            app.close()
            application.processEvents()
        report = _report(world, walk, orders)
        report["seconds"] = round(time.monotonic() - started, 1)
        _write(out, world.kiosk, report)
    click.echo(f"{len(walk.pictures)} pictures, the slips and report.json are in {out}")
    if not report["both_sides_equal"]:
        sys.exit("station and hub do not hold the same")


def _report(world: _World, walk: Walkthrough, orders: list[Order]) -> dict[str, object]:
    hub = msgspec.to_builtins(world.platform.status())
    here = {
        "orders": len(orders),
        "lines": sum(len(order.lines) for order in orders),
        "total_minor": sum(order.total_minor for order in orders),
    }
    return {
        "ordered": [_told(order) for order in orders],
        "synced": [o.number for o in orders if o.sync_state == "acknowledged"],
        "collected": [o.number for o in orders if o.fulfilment_state == "collected"],
        "second_redemption_said": walk.refused,
        "taps": dict(walk.taps),
        "station": here,
        "hub": {key: hub[key] for key in here},
        "both_sides_equal": all(hub[key] == here[key] for key in here),
        "pictures": walk.pictures,
    }


def _told(order: Order) -> dict[str, object]:
    return {
        "number": order.number,
        "short_code": order.short_code,
        "lines": [
            {"sku": line.sku, "name": line.name, "quantity": line.quantity, "unit": line.unit}
            for line in order.lines
        ],
        "total_minor": order.total_minor,
        "pay": order.pay.value,
        "paid_minor": order.paid_minor,
    }


def _write(out: Path, kiosk: Kiosk, report: dict[str, object]) -> None:
    slips = sorted((kiosk.folder / "slips").glob("*.pdf"))
    for slip in slips:
        shutil.copy(slip, out)
    report["slips"] = [slip.name for slip in slips]
    text = msgspec.json.format(msgspec.json.encode(report), indent=2)
    (out / "report.json").write_bytes(text + b"\n")


class _World:
    """The platform, the station enrolled at it, and its sync worker; all closed at the end."""

    platform: DemoPlatform
    kiosk: Kiosk
    worker: SyncWorker

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> _World:
        from kiosk.commands.demo_world import DemoPlatform
        from kiosk.services.kiosk import open_kiosk
        from sync.client.engine import open_engine
        from sync.client.worker import SyncWorker
        from ui.demo_station import add_demo_operator

        self.platform = DemoPlatform(self._folder / "hub")
        self.kiosk = open_kiosk(self._folder / "station")
        if not self.kiosk.catalogue.version:
            self.platform.start()
            self.platform.enrol(self.kiosk)
            self.platform.stop()
        add_demo_operator(self.kiosk)
        self.worker = SyncWorker(self.kiosk, open_engine(self.kiosk))
        return self

    def __exit__(self, *_error: object) -> None:
        self.worker.stop()
        self.platform.stop()
        self.kiosk.close()
        self.platform.close()
