"""Letters of the screen's keyboard become characters, eight at a time."""

from __future__ import annotations

import pytest

from ui.viewmodels.composer import SHOWN, Composer


class Line:
    """A line of text that a composer writes on."""

    def __init__(self, composer: Composer) -> None:
        self.text = ""
        self.composer = composer
        composer.composed.connect(self.write)
        composer.erased.connect(self.erase)

    def write(self, text: str) -> None:
        self.text += text

    def erase(self) -> None:
        self.text = self.text[:-1]

    def type(self, letters: str) -> None:
        for letter in letters:
            self.composer.typeLetter(letter)


@pytest.fixture
def line(qapp: object) -> Line:  # noqa: ARG001
    return Line(Composer())


def shown(line: Line) -> list[str]:
    found: list[str] = line.composer.property("candidates")
    return found


def test_a_name_is_written(line: Line) -> None:
    for letters, character in (("wang", "王"), ("xiao", "小"), ("fang", "芳")):
        line.type(letters)
        line.composer.choose(shown(line).index(character))
    assert line.text == "王小芳"
    assert shown(line) == []


def test_eight_show_and_more_come_by_turns(line: Line) -> None:
    line.type("yi")
    first = shown(line)
    assert len(first) == SHOWN
    assert line.composer.property("hasMore")
    line.composer.turn()
    assert not set(first) & set(shown(line))
    for _ in range(300):
        line.composer.turn()
    assert shown(line)


def test_a_letter_too_many_begins_the_next_syllable(line: Line) -> None:
    line.type("wangx")
    assert line.text == "王"
    assert line.composer.property("letters") == "x"


def test_erasing_takes_letters_first_then_characters(line: Line) -> None:
    line.write("王")
    line.type("li")
    for _ in range(3):
        line.composer.erase()
    assert line.text == ""


def test_space_takes_the_first_or_writes_a_blank(line: Line) -> None:
    line.type("li")
    line.composer.space()
    line.composer.space()
    assert line.text == "李 "


def test_letters_can_be_written_as_they_are(line: Line) -> None:
    line.type("w")
    line.composer.switchScript()
    line.type("dm")
    line.composer.space()
    assert (line.text, shown(line)) == ("dm ", [])


def test_nothing_is_chosen_where_nothing_shows(line: Line) -> None:
    line.composer.choose(0)
    line.type("v")
    line.composer.choose(7)
    line.composer.choose(-1)
    assert line.text == ""


def test_putting_it_away_forgets_the_letters(line: Line) -> None:
    line.composer.toggle()
    line.type("wa")
    line.composer.close()
    assert line.composer.property("letters") == ""
    assert not line.composer.property("isOpen")
