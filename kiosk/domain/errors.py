"""Errors that speak to people.

    KnownError                 something expected went wrong; its word key tells what to do next
    ├── WrongInput             what was typed, scanned or given cannot be used
    │   ├── NotFound           no such goods, order, resident or parcel
    │   └── WrongNumber        not a number, out of range, too long
    ├── Refused                understood, but a rule says no
    │   ├── IllegalTransition  a state cannot follow another; names both
    │   ├── AlreadyCollected   a slip was redeemed before
    │   ├── NotHere            genuine, but another station holds it
    │   └── NotEnrolled        the device does not belong to a station yet
    └── CannotStore            disk full or damaged: nothing was confirmed

A *bug* is any other exception: it goes to the log and to one friendly page that offers to go on.
Rooms that need a finer error derive it from one of these beside the code that raises it.
"""

from __future__ import annotations

from typing import ClassVar


class KnownError(Exception):
    """Base of all errors a person is told about; `key` names the words, `values` fill them."""

    key: ClassVar[str] = "error.unknown"

    def __init__(self, **values: object) -> None:
        self.values = values
        told = ", ".join(f"{name}={value!r}" for name, value in values.items())
        super().__init__(f"{self.key}({told})" if told else self.key)


class WrongInput(KnownError):
    """What was typed, scanned or given cannot be used."""

    key = "error.wrong_input"


class NotFound(WrongInput):
    """No such thing here; values: `what`."""

    key = "error.not_found"


class WrongNumber(WrongInput):
    """Not a number, or out of the range that makes sense."""

    key = "error.wrong_number"


class Refused(KnownError):
    """Understood, but a rule says no."""

    key = "error.refused"


class IllegalTransition(Refused):
    """A state cannot follow another; values: `axis`, `current`, `wanted`."""

    key = "error.illegal_transition"


class AlreadyCollected(Refused):
    """The parcel was handed over before; values: `number`."""

    key = "error.already_collected"


class NotHere(Refused):
    """A genuine slip of another station; values: `station`."""

    key = "error.not_here"


class NotEnrolled(Refused):
    """The device has not been enrolled at a hub."""

    key = "error.not_enrolled"


class CannotStore(KnownError):
    """The disk is full or cannot be written; nothing was confirmed and no money is due."""

    key = "error.disk_full"
