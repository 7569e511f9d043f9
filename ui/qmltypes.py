"""Tell qmllint about the types that are made in Python, and run it over every page.

    python -m ui.qmltypes            write build/qmltypes/Kiosk/Models
    python -m ui.qmltypes --lint     … and lint; a warning is an error

The description comes from the classes' own meta objects, so it cannot disagree with what QML will
find.  Turned down: pyside6-metaobjectdump, which reads the source and does not see our decorator.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMetaMethod, QMetaObject, QObject

from ui.pages import PAGES, QML
from ui.registry import CREATABLE, MODULE, SHOWN

DEFAULT_OUT: Final = Path("build") / "qmltypes"
_QML_NAMES: Final = {
    "QString": "QString",
    "bool": "bool",
    "int": "int",
    "double": "double",
    "QVariantMap": "QVariantMap",
    "void": "",
}


def write_types(out: Path) -> Path:
    """Write `qmldir` and `models.qmltypes` below `out` and return the folder of the module."""
    import_module("ui.app")
    for page in PAGES.values():
        page.view_model_class()
    folder = out.joinpath(*MODULE.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "qmldir").write_text(
        f"module {MODULE}\ntypeinfo models.qmltypes\ndepends QtQuick\n", encoding="utf-8"
    )
    lines = ["import QtQuick.tooling 1.2", "Module {"]
    for cls in SHOWN:
        lines += _component(cls)
    (folder / "models.qmltypes").write_text("\n".join([*lines, "}", ""]), encoding="utf-8")
    return folder


def lint(out: Path, *, qml: Path = QML) -> int:
    """Lint every file below `qml` with the types in `out`; returns the exit code of qmllint."""
    tool = shutil.which("pyside6-qmllint", path=str(Path(sys.executable).parent))
    if tool is None:
        raise FileNotFoundError("pyside6-qmllint")
    files = [str(path) for path in sorted(qml.rglob("*.qml"))]
    command = [tool, "--max-warnings", "0", "-I", str(qml), "-I", str(out), *files]
    return subprocess.run(command, check=False).returncode


def _component(cls: type[QObject]) -> list[str]:
    meta: QMetaObject = cls.staticMetaObject  # type: ignore[attr-defined]
    base = cls.__mro__[1].__name__
    return [
        "    Component {",
        f'        name: "{cls.__name__}"',
        '        accessSemantics: "reference"',
        f'        prototype: "{base}"',
        f'        exports: ["{MODULE}/{cls.__name__} 1.0"]',
        "        exportMetaObjectRevisions: [256]",
        f"        isCreatable: {str(cls in CREATABLE).lower()}",
        *_properties(meta),
        *_methods(meta),
        "    }",
    ]


def _properties(meta: QMetaObject) -> Iterator[str]:
    for place in range(meta.propertyOffset(), meta.propertyCount()):
        found = meta.property(place)
        name, pointer = _type(str(found.typeName()))
        extra = "; isPointer: true" if pointer else ""
        extra += "" if found.isWritable() else "; isReadonly: true"
        extra += "; isConstant: true" if found.isConstant() else ""
        if found.hasNotifySignal():
            notify = bytes(found.notifySignal().name().data()).decode()
            extra += f'; notify: "{notify}"'
        label = str(found.name())
        yield f'        Property {{ name: "{label}"; type: "{name}"{extra} }}'


def _methods(meta: QMetaObject) -> Iterator[str]:
    for place in range(meta.methodOffset(), meta.methodCount()):
        method = meta.method(place)
        kind = "Signal" if method.methodType() == QMetaMethod.MethodType.Signal else "Method"
        name = bytes(method.name().data()).decode()
        if name.startswith("_"):
            continue
        yield f'        {kind} {{ name: "{name}"'
        returned, _ = _type(str(method.typeName()))
        if returned:
            yield f'            type: "{returned}"'
        names = [bytes(one.data()).decode() for one in method.parameterNames()]
        for number, one in enumerate(method.parameterTypes()):
            parameter, pointer = _type(bytes(one.data()).decode())
            label = names[number] or f"argument{number}"
            extra = "; isPointer: true" if pointer else ""
            yield f'            Parameter {{ name: "{label}"; type: "{parameter}"{extra} }}'
        yield "        }"


def _type(name: str) -> tuple[str, bool]:
    pointer = name.endswith("*")
    name = name.removesuffix("*")
    return _QML_NAMES.get(name, name if pointer else "QVariant"), pointer


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ui.qmltypes", description="QML types and lint")
    parser.add_argument("--lint", action="store_true", help="run qmllint over every page")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="where the types are written")
    chosen = parser.parse_args(arguments)
    write_types(chosen.out)
    return lint(chosen.out) if chosen.lint else 0


if __name__ == "__main__":
    sys.exit(main())
