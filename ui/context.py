"""What every view model works with, and the form every view model has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.domain.changes import Topic
from kiosk.domain.people import Buyer
from ui.background import Background
from ui.navigation import Navigation, Place
from ui.notices import Notices
from ui.operator import OperatorMode
from ui.pictures import Pictures
from ui.registry import shown_to_qml
from ui.voice import Voice
from ui.words import WordBook

if TYPE_CHECKING:
    from kiosk.services.kiosk import Kiosk
    from ui.training import Training


@dataclass
class KnownBuyer:
    """Who said so already on this way through the shop: nobody is asked twice."""

    buyer: Buyer | None = None

    def forget(self) -> None:
        """The way is at its end: whoever comes next is asked."""
        self.buyer = None


@dataclass(frozen=True)
class Context:
    """The station and the tools of the screens, handed to every view model."""

    kiosk: Kiosk
    background: Background
    navigation: Navigation
    words: WordBook
    voice: Voice
    notices: Notices
    pictures: Pictures
    operator: OperatorMode = field(default_factory=OperatorMode)
    training: Training | None = None
    known: KnownBuyer = field(default_factory=KnownBuyer)


@shown_to_qml
class ViewModel(QObject):
    """Base of the view models: plain formatting, no rules.

    `enter` is told each time a page of this view model opens, `changed_topics` each time a use
    case changed something, `retell` each time the language changes, `forget` when the person at
    the screen has gone.
    """

    def __init__(self, context: Context):
        super().__init__()
        self.context = context

    def enter(self, place: Place) -> None:
        """A page of this view model opens."""

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Something changed."""

    def retell(self) -> None:
        """The language changed: format again."""

    def forget(self) -> None:
        """The person has gone: let go of everything that is theirs."""

    def take_scan(self, text: str) -> bool:  # noqa: ARG002
        """Take what was scanned on a page of this view model; False lets the shop have it."""
        return False

    @Slot(str, result=str)
    def picture(self, name: str) -> str:
        """Return the URL of a picture that the page itself names."""
        return self.context.pictures.url(name)

    @property
    def is_committing(self) -> bool:
        """Tell whether something is being written down that must be seen to its end."""
        return False

    def take_typing(self, text: str) -> None:
        """Take a key that was typed while no field had the keys."""
