"""The screens over one station or over its sandbox, never over both.

Other screens are opened before the old ones are taken down, so that nobody sees the desktop in
between; only wiping needs the sandbox closed first.  The real station goes on syncing meanwhile:
its sync worker reports to a relay, and a sandbox has no worker at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtQuick import QQuickWindow

from kiosk.domain.changes import Topic
from kiosk.domain.errors import KnownError
from ui.app import App, Settings, SyncPort, qt_application
from ui.navigation import HOME
from ui.training import Training
from ui.voice import SilentVoice, Voice
from ui.voices import PracticeVoice

if TYPE_CHECKING:
    from kiosk.printing.printer import Printer
    from kiosk.services.kiosk import Kiosk
    from sync.client.worker import SyncState


class SyncRelay:
    """Hands the sync worker's news to the screens that are open now."""

    def __init__(self, sync: SyncPort) -> None:
        self._sync = sync
        self._watcher: Callable[[frozenset[Topic]], None] | None = None
        self._was_watched = False
        sync.on_change(self._tell)

    def on_change(self, watcher: Callable[[frozenset[Topic]], None]) -> None:
        """Tell the new screens from now on, and at once how things stand if they come later."""
        self._watcher = watcher
        if self._was_watched:
            watcher(frozenset({Topic.SYNC}))
        self._was_watched = True

    def forget(self) -> None:
        """Tell nobody: the screens are taken down."""
        self._watcher = None

    def state(self) -> SyncState:
        """Return how things stand with the hub."""
        return self._sync.state()

    def wake(self) -> None:
        """Sync soon."""
        self._sync.wake()

    def _tell(self, topics: frozenset[Topic]) -> None:
        watcher = self._watcher
        if watcher is not None:
            watcher(topics)


class StationSwitch(QObject):
    """Holds the screens that are open.  `show()` opens the first, `close()` takes all down."""

    def __init__(
        self,
        kiosk: Kiosk,
        *,
        settings: Settings,
        sync: SyncPort | None = None,
        voice: Voice | None = None,
        printer: Printer | None = None,
    ):
        super().__init__()
        self._real = kiosk
        self._settings = settings
        self._relay = SyncRelay(sync) if sync is not None else None
        self._voice = voice or SilentVoice()
        self._printer = printer
        self._sandbox: Kiosk | None = None
        wake = sync.wake if sync is not None else lambda: None
        self.training = Training(kiosk, can_switch=True, wake=wake, parent=self)
        self.training.wanted.connect(self._switch, Qt.ConnectionType.QueuedConnection)
        self.training.wiped.connect(self._wipe, Qt.ConnectionType.QueuedConnection)
        self.app: App | None = None

    def show(self, *, practising: bool = False) -> QQuickWindow:
        """Open the screens, over the sandbox if they are to be for practising."""
        return self._open(practising=practising)

    def close(self) -> None:
        """Take the screens down and close the sandbox; the real station is its owner's."""
        self._take_down(self.app)
        self.app = None
        self._close_sandbox()

    def report(self, error: BaseException) -> None:
        """Tell whoever is at the screen about an error."""
        if self.app is not None:
            self.app.report(error)

    def _switch(self, practising: bool) -> None:
        old = self.app
        if old is None or self.training.is_on == practising:
            return
        try:
            self._open(practising=practising, beside=old)
        except KnownError as error:
            self.training.stop()
            old.report(error)
            return
        self._take_down(old)
        if not practising:
            self._close_sandbox()
            self._voice.say("practice.left")

    def _wipe(self) -> None:
        from kiosk.services.practice import wipe_practice

        application, language = qt_application(), self._language()
        application.setQuitOnLastWindowClosed(False)
        try:
            self._take_down(self.app)
            self._close_sandbox()
            is_gone = wipe_practice(self._real.folder)
            self._open(practising=True, language=language)
        except KnownError as error:
            self._open(practising=False, language=language)
            self.report(error)
            return
        finally:
            application.setQuitOnLastWindowClosed(True)
        if is_gone:
            self._voice.say("practice.wiped")

    def _open(
        self, *, practising: bool, beside: App | None = None, language: str = ""
    ) -> QQuickWindow:
        from kiosk.services.practice import open_practice

        if practising:
            self._sandbox = open_practice(self._real, printer=self._printer)
        if self._relay is not None:
            self._relay.forget()
        kiosk = self._sandbox if practising and self._sandbox is not None else self._real
        page = HOME if beside is not None or practising else self._settings.page
        settings = replace(self._settings, language=language or self._language(), page=page)
        app = App(
            kiosk,
            clock=kiosk.clock,
            settings=settings,
            sync=None if practising else self._relay,
            voice=PracticeVoice(self._voice) if practising else self._voice,
            training=self.training,
        )
        self.app = app
        window = app.show()
        if practising:
            self._voice.say("practice.entered")
        self.training.move_to(app.context, practising=practising)
        return window

    def _language(self) -> str:
        return self.app.words.words.language if self.app else self._settings.language

    def _take_down(self, app: App | None) -> None:
        if app is None:
            return
        app.close()
        app.deleteLater()

    def _close_sandbox(self) -> None:
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None
