"""Writing on the screen: letters of our own keyboard become characters, eight at a time.

One composer belongs to one line of text; the page hands on what comes out (`composed`) and takes a
character away when there are no letters left to take (`erased`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.domain.pinyin import LETTERS_MOST, PinyinTable
from ui.registry import shown_to_qml

SHOWN: Final = 8
"""Characters to choose from at a time (rule 7 of the screens' checklist)."""
TABLE: Final = Path(__file__).parents[2] / "assets" / "pinyin" / "characters.txt"


@cache
def usual_table() -> PinyinTable:
    """Return the characters' table, read when it is first needed."""
    return PinyinTable.parse(TABLE.read_text(encoding="utf-8").splitlines())


@shown_to_qml
class Composer(QObject):
    """The letters typed so far, and the characters they may mean."""

    changed = Signal()
    composed = Signal(str)
    erased = Signal()

    def __init__(self, parent: QObject | None = None, *, chinese: bool = True):
        super().__init__(parent)
        self._letters = ""
        self._found = ""
        self._page = 0
        self._is_chinese = chinese
        self._is_open = False

    @Property(bool, notify=changed)
    def isOpen(self) -> bool:
        """Whether the keyboard is on the screen."""
        return self._is_open

    @Property(bool, notify=changed)
    def isChinese(self) -> bool:
        """Whether letters become characters; else they are written as they are."""
        return self._is_chinese

    @Property(str, notify=changed)
    def letters(self) -> str:
        """The letters that wait for a character to be chosen."""
        return self._letters

    @Property(list, notify=changed)
    def candidates(self) -> list[str]:
        """The characters to choose from, at most eight."""
        return self._shown()

    @Property(bool, notify=changed)
    def hasMore(self) -> bool:
        """Whether there are more than show at a time."""
        return len(self._found) > SHOWN

    @Slot()
    def toggle(self) -> None:
        """Show or put away the keyboard."""
        self._is_open = not self._is_open
        self.clear()

    @Slot()
    def switchScript(self) -> None:
        """Write characters, or letters as they are."""
        self._is_chinese = not self._is_chinese
        self.clear()

    @Slot(str)
    def typeLetter(self, letter: str) -> None:
        """One more letter; one that no syllable has there chooses the first character before."""
        if not self._is_chinese:
            self.composed.emit(letter)
            return
        if self._letters and not usual_table().is_begun(self._letters + letter):
            self.choose(0)
        if len(self._letters) < LETTERS_MOST and usual_table().is_begun(self._letters + letter):
            self._set_letters(self._letters + letter)

    @Slot()
    def erase(self) -> None:
        """Take the last letter away, or the last character of the line."""
        if self._letters:
            self._set_letters(self._letters[:-1])
        else:
            self.erased.emit()

    @Slot(int)
    def choose(self, place: int) -> None:
        """Write one of the characters shown."""
        shown = self._shown()
        if 0 <= place < len(shown):
            self._set_letters("")
            self.composed.emit(shown[place])

    @Slot()
    def turn(self) -> None:
        """Show the next characters; after the last come the first."""
        self._page = (self._page + 1) % max(1, -(-len(self._found) // SHOWN))
        self.changed.emit()

    @Slot()
    def space(self) -> None:
        """Write the first character where letters wait for one, else a blank."""
        if self._letters:
            self.choose(0)
        else:
            self.composed.emit(" ")

    @Slot()
    def clear(self) -> None:
        """Forget the letters."""
        self._set_letters("")

    def close(self) -> None:
        """Put the keyboard away."""
        self._is_open = False
        self.clear()

    def _shown(self) -> list[str]:
        return list(self._found[self._page * SHOWN : (self._page + 1) * SHOWN])

    def _set_letters(self, letters: str) -> None:
        self._letters, self._page = letters, 0
        self._found = usual_table().candidates(letters) if letters else ""
        self.changed.emit()
