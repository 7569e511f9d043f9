"""The words of the slip."""

import json
import re
from pathlib import Path

import pytest

from kiosk.printing.fonts import ASSETS, load_fonts
from kiosk.printing.labels import labels_for

CODE = Path(__file__).parents[3] / "kiosk" / "printing"


def words(language: str) -> dict[str, str]:
    return json.loads((ASSETS / "words" / language / "slip.json").read_text(encoding="utf-8"))


def test_both_languages_have_the_same_keys_and_places():
    chinese, english = words("zh_CN"), words("en")
    assert chinese.keys() == english.keys()
    for key, text in chinese.items():
        assert re.findall(r"{\w+}", text) == re.findall(r"{\w+}", english[key])


def test_every_key_is_used_and_every_key_used_is_there():
    code = "\n".join(path.read_text(encoding="utf-8") for path in CODE.glob("*.py"))
    used = set(re.findall(r'"(slip\.\w+)', code))
    used |= {f"{stem}{step}" for stem in used if stem.endswith("_") for step in (1, 2, 3)}
    assert {key for key in used if not key.endswith("_")} == words("zh_CN").keys()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_bold_cut_has_every_sign_of_our_words(language: str):
    signs = {sign for text in words(language).values() for sign in text} | set("0123456789-/…+¥×")
    assert {sign for sign in signs if ord(sign) not in load_fonts()["Noto-Bold"]} == set()


def test_labels_come_in_one_language_or_two():
    assert labels_for("zh_CN").of("slip.total") == ("合计", "")
    assert labels_for("en").of("slip.total") == ("Total", "")
    assert labels_for("both").of("slip.copy", copy=3) == ("副本 3", "COPY 3")
