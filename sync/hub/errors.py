"""Errors of the hub.

    HubError               base: `code` for programs, `detail` a sentence for people
    ├── Refused            an operator asked for something a rule forbids
    │   └── ImportRefused  a file that cannot be imported at all
    ├── NewerDatabase      the database was written by a newer program
    └── Answer             an HTTP answer that is not 2xx, with its status and headers

What a record did wrong is no exception outside `push`: it becomes the record's verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(eq=False)
class HubError(Exception):
    """Something expected went wrong; `detail` is a whole sentence."""

    code: str
    detail: str = ""

    def __str__(self) -> str:
        return self.detail or self.code


class Refused(HubError):
    """Understood, but a rule says no."""


class ImportRefused(Refused):
    """The file as a whole cannot be imported; nothing was changed."""


class NewerDatabase(HubError):
    """The database belongs to a newer program; nothing was touched."""


@dataclass(eq=False)
class Answer(HubError):
    """An answer other than 2xx."""

    status: int = 400
    headers: Mapping[str, str] = field(default_factory=dict)
