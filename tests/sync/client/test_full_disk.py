"""A disk that is full when the catalogue comes: the present one stays, and nothing is a bug."""

from __future__ import annotations

import gzip
import hashlib
import random
import resource
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from kiosk.domain.errors import CannotStore
from kiosk.services.kiosk import Kiosk
from sync.client.engine import Engine
from sync.protocol import (
    HEADER_CURSOR,
    SCOPE_CATALOGUE,
    Category,
    ChangesPage,
    Goods,
    Problem,
    SnapshotHead,
)
from tests.fakes.hub import Asked, Says, ScriptedHub

SNAPSHOT = "/v1/snapshot/catalogue"
FILE_MOST = 700_000
"""Bytes that any file may grow to while the disk is full: more than the records have."""


@contextmanager
def a_full_disk() -> Iterator[None]:
    """Let no file grow further; a process may do that to itself without being root."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_MOST, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def a_snapshot(version: int, goods: int) -> Says:
    chance = random.Random(version)
    many = [
        Goods(f"A{n}", chance.randbytes(40).hex(), "food", "个", 150 + version)
        for n in range(goods)
    ]
    parts = (SnapshotHead(version, "CNY", 1, goods), Category("food", "食品"), *many)
    packed = gzip.compress(b"\n".join(map(msgspec.json.encode, parts)), mtime=0)
    etag = f'"{hashlib.sha256(packed).hexdigest()}"'
    return Says(packed, headers={"ETag": etag, HEADER_CURSOR: f"c{version}"})


def changes(asked: Asked) -> Says:
    """Nothing new for the station; the catalogue is to be fetched anew."""
    if SCOPE_CATALOGUE in asked.target:
        return Says(Problem("must_refetch"), 410)
    return Says(ChangesPage([], "s1", more=False))


def test_a_catalogue_that_does_not_fit_keeps_the_present_one(
    hub: ScriptedHub, kiosk: Kiosk, engine: Engine
) -> None:
    hub.says(SNAPSHOT, a_snapshot(1, 5))
    assert engine.sync_once().ok
    hub.says("/v1/changes", changes)
    for goods in (20_000, 4_000):  # too large to be fetched; fetched, but too large to be built
        hub.says(SNAPSHOT, a_snapshot(2, goods))
        with a_full_disk():
            report = engine.sync_once()
        assert isinstance(report.failure, CannotStore), report.failure
        assert kiosk.catalogue.version == 1
        assert kiosk.catalogue.count_products(category="") == 5
    hub.says(SNAPSHOT, a_snapshot(3, 4_000))
    assert engine.sync_once().ok
    assert kiosk.catalogue.count_products(category="") == 4_000
