"""The set-up: into a folder with a space, with no package to fetch, broken and taken up again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Checkout:
    """What the set-up reads, copied; its lock asks for nothing and its kiosk only greets."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.stamp = place / ".venv/stamp"
        for name in (".ci/setup.py", "kiosk/devices/system.py"):
            (place / name).parent.mkdir(parents=True)
            shutil.copy(ROOT / name, place / name)
        self.lock("# nothing")
        (place / "kiosk/__init__.py").touch()
        (place / "kiosk/__main__.py").write_text("import sys; print('hello', sys.argv[1:])")

    def lock(self, text: str) -> None:
        (self.place / "requirements.lock").write_text(text)

    def set_up(self) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, ".ci/setup.py", "--offscreen")

    def run(self, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=cwd or self.place,
            env={**os.environ, "PIP_NO_INDEX": "1"},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "my kiosk")


def test_the_launcher_runs_this_checkout_from_anywhere(checkout: Checkout, tmp_path: Path) -> None:
    assert checkout.set_up().returncode == 0
    (tmp_path / "kiosk.py").write_text("raise SystemExit('the wrong kiosk')")
    link = tmp_path / "linked"
    link.symlink_to(checkout.place / ".venv/bin/kiosk")
    greeted = checkout.run(str(link), "a b", cwd=tmp_path)
    assert greeted.stdout == "hello ['a b']\n", greeted.stderr


def test_the_second_time_does_nothing(checkout: Checkout) -> None:
    assert "Setting up" in checkout.set_up().stdout
    made = checkout.stamp.stat().st_mtime_ns
    assert checkout.set_up().stdout == ""
    assert checkout.stamp.stat().st_mtime_ns == made


def test_a_new_lock_makes_it_anew(checkout: Checkout) -> None:
    checkout.set_up()
    checkout.lock("# nothing, but newer")
    assert "Setting up" in checkout.set_up().stdout


def test_an_interrupted_set_up_is_made_anew(checkout: Checkout) -> None:
    leftover = checkout.place / ".venv/half"
    leftover.mkdir(parents=True)
    assert checkout.set_up().returncode == 0
    assert checkout.stamp.exists()
    assert not leftover.exists()


def test_what_cannot_be_fetched_leaves_no_stamp_and_says_so(checkout: Checkout) -> None:
    checkout.lock(f"click==8.1.0 --hash=sha256:{'0' * 64}")
    failed = checkout.set_up()
    assert failed.returncode == 3
    assert "network is needed" in failed.stderr
    assert not checkout.stamp.exists()
