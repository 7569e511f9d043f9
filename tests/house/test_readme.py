"""The README is a promise: every command in it is run here, in the order in which it stands.

`make test` is the one exception: it is what runs this file, and `.ci/run` reads it from there.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PORT = "8040"


def _commands() -> list[str]:
    """Return the lines of all code blocks."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


class Reader:
    """Someone who follows the README with a home of their own."""

    def __init__(self, home: Path) -> None:
        self._names = {PORT: _free_port()}
        self._env = {
            **os.environ,
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        self._home = home
        self._running: list[subprocess.Popen[bytes]] = []

    def follow(self, line: str) -> None:
        """Do what a line says; what it prints fills the places of later lines."""
        words = [self._filled(word) for word in shlex.split(line)]
        command = [sys.executable, "-m", "kiosk", *words[1:]]
        if words[1] == "run" or (words[1] == "hub" and "--listen" in words):
            self._start(command)
            return
        ran = subprocess.run(
            command, cwd=ROOT, env=self._env, capture_output=True, timeout=120, check=False
        )
        assert ran.returncode == 0, f"{line}: {ran.stderr.decode()}"
        self._learn(words, ran.stdout.decode())

    def leave(self) -> None:
        """Stop what was started and goes on by itself."""
        for process in self._running:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=20)

    def _filled(self, word: str) -> str:
        for name, value in self._names.items():
            word = word.replace(name, value)
        return str(self._home / word) if word.endswith(".pdf") else word

    def _start(self, command: list[str]) -> None:
        process = subprocess.Popen(
            command, cwd=ROOT, env=self._env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self._running.append(process)
        deadline = time.monotonic() + 20
        while "--listen" in command and not self._answers() and time.monotonic() < deadline:
            assert process.poll() is None, "the hub ended at once"
            time.sleep(0.05)
        if "run" in command:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=3)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", int(self._names[PORT]))) == 0

    def _learn(self, words: list[str], printed: str) -> None:
        if "enrol-code" in words:
            code = re.search(r"\d{4}-\d{4}", printed)
            assert code is not None
            self._names["CODE"] = code.group()
        if "place" in words:
            self._names["NUMBER"] = str(msgspec.json.decode(printed)["number"])


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    someone = Reader(tmp_path)
    yield someone
    someone.leave()


def test_every_kiosk_command_of_the_readme_works(reader: Reader) -> None:
    lines = [line for line in _commands() if line.startswith(".venv/bin/kiosk")]
    assert len(lines) > 10
    for line in lines:
        reader.follow(line)


def test_every_other_command_is_a_target_of_make() -> None:
    others = [line for line in _commands() if not line.startswith(".venv/bin/kiosk")]
    assert others == ["make demo", "make test"]
    targets = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, check=True)
    told = set(re.findall(r"`make (\w+)`", README))
    assert told <= set(re.findall(r"make (\w+)", targets.stdout.decode()))
