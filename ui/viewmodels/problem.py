"""What went wrong, what is safe, and what to do next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Property, Signal, Slot

from kiosk.domain.errors import AlreadyCollected
from ui.context import Context, ViewModel
from ui.navigation import Place
from ui.registry import shown_to_qml
from ui.viewmodels.dates import moment_text
from ui.viewmodels.problems import BUG, problem_of

TEXT_MOST: Final = 120


@shown_to_qml
class ProblemViewModel(ViewModel):
    """A known error in the words of its kind; a bug without its details, and the way to go on."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._problem = BUG
        self._collected_at = 0

    @Property(str, notify=changed)
    def title(self) -> str:
        """The key of the words for what happened."""
        return self._problem.title

    @Property(str, notify=changed)
    def text(self) -> str:
        """What happened, with its particulars."""
        return self.context.words.say(self._problem.text, **self._problem.values)[:TEXT_MOST]

    @Property(str, notify=changed)
    def hint(self) -> str:
        """What to do, or when it happened."""
        when = moment_text(self._collected_at, self.context.words.words.language)
        if when:
            return self.context.words.say("problem.already_when", when=when)
        return self.context.words.say(self._problem.hint)

    @Property(str, notify=changed)
    def pictureUrl(self) -> str:
        """The URL of the picture that tells it without words."""
        return self.context.pictures.url(self._problem.picture)

    @Property(bool, notify=changed)
    def isBug(self) -> bool:
        """Whether it is the program's fault and one may simply go on."""
        return self._problem.is_bug

    @Slot()
    def goOn(self) -> None:
        """Go on where it happened; the page is built anew from the records."""
        self.context.navigation.back()

    def enter(self, place: Place) -> None:
        """Tell an error."""
        error = place.params.get("error", RuntimeError())
        self._problem, self._collected_at = problem_of(error), 0
        self.context.voice.say(self._problem.title)
        if isinstance(error, AlreadyCollected) and error.values.get("number"):
            number = str(error.values["number"])
            self.context.background.read(
                lambda: self.context.kiosk.pickup.collected_at(number=number),
                self._show_when,
                lane="problem",
            )
        self.changed.emit()

    def retell(self) -> None:
        """The language changed."""
        self.changed.emit()

    def forget(self) -> None:
        """The next person sees no number."""
        self._problem, self._collected_at = BUG, 0
        self.changed.emit()

    def _show_when(self, at_ms: int) -> None:
        self._collected_at = at_ms
        self.changed.emit()
