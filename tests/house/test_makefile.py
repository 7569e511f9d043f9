"""`make help` tells every target, and every target is something make can plan."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)


def make(*words: str) -> str:
    command = ["make", "--no-print-directory", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_help_tells_every_target() -> None:
    told = re.findall(r"^  make ([a-z]+) +\S", make("help"), re.MULTILINE)
    assert told == TARGETS


def test_no_target_is_taken_for_a_file() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    assert sorted(phony[1].split()) == sorted(TARGETS)


def test_plain_make_explains_itself() -> None:
    assert make() == make("help")


@pytest.mark.parametrize("target", TARGETS)
def test_target_can_be_planned(target: str) -> None:
    assert make("--dry-run", target)
