"""The rooms of the house import only downwards."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_room_has_its_place_in_the_order() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(each["layers"] for each in contracts["contracts"] if each["type"] == "layers")
    placed = {room.strip() for layer in layers for room in layer.split("|")}
    for house in ("kiosk", "sync"):
        rooms = {path.parent.name for path in (ROOT / house).glob("*/__init__.py")}
        assert {f"{house}.{room}" for room in rooms} <= placed
