"""The command line: `kiosk COMMAND`, also `python -m kiosk COMMAND`.

Exit codes: 0 done, 2 wrong use, 3 something missing on the machine, 4 refused with a reason.
A command's file is imported when it is called, so that `order place` need not wait for Qt.
"""

from __future__ import annotations

import importlib
import io
import sys
from typing import Final

import click

from kiosk import __version__

_COMMANDS: Final = {
    "run": "kiosk.commands.screen",
    "look": "kiosk.commands.screen",
    "demo": "kiosk.commands.demo",
    "shots": "kiosk.commands.screen",
    "hub": "kiosk.commands.hub",
    "enrol": "kiosk.commands.station",
    "sync": "kiosk.commands.station",
    "status": "kiosk.commands.station",
    "doctor": "kiosk.commands.doctor",
    "order": "kiosk.commands.orders",
    "slip": "kiosk.commands.orders",
    "operator": "kiosk.commands.operators",
    "parcel": "kiosk.commands.parcels",
    "pickup": "kiosk.commands.parcels",
}
"""Command name → the module that holds a click command of that name."""


class LazyGroup(click.Group):
    """A group that knows its commands' names and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return all command names in the order of a day's work."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command, imported now, or None for an unknown name."""
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(_COMMANDS[cmd_name])
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kiosk")
def main() -> None:
    """Village service point: buy, sell, collect and keep money straight, also offline."""
    # A terminal without Chinese still shows something, and an order is not undone by its report.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    main(prog_name="kiosk")
