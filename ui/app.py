"""Composition root of the screens: everything is made here and handed on, nothing is looked up.

The order matters at the end more than at the start: the engine with its QML goes before the view
models it shows, and the threads end before the station is closed by whoever opened it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface
from shiboken6 import delete

from kiosk.domain.changes import Topic
from kiosk.domain.clock import Clock
from kiosk.domain.errors import CannotStore, KnownError
from kiosk.domain.operators import Operator
from ui.background import Background
from ui.context import Context, ViewModel
from ui.focus import FocusGuide
from ui.idle import IdleWatch
from ui.looks import MM_AN_INCH, USUAL_LOOK, Look, usual_distance
from ui.navigation import HOME, Navigation, Place
from ui.notices import Notices
from ui.operator import OperatorMode
from ui.pages import PAGES, QML
from ui.pictures import IconProvider, Pictures
from ui.scanner import Scanner
from ui.training import Training
from ui.viewmodels.basket import BasketViewModel
from ui.viewmodels.chrome import ChromeViewModel
from ui.viewmodels.scans import ScanKind, scan_kind
from ui.voice import SilentVoice, Voice
from ui.words import WordBook

if TYPE_CHECKING:
    from kiosk.services.kiosk import Kiosk
    from sync.client.worker import SyncState
    from ui.viewmodels.buyer import BuyerViewModel

V = TypeVar("V", bound=ViewModel)

_WHO: Final = Place("who", {})
_SHOPPING: Final = frozenset({"categories", "products", "search", "basket"})

ASSETS: Final = Path(__file__).parents[1] / "assets"
_log = logging.getLogger(__name__)

DPI_LEAST: Final = 60
DPI_MOST: Final = 400
PX_PER_MM: Final = 3.955
"""Pixels a millimetre of a 15.6" panel at 1366×768, for screens that lie about their size."""


class SyncPort(Protocol):
    """What the screens need of the sync worker."""

    def on_change(self, watcher: Callable[[frozenset[Topic]], None]) -> None:
        """Call back, from any thread, with the topics that changed."""
        ...

    def state(self) -> SyncState:
        """Return whether the hub answers and what waits."""
        ...

    def wake(self) -> None:
        """Sync soon."""
        ...


@dataclass(frozen=True)
class Settings:
    """How the screens are shown; `px_per_mm` 0 asks the screen itself.

    Opens at `page`; `practising`, over the sandbox.
    """

    language: str = "zh_CN"
    windowed: bool = False
    look: Look = USUAL_LOOK
    size: tuple[int, int] = (1366, 768)
    px_per_mm: float = 0.0
    guard_ms: int = 400
    pictures: Path = ASSETS / "pictures"
    slide_ms: int = 200
    page: str = HOME
    practising: bool = False


class App(QObject):
    """The screens over one station.  `show()` opens the window, `close()` takes it down."""

    _synced = Signal(object, bool)

    def __init__(  # noqa: PLR0913 - what is made elsewhere is handed in here, once
        self,
        kiosk: Kiosk,
        *,
        clock: Clock,
        settings: Settings = Settings(),
        voice: Voice | None = None,
        sync: SyncPort | None = None,
        training: Training | None = None,
    ):
        qt_application()
        super().__init__()
        self.settings = settings
        self._sync = sync
        self._reached = False
        self.background = Background(self)
        self.navigation = Navigation(self)
        self.notices = Notices(self)
        self.operator = OperatorMode(self)
        self.training = training or Training(kiosk, parent=self)
        self.words = WordBook(ASSETS / "words", settings.language)
        self.voice = voice or SilentVoice()
        self.voice.use(settings.language)
        self.context = Context(
            kiosk=kiosk,
            background=self.background,
            navigation=self.navigation,
            words=self.words,
            voice=self.voice,
            notices=self.notices,
            pictures=Pictures(settings.pictures),
            operator=self.operator,
            training=self.training,
        )
        self._made: dict[type[ViewModel], ViewModel] = {}
        self.basket = self.view_model(BasketViewModel)
        self.chrome = self.view_model(ChromeViewModel)
        self.idle = IdleWatch(clock, parent=self)
        self.scanner = Scanner(parent=self)
        self.focus = FocusGuide(back=self._escape, parent=self)
        self.engine = QQmlApplicationEngine()
        self.window: QQuickWindow | None = None
        self._connect()

    def show(self) -> QQuickWindow:
        """Open the window at the home page and return it."""
        self.engine.addImportPath(str(QML))
        self.engine.addImageProvider("icon", IconProvider(ASSETS / "icons"))
        self._set_theme()
        self._theme_object("Tr").setProperty("book", self.words)
        self._theme_object("Operator").setProperty("mode", self.operator)
        self._theme_object("Taps").told.connect(self.voice.echo)  # type: ignore[attr-defined]
        self.engine.setInitialProperties(
            {
                "navigation": self.navigation,
                "chrome": self.chrome,
                "basket": self.basket,
                "notices": self.notices,
                "idle": self.idle,
                "operator": self.operator,
                "training": self.training,
                "width": self.settings.size[0],
                "height": self.settings.size[1],
            }
        )
        self.engine.load(QUrl.fromLocalFile(str(QML / "Kiosk" / "Main.qml")))
        window = self.engine.rootObjects()[0]
        if not isinstance(window, QQuickWindow):
            raise AssertionError("Main.qml is not a window")
        self.window = window
        self.focus.watch(window)
        self.scanner.watch(window)
        self.idle.watch(window)
        self.navigation.start(self._open, Place(self.settings.page, {}), self._admit)
        self.basket.load()
        self.chrome.look()
        window.showNormal() if self.settings.windowed else window.showFullScreen()
        return window

    def close(self) -> None:
        """Take the window down; the engine goes before the view models it shows."""
        if self.window is not None:
            self.window.close()
            self.window = None
            delete(self.engine)
        self.background.close()

    def view_model(self, cls: type[V]) -> V:
        """Return the one view model of a class, made when first asked for."""
        if cls not in self._made:
            self._made[cls] = cls(self.context)
        return self._made[cls]  # type: ignore[return-value]

    def report(self, error: BaseException) -> None:
        """Tell a person about an error: known ones in a notice, grave ones on their own page."""
        if isinstance(error, KnownError) and not isinstance(error, CannotStore):
            text = self.words.say(error.key, **error.values)
            self.voice.say(error.key, **error.values)
            self.notices.tell(text, icon="alert", offers_help=True)
            return
        if not isinstance(error, KnownError):
            _log.error("a bug reached the screen", exc_info=error)
        if self.navigation.place.page != "problem":
            self.navigation.go("problem", {"error": error})

    def person_left(self) -> None:
        """Nobody is there any more: park the basket, forget who it was, go home.

        What is being written down is waited for: its own page comes next and is left in turn.
        """
        if any(view_model.is_committing for view_model in self._made.values()):
            return
        self.basket.put_aside(lambda _parked: None)
        for view_model in self._made.values():
            view_model.forget()
        self.context.known.forget()
        self._uncover()
        self.notices.dismiss()
        self.operator.leave()
        self.navigation.home()
        self.training.leave()

    def _connect(self) -> None:
        self.background.changed.connect(self._refresh)
        self.background.known.connect(self.report)
        self.background.broken.connect(self.report)
        self.words.changed.connect(self._retell)
        self.words.changed.connect(lambda: self.voice.use(self.words.words.language))
        self.basket.changed.connect(self._look_at_rest)
        self.idle.left.connect(self.person_left)
        self.operator.changed.connect(self._look_at_rest)
        self.operator.left.connect(self._operator_left)
        self.idle.touched.connect(self.voice.stop)
        self.idle.warned.connect(lambda: self.voice.say("app.idle_spoken"))
        self.scanner.scanned.connect(self._scanned)
        self.scanner.typed.connect(self._typed)
        self._synced.connect(self._sync_changed)
        if self._sync is not None:
            self._sync.on_change(self._tell_synced)

    def _tell_synced(self, topics: frozenset[Topic]) -> None:
        """Carry news of the sync thread over; while it is busy, the last answer stands."""
        if self._sync is not None:
            mood = self._sync.state().mood
            if mood != "syncing":
                self._reached = mood != "offline"
            self._synced.emit(topics, self._reached)

    def use_look(self, look: Look, *, px_per_mm: float = 0.0) -> None:
        """Show everything anew in another look, perhaps as on a screen of another density."""
        theme = self._theme_object("Theme")
        density = px_per_mm or self.settings.px_per_mm or screen_px_per_mm()
        theme.setProperty("mm", density)
        theme.setProperty("distance", look.distance or usual_distance(self._size(), density))
        theme.setProperty("large", look.large)
        theme.setProperty("sharp", look.sharp)

    def _size(self) -> tuple[int, int]:
        """Return what the window has, or will have."""
        if self.window is None and self.settings.windowed:
            return self.settings.size
        shown = self.window or QGuiApplication.primaryScreen()
        return shown.size().width(), shown.size().height()

    def _set_theme(self) -> None:
        theme = self._theme_object("Theme")
        theme.setProperty("guard", self.settings.guard_ms)
        theme.setProperty("slide", self.settings.slide_ms)
        self.use_look(self.settings.look)

    def _uncover(self) -> None:
        """Whoever comes next finds the screen as it is usually."""
        if self.window is not None:
            self._theme_object("Privacy").setProperty("on", False)

    def _theme_object(self, name: str) -> QObject:
        found = self.engine.singletonInstance("Kiosk.Theme", name)
        if not isinstance(found, QObject):
            raise AssertionError(f"Kiosk.Theme has no {name}")
        return found

    def _admit(self, place: Place) -> Place:
        """Lead to the PIN first where a page is the operator's; the sandbox is everybody's.

        Nobody is asked twice who buys.
        """
        if place == _WHO and self.context.known.buyer is not None:
            return Place("review", {"buyer": self.context.known.buyer})
        if self.training.is_on and (place.page == "pin" or PAGES[place.page].operator):
            self.operator.enter(Operator("practice", self.words.say("practice.operator")))
            return Place(HOME, {}) if place.page == "pin" else place
        if not PAGES[place.page].operator or self.operator.is_on:
            return place
        return Place("pin", {"page": place.page, "params": place.params})

    def _operator_left(self) -> None:
        self.voice.say("operator.left")
        self.navigation.home()

    def _open(self, place: Place) -> tuple[str, dict[str, Any]]:
        if place.page == HOME:
            self.context.known.forget()
        spec = PAGES[place.page]
        view = self.view_model(spec.view_model_class())
        view.enter(place)
        self.voice.stop()
        self.notices.dismiss()
        if spec.prompt:
            self.voice.say(spec.prompt)
        self._settle(place.page)
        shared = {"navigation": self.navigation, "basket": self.basket}
        return spec.url, {**shared, "view": view}

    def _settle(self, page: str) -> None:
        """Nothing of a person is at home with an empty basket, nobody signed in, and no sandbox."""
        is_somebodys = self.basket.count or self.operator.is_on or self.training.is_on
        self.idle.settle(at_rest=page == HOME and not is_somebodys)

    def _look_at_rest(self) -> None:
        if self.navigation.place.page == HOME:
            self._settle(HOME)

    def _present_view(self) -> ViewModel:
        return self.view_model(PAGES[self.navigation.place.page].view_model_class())

    def _refresh(self, topics: frozenset[Topic]) -> None:
        for view_model in list(self._made.values()):
            view_model.refresh(topics)
        if topics & {Topic.ORDERS, Topic.PARCELS, Topic.RESIDENTS} and self._sync is not None:
            self._sync.wake()

    def _sync_changed(self, topics: frozenset[Topic], online: bool) -> None:
        self.chrome.show_online(online)
        for view_model in list(self._made.values()):
            view_model.refresh(topics)

    def _retell(self) -> None:
        for view_model in list(self._made.values()):
            view_model.retell()

    def _scanned(self, text: str) -> None:
        if self._present_view().take_scan(text):
            return
        kind = scan_kind(text)
        if kind is ScanKind.OTHER:
            self.basket.scan(text)
        elif kind is ScanKind.CARD and self.basket.basket.lines:
            self.navigation.go("who", {"anew": True})
            self._present_view().take_scan(text)
        elif kind is ScanKind.CARD and self.navigation.place.page in _SHOPPING:
            self._buyers().remember_card(text)
        else:
            self.navigation.go("collect", {"text": text})

    def _buyers(self) -> BuyerViewModel:
        from ui.viewmodels.buyer import BuyerViewModel

        return self.view_model(BuyerViewModel)

    def _typed(self, text: str) -> None:
        self._present_view().take_typing(text)
        self.focus.typed()

    def _escape(self) -> None:
        """Take what lies over the page away first, then the page."""
        if self.notices.property("text"):
            self.notices.dismiss()
        else:
            self.navigation.back()


_KEPT: Final[list[QGuiApplication]] = []
"""Qt's application lives as long as the process; nobody else holds it."""


def qt_application() -> QGuiApplication:
    """Return the one Qt application, made for software rendering and with the house's fonts.

    Measured: a product grid of 10,000 pictures on a weak machine runs at 79 frames a second in
    software, and at 14 where Qt falls back to emulated OpenGL by itself.
    """
    if _KEPT:
        return _KEPT[0]
    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    known = QGuiApplication.instance()
    application = known if isinstance(known, QGuiApplication) else QGuiApplication(sys.argv[:1])
    _KEPT.append(application)
    application.setApplicationName("village-kiosk")
    for path in sorted((ASSETS / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    return application


def screen_px_per_mm() -> float:
    """Return the density of the screen, or that of a usual panel where the screen cannot tell."""
    dpi = QGuiApplication.primaryScreen().physicalDotsPerInch()
    return dpi / MM_AN_INCH if DPI_LEAST <= dpi <= DPI_MOST else PX_PER_MM


def run_app(
    kiosk: Kiosk,
    *,
    settings: Settings,
    sync: SyncPort | None = None,
    voice: Voice | None = None,
    shown: Callable[[], None] = lambda: None,
) -> int:
    """Show the screens until the window is closed; returns the exit code.  The voice ends too.

    `shown` is called once the first page is on the screen: what can wait begins there.
    A bug anywhere goes to the log and to the friendly page; the station goes on.
    """
    from ui.station_switch import StationSwitch

    application = qt_application()
    voice = voice or SilentVoice()
    screens = StationSwitch(kiosk, settings=settings, sync=sync, voice=voice)
    before = sys.excepthook

    def caught(_kind: type[BaseException], error: BaseException, _trace: object) -> None:
        screens.report(error)

    sys.excepthook = caught
    try:
        window = screens.show(practising=settings.practising)
        window.frameSwapped.connect(voice.wake, Qt.ConnectionType.SingleShotConnection)
        window.frameSwapped.connect(shown, Qt.ConnectionType.SingleShotConnection)
        return application.exec()
    finally:
        sys.excepthook = before
        screens.close()
        voice.close()
