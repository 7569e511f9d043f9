"""A client of the real AT-SPI bus, as Orca is one: run by the system's Python, which has `gi`.

    make reader       (or: xvfb-run -a dbus-run-session -- python3 tests/ui/atspi_client.py PYTHON)

Starts the screens with PYTHON on the X server that is there, buys as a guest and pays on pick-up,
by the names on the bus alone, and prints what it pressed, one name a line, and the slip's heading.
Not among the tests that always run: it needs the Debian packages xvfb, xauth, dbus, at-spi2-core,
python3-gi and gir1.2-atspi-2.0.  `tests/ui/test_reader.py` walks the same tree within the process.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 - the version must be named first

PATIENCE_S = 20.0
WAY = ("买东西", "食品", "粮油", "东北大米 5公斤", "结账", "不登记", "小兔", "取货时付")
SLIP = "买好了"


def below(outer):
    for number in range(outer.get_child_count()):
        inner = outer.get_child_at_index(number)
        if inner is not None:
            yield inner
            yield from below(inner)


def find(wanted):
    """Wait for what `wanted` finds among everything on the bus of our application."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        desk = Atspi.get_desktop(0)
        for item in below(desk):
            try:
                if wanted(item) and item.get_state_set().contains(Atspi.StateType.SHOWING):
                    return item
            except gi.repository.GLib.Error:
                continue
        time.sleep(0.1)
    names = [item.get_name() for item in below(Atspi.get_desktop(0))]
    raise SystemExit(f"not on the bus; there is {names}")


def press(name):
    button = find(lambda item: item.get_name() == name and item.get_role_name() == "push button")
    names = [button.get_action_name(n) for n in range(button.get_n_actions())]
    button.do_action(names.index("Press"))
    print(name, flush=True)
    time.sleep(0.5)


def main(python: str) -> None:
    here = Path(__file__).resolve()
    environment = dict(os.environ, QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
    command = [python, str(here.with_name("atspi_screens.py"))]
    screens = subprocess.Popen(command, env=environment, cwd=here.parents[2])
    try:
        for name in WAY:
            press(name)
        print(
            find(
                lambda item: (item.get_role_name(), item.get_name()) == ("heading", SLIP)
            ).get_name()
        )
    finally:
        screens.terminate()
        screens.wait()


if __name__ == "__main__":
    main(sys.argv[1])
