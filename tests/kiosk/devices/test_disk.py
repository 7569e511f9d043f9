"""What every disk gauge holds to, the machine's and the fake."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.devices.disk import DiskGauge, SystemDiskGauge
from tests.fakes.disk import FakeDiskGauge


@pytest.mark.parametrize("make", [SystemDiskGauge, lambda _: FakeDiskGauge()])
def test_a_gauge_tells_whole_bytes(tmp_path: Path, make: type[SystemDiskGauge]) -> None:
    gauge: DiskGauge = make(tmp_path)
    assert isinstance(gauge.free_bytes(), int)
    assert gauge.free_bytes() > 0


def test_a_folder_that_is_still_to_be_made_is_measured_by_its_disk(tmp_path: Path) -> None:
    free = SystemDiskGauge(tmp_path / "not" / "made").free_bytes()
    assert abs(free - shutil.disk_usage(tmp_path).free) < 1 << 30


def test_the_fake_has_as_much_as_the_test_says() -> None:
    gauge = FakeDiskGauge()
    gauge.free = 7
    assert gauge.free_bytes() == 7
