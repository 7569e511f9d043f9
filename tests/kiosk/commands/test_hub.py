"""`kiosk hub ...`: the operator's doors as scripts use them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner, Result

from kiosk.__main__ import main
from sync.hub.hub import open_hub
from sync.hub.server import EmbeddedHub
from tests.sync.hub.builders import a_device, an_order

GOODS = "sku,name,category,unit,price\nA1,大米,食品,袋,2.50\nA2,坏,食品,袋,x\n"
ROOT = Path(__file__).parents[3]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["hub", *map(str, arguments)], prog_name="kiosk")


def told(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


@pytest.fixture
def goods(tmp_path: Path) -> Path:
    path = tmp_path / "goods.csv"
    path.write_text(GOODS, encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "hub"


def test_an_import_reports_what_it_did(goods: Path, data: Path) -> None:
    done = told("import-goods", goods, "--data", data)
    assert {"read", "imported", "unchanged", "warnings", "rejected"} <= set(done)
    assert (done["read"], done["imported"], done["unchanged"]) == (2, 1, 0)
    assert done["rejected"] == [{"line": 3, "reason": "The price x is no amount of money."}]
    assert told("import-goods", goods, "--data", data)["unchanged"] == 1
    assert told("status", "--data", data)["goods"] == 1


def test_the_data_folder_may_stand_before_or_after_the_command(goods: Path, data: Path) -> None:
    told("--data", data, "import-goods", goods)
    assert told("status", "--data", data)["goods"] == 1
    assert told("--data", data.with_name("other"), "status", "--data", data)["goods"] == 1
    url = f"sqlite:///{data / 'hub.sqlite'}"
    elsewhere = data.with_name("files")
    assert told("status", "--data", elsewhere, "--database-url", url)["goods"] == 1


def test_the_status_has_the_keys_that_scripts_rely_on(data: Path) -> None:
    status = told("status", "--data", data)
    assert {"stations", "orders", "lines", "total_minor", "goods"} <= set(status)
    assert "total minor: 0" in run("status", "--data", data).stdout


def test_a_code_is_printed_for_a_station(data: Path) -> None:
    answer = told("enrol-code", "cq07", "--name", "云坪村", "--data", data)
    assert answer["station"] == "CQ07"
    assert re.fullmatch(r"\d{4}-\d{4}", answer["code"])
    assert re.search(r"code: \d{4}-\d{4}", run("enrol-code", "CQ07", "--data", data).stdout)


def test_an_order_is_shipped_and_listed(goods: Path, data: Path) -> None:
    told("import-goods", goods, "--data", data)
    hub = open_hub(data)
    with EmbeddedHub(hub) as served:
        device = a_device(hub, served.url)
        device.push(device.record(an_order(number="CQ07A-0001")))
    hub.close()
    shipped = told("order", "CQ07A-0001", "--event", "shipped", "--data", data)
    assert len(shipped["parcel_code"]) == 12
    listed = told("orders", "--state", "shipped", "--data", data)["orders"]
    assert [order["number"] for order in listed] == ["CQ07A-0001"]
    refused = run("order", "CQ07A-0001", "--event", "shipped", "--data", data)
    assert refused.exit_code == 4
    assert "cannot be shipped now" in refused.stderr
    told("order", "CQ07A-0001", "--event", "arrived", "--reason", "到了", "--data", data)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["import-goods", "missing.csv"], 2, "does not exist"),
        (["import-goods", "{goods}", "--map", "nothing"], 2, "THEIRS=OURS"),
        (["import-goods", "{goods}", "--map", "x=sku"], 4, "no column x"),
        (["import-goods", "{goods}", "--currency", "Thaler"], 4, "not known"),
        (["enrol-code", "村"], 4, "2 to 8 letters"),
        (["order", "X", "--event", "eaten"], 2, "eaten"),
        (["order", "X", "--event", "shipped"], 4, "no order X"),
        (["status", "--database-url", "mysql://h/x"], 4, "SQLite or PostgreSQL"),
        (["status", "--database-url", "nonsense"], 4, "database"),
        (["--listen", "nowhere"], 2, "HOST:PORT"),
        (["--listen", "127.0.0.1:99999"], 2, "HOST:PORT"),
        (["status", "--colour"], 2, "colour"),
    ],
)
def test_wrong_use_is_2_and_refusals_are_4_with_a_sentence(
    goods: Path, data: Path, arguments: list[str], code: int, words: str
) -> None:
    given = [word.replace("{goods}", str(goods)) for word in arguments]
    result = run("--data", data, *given)
    assert result.exit_code == code
    assert words in result.stderr


def test_a_newer_database_is_refused(data: Path) -> None:
    hub = open_hub(data)
    with hub.store.write() as connection:
        connection.exec_driver_sql("INSERT INTO hub_migrations VALUES (99, 0)")
    hub.close()
    result = run("status", "--data", data)
    assert (result.exit_code, "version 99" in result.stderr) == (4, True)


def test_it_serves_until_it_is_interrupted(data: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "hub", "--data", str(data), "--listen", "127.0.0.1:0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().rsplit(" ", 1)[1].strip()
        assert requests.get(f"{url}/v1/hello", timeout=10).status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.communicate()
