"""The rules of tests/conftest.py, tried on a small suite of its own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = """
[pytest]
qt_api = pyside6
qt_log_level_fail = WARNING
"""
SUITE = """
import logging
import pytest
from PySide6.QtCore import qWarning

def test_quiet(): logging.getLogger("till").info("all well")
def test_log(): logging.getLogger("till").warning("the drawer is open")
def test_expected_log(caplog):
    logging.getLogger("till").warning("the drawer is open")
    assert "drawer" in caplog.text
def test_qt(): qWarning("a binding went round in a circle")
@pytest.mark.skip(reason="no screen")
def test_skipped(): pass
@pytest.mark.xfail(strict=True)
def test_known_to_fail(): assert False
"""


def outcomes(place: Path, *, ci: str) -> dict[str, str]:
    shutil.copy(ROOT / "tests/conftest.py", place)
    (place / "pytest.ini").write_text(SETTINGS)
    (place / "test_suite.py").write_text(SUITE)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-p", "no:xdist", "-p", "no:cacheprovider"],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    return dict(re.findall(r"::test_(\w+) ([A-Z]+)", done.stdout))


@pytest.mark.parametrize(("ci", "skipped"), [("true", "ERROR"), ("", "SKIPPED")])
def test_the_rules_hold(tmp_path: Path, ci: str, skipped: str) -> None:
    assert outcomes(tmp_path, ci=ci) == {
        "quiet": "PASSED",
        "log": "FAILED",
        "expected_log": "PASSED",
        "qt": "FAILED",
        "skipped": skipped,
        "known_to_fail": "XFAIL",
    }
