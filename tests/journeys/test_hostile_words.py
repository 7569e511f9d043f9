"""Whatever is typed after a command: it is taken, or refused in words; nothing else changes.

Every path here lies in the test's own folder: a command does write where it is told to.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.journeys import command_line
from tests.journeys.conftest import Village

WORDS: Mapping[str, bytes] = {
    "nothing": b"",
    "emoji": "😀".encode() * 10_000,
    "right-to-left": "\u202eنص".encode(),
    "newlines": b"a\nb\r\n",
    "digits": b"9" * 5_000,
    "no-text": b"\xff\xfe",
    "superscript": "²³".encode(),
}


def run(*words: bytes, env: Mapping[str, str] | None = None) -> tuple[int, str, str]:
    """Run a command as a shell does, with bytes that may be no text."""
    done = subprocess.run(
        [os.fsencode(sys.executable), b"-m", b"kiosk", *words],
        cwd=command_line.ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **(env or {})},
        capture_output=True,
        timeout=60,
        check=False,
    )
    return (
        done.returncode,
        done.stdout.decode(errors="replace"),
        done.stderr.decode(errors="replace"),
    )


def refused(code: int, told: str) -> None:
    assert code in {2, 3, 4}
    assert told.strip()
    assert "Traceback" not in told


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_a_code_that_is_none_is_refused_by_the_hub(village: Village, word: bytes) -> None:
    data = os.fsencode(village.data.parent / "new")
    url = village.server.url.encode()
    code, _, told = run(b"enrol", b"--hub", url, b"--code", word, b"--data", data)
    refused(code, told)


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("shape", [b"%s:0", b"127.0.0.1:%s"])
def test_an_address_to_serve_on_that_is_none(tmp_path: Path, shape: bytes, word: bytes) -> None:
    code, _, told = run(b"hub", b"--data", os.fsencode(tmp_path), b"--listen", shape % word)
    refused(code, told)


@pytest.mark.parametrize("name", ["", "a" * 5_000, "file/below"])
def test_a_slip_that_cannot_be_written(village: Village, tmp_path: Path, name: str) -> None:
    number = str(village.place("F1=1")["number"])
    (tmp_path / "file").write_text("mine")
    out = str(tmp_path / name) if name else ""
    ran = village.kiosk("slip", number, "--out", out)
    refused(ran.code, ran.err)


def test_a_slip_replaces_an_older_slip_and_nothing_else(village: Village, tmp_path: Path) -> None:
    number = str(village.place("F1=1")["number"])
    records = village.data / "station.db"
    before = records.read_bytes()
    ran = village.kiosk("slip", number, "--out", str(records))
    refused(ran.code, ran.err)
    assert records.read_bytes() == before
    slip = tmp_path / "slip.pdf"
    for _ in range(2):
        assert village.kiosk("slip", number, "--out", str(slip)).code == 0
    assert [path.name for path in tmp_path.glob("*.pdf*")] == ["slip.pdf"]


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "mysql://x", "😀"]
)
def test_a_hub_needs_a_database_that_stays(url: str) -> None:
    ran = command_line.call("hub", "status", "--database-url", url)
    refused(ran.code, ran.err)


@pytest.mark.parametrize("name", ["a" * 5_000, "😀" * 10_000])
def test_doctor_looks_at_any_folder(tmp_path: Path, name: str) -> None:
    ran = command_line.call("doctor", "--data", str(tmp_path / name))
    assert ran.code == 3
    assert "LACK" in ran.out


def test_pictures_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    code, _, told = run(b"shots", b"--out", os.fsencode(tmp_path / "file" / "below"))
    refused(code, told)


def test_an_order_is_done_though_its_report_cannot_be_printed(village: Village) -> None:
    words = ["order", "place", "--line", "F1=1", "--pay", "cash", "--data", str(village.data)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", *words],
            cwd=command_line.ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.returncode == 3
    assert b"it is done" in done.stderr
    assert b"Traceback" not in done.stderr
    assert village.kiosk("status", "--json").json["orders"] == 1


def test_a_terminal_without_chinese_still_shows_an_order(village: Village) -> None:
    number = str(village.place("F1=1", pay="on_pickup")["number"])
    where = (b"--data", os.fsencode(village.data))
    code, out, told = run(
        b"order", b"show", number.encode(), *where, env={"PYTHONIOENCODING": "latin-1"}
    )
    assert (code, told) == (0, "")
    assert number in out


@pytest.mark.parametrize("name", ["endless", "huge.csv"])
def test_a_file_without_end_is_refused_before_it_fills_the_memory(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    if name == "endless":
        path.symlink_to("/dev/zero")
    else:
        with path.open("wb") as file:
            file.truncate(2 << 30)
    ran = command_line.call("hub", "import-goods", str(path), "--data", str(tmp_path / "hub"))
    assert ran.code == 4
    assert "split it" in ran.err
