"""Any order of orders, syncs, faults, restarts and the hub's own events ends in agreement."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sync.hub.admin import list_orders, record_order_event
from tests.convergence.faultproxy import Fault
from tests.convergence.world import World

BYTES = st.integers(0, 3_000)


class SyncMachine(RuleBasedStateMachine):
    """One station and one hub behind a bad line."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="kiosk-")
        self._world: World | None = None
        self._up = True

    @property
    def world(self) -> World:
        assert self._world is not None
        return self._world

    @initialize()
    def begin(self) -> None:
        self._world = World(Path(self._folder.name) / "world", goods=40)
        assert self.world.sync().ok

    @rule(count=st.integers(1, 4))
    def place(self, count: int) -> None:
        self.world.station.place(count)

    @rule()
    def sync(self) -> None:
        assert self.world.sync().ok is self._up

    @rule(cuts=st.lists(BYTES, min_size=1, max_size=3))
    def sync_while_answers_are_cut(self, cuts: list[int]) -> None:
        self.world.sync(*(Fault(cut_down=cut) for cut in cuts))

    @rule(cuts=st.lists(BYTES, min_size=1, max_size=3))
    def sync_while_requests_are_cut(self, cuts: list[int]) -> None:
        self.world.sync(*(Fault(cut_up=cut) for cut in cuts))

    @rule()
    def switch_the_station_off_and_on(self) -> None:
        self.world.station.restart()

    @rule()
    def switch_the_hub(self) -> None:
        if self._up:
            self.world.server.stop()
        else:
            self.world.server.start()
        self._up = not self._up

    @precondition(lambda self: self._world is not None)
    @rule(data=st.data())
    def ship(self, data: st.DataObject) -> None:
        waiting = [one for one in list_orders(self.world.hub) if one.fulfilment_state == "pending"]
        if waiting:
            record_order_event(self.world.hub, data.draw(st.sampled_from(waiting)).id, "shipped")

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        if self._world is not None:
            self.world.check_always()

    def teardown(self) -> None:
        if self._world is not None:
            if not self._up:
                self.world.server.start()
            report = self.world.sync()
            assert report.ok, report.failure
            self.world.check_converged()
            self._both_tell_the_same_of_every_parcel()
            self.world.close()
        self._folder.cleanup()

    def _both_tell_the_same_of_every_parcel(self) -> None:
        for told in list_orders(self.world.hub):
            order = self.world.station.kiosk.ordering.find_order(number=told.id)
            assert order.fulfilment_state == told.fulfilment_state
            assert order.parcel_code == told.parcel_code


TestSync = SyncMachine.TestCase
TestSync.settings = settings(
    max_examples=8,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
