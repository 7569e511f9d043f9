"""The log: one JSON object a line, and one line a request."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import msgspec
import pytest
import requests

from sync.hub.logs import JsonLines
from tests.bench.hubs import a_hub_process


def test_a_line_tells_when_who_and_what() -> None:
    try:
        raise ValueError("no such thing")
    except ValueError:
        trouble = sys.exc_info()
    record = logging.LogRecord("hub", logging.ERROR, "x.py", 1, "%s broke", ("it",), trouble)
    record.told = {"station": "CQ07"}
    line = JsonLines().format(record)
    told = msgspec.json.decode(line)
    assert "\n" not in line
    assert (told["level"], told["logger"], told["message"]) == ("error", "hub", "it broke")
    assert told["station"] == "CQ07"
    assert "no such thing" in told["trace"]


def test_every_request_is_a_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with a_hub_process(tmp_path, f"sqlite:///{tmp_path / 'hub.sqlite'}") as url:
        requests.get(f"{url}/v1/changes", headers={"X-Kiosk-Station": "CQ07"}, timeout=10)
    lines = [msgspec.json.decode(line) for line in capfd.readouterr().err.splitlines()]
    told = [line for line in lines if line.get("path") == "/v1/changes"]
    assert [(one["status"], one["station"], one["method"]) for one in told] == [
        (401, "CQ07", "GET")
    ]
