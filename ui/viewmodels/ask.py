"""Asking the operator: what cannot be done alone, and the operator's own doors."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from ui.context import Context, ViewModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.training import Training

_PICTURES: Final = {"sell": "home_sell", "mine": "home_mine"}


@shown_to_qml
class AskViewModel(ViewModel):
    """The topic that the operator is asked about: `sell`, `mine`, or plain help."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._topic = "help"
        self._training = context.training or Training(context.kiosk, parent=self)

    @Property(Training, constant=True)
    def training(self) -> Training:
        """Whether one can practise here, and what is under way."""
        return self._training

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
    def showLessons(self) -> None:
        """Show the card of the lesson under way, or all lessons."""
        attempt = self._training.attempt
        if attempt is None:
            self.context.navigation.reset("lessons")
        else:
            self.context.navigation.reset("lesson", {"lesson": attempt.lesson.id})

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
