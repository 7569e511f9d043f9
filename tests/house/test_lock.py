"""The lock: whole, hashed, naming no place, and what is really installed here."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PYTHONS = ("3.11", "3.12", "3.13")


def pinned() -> list[Requirement]:
    lines = (line.removesuffix(" \\") for line in LOCK.splitlines())
    return [Requirement(line) for line in lines if line and line[0] not in "# "]


def asked_for() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group]


def applies(requirement: Requirement, **environment: str) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(environment)


def test_it_names_no_place_to_fetch_from() -> None:
    assert not re.search(r"://|@ |--(extra-)?index-url|--find-links|\.(org|com|net|io|cn)\b", LOCK)


def test_every_pin_is_exact_and_hashed() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.split("make lock\n")[1].strip())
    assert len(entries) == len(pinned())
    for entry in entries:
        assert re.match(r"[\w.-]+==[\w.]+( ;.*)? \\\n", entry), entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("python", PYTHONS)
def test_every_dependency_is_pinned_to_a_version_it_allows(python: str) -> None:
    here = {"python_version": python, "python_full_version": f"{python}.0"}
    pins = {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in pinned()
        if applies(pin, **here)
    }
    for requirement in asked_for():
        if applies(requirement, **here):
            assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)])


def test_what_is_installed_is_what_is_pinned() -> None:
    for pin in pinned():
        if applies(pin):
            assert pin.specifier.contains(version(pin.name)), pin.name


def test_the_pins_agree_with_each_other() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
