"""What holds for the sources of the screens, whatever page is shown: tokens, literals, words."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import PySide6.QtCore
import pytest

from kiosk.domain.words import LANGUAGES, Words
from kiosk.services.kiosk import Kiosk
from tests.ui.conftest import OpenScreens
from tests.ui.walk.contrast import Rgb, ratio
from ui.app import ASSETS
from ui.pages import QML

THEME = QML / "Kiosk" / "Theme"
SOURCES = sorted(path for path in QML.rglob("*.qml") if path.parent != THEME)
INKS = ("ink", "inkSoft", "quiet", "accent", "warn")
GROUNDS = (
    "paper surface sunken pressed accentSoft warnSoft leaf straw clay rose".split()  # noqa: SIM905
)
ERROR_MOST = 30
"""Characters of an error in Chinese (MIIT's rules for the elderly)."""
SLIDE_MOST_MS = 250

FORBIDDEN = {
    "takes input by itself": r"\b(MouseArea|TapHandler|DragHandler|PointHandler|HoverHandler)\b",
    "a colour of its own": r"\"#[0-9a-fA-F]{3,8}\"|Qt\.(rgba|hsla|lighter|darker)\b",
    "a size of its own": (
        r"^(?!.*Layout\.preferred\w+: \d$)"  # how far two things share a room is no size
        r".*(?:[Ww]idth|[Hh]eight|[Ss]pacing|[Mm]argins?|[Rr]adius|[Ss]ide|[Ss]ize|[Pp]adding)"
        r": *(?:[2-9]|\d{2,})(?:\.\d+)? *$"
    ),
    "a duration of its own": r"\b(duration|interval): *\d",
    "something that flashes": r"\b(loops|OpacityAnimator|Animation\.Infinite)\b",
    "words of its own": (
        r"\b(text|hint|title|note|Accessible\.(?:name|description)): *\"[^\"]*[^\W\d_]"
    ),
}


def tones(name: str) -> dict[str, Rgb]:
    """The colours of a look; the sharp one names only what differs from the light one."""
    found = tones("Tones") if name != "Tones" else {}
    text = (THEME / f"{name}.qml").read_text(encoding="utf-8")
    for tone, code in re.findall(r"(\w+): \"#([0-9a-f]{6})\"", text):
        found[tone] = (int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16))
    return found


@pytest.mark.parametrize("look", ["Tones", "SharpTones"])
def test_every_ink_can_be_read_on_every_ground(look: str) -> None:
    tone = tones(look)
    weak = {
        (ink, ground): ratio(tone[ink], tone[ground])
        for ink in INKS
        for ground in GROUNDS
        if ratio(tone[ink], tone[ground]) < 7
    }
    assert weak == {}
    assert min(ratio(tone["accentInk"], tone[face]) for face in ("accent", "accentDeep")) >= 7
    assert min(ratio(tone["dutyInk"], tone[face]) for face in ("duty", "dutyFace")) >= 7


@pytest.mark.parametrize("look", ["Tones", "SharpTones"])
def test_every_edge_can_be_seen(look: str) -> None:
    tone = tones(look)
    grounds = ("paper", "surface", "sunken", "pressed", "accentSoft", "warnSoft")
    assert min(ratio(tone["line"], tone[ground]) for ground in grounds) >= 3
    assert min(ratio(tone["dutyEdge"], tone[face]) for face in ("duty", "dutyFace")) >= 3


def test_the_sharp_look_is_sharper() -> None:
    light, sharp = tones("Tones"), tones("SharpTones")
    for ink in INKS:
        assert ratio(sharp[ink], sharp["paper"]) > ratio(light[ink], light["paper"]) + 2


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_sizes_colours_and_words_come_from_the_theme(rule: str) -> None:
    found = [
        f"{path.name}:{number}: {line.strip()}"
        for path in SOURCES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(FORBIDDEN[rule], line)
    ]
    assert found == []


def test_no_inline_component_bears_the_name_of_one_of_qts_types() -> None:
    """Python would take its items for values of that type, and fall over."""
    names = {
        name: path.name
        for path in QML.rglob("*.qml")
        for name in re.findall(r"\bcomponent (\w+):", path.read_text(encoding="utf-8"))
    }
    taken = {name for name in dir(PySide6.QtCore.Qt) if name[0].isupper()}
    assert {name: file for name, file in names.items() if name in taken} == {}


def test_no_page_slides_for_longer_than_a_quarter_of_a_second(open_screens: OpenScreens) -> None:
    screens = open_screens()
    theme = screens.app.engine.singletonInstance("Kiosk.Theme", "Theme")
    own = re.search(r"property int slide: (\d+)", (THEME / "Theme.qml").read_text("utf-8"))
    assert own is not None
    assert int(own[1]) <= SLIDE_MOST_MS
    assert theme.property("slide") <= SLIDE_MOST_MS


def errors(language: str) -> dict[str, str]:
    text = (ASSETS / "words" / language / "error.json").read_bytes()
    return msgspec.json.decode(text, type=dict[str, str])


def filled(text: str) -> dict[str, object]:
    """Values of a usual length for the places of a text."""
    names = re.findall(r"\{(\w+)\}", text)
    usual = {"number": "YP01A-0412", "station": "石桥村", "name": "王小芳", "detail": ""}
    return {name: usual.get(name, 60) for name in names}


def test_an_error_is_short() -> None:
    words = Words.load(ASSETS / "words", LANGUAGES[0])
    long = [
        told
        for key, text in errors(LANGUAGES[0]).items()
        if len(told := words.text(key, **filled(text))) > ERROR_MOST
    ]
    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_has_no_codes(language: str) -> None:
    codes = re.compile(r"0x|\b\d{3}\b|(?!PIN\b)\b[A-Z]{3,}|[_/\\]|[Ee]rr(or|no)\b|Exception")
    assert [text for text in errors(language).values() if codes.search(text)] == []


def depth(kiosk: Kiosk, parent: str = "") -> int:
    below = kiosk.shopping.list_categories(parent=parent)
    assert len(below) <= 8 or parent == ""
    return 1 + max((depth(kiosk, one.id) for one in below), default=-1) if below else 0


def test_goods_lie_at_most_two_kinds_deep(open_screens: OpenScreens) -> None:
    assert 1 <= depth(open_screens().kiosk) <= 2


def test_every_page_is_walked() -> None:
    from tests.ui.walk.walking import FILES, states_of
    from ui.pages import PAGES
    from ui.shots import STATES

    walked = {state.page for file in (*FILES, "rest") for state in states_of(file)}
    assert walked == set(PAGES)
    assert len(STATES) == sum(len(states_of(file)) for file in (*FILES, "rest"))


def test_each_file_of_the_walk_exists() -> None:
    from tests.ui.walk.walking import FILES

    here = Path(__file__).parent
    assert all((here / f"test_{file}.py").is_file() for file in (*FILES, "rest"))
