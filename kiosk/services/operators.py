"""Operators: added with a PIN, let in by it, and locked out by five wrong ones.

A try is written down as wrong before it is looked at, and struck out when it was right: pulling
the plug in between wins nothing.  A lock runs by the clock that never runs backwards; after a
restart what is left of it is told by the wall clock, which may be years off, and is never longer
than the lock itself.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from math import ceil
from typing import Final

from nacl.exceptions import InvalidkeyError
from nacl.pwhash import argon2id

from kiosk.domain.changes import Outcome, Topic, outcome
from kiosk.domain.clock import Clock
from kiosk.domain.errors import NotFound, Refused
from kiosk.domain.ids import new_id
from kiosk.domain.operators import TRIES_FREE, Operator, PinLocked, WrongPin, check_pin, lock_s
from kiosk.domain.people import clean_name
from kiosk.store.audit import write_audit
from kiosk.store.database import Database
from kiosk.store.operators import (
    Door,
    all_operators,
    door_of,
    insert_operator,
    is_name_taken,
    set_tries,
)


class NoSuchOperator(NotFound):
    """Nobody of that id runs this station."""

    key = "error.no_such_operator"


class OperatorNameTaken(Refused):
    """Two operators cannot go by one name; values: `name`."""

    key = "error.operator_name_taken"


@dataclass(frozen=True, slots=True)
class HashCost:
    """What one look at a PIN costs: passes, and bytes of memory."""

    passes: int = argon2id.OPSLIMIT_INTERACTIVE
    memory: int = argon2id.MEMLIMIT_INTERACTIVE


USUAL_COST: Final = HashCost()
"""libsodium's interactive costs: 64 MiB twice, some 60 to 120 ms on two cores."""


class Operators:
    """Use cases about who runs the station."""

    def __init__(self, database: Database, clock: Clock, cost: HashCost = USUAL_COST) -> None:
        self._database = database
        self._clock = clock
        self._cost = cost
        self._locks: dict[str, tuple[int, float]] = {}
        """Operator → the stored end of a lock, and the same end by the steady clock."""

    def list_operators(self) -> list[Operator]:
        """Return everyone who can sign in; none before the first PIN was chosen."""
        with self._database.read() as connection:
            return all_operators(connection)

    def add_operator(self, *, name: str, pin: str) -> Outcome[Operator]:
        """Add someone with a PIN of their own.

        Raises `WeakPin`, `WrongInput` for what is no name, and `OperatorNameTaken`.
        """
        operator = Operator(id=new_id(), name=clean_name(name))
        pin_hash = self._hashed(check_pin(pin))
        now = self._clock.now_ms()
        with self._database.transaction() as connection:
            if is_name_taken(connection, operator.name):
                raise OperatorNameTaken(name=operator.name)
            insert_operator(connection, operator, pin_hash, now)
            write_audit(connection, at=now, action="operator.added", subject=operator.id)
        return outcome(operator, Topic.STATION)

    def sign_in(self, *, operator_id: str, pin: str) -> Outcome[Operator]:
        """Let an operator in by PIN.

        Raises `WrongPin` with the tries left, `PinLocked` while the door is locked (the PIN is
        not even looked at then) and by the try that locks it, and `NoSuchOperator`.
        """
        now = self._clock.now_ms()
        with self._database.transaction() as connection:
            door = self._count_try(connection, operator_id, now)
        is_right = _is_pin(door.pin_hash, pin)
        with self._database.transaction() as connection:
            if is_right:
                set_tries(connection, operator_id, 0, 0)
            action = f"operator.{'signed_in' if is_right else 'refused'}"
            write_audit(connection, at=now, action=action, subject=operator_id)
        if not is_right:
            left = max(0, TRIES_FREE - door.wrong_tries)
            raise WrongPin(left=left) if left else PinLocked(seconds=lock_s(door.wrong_tries))
        return outcome(door.operator, Topic.STATION)

    def lock_left_s(self, *, operator_id: str) -> int:
        """Return the whole seconds until an operator may try again; 0 while the door is open."""
        with self._database.read() as connection:
            door = door_of(connection, operator_id)
        return self._left_s(door) if door else 0

    def _count_try(self, connection: sqlite3.Connection, operator_id: str, now: int) -> Door:
        """Write down one more wrong try and return the door as it stands with it."""
        door = door_of(connection, operator_id)
        if door is None:
            raise NoSuchOperator
        if left := self._left_s(door):
            raise PinLocked(seconds=left)
        tries = door.wrong_tries + 1
        lock = lock_s(tries)
        until = now + 1000 * lock if lock else 0
        set_tries(connection, operator_id, tries, until)
        if lock:
            self._locks[operator_id] = (until, self._clock.monotonic_s() + lock)
        return Door(door.operator, door.pin_hash, tries, until)

    def _left_s(self, door: Door) -> int:
        if not door.locked_until:
            return 0
        until, ends = self._locks.get(door.operator.id, (0, 0.0))
        now = self._clock.monotonic_s()
        if until != door.locked_until:
            by_wall = (door.locked_until - self._clock.now_ms()) / 1000
            ends = now + min(max(0.0, by_wall), lock_s(door.wrong_tries))
            self._locks[door.operator.id] = (door.locked_until, ends)
        return max(0, ceil(ends - now))

    def _hashed(self, pin: str) -> str:
        made = argon2id.str(pin.encode(), opslimit=self._cost.passes, memlimit=self._cost.memory)
        return made.decode()


def _is_pin(pin_hash: str, pin: str) -> bool:
    try:
        return argon2id.verify(pin_hash.encode(), pin.encode())
    except InvalidkeyError:
        return False
