"""How a Python class becomes a type that QML can name: `import Kiosk.Models`.

Objects made in Python go by these names and QML cannot create them; the few items that pages place
themselves are registered by `made_by_qml`.  The list of them is what
`ui.qmltypes` writes down so that qmllint knows every property of every view model.
"""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtQml import qmlRegisterType, qmlRegisterUncreatableType

MODULE: Final = "Kiosk.Models"

T = TypeVar("T", bound=type[QObject])

SHOWN: Final[list[type[QObject]]] = []
"""Every class QML may name, in the order of registration."""

CREATABLE: Final[list[type[QObject]]] = []
"""Those of them that QML creates."""


def shown_to_qml(cls: T) -> T:
    """Register a QObject class under its own name; used as a decorator."""
    qmlRegisterUncreatableType(cls, MODULE, 1, 0, cls.__name__, "made in Python")  # type: ignore[arg-type]
    SHOWN.append(cls)
    return cls


def made_by_qml(cls: T) -> T:
    """Register an item that pages create themselves; used as a decorator."""
    qmlRegisterType(cls, MODULE, 1, 0, cls.__name__)  # type: ignore[call-overload]
    SHOWN.append(cls)
    CREATABLE.append(cls)
    return cls
