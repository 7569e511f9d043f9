"""The command line as a script sees it: a process, its exit code, and its JSON."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec
from click.testing import CliRunner

from kiosk.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        """The one JSON object that `--json` prints."""
        return msgspec.json.decode(self.out, type=dict[str, object])


def start(*words: str) -> subprocess.Popen[bytes]:
    """Start `kiosk WORDS` and return the process; offscreen where a screen is asked for."""
    return subprocess.Popen(
        [sys.executable, "-m", "kiosk", *words],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(*words: str, timeout_s: float = 120) -> Ran:
    """Run `kiosk WORDS` to its end."""
    with start(*words) as process:
        out, err = process.communicate(timeout=timeout_s)
    return Ran(process.returncode, out.decode(), err.decode())


def call(*words: str) -> Ran:
    """Run `kiosk WORDS` in this process: quicker, and its lines count as covered."""
    result = CliRunner().invoke(main, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)
