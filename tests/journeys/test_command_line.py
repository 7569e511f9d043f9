"""The doors for scripts: what each command prints, changes and refuses."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from kiosk.__main__ import main
from tests.journeys import command_line
from tests.journeys.conftest import Village

ORDER_KEYS = {"id", "number", "short_code", "total_minor", "currency", "sync_state"}
STATUS_KEYS = {
    "orders",
    "order_state",
    "payment_state",
    "fulfilment_state",
    "sync_state",
    "outbox",
    "oldest_unsent_s",
    "last_sync",
    "attention",
    "schema",
    "version",
}


def test_every_command_tells_what_it_is_for() -> None:
    for name in main.list_commands(None):  # type: ignore[arg-type]
        ran = command_line.call(name, "--help")
        assert ran.code == 0
        assert len(ran.out.splitlines()) > 4


def test_unknown_command_is_wrong_use() -> None:
    assert command_line.call("dance").code == 2


def test_order_place_reports_the_keys_scripts_rely_on(village: Village) -> None:
    placed = village.place("F1=2", "F2=1.5")
    assert set(placed) >= ORDER_KEYS
    assert placed["number"] == "CQ07A-0001"
    assert placed["total_minor"] == 2 * 3990 + 675
    assert placed["currency"] == "CNY"
    assert placed["sync_state"] == "queued"


def test_status_counts_by_every_axis(village: Village) -> None:
    village.place("F1=1")
    village.place("F3=1", pay="on_pickup")
    status = village.kiosk("status", "--json").json
    assert set(status) >= STATUS_KEYS
    assert status["orders"] == 2
    assert status["payment_state"] == {"held": 1, "unpaid": 1}
    assert status["sync_state"] == {"queued": 2}
    assert status["outbox"] == 2


def test_from_order_to_collected_and_never_twice(village: Village, tmp_path: Path) -> None:
    number = str(village.place("F1=2", pay="on_pickup")["number"])
    assert village.kiosk("sync", "--once").code == 0
    shown = village.kiosk("order", "show", number, "--json").json
    assert (shown["order_state"], shown["sync_state"]) == ("accepted", "acknowledged")

    slip = tmp_path / "slips" / "one.pdf"
    assert village.kiosk("slip", number, "--out", str(slip)).code == 0
    text = pypdfium2.PdfDocument(slip)[0].get_textpage().get_text_bounded()
    assert number in text

    arrived = village.kiosk("parcel", "arrive", number, "--json").json
    assert arrived["shelf"] == "triangle-01"
    taken = village.kiosk("pickup", str(shown["short_code"]), "--json").json
    assert taken["fulfilment_state"] == "collected"
    assert taken["paid_minor"] == 7980

    again = village.kiosk("pickup", number)
    assert again.code == 4
    assert "已经取走" in again.err
    assert village.kiosk("sync", "--once").code == 0
    at_hub = command_line.call("hub", "status", "--json", "--data", str(village.hub_data)).json
    assert at_hub["orders"] == 1
    assert at_hub["total_minor"] == 7980
    assert at_hub["fulfilment_state"] == {"collected": 1}


def test_sync_without_network_says_so_and_loses_nothing(village: Village) -> None:
    village.place("F1=1")
    village.server.stop()
    ran = village.kiosk("sync", "--once", "--json")
    assert ran.code == 4
    assert ran.json["complete"] is False
    assert ran.json["waiting"] == 1
    assert ran.err.strip()
    village.server.start()
    assert village.kiosk("sync", "--once", "--json").json["waiting"] == 0


def test_a_folder_that_belongs_to_no_station_is_refused(tmp_path: Path) -> None:
    ran = command_line.call("sync", "--once", "--data", str(tmp_path / "new"))
    assert ran.code == 4
    assert ran.err.strip()


@pytest.mark.parametrize(
    "line",
    [
        "",
        "F1",
        "F1=",
        "F1=0",
        "F1=-1",
        "F1=1e9",
        "F1=99999",
        "F1=½",
        "F1=1kg",
        "NOPE=1",
        "=1",
        "😀=😀",
    ],
)
def test_a_line_that_means_nothing_is_refused_in_words(village: Village, line: str) -> None:
    ran = village.kiosk("order", "place", "--line", line, "--pay", "cash")
    assert ran.code == 4
    assert ran.err.strip()
    assert "Traceback" not in ran.err
    assert village.kiosk("status", "--json").json["orders"] == 0


@pytest.mark.parametrize("name", ["😀" * 10_000, "\u202eنص", "\x00\x07", " "])
def test_any_guest_name_is_kept_or_refused_in_words(village: Village, name: str) -> None:
    ran = village.kiosk("order", "place", "--line", "F1=1", "--pay", "cash", "--guest", name)
    assert ran.code in {0, 4}
    assert ran.code == 0 or ran.err.strip()


@pytest.mark.parametrize(
    ("quantity", "grams"), [("1", 500), ("1.5", 750), ("1kg", 1000), ("2斤", 1000)]
)
def test_weighed_goods_in_units_people_say(village: Village, quantity: str, grams: int) -> None:
    number = str(village.place(f"F2={quantity}")["number"])
    lines = village.kiosk("order", "show", number, "--json").json["lines"]
    assert isinstance(lines, list)
    assert lines[0]["quantity"] == grams


def test_too_little_cash_is_refused(village: Village) -> None:
    ran = village.kiosk(
        "order", "place", "--line", "F1=1", "--pay", "cash", "--given", "10", "--json"
    )
    assert ran.code == 4
    assert village.kiosk("status", "--json").json["orders"] == 0


def test_doctor_is_content_with_a_healthy_station(village: Village) -> None:
    ran = village.kiosk("doctor", "--json")
    assert ran.code == 0, ran.out
    assert ran.json["well"] is True
