"""`enrol`, `sync`, `status`: the station and its hub."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from kiosk.commands.common import data_option, json_option, opened_kiosk, report

if TYPE_CHECKING:
    from kiosk.services.kiosk import Kiosk
    from sync.client.engine import Engine


@click.command()
@click.option("--hub", "hub_url", required=True, help="Address of the hub, http(s)://host[:port].")
@click.option("--code", required=True, help="The one-time code that `kiosk hub enrol-code` gave.")
@data_option
@json_option
def enrol(hub_url: str, code: str, data: Path, as_json: bool) -> None:
    """Make this device a device of a station."""
    from sync.client.enrol import enrol_station

    with opened_kiosk(data) as kiosk:
        station = enrol_station(kiosk=kiosk, hub_url=hub_url, code=code)
        report(
            {"station": station.code, "name": station.name, "device": station.device},
            as_json=as_json,
        )


@click.command()
@click.option("--once", is_flag=True, help="Sync once and end; without it, go on until stopped.")
@data_option
@json_option
def sync(once: bool, data: Path, as_json: bool) -> None:
    """Exchange records with the hub."""
    from sync.client.engine import open_engine

    with opened_kiosk(data) as kiosk:
        engine = open_engine(kiosk)
        if not once:
            _sync_until_stopped(kiosk, engine)
            return
        done = engine.sync_once()
        engine.close()
        report(
            {
                "complete": done.ok,
                "pushed": done.pushed,
                "pulled": done.pulled,
                "catalogue_version": done.catalogue_version,
                "waiting": kiosk.outbox.count(),
            },
            as_json=as_json,
        )
        if done.failure is not None:
            raise done.failure


def _sync_until_stopped(kiosk: Kiosk, engine: Engine) -> None:
    """Sync on schedule until the keyboard's interrupt."""
    from sync.client.worker import SyncWorker

    worker = SyncWorker(kiosk, engine)
    worker.start()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("stopped")
    finally:
        worker.stop()


@click.command()
@data_option
@json_option
def status(data: Path, as_json: bool) -> None:
    """Tell what is here, what waits to be sent and what needs a person."""
    with opened_kiosk(data) as kiosk:
        report(msgspec.to_builtins(kiosk.station.status()), as_json=as_json)
