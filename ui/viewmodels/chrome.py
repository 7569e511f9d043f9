"""The bar above every page: the network told honestly, language, voice and help."""

from __future__ import annotations

from PySide6.QtCore import Property, QTimer, Signal, Slot

from kiosk.domain.changes import Topic
from kiosk.services.station import StationStatus
from ui.context import Context, ViewModel
from ui.registry import shown_to_qml
from ui.voice import LOUDEST

_LOOK_EVERY_MS = 30_000
_MINUTE_S = 60
_HOUR_S = 3600
_DAY_S = 86_400


@shown_to_qml
class ChromeViewModel(ViewModel):
    """Green shows only when nothing waits to be sent; otherwise how many and for how long."""

    changed = Signal()

    def __init__(self, context: Context):
        super().__init__(context)
        self._online = False
        self._waiting = 0
        self._oldest_s = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Property(str, notify=changed)
    def networkText(self) -> str:
        """A few words: connected, no network, or how many orders wait."""
        if self._waiting:
            return self.context.words.say("net.waiting", count=self._waiting)
        return self.context.words.say("net.clear" if self._online else "net.offline")

    @Property(str, notify=changed)
    def networkIcon(self) -> str:
        """The pictogram of the network."""
        return self._icon()

    @Property(int, notify=changed)
    def volume(self) -> int:
        """How loud the voice is, 0 for silent."""
        return self.context.voice.volume

    @Property(str, notify=changed)
    def volumeWord(self) -> str:
        """The key of the words for the volume."""
        return f"voice.volume.{self.context.voice.volume}"

    @Slot()
    def switchLanguage(self) -> None:
        """Go on in the next language."""
        self.context.words.switch()

    @Slot()
    def repeatVoice(self) -> None:
        """Say the last thing again."""
        self.context.voice.repeat()

    @Slot()
    def turnVolume(self) -> None:
        """One step louder; after the loudest comes silence."""
        voice = self.context.voice
        voice.volume = (voice.volume + 1) % (LOUDEST + 1)
        if voice.volume == 0:
            voice.stop()
        else:
            voice.repeat()
        self.changed.emit()

    @Slot()
    def callHelp(self) -> None:
        """Call the operator."""
        self.context.navigation.go("ask")

    @Slot()
    def tellNetwork(self) -> None:
        """Tell in a sentence how the network stands."""
        self.context.voice.say("net.spoken", count=self._waiting)
        self.context.notices.tell(self._detail(), icon=self._icon())

    def show_online(self, online: bool) -> None:
        """Take in whether the hub answers."""
        if online != self._online:
            self._online = online
            self.changed.emit()

    def look(self) -> None:
        """Ask how many orders wait."""
        self.context.background.read(self.context.kiosk.station.status, self._show, lane="chrome")

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Orders and sync move the count."""
        if topics & {Topic.ORDERS, Topic.SYNC}:
            self.look()

    def retell(self) -> None:
        """The language changed."""
        self.changed.emit()

    def _show(self, status: StationStatus) -> None:
        self._waiting = status.outbox
        self._oldest_s = int(status.oldest_unsent_s or 0)
        self.changed.emit()

    def _icon(self) -> str:
        if not self._online:
            return "cloud-off"
        return "cloud-up" if self._waiting else "cloud-check"

    def _detail(self) -> str:
        """Return a whole sentence: what works, what waits and since when."""
        say = self.context.words.say
        if self._waiting:
            key = "net.detail.waiting" if self._online else "net.detail.waiting_offline"
            return say(key, count=self._waiting, age=self._age())
        return say("net.detail.clear" if self._online else "net.detail.offline")

    def _age(self) -> str:
        say = self.context.words.say
        for span, key in ((_DAY_S, "net.days"), (_HOUR_S, "net.hours"), (_MINUTE_S, "net.minutes")):
            if self._oldest_s >= span:
                return say(key, count=self._oldest_s // span)
        return say("net.just_now")
