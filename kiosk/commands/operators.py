"""`operator add`, `operator list`: who may open the operator's pages."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kiosk.commands.common import data_option, json_option, opened_kiosk, refuse, report


@click.group()
def operator() -> None:
    """The people behind the counter and their PINs."""


@operator.command()
@click.option("--name", required=True, help="How the operator is called on the screens.")
@data_option
@json_option
def add(name: str, data: Path, as_json: bool) -> None:
    """Add an operator; the PIN is asked for twice, or read as one line of standard input."""
    pin = _ask_pin() if sys.stdin.isatty() else sys.stdin.readline().strip()
    with opened_kiosk(data) as kiosk:
        added = kiosk.operators.add_operator(name=name, pin=pin).value
        report({"operator": added.name, "id": added.id}, as_json=as_json)


@operator.command(name="list")
@data_option
@json_option
def list_(data: Path, as_json: bool) -> None:
    """List the operators, the first one added first."""
    with opened_kiosk(data) as kiosk:
        names = [one.name for one in kiosk.operators.list_operators()]
        report({"operators": names}, as_json=as_json)


def _ask_pin() -> str:
    """Ask twice, unseen."""
    pin: str = click.prompt("PIN", hide_input=True)
    if click.prompt("PIN, once more", hide_input=True) != pin:
        refuse("两次密码不一样，请重新来。 / The two PINs differ, please start again.")
    return pin
