"""The words of the screens, switched while everything stays open.

QML asks `Tr.text(key)` (see `qml/Kiosk/Theme/Tr.qml`), which reads `WordBook.revision` on its
way; a switch of language raises the revision and every text asks again.  Turned down: Qt's own
translators, whose files are compiled and whose keys the slip, the voice and the hub cannot share.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.domain.words import LANGUAGES, Words
from ui.registry import shown_to_qml


@shown_to_qml
class WordBook(QObject):
    """All languages' words, one of them spoken now."""

    changed = Signal()

    def __init__(self, folder: Path, language: str = LANGUAGES[0]):
        super().__init__()
        self._folder = folder
        self._books: dict[str, Words] = {}
        self._words = self._book(language)
        self._revision = 0

    @property
    def words(self) -> Words:
        """The words of the present language."""
        return self._words

    @Property(str, notify=changed)
    def language(self) -> str:
        """The present language, `zh_CN` or `en`."""
        return self._words.language

    @Property(int, notify=changed)
    def revision(self) -> int:
        """Rises with every switch; a binding that reads it asks for its text again."""
        return self._revision

    @property
    def is_chinese(self) -> bool:
        """Tell whether Chinese is the present language."""
        return self._words.language.startswith("zh")

    @Slot(str, "QVariantMap", result=str)
    def text(self, key: str, values: dict[str, Any]) -> str:
        """Return the text of a key with its places filled."""
        shown = {
            k: int(v) if isinstance(v, float) and v == int(v) else v for k, v in values.items()
        }
        return self._words.text(key, **shown)

    def say(self, key: str, **values: object) -> str:
        """Return the text of a key, for Python."""
        return self._words.text(key, **values)

    @Slot()
    def switch(self) -> None:
        """Go on in the next language."""
        place = LANGUAGES.index(self._words.language)
        self.speak(LANGUAGES[(place + 1) % len(LANGUAGES)])

    def speak(self, language: str) -> None:
        """Go on in the given language."""
        if language == self._words.language:
            return
        self._words = self._book(language)
        self._revision += 1
        self.changed.emit()

    def _book(self, language: str) -> Words:
        if language not in self._books:
            self._books[language] = Words.load(self._folder, language)
        return self._books[language]
