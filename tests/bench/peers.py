"""Start-up and memory beside two other Qt desktop applications, on the same X server in turn.

novelWriter and Anki come from PyPI into an environment of their own, `build/peers`, the first time
this is asked for.  Each application is started with an empty home, five times in turn with the
others; what counts is the time from the start of its process to its first mapped window, and the
memory of all its processes two seconds later.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.devices.system import missing_libraries
from tests.bench.station import big_station

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "build" / "peers"
PACKAGES = ("novelWriter==26.2.2", "aqt==26.9.3")
ROUNDS = 5
PATIENCE_S = 30
SETTLE_S = 2.0
TARGET = 0.65
"""Ours beside novelWriter's time to a mapped window."""


@dataclass(frozen=True)
class Application:
    """What is started; `{home}` in the words stands for an empty folder."""

    name: str
    words: tuple[str, ...]


def measure(folder: Path) -> dict[str, object]:
    """Return seconds to the window and MB of each application, and ours as ratios."""
    lacking = [name.lower() for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    lacking += [library.package for library in missing_libraries(window=True)]
    if lacking:
        return {"not_measured": f"apt-get install {' '.join(lacking)} first"}
    try:
        bin_folder = _peers()
    except subprocess.CalledProcessError:
        return {"not_measured": "the peers' packages cannot be fetched"}
    station = big_station(folder / "station")
    applications = (
        Application("ours", (sys.executable, "-m", "kiosk", "run", "--data", str(station))),
        Application("novelwriter", (str(bin_folder / "novelwriter"),)),
        Application("anki", (str(bin_folder / "anki"), "-b", "{home}/anki", "-l", "en")),
    )
    took: dict[str, list[float]] = {one.name: [] for one in applications}
    memory: dict[str, list[float]] = {one.name: [] for one in applications}
    with _display() as display:
        for _ in range(ROUNDS):
            for one in applications:
                seconds, megabytes = _start(one, display)
                took[one.name].append(seconds)
                memory[one.name].append(megabytes)
    return _told(took, memory)


def _told(took: dict[str, list[float]], memory: dict[str, list[float]]) -> dict[str, object]:
    figures: dict[str, object] = {
        name: {
            "window_s": round(statistics.median(took[name]), 3),
            "memory_mb": round(statistics.median(memory[name]), 1),
        }
        for name in took
    }
    ratios = [ours / theirs for ours, theirs in zip(took["ours"], took["novelwriter"], strict=True)]
    figures["ours_to_novelwriter"] = round(statistics.median(ratios), 2)
    figures["target"] = TARGET
    return figures


def _peers() -> Path:
    """Return the folder of the peers' programs, made the first time."""
    program = PEERS / "bin"
    if not (program / "novelwriter").exists() or not (program / "anki").exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(PEERS)], check=True)
        pip = [sys.executable, "-m", "pip", "--python", str(program / "python"), "install", "-q"]
        subprocess.run([*pip, *PACKAGES], check=True)
    return program


@contextmanager
def _display() -> Iterator[str]:
    """Run an X server without a screen, of the size of a usual panel."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            "1366x768x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def _start(application: Application, display: str) -> tuple[float, float]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        env = {**os.environ, "DISPLAY": display, "HOME": home, "XDG_RUNTIME_DIR": home}
        env |= {"QTWEBENGINE_DISABLE_SANDBOX": "1", "QT_QPA_PLATFORM": "xcb"}
        words = [word.replace("{home}", home) for word in application.words]
        before = time.monotonic()
        with (Path(home) / "errors").open("wb") as errors:
            process = subprocess.Popen(
                words, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors
            )
        try:
            seconds = _until_window(process, env) - before
            time.sleep(SETTLE_S)
            return seconds, _memory_mb(process.pid)
        finally:
            _end(process)


def _until_window(process: subprocess.Popen[bytes], env: dict[str, str]) -> float:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        seen = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "."],
            env=env,
            capture_output=True,
            check=False,
        )
        if seen.stdout.strip():
            return time.monotonic()
        if process.poll() is not None:
            told = (Path(env["HOME"]) / "errors").read_text(errors="replace")[-1000:]
            raise RuntimeError(f"{process.args} ended before it showed a window: {told}")
    raise RuntimeError(f"{process.args} showed no window in {PATIENCE_S} s")


def _family(pid: int) -> list[int]:
    """Return a process and all that it started."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, check=False)
    children = [int(line) for line in found.stdout.split()]
    return [pid, *(one for child in children for one in _family(child))]


def _memory_mb(pid: int) -> float:
    """Return the proportional memory of a process and its children, shared pages shared out."""
    total = 0
    for one in _family(pid):
        rollup = Path(f"/proc/{one}/smaps_rollup")
        lines = rollup.read_text().splitlines() if rollup.exists() else []
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children by their ids."""
    family = _family(process.pid)
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for one in family[1:]:
        subprocess.run(["kill", "-9", str(one)], capture_output=True, check=False)
