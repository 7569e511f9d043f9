"""How a Python class becomes a type that QML can name: `import Kiosk.Models`.

Only objects made in Python go by these names; QML cannot create them.  The list of them is what
`ui.qmltypes` writes down so that qmllint knows every property of every view model.
"""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtQml import qmlRegisterUncreatableType

MODULE: Final = "Kiosk.Models"

T = TypeVar("T", bound=type[QObject])

SHOWN: Final[list[type[QObject]]] = []
"""Every class QML may name, in the order of registration."""


def shown_to_qml(cls: T) -> T:
    """Register a QObject class under its own name; used as a decorator."""
    qmlRegisterUncreatableType(cls, MODULE, 1, 0, cls.__name__, "made in Python")  # type: ignore[call-overload]
    SHOWN.append(cls)
    return cls
