"""`enrol`, `sync`, `status`: the station and its hub."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from kiosk.commands.common import data_option, json_option, opened_kiosk, refuse, report


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
    from sync.client.worker import run_until_stopped

    with opened_kiosk(data) as kiosk:
        engine = open_engine(kiosk)
        if not once:
            run_until_stopped(engine)
            return
        done = engine.sync_once()
        report(msgspec.to_builtins(done), as_json=as_json)
        if not done.complete:
            refuse(f"not synced: {done.error}")


@click.command()
@data_option
@json_option
def status(data: Path, as_json: bool) -> None:
    """Tell what is here, what waits to be sent and what needs a person."""
    with opened_kiosk(data) as kiosk:
        report(msgspec.to_builtins(kiosk.station.status()), as_json=as_json)
