"""`run`, `look` and `shots`: the touch screen, how it looks, and a picture of every page of it."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

import click

from kiosk.commands.common import (
    data_option,
    json_option,
    known_errors,
    missing,
    opened_kiosk,
    refuse,
    report,
)
from kiosk.devices.system import has_display, install_command, missing_libraries

LANGUAGES: Final = ("zh_CN", "en")


@click.command()
@click.option("--windowed", is_flag=True, help="In a window instead of the whole screen.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh_CN", show_default=True)
@click.option("--gallery", is_flag=True, help="Begin with a page of all controls.")
@click.option("--practice", is_flag=True, help="Begin in the sandbox, where nothing is real.")
@data_option
def run(windowed: bool, lang: str, gallery: bool, practice: bool, data: Path) -> None:
    """Open the touch screen."""
    require_screen(window=True)
    from sync.client.engine import open_engine
    from sync.client.worker import SyncWorker
    from ui.app import Settings, run_app
    from ui.looks import read_look
    from ui.navigation import HOME
    from ui.voice import open_voice

    with opened_kiosk(data) as kiosk:
        kiosk.station.station()
        worker = SyncWorker(kiosk, open_engine(kiosk))
        settings = Settings(
            language=lang,
            windowed=windowed,
            look=read_look(kiosk.station),
            page="gallery" if gallery else HOME,
            practising=practice,
        )
        try:
            voice = open_voice(data)
            code = run_app(kiosk, settings=settings, sync=worker, voice=voice, shown=worker.start)
        finally:
            worker.stop()
    sys.exit(code)


@click.command()
@click.option("--large/--normal", default=None, help="Words 1.4 times as large.")
@click.option("--sharp/--soft", default=None, help="High contrast: black on white.")
@click.option(
    "--distance",
    type=click.FloatRange(0.7, 1.6),
    help="How far the eye is: 1 is an arm's length, 1.3 a step back.",
)
@data_option
@json_option
def look(
    large: bool | None, sharp: bool | None, distance: float | None, data: Path, as_json: bool
) -> None:
    """Keep how the screen looks from its next start on; without options tell how it looks."""
    from ui.looks import read_look, save_look

    asked = {"large": large, "sharp": sharp, "distance": distance}
    chosen = {name: value for name, value in asked.items() if value is not None}
    with opened_kiosk(data) as kiosk:
        if chosen:
            save_look(kiosk.station, replace(read_look(kiosk.station), **chosen))  # type: ignore[arg-type]
        report(asdict(read_look(kiosk.station)), as_json=as_json)


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder in which the pictured stations are made for a while  [default: a temporary one]",
)
def shots(out: Path, data: Path | None) -> None:
    """Write a PNG of every page in every state and language, and a page that shows them all."""
    require_screen(window=False)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.shots import make_shots

    try:
        with known_errors():
            click.echo(f"{len(make_shots(out, scratch=data))} pictures in {out}")
    except OSError as error:
        refuse(f"the pictures cannot be written there: {error.strerror}")


def require_screen(*, window: bool) -> None:
    """End with exit code 3 where Qt's libraries or, for a window, a display are missing."""
    lacking = missing_libraries(window=window and has_display())
    if lacking:
        missing(f"Qt lacks system libraries; run: {install_command(lacking)}")
    if window and not can_show():
        missing("there is no display here; set DISPLAY, or look at `kiosk shots` and `kiosk demo`")


def can_show() -> bool:
    """Tell whether a window can be opened, or a platform was chosen by hand."""
    chosen = "QT_QPA_PLATFORM" in os.environ
    return chosen or has_display() or not sys.platform.startswith("linux")
