"""Asking the operator: what cannot be done alone, and the operator's own doors."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from ui.context import Context, ViewModel
from ui.navigation import Place
from ui.registry import shown_to_qml

_PICTURES: Final = {"sell": "home_sell", "mine": "home_mine"}


@shown_to_qml
class AskViewModel(ViewModel):
    """The topic that the operator is asked about: `sell`, `mine`, or plain help."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._topic = "help"

    @Property(str, notify=changed)
    def word(self) -> str:
        """The key of the words for what the operator does."""
        return f"ask.{self._topic}"

    @Property(str, notify=changed)
    def topicPicture(self) -> str:
        """The picture of the topic; empty for plain help."""
        return self.context.pictures.url(_PICTURES.get(self._topic, ""))

    @Property(str, constant=True)
    def operatorPicture(self) -> str:
        """The picture of the operator."""
        return self.context.pictures.url("help_person")

    @Slot()
    def call(self) -> None:
        """Call the operator, aloud and in writing."""
        self.context.voice.say("ask.calling")
        self.context.notices.tell(self.context.words.say("ask.calling"), icon="help-hand")

    def enter(self, place: Place) -> None:
        """Say at once what the operator does."""
        topic = str(place.params.get("topic", ""))
        self._topic = topic if topic in _PICTURES else "help"
        self.changed.emit()
