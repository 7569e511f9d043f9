"""Set-up of a private environment in `.venv`, from nothing but Python 3.11 and its pip.

    python3 .ci/setup.py [--offscreen] [--tests]

Done again only when the lock file, this file, the checkout's place or Python's minor version
changed (a stamp remembers), so every later start needs no network. Exit codes: 0 ready, 3
something is missing on the machine.

Choices: the environment is made without ensurepip (Debian splits it off) and filled by the
outer pip through `--python`, which no externally-managed mark forbids. The project is used from
the checkout through a path file: an editable install would fetch a build backend. `--no-deps`
is safe because the lock is complete (`pip check` is a test), and spares pip's resolver.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "stamp"
WINDOWS = sys.platform == "win32"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
OLDEST = (3, 11)
SOMETHING_MISSING = 3

LAUNCHER = """#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/python" -P -m kiosk "$@"
"""
WINDOWS_LAUNCHER = '@"%~dp0python.exe" -P -m kiosk %*\n'


class SetupError(Exception):
    """Something the machine lacks, in words for its owner."""


def main() -> int:
    """Bring the machine's packages and the environment up to date."""
    options = argparse.ArgumentParser(description="Set up the private environment.")
    options.add_argument(
        "--offscreen", action="store_true", help="no window will be opened, even with a display"
    )
    options.add_argument("--tests", action="store_true", help="also what only the tests run")
    chosen = options.parse_args()
    try:
        check_interpreter()
        bring_packages(window=False if chosen.offscreen else None, tests=chosen.tests)
        with one_at_a_time():
            if not is_ready():
                build_environment()
    except SetupError as error:
        print(f"\n{error}\n", file=sys.stderr)
        return SOMETHING_MISSING
    return 0


def check_interpreter() -> None:
    """Raise SetupError where Python is too old or comes without pip."""
    if sys.version_info < OLDEST:
        raise SetupError(f"Python 3.11 or newer is needed; this is {sys.version}")
    if importlib.util.find_spec("pip") is None:
        raise SetupError("pip is missing. Please run:\n\n  sudo apt-get install -y python3-pip")


def bring_packages(*, window: bool | None, tests: bool) -> None:
    """Install what Qt and the tests need as root; else raise SetupError with the command."""
    missing = _missing(window=window, tests=tests)
    if missing and _may_install():
        _install([each.package for each in missing])
        missing = _missing(window=window, tests=tests)
    if missing:
        wanted = "".join(f"\n  {each.package}: {each.purpose}" for each in missing)
        raise SetupError(
            f"This machine lacks packages that only its owner can install:{wanted}"
            f"\nPlease run this, then try again:\n\n  {_load_system().install_command(missing)}"
        )


def _missing(*, window: bool | None, tests: bool) -> list[Any]:
    """The rows of the tables that this machine does not hold yet."""
    machine = _load_system()
    programs = machine.missing_programs() if tests else ()
    return [*machine.missing_libraries(window=window), *programs]


def is_ready() -> bool:
    """Whether the environment is whole and made for today's lock, place and interpreter."""
    with contextlib.suppress(OSError):
        return PYTHON.exists() and STAMP.read_text("utf-8") == _fingerprint()
    return False


def build_environment() -> None:
    """Make the environment from the start; the stamp comes last, so a broken one is made again."""
    print("Setting up .venv; the first time this fetches about 150 MB.", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    _run(sys.executable, "-m", "venv", "--without-pip", str(VENV))
    _run(
        *(sys.executable, "-m", "pip", "--python", str(PYTHON)),
        *("--disable-pip-version-check", "--no-input", "install", "-qq"),
        *("--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(LOCK)),
    )
    _link_checkout()
    STAMP.write_text(_fingerprint(), "utf-8")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second set-up of the same checkout wait for the first (Windows: no such guard)."""
    if WINDOWS:
        yield
        return
    import fcntl

    handle = os.open(ROOT / ".ci", os.O_RDONLY)
    os.set_inheritable(handle, True)  # a pip that outlives its killed set-up keeps the guard up
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _link_checkout() -> None:
    """Make `import kiosk` and the `kiosk` command mean this checkout."""
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run(
        [PYTHON, "-c", asked], check=True, capture_output=True, text=True
    ).stdout.strip()
    (Path(packages) / "village_kiosk.pth").write_text(f"{ROOT}\n", "utf-8")
    launcher = SCRIPTS / ("kiosk.cmd" if WINDOWS else "kiosk")
    launcher.write_text(WINDOWS_LAUNCHER if WINDOWS else LAUNCHER, "utf-8")
    launcher.chmod(0o755)


def _fingerprint() -> str:
    """What the environment depends on: lock, this file, the checkout's place and Python's minor.

    Not the patch release: Debian renews it, and a station may be far from any network then.
    """
    digest = hashlib.sha256(f"{sys.version_info.major}.{sys.version_info.minor} {ROOT}".encode())
    for file in (LOCK, Path(__file__)):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _load_system() -> ModuleType:
    """The tables of packages, by path: `kiosk` is not importable yet and must not need to be."""
    spec = importlib.util.spec_from_file_location("system", ROOT / "kiosk/devices/system.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def _may_install() -> bool:
    return not WINDOWS and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(packages: list[str]) -> None:
    """Install Debian packages as root, renewing the package lists only if that is what it takes."""
    print(f"Installing {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.run(install, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        subprocess.run(install, env=quiet, stdout=subprocess.DEVNULL, check=False)


def _run(*command: str) -> None:
    if subprocess.run(command, cwd=ROOT, close_fds=False, check=False).returncode:
        raise SetupError(
            "The environment could not be made; what went wrong stands above. The network is needed"
            f"\nonce, to fetch the packages named in {LOCK.name}. Trying again is safe."
        )


if __name__ == "__main__":
    sys.exit(main())
