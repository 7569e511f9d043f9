"""A disk that fills up under a station: refused before money, nothing half there, then on again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.domain.errors import CannotStore
from kiosk.services.kiosk import Kiosk, open_kiosk
from kiosk.services.ordering import SETTING_LEAST_FREE
from tests.builders import a_station, an_order
from tests.fakes.disk import FakeDiskGauge

SIZE_KB = 900
PAGES_MOST = 1_000_000


@dataclass
class SmallDisk:
    """A few hundred kB for one station: a disk of its own, or a bound on the file's pages.

    Only root may mount; elsewhere SQLite is told how many pages there are.
    """

    folder: Path
    mounted: bool

    def fill(self, kiosk: Kiosk) -> None:
        """Leave not one byte."""
        if not self.mounted:
            self._bound(kiosk, "(SELECT 1)")
            return
        with (self.folder / "ballast").open("ab", buffering=0) as ballast:
            try:
                while ballast.write(bytes(1024)):
                    pass
            except OSError:
                return

    def make_room(self, kiosk: Kiosk) -> None:
        """Give back what `fill` took."""
        if not self.mounted:
            self._bound(kiosk, str(PAGES_MOST))
            return
        (self.folder / "ballast").unlink()

    @staticmethod
    def _bound(kiosk: Kiosk, pages: str) -> None:
        with kiosk.database.transaction() as connection:
            if not pages.isdigit():
                pages = str(connection.execute("PRAGMA page_count").fetchone()[0])
            connection.execute(f"PRAGMA max_page_count={pages}")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "small"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    mounted = False
    if mount and umount and hasattr(os, "geteuid") and os.geteuid() == 0:
        words = [mount, "-t", "tmpfs", "-o", f"size={SIZE_KB}k", "tmpfs", str(folder)]
        mounted = subprocess.run(words, capture_output=True, check=False).returncode == 0
    yield SmallDisk(folder, mounted)
    if mounted:
        subprocess.run([str(umount), str(folder)], check=True)


@pytest.fixture
def kiosk(small: SmallDisk) -> Iterator[Kiosk]:
    """A station that meets the full disk only as it writes: its gauge says that all is well."""
    a_station(small.folder / "data").close()
    with open_kiosk(small.folder / "data", disk=FakeDiskGauge()) as opened:
        yield opened


def whole(kiosk: Kiosk) -> int:
    """Return how many orders there are, after asserting that each has all that belongs to it."""
    with kiosk.database.read() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM payment),"
            " (SELECT count(*) FROM cash_movement), (SELECT count(*) FROM outbox),"
            " (SELECT count(*) FROM ledger_entry), (SELECT count(DISTINCT number) FROM orders)"
        ).fetchone()
        assert len(set(counts)) == 1
        assert connection.execute(
            "SELECT coalesce(sum(amount_minor), 0) FROM ledger_line"
        ).fetchone() == (0,)
    return int(counts[0])


def test_a_full_disk_refuses_orders_whole_and_the_station_goes_on_with_room(
    small: SmallDisk, kiosk: Kiosk
) -> None:
    making = an_order().with_lines(40).paid_in_cash()
    making.placed_at(kiosk)
    small.fill(kiosk)
    confirmed = 1
    for _ in range(60):  # what is still free inside the files is used first
        try:
            making.placed_at(kiosk)
        except CannotStore:
            break
        confirmed += 1
    else:
        pytest.fail("the disk was never full")
    with pytest.raises(CannotStore):
        making.placed_at(kiosk)
    small.make_room(kiosk)
    assert whole(kiosk) == confirmed
    order = making.placed_at(kiosk)
    assert order.number == f"CQ07A-{confirmed + 1:04d}"
    assert whole(kiosk) == confirmed + 1


def test_the_room_is_asked_for_before_money_changes_hands(small: SmallDisk) -> None:
    """With the machine's own gauge: a disk this small takes no order from the beginning."""
    a_station(small.folder / "data").close()
    with open_kiosk(small.folder / "data") as kiosk:
        kiosk.settings.put(SETTING_LEAST_FREE, str(1 << 62))
        with pytest.raises(CannotStore):
            kiosk.ordering.check_ready()
        with pytest.raises(CannotStore):
            an_order().with_lines(1).paid_in_cash().placed_at(kiosk)
        assert whole(kiosk) == 0


def test_a_full_slip_folder_fails_the_job_and_leaves_the_order(
    small: SmallDisk, tmp_path: Path
) -> None:
    a_station(tmp_path / "data").close()
    with open_kiosk(tmp_path / "data", disk=FakeDiskGauge()) as kiosk:
        slips = tmp_path / "data" / "slips"
        order = an_order().with_lines(2).paid_in_cash().placed_at(kiosk)
        if small.mounted:
            slips.symlink_to(small.folder)
            small.fill(kiosk)
        else:
            slips.write_text("no folder")
        job = kiosk.slips.print_slip(number=order.number).value
        assert (job.state, job.copy) == ("failed", 1)
        assert kiosk.ordering.find_order(number=order.number) == order
        assert not list(small.folder.glob("*.pdf*"))
        if small.mounted:
            small.make_room(kiosk)
        else:
            slips.unlink()
        again = kiosk.slips.print_slip(number=order.number).value
        assert (again.state, again.copy) == ("printed", 1)
