"""The desk: who we are and how things stand."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.errors import CannotStore, NotEnrolled
from kiosk.services.kiosk import Kiosk, open_kiosk
from kiosk.store.migrations import newest_schema
from tests.builders import SEED, an_order, hub_says
from tests.fakes.clock import AUTUMN_2025, FakeClock

STATUS_KEYS = {
    "orders",
    "order_state",
    "payment_state",
    "fulfilment_state",
    "sync_state",
    "outbox",
    "oldest_unsent_s",
    "last_sync",
    "attention",
    "schema",
    "version",
    "catalogue_version",
}


def test_before_enrolment_there_is_no_station(tmp_path: Path) -> None:
    with open_kiosk(tmp_path) as kiosk:
        for ask in (kiosk.station.station, kiosk.station.signing_key, kiosk.keys.signer):
            with pytest.raises(NotEnrolled):
                ask()
        assert kiosk.station.status().orders == 0


def test_the_incarnation_is_made_once(tmp_path: Path) -> None:
    with open_kiosk(tmp_path) as kiosk:
        mine = kiosk.station.incarnation
        assert kiosk.station.incarnation == mine
    with open_kiosk(tmp_path) as again:
        assert again.station.incarnation == mine
    with open_kiosk(tmp_path / "other") as other:
        assert other.station.incarnation != mine


def test_enrolment_is_kept(kiosk: Kiosk) -> None:
    station = kiosk.station.station()
    assert (station.code, station.name, station.device) == ("CQ07", "石桥村服务站", "A")
    assert (station.currency, station.hold_days) == ("CNY", 5)
    assert kiosk.station.signing_key().seed == SEED
    assert SEED.hex() not in repr(kiosk.station.signing_key())


def test_settings_and_counts(kiosk: Kiosk) -> None:
    assert kiosk.station.setting("hub_url", "none") == "none"
    kiosk.station.put_setting("hub_url", "http://hub")
    assert kiosk.station.setting("hub_url") == kiosk.settings.get("hub_url") == "http://hub"
    assert [kiosk.station.next_count("request") for _ in range(2)] == [1, 2]


def test_the_keys_of_the_status_stay(kiosk: Kiosk) -> None:
    assert set(msgspec.to_builtins(kiosk.station.status())) == STATUS_KEYS


def test_how_things_stand(kiosk: Kiosk, clock: FakeClock) -> None:
    order = an_order().with_lines(1).paid_in_cash().placed_at(kiosk)
    clock.pass_seconds(90)
    an_order().with_lines(1).arrived_at(kiosk)
    kiosk.inbound.apply_changes(page=hub_says(order, "shortage"))
    status = kiosk.station.status()
    assert (status.orders, status.outbox, status.oldest_unsent_s) == (2, 3, 90)
    assert status.order_state == {"placed": 2}
    assert status.payment_state == {"held": 1, "unpaid": 1}
    assert status.fulfilment_state == {"pending": 1, "ready_for_pickup": 1}
    assert status.sync_state == {"queued": 2}
    assert (status.attention, status.last_sync, status.schema) == (1, None, newest_schema())


def test_the_last_sync_is_iso_text(kiosk: Kiosk) -> None:
    attempt = kiosk.outbox.record_attempt_started(at=AUTUMN_2025)
    kiosk.outbox.record_attempt_finished(attempt_id=attempt, at=AUTUMN_2025)
    assert kiosk.station.status().last_sync == "2025-10-09T08:53:20+00:00"


def test_a_mad_clock_makes_no_mad_status(kiosk: Kiosk, clock: FakeClock) -> None:
    an_order().with_lines(1).placed_at(kiosk)
    attempt = kiosk.outbox.record_attempt_started(at=1)
    kiosk.outbox.record_attempt_finished(attempt_id=attempt, at=2**62)
    clock.jump_to(0)
    status = kiosk.station.status()
    assert (status.oldest_unsent_s, status.last_sync) == (0, None)


def test_the_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    with open_kiosk(tmp_path / "new" / "station"):
        assert (tmp_path / "new" / "station").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotStore):
        open_kiosk(tmp_path / "file" / "station")


def test_opening_is_quick(tmp_path: Path) -> None:
    """Every command opens the records; 50 ms are allowed, a few are taken."""
    open_kiosk(tmp_path).close()
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        open_kiosk(tmp_path).close()
        taken.append(time.perf_counter() - began)
    assert min(taken) < 0.050
