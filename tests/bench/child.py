"""One measured process: `python -m tests.bench.child WHAT FOLDER [STARTED]` prints JSON.

Each figure is taken in a process of its own, so that none warms the other up.  The screen is the
one of `kiosk run`, drawn by the software renderer into memory.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from kiosk.services.kiosk import open_kiosk
from tests.bench.figures import quantiles
from ui.app import App, Settings, qt_application, run_app
from ui.finger import Finger
from ui.viewmodels.search import SearchViewModel

SIZE = (1366, 768)
KEYSTROKES = 300
HAND_MS = 90
"""Between two keys of a quick hand; a scanner is far quicker and is told apart by that."""

FLICK_PX = 160
FLICK_GOODS = 10_000


def rss_mb() -> float:
    """Return the resident memory of this process in MB; 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0.0
    pages = int(statm.read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def start(folder: Path, started: float) -> dict[str, object]:
    """Open the screen as `kiosk run` does; seconds from process start to the first home page."""
    from sync.client.engine import open_engine
    from sync.client.worker import SyncWorker

    kiosk = open_kiosk(folder)
    worker = SyncWorker(kiosk, open_engine(kiosk))
    told: dict[str, object] = {}

    def shown() -> None:
        told["first_page_s"] = round(time.time() - started, 3)
        worker.start()
        QTimer.singleShot(2500, lambda: told.update(rss_mb=rss_mb()))
        QTimer.singleShot(2600, QCoreApplication.quit)

    run_app(kiosk, settings=Settings(windowed=True, size=SIZE), sync=worker, shown=shown)
    worker.stop()
    kiosk.close()
    return told


def _on_screen(
    folder: Path, pictures: Path | None, work: Callable[[App, Finger], object]
) -> object:
    kiosk = open_kiosk(folder)
    application = qt_application()
    extra = {} if pictures is None else {"pictures": pictures}
    settings = Settings(windowed=True, size=SIZE, px_per_mm=3.955, guard_ms=0, **extra)
    app = App(kiosk, clock=kiosk.clock, settings=settings)
    finger = Finger(app.show())
    finger.find("home.buy")
    told = work(app, finger)
    app.close()
    kiosk.close()
    application.processEvents()
    return told


def search(folder: Path, _started: float) -> object:
    """Type into the search page; ms from a key to the frame that shows its answer."""
    return _on_screen(folder, None, _keystrokes)


def _keystrokes(app: App, finger: Finger) -> dict[str, object]:
    finger.tap("home.buy")
    finger.tap("search")
    finger.find("searchLine")
    view = app.view_model(SearchViewModel)
    took: list[float] = []
    for text in _queries(random.Random(7)):
        view.clear()
        QTest.qWait(1)
        for end in range(1, len(text) + 1):
            QTest.qWait(HAND_MS)
            took.append(_answered(finger, view, text[:end]))
            if len(took) >= KEYSTROKES:
                return {"keystroke_ms": quantiles(took), "keystrokes": len(took)}
    raise AssertionError("too few queries")


def _queries(chance: random.Random) -> list[str]:
    """Return what people type: initials, pinyin, Chinese, English, numbers."""
    words = [
        "s",
        "jxdm",
        "pingguo",
        "大米",
        "苹果",
        "shanxi",
        "apple",
        "rice",
        "ynjx",
        "selected fine",
    ]
    words += ["zz", "酱油", "hongfushi", "nj", "gift box", "广西", "xjdf", "20", "东北大米", "milk"]
    return [chance.choice(words) for _ in range(KEYSTROKES)]


def _answered(finger: Finger, view: SearchViewModel, text: str) -> float:
    """Type the last character of `text`; return seconds to the frame that shows its answer."""
    loop = QEventLoop()
    answered = False

    def look() -> None:
        nonlocal answered
        answered = view.property("text") == text and view.is_answered
        if answered:
            loop.quit()

    finger.window.frameSwapped.connect(look)
    QTimer.singleShot(2000, loop.quit)
    before = time.perf_counter()
    finger.type(text[-1])
    if not answered:
        loop.exec()
    took = time.perf_counter() - before
    finger.window.frameSwapped.disconnect(look)
    if not answered:
        raise AssertionError(f"{text!r} was never answered")
    return took


def flick(folder: Path, _started: float) -> object:
    """Let 10,000 goods with a picture each fly by; ms a frame, and the memory afterwards."""
    return _on_screen(folder, folder / "pictures", _flight)


def _flight(app: App, finger: Finger) -> dict[str, object]:
    at_home = rss_mb()
    app.navigation.go("products", {"category": "", "name": "", "name_en": ""})
    grid = finger.find("goods")
    finger.find("product")
    QTest.qWait(500)
    columns = int(grid.property("columns"))
    end = FLICK_GOODS / columns * float(grid.property("cellHeight"))
    places = range(FLICK_PX, int(end) + FLICK_PX, FLICK_PX)
    took = [
        _frame(finger.window, partial(grid.setProperty, "contentY", float(place)))
        for place in places
    ]
    goods = round(float(grid.property("contentY")) / float(grid.property("cellHeight"))) * columns
    return {
        "frame_ms": quantiles(took),
        "goods_seen": goods,
        "rss_home_mb": at_home,
        "rss_after_mb": rss_mb(),
    }


def _frame(window: QQuickWindow, act: Callable[[], object]) -> float:
    """Return seconds from a change to the frame that shows it."""
    loop = QEventLoop()
    window.frameSwapped.connect(loop.quit)
    QTimer.singleShot(2000, loop.quit)
    before = time.perf_counter()
    act()
    loop.exec()
    took = time.perf_counter() - before
    window.frameSwapped.disconnect(loop.quit)
    return took


def main() -> None:
    """Measure what the first argument names."""
    what, folder, started = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    measures = {"start": start, "search": search, "flick": flick}
    sys.stdout.write(msgspec.json.encode(measures[what](folder, started)).decode() + "\n")


if __name__ == "__main__":
    main()
