"""The whole way through by real taps, on a real hub over HTTP that is down for the first half."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pypdfium2
import pytest
import zxingcpp

from kiosk.domain.token import Purpose, decode_token
from tests.journeys import command_line

ROOT = Path(__file__).resolve().parents[2]
DPI = 203


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `make demo` leaves behind where there is no display."""
    out = tmp_path_factory.mktemp("demo") / "out"
    ran = command_line.run("demo", "--headless", "--out", str(out), timeout_s=240)
    assert ran.code == 0, ran.err
    return out


@pytest.fixture(scope="module")
def report(played: Path) -> dict[str, Any]:
    return msgspec.json.decode((played / "report.json").read_bytes(), type=dict[str, Any])


def test_what_was_ordered_is_synced_and_collected(report: dict[str, Any]) -> None:
    numbers = [order["number"] for order in report["ordered"]]
    assert len(numbers) == 2
    assert report["synced"] == numbers
    assert report["collected"] == numbers


def test_both_sides_hold_the_same_totals(report: dict[str, Any]) -> None:
    total = sum(order["total_minor"] for order in report["ordered"])
    assert report["station"] == report["hub"]
    assert report["hub"]["orders"] == 2
    assert report["hub"]["total_minor"] == total > 0


def test_both_ways_of_paying_are_paid_in_the_end(report: dict[str, Any]) -> None:
    assert {order["pay"] for order in report["ordered"]} == {"cash", "on_pickup"}
    assert all(order["paid_minor"] == order["total_minor"] for order in report["ordered"])


def test_a_second_redemption_is_refused_in_words(report: dict[str, Any]) -> None:
    assert any("已经取走" in text for text in report["second_redemption_said"])


def test_a_known_buyer_needs_seven_taps_at_most(report: dict[str, Any]) -> None:
    assert report["taps"]["known resident pays on pick-up"] <= 7


def test_every_step_left_its_picture(report: dict[str, Any], played: Path) -> None:
    assert len(report["pictures"]) > 20
    for name in report["pictures"]:
        assert (played / "screens" / name).stat().st_size > 5_000


def test_the_slips_qr_is_read_back_by_another_library(report: dict[str, Any], played: Path) -> None:
    assert len(report["slips"]) == 2
    for name, order in zip(report["slips"], report["ordered"], strict=True):
        page = pypdfium2.PdfDocument(io.BytesIO((played / name).read_bytes()))[0]
        assert order["number"] in page.get_textpage().get_text_bounded()
        picture = page.render(scale=DPI / 72).to_pil().convert("L")
        codes = zxingcpp.read_barcodes(picture)
        assert len(codes) == 1
        token, _payload, _signature = decode_token(codes[0].text)
        assert token.purpose is Purpose.PICKUP
        assert token.station == "CQ07"
        assert token.amount_due_minor == (order["total_minor"] if order["pay"] != "cash" else 0)


def test_make_demo_plays_without_a_display(tmp_path: Path) -> None:
    """The README's command itself, into another folder so that it can run beside others."""
    done = subprocess.run(
        ["make", "demo", f"ARGS=--headless --out {tmp_path / 'out'}"],
        cwd=ROOT,
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert (tmp_path / "out" / "report.json").exists()
