"""A hub whose disk is full: "try again" instead of a verdict, and nothing lost or doubled."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from sync.hub.admin import hub_status, list_orders
from sync.hub.hub import Hub, open_hub
from sync.hub.server import EmbeddedHub
from sync.protocol import encode_record
from tests.sync.hub.builders import Device, a_device, a_good, an_order, kinds, stock_up

FILE_MOST = 64


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Hub]:
    """A hub in a file of its own, with one article."""
    opened = open_hub(tmp_path / "small")
    stock_up(opened, a_good())
    yield opened
    opened.close()


@pytest.fixture
def device(small: Hub) -> Iterator[Device]:
    with EmbeddedHub(small) as served:
        yield a_device(small, served.url)


@contextmanager
def no_more_pages(hub: Hub) -> Iterator[None]:
    """Give the database not one page more than is in use."""
    with hub.store.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def bound(dbapi: object, _record: object) -> None:
        dbapi.execute(f"PRAGMA max_page_count={pages}").close()  # type: ignore[attr-defined]

    event.listen(hub.store.engine, "connect", bound)
    hub.store.engine.dispose()
    yield
    event.remove(hub.store.engine, "connect", bound)
    hub.store.engine.dispose()


@contextmanager
def files_that_cannot_grow() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_MOST, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_push_waits_for_room_whole(small: Hub, device: Device) -> None:
    orders = [an_order(number=f"CQ07A-{n:04d}") for n in range(200)]
    records = [device.record(order) for order in orders]
    with no_more_pages(small):
        answer = device.post(b"\n".join(map(encode_record, records)))
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert hub_status(small).orders == 0
    assert set(kinds(device.push(*records))) == {"ok"}
    assert set(kinds(device.push(*records))) == {"ok"}
    assert sorted(o.id for o in list_orders(small)) == sorted(o.order_id for o in orders)


def test_a_catalogue_that_cannot_be_published_is_asked_for_again(
    small: Hub, device: Device
) -> None:
    with files_that_cannot_grow():
        answer = device.get("/v1/snapshot/catalogue")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert list((small.folder / "snapshots").iterdir()) == []
    assert device.get("/v1/snapshot/catalogue").status_code == 200
