"""Pushing: what is done while a batch travels, what waits behind a refusal, what a break leaves."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest

from kiosk.services.kiosk import Kiosk
from sync.client.engine import Engine
from sync.client.errors import HubUnreachable
from sync.client.pushing import SETTING_BATCH
from sync.protocol import OrderCancelled, VerdictKind
from tests.fakes.hub import Asked, Says, ScriptedHub
from tests.sync.client.orders import place
from tests.sync.client.test_engine import a_snapshot, judges, records

ok = judges(lambda _: VerdictKind.OK)


@pytest.fixture(autouse=True)
def one_by_one(kiosk: Kiosk, hub: ScriptedHub) -> None:
    """Begin with batches of one record; they double as long as the answers are quick."""
    kiosk.settings.put(SETTING_BATCH, "1")
    hub.says("/v1/snapshot/catalogue", a_snapshot())


def pushed(hub: ScriptedHub) -> list[list[int]]:
    return [[one.seq for one in records(asked)] for asked in hub.asked_for("/v1/push")]


def test_every_record_leaves_once_and_in_order(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub
) -> None:
    place(kiosk, 9)
    hub.says("/v1/push", ok)
    assert engine.sync_once().pushed == 9
    assert [seq for batch in pushed(hub) for seq in batch] == list(range(1, 10))
    assert kiosk.outbox.count_by_state() == {"acknowledged": 9}


def test_the_verdicts_of_a_batch_are_written_while_the_next_one_travels(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub
) -> None:
    place(kiosk, 2)
    written = []

    def wait_for_the_first(asked: Asked) -> Says:
        end = time.monotonic() + 10
        while time.monotonic() < end and not written:
            if kiosk.outbox.count_by_state().get("acknowledged") == 1:
                written.append(True)
        return ok(asked)

    hub.says("/v1/push", ok, wait_for_the_first)
    assert engine.sync_once().ok
    assert written
    assert kiosk.outbox.count_by_state() == {"acknowledged": 2}


def test_what_was_packed_behind_a_refusal_does_not_leave(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub
) -> None:
    (refused,) = place(kiosk)
    body = OrderCancelled(order_id=refused.id)
    with kiosk.database.transaction() as connection:
        kiosk.outbox.append(
            connection, aggregate=refused.id, type="order.cancelled", body=body, at=1
        )
    (other,) = place(kiosk)
    hub.says("/v1/push", judges(lambda one: _refuse(one.aggregate, {refused.id})))
    assert engine.sync_once().ok
    assert pushed(hub) == [[1], [3]]
    states = kiosk.outbox.count_by_state()
    assert states == {"rejected": 1, "acknowledged": 1, "sent": 1}
    engine.sync_once()
    assert len(pushed(hub)) == 2
    assert kiosk.ordering.find_order(number=other.id).sync_state == "acknowledged"


def test_a_break_leaves_what_was_answered_before_written(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub
) -> None:
    place(kiosk, 4)
    hub.says("/v1/push", ok, Says(status=500))
    report = engine.sync_once()
    assert isinstance(report.failure, HubUnreachable)
    assert report.pushed == 1
    assert kiosk.outbox.count_by_state() == {"acknowledged": 1, "sent": 3}
    hub.says("/v1/push", ok)
    assert engine.sync_once().pushed == 3


def _refuse(aggregate: str, bad: Iterable[str]) -> VerdictKind:
    return VerdictKind.REJECTED if aggregate in bad else VerdictKind.OK
