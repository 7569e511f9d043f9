"""Known failure 10: a clock that lies by years, both ways, at every moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from kiosk.domain.changes import Topic
from kiosk.domain.pickup import Proof
from kiosk.services.attention import Attention
from sync.client.engine import SETTING_OFFSET
from tests.convergence.world import World
from tests.fakes.clock import AUTUMN_2025, FakeClock
from tests.journeys import command_line

DAY = 24 * 3_600_000
MOMENTS = [
    AUTUMN_2025,
    AUTUMN_2025 + 3 * DAY,
    AUTUMN_2025 - 3 * DAY,
    0,
    -5 * DAY,  # before 1970
    946_684_800_000,  # 2000
    4_102_444_800_000,  # 2100
    10**15,  # a year of five digits
]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "world")
    assert made.sync().ok
    yield made
    made.close()


def set_clock(world: World, moment: int) -> None:
    clock = world.station.kiosk.clock
    assert isinstance(clock, FakeClock)
    clock.jump_to(moment)


def check_ages(world: World) -> None:
    status = world.station.kiosk.station.status()
    assert status.oldest_unsent_s >= 0
    items: Attention = world.station.kiosk.attention
    assert items.list_items() == []


def test_orders_between_jumps_keep_their_order_numbers_and_slips(world: World) -> None:
    placed = []
    for moment in MOMENTS:
        set_clock(world, moment)
        placed += world.station.place(2)
        check_ages(world)
    assert [order.number for order in placed] == [
        f"CQ07A-{n:04d}" for n in range(1, len(placed) + 1)
    ]
    assert len({order.id for order in placed}) == len({o.short_code for o in placed}) == len(placed)
    assert world.sync().ok
    world.check_converged()
    with world.hub.store.read() as connection:
        rows = connection.execute(text("SELECT aggregate FROM records ORDER BY seq"))
        assert [row[0] for row in rows] == [order.id for order in placed]
    kiosk = world.station.kiosk
    for moment in MOMENTS:
        set_clock(world, moment)
        for order in placed:
            token = kiosk.slips.token_for(order=order)
            assert str(kiosk.keys.verify(digits=token).subject) == order.id
        assert kiosk.slips.render_slip(number=order.number).startswith(b"%PDF-")


def test_a_clock_that_jumps_between_two_starts_and_during_a_sync(world: World) -> None:
    for moment, other in zip(MOMENTS, reversed(MOMENTS), strict=True):
        world.station.restart()
        set_clock(world, moment)
        world.station.place(1)

        def jump(_changed: frozenset[Topic], to: int = other) -> None:
            set_clock(world, to)

        world.station.engine.on_change = jump
        assert world.sync().ok
        check_ages(world)
        world.check_converged()


def test_a_parcel_is_handed_over_once_whatever_the_clock_says(world: World) -> None:
    """Storage time that seems over asks a person; it never keeps paid goods back."""
    kiosk = world.station.kiosk
    for moment, other in zip(MOMENTS, reversed(MOMENTS), strict=True):
        set_clock(world, moment)
        order = world.station.place(1)[0]
        kiosk.pickup.receive_parcel(code=order.number)
        set_clock(world, other)
        slip = kiosk.slips.token_for(order=kiosk.ordering.find_order(number=order.number))
        found = kiosk.pickup.find_orders(text=slip)
        assert (found.orders[0].id, found.proof) == (order.id, Proof.SLIP)
        done = kiosk.pickup.hand_over(
            order_id=order.id, proof=found.proof, given_minor=found.orders[0].due_minor
        ).value
        assert done.fulfilment_state == "collected"
        assert kiosk.slips.render_slip(number=order.number).startswith(b"%PDF-")
    assert world.sync().ok


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_operator_is_told_that_the_clock_is_wrong(world: World, moment: int) -> None:
    set_clock(world, moment)
    assert world.sync().ok
    doctor = command_line.call("doctor", "--data", str(world.station.folder))
    offset_ms = int(world.station.kiosk.settings.get(SETTING_OFFSET))
    assert abs(offset_ms) > 600_000
    assert doctor.code == 3
    assert "LACK] clock" in doctor.out
    assert "set the machine's date and time" in doctor.out
