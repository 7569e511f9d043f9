"""`hub`: serve the central platform, and its operator's doors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
import msgspec

from kiosk.commands.common import default_data, json_option, missing, refuse, report

if TYPE_CHECKING:
    from sync.hub.admin import Hub

F = TypeVar("F", bound=Callable[..., Any])

EVENTS: Final = ("accepted", "refused", "shipped", "arrived")
LISTEN: Final = "127.0.0.1:8040"
_PORT: Final = re.compile(r"[0-9]{1,5}")


@dataclass(frozen=True)
class _Where:
    """Which hub is meant."""

    folder: Path
    database_url: str | None


def _where_options(command: F) -> F:
    """Give a command `--data` and `--database-url`; a subcommand's go before the group's."""
    for option in (
        click.option(
            "--database-url",
            help="SQLite or PostgreSQL, for example postgresql://user@host/hub.",
        ),
        click.option(
            "--data",
            type=click.Path(file_okay=False, path_type=Path),
            help="Folder of the hub  [default: the user's data folder, hub]",
        ),
    ):
        command = option(command)
    return command


@click.group(invoke_without_command=True)
@_where_options
@click.option("--listen", default=LISTEN, show_default=True, help="HOST:PORT to serve on.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that serve, on PostgreSQL.",
)
@click.pass_context
def hub(
    ctx: click.Context, data: Path | None, database_url: str | None, listen: str, workers: int
) -> None:
    """Serve the hub; with a command, do that instead."""
    ctx.obj = _Where(data or default_data() / "hub", database_url)
    if ctx.invoked_subcommand is None:
        _serve(ctx.obj, _host_and_port(listen), workers)


@hub.command("import-goods")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--map", "pairs", multiple=True, metavar="THEIRS=OURS", help="Name a column.")
@click.option("--currency", default="", help="Currency of the prices, for example CNY.")
@click.option("--replace", is_flag=True, help="Withdraw goods that the file does not name.")
@click.option(
    "--categories",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with category, category_en, picture.",
)
@_where_options
@json_option
@click.pass_context
def import_goods_command(
    ctx: click.Context, /, file: Path, pairs: tuple[str, ...], as_json: bool, **given: Any
) -> None:
    """Import a CSV catalogue, plain or gzipped, and publish it."""
    mapping = _mapping(pairs)
    with _opened(ctx, given) as (opened, admin):
        options = admin.ImportOptions(
            mapping=mapping,
            currency=given["currency"],
            replace=given["replace"],
            categories=given["categories"],
        )
        done = admin.import_goods(opened, file, options)
        report(msgspec.to_builtins(done), as_json=as_json)


@hub.command("enrol-code")
@click.argument("station")
@click.option("--name", default="", help="The station's name, for slips and lists.")
@_where_options
@json_option
@click.pass_context
def enrol_code(ctx: click.Context, /, station: str, name: str, as_json: bool, **given: Any) -> None:
    """Print a one-time code with which a device becomes one of STATION's, good for 24 hours."""
    with _opened(ctx, given) as (opened, admin):
        code = admin.create_enrol_code(opened, station=station, name=name)
        report({"station": station.strip().upper(), "code": code}, as_json=as_json)


@hub.command()
@_where_options
@json_option
@click.pass_context
def status(ctx: click.Context, /, as_json: bool, **given: Any) -> None:
    """Tell what the hub holds."""
    with _opened(ctx, given) as (opened, admin):
        report(msgspec.to_builtins(admin.hub_status(opened)), as_json=as_json)


@hub.command()
@click.option("--state", help="Only orders in this state, of any axis.")
@_where_options
@json_option
@click.pass_context
def orders(ctx: click.Context, /, state: str | None, as_json: bool, **given: Any) -> None:
    """List the orders as the hub sees them."""
    with _opened(ctx, given) as (opened, admin):
        found = msgspec.to_builtins(admin.list_orders(opened, state=state))
        report({"orders": found}, as_json=as_json)


@hub.command()
@click.argument("number")
@click.option("--event", type=click.Choice(EVENTS), required=True, help="What happened.")
@click.option("--parcel", help="The parcel's code; made up when an order is shipped without.")
@click.option("--reason", help="Why, in words for the station's operator.")
@_where_options
@json_option
@click.pass_context
def order(ctx: click.Context, /, number: str, event: str, as_json: bool, **given: Any) -> None:
    """Record what the platform did with the order NUMBER and tell its station."""
    with _opened(ctx, given) as (opened, admin):
        told = admin.record_order_event(
            opened, number, event, parcel_code=given["parcel"], reason=given["reason"]
        )
        values = {"number": number, "event": told.event.value, "parcel_code": told.parcel_code}
        report(values | {"order_id": told.order_id, "reason": told.reason}, as_json=as_json)


@contextmanager
def _opened(ctx: click.Context, given: dict[str, Any]) -> Iterator[tuple[Hub, Any]]:
    """Open the hub that a command means; yields it and its doors, tells refusals to people."""
    admin = _doors()
    where = ctx.obj
    with _refusals(admin):
        opened = admin.open_hub(
            given["data"] or where.folder, given["database_url"] or where.database_url
        )
        try:
            yield opened, admin
        finally:
            opened.close()


def _doors() -> Any:
    try:
        from sync.hub import admin
    except ImportError as error:
        missing(f"The hub needs a library that is not installed here: {error.name}.")
    return admin


@contextmanager
def _refusals(admin: Any) -> Iterator[None]:
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (admin.HubError, ValueError, OSError) as error:
        refuse(str(error))
    except SQLAlchemyError as error:
        refuse(f"The hub's database cannot be used: {str(error).splitlines()[0]}")


def _serve(where: _Where, address: tuple[str, int], workers: int) -> None:
    admin = _doors()
    with _refusals(admin):
        from sync.hub.server import serve
        from sync.hub.workers import serve_many

        def ready(url: str) -> None:
            click.echo(f"The hub answers at {url}")

        opened = admin.open_hub(where.folder, where.database_url)
        try:
            with suppress(KeyboardInterrupt):
                if workers > 1:
                    serve_many(opened, address, workers, ready)
                else:
                    serve(opened, *address, ready)
        finally:
            opened.close()


def _host_and_port(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    if not host or not _PORT.fullmatch(port) or int(port) > 65_535:
        raise click.BadParameter(f"{listen} is not HOST:PORT", param_hint="--listen")
    return host.strip("[]"), int(port)


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        theirs, equals, ours = pair.partition("=")
        if not equals or not theirs.strip() or not ours.strip():
            raise click.BadParameter(f"{pair} is not THEIRS=OURS", param_hint="--map")
        mapping[theirs.strip()] = ours.strip()
    return mapping
