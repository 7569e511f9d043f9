"""A Qt call that returns nothing must not eat a reference to `None`.

PySide6 6.12.0 on Python 3.10 and 3.11 loses one on every such call, and the process dies after a
few thousand taps. From Python 3.12 on `None` is immortal and the count stands still.
"""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage

CALLS = 1_000
NOISE = CALLS // 10


class Bell(QObject):
    rung = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rung.connect(self.listen)

    @Slot(int)
    def listen(self, times: int) -> None:
        self.times = times


class EmptyShelf(QAbstractListModel):
    def rowCount(self, _parent: QModelIndex | None = None) -> int:
        return 1

    def data(self, _index: QModelIndex, _role: int = 0) -> None:
        return None


BELL, SHELF, TIMER, PICTURE = (
    Bell(),
    EmptyShelf(),
    QTimer(),
    QImage(8, 8, QImage.Format.Format_RGB32),
)


def reset() -> None:
    SHELF.beginResetModel()
    SHELF.endResetModel()


VOID_CALLS: dict[str, Callable[[], object]] = {
    "a signal with a slot": lambda: BELL.rung.emit(1),
    "a setter": lambda: BELL.setObjectName("bell"),
    "an unknown property": lambda: BELL.property("unknown"),
    "a timer": lambda: TIMER.setInterval(5),
    "a model reset": reset,
    "a model without data": lambda: SHELF.index(0).data(Qt.ItemDataRole.DisplayRole),
    "a picture": lambda: PICTURE.fill(QColor("white")),
}


@pytest.mark.parametrize("name", VOID_CALLS)
def test_none_keeps_its_references(name: str) -> None:
    call = VOID_CALLS[name]
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    assert abs(sys.getrefcount(None) - before) < NOISE
