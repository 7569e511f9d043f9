"""`kiosk operator ...`: operators without a screen."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from kiosk.__main__ import main
from kiosk.commands.common import EXIT_REFUSED
from kiosk.services.kiosk import open_kiosk


def run(data: Path, *arguments: str, typed: str = "") -> Result:
    words = ["operator", *arguments, "--data", str(data)]
    return CliRunner().invoke(main, words, input=typed, prog_name="kiosk")


def test_an_operator_is_added_with_the_pin_from_standard_input(tmp_path: Path) -> None:
    result = run(tmp_path, "add", "--name", "王站长", "--json", typed="258036\n")
    assert result.exit_code == 0, result.output
    added = json.loads(result.stdout)
    assert added["operator"] == "王站长"
    assert "258036" not in result.output
    with open_kiosk(tmp_path) as kiosk:
        kiosk.operators.sign_in(operator_id=added["id"], pin="258036")
    assert json.loads(run(tmp_path, "list", "--json").stdout) == {"operators": ["王站长"]}


def test_a_weak_pin_or_none_is_refused_in_words(tmp_path: Path) -> None:
    for typed in ("123456\n", ""):
        result = run(tmp_path, "add", "--name", "王站长", typed=typed)
        assert result.exit_code == EXIT_REFUSED
        assert "六位" in result.output
    assert json.loads(run(tmp_path, "list", "--json").stdout) == {"operators": []}
