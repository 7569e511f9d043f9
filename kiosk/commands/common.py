"""What the commands share: the data folder, reports as text or JSON, and the exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

import click
import msgspec
import platformdirs

from kiosk.domain.errors import KnownError
from kiosk.domain.words import Words

if TYPE_CHECKING:
    from kiosk.services.kiosk import Kiosk

F = TypeVar("F", bound=Callable[..., Any])

ASSETS: Final = Path(__file__).resolve().parents[2] / "assets"

EXIT_MISSING: Final = 3
EXIT_REFUSED: Final = 4


def default_data() -> Path:
    """Return the user's data folder of the kiosk."""
    return Path(platformdirs.user_data_dir("village-kiosk", appauthor=False))


def data_option(command: F) -> F:
    """Give a command `--data DIR`."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        default=default_data,
        show_default="the user's data folder",
        help="Folder of the station's records.",
    )(command)


def json_option(command: F) -> F:
    """Give a command `--json` (as the parameter `as_json`)."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


def report(values: Mapping[str, object], *, as_json: bool) -> None:
    """Print a report: one JSON object, or a line for each value.

    What it tells of has been done: where it cannot be printed, that is said (exit code 3).
    """
    if as_json:
        text = msgspec.json.encode(values).decode()
    else:
        lines = (f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in values.items())
        text = "\n".join(lines)
    try:
        click.echo(text)
    except BrokenPipeError:
        raise  # whoever stops reading needs no sentence
    except OSError as error:
        missing(f"it is done, but the report cannot be printed: {error.strerror}")


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{k} {v}" for k, v in value.items()) or "–"
    if isinstance(value, list):
        return "".join(f"\n  {_plain(v)}" for v in value) or "–"
    return "–" if value in (None, "") else str(value)


def refuse(sentence: str) -> NoReturn:
    """End with exit code 4 and the reason on standard error."""
    click.echo(sentence, err=True)
    sys.exit(EXIT_REFUSED)


def missing(sentence: str) -> NoReturn:
    """End with exit code 3 and what is missing on standard error."""
    click.echo(sentence, err=True)
    sys.exit(EXIT_MISSING)


@contextmanager
def known_errors() -> Iterator[None]:
    """Turn a known error into its sentence (Chinese / English) and exit code 4."""
    try:
        yield
    except KnownError as error:
        sentences = dict.fromkeys(
            Words.load(ASSETS / "words", language).text(error.key, **error.values)
            for language in ("zh_CN", "en")
        )
        refuse(" / ".join(sentences))


@contextmanager
def opened_kiosk(data: Path) -> Iterator[Kiosk]:
    """Open the station's records, close them at the end, and tell known errors to people."""
    from kiosk.services.kiosk import open_kiosk

    with known_errors():
        kiosk = open_kiosk(data)
        try:
            yield kiosk
        finally:
            kiosk.close()
