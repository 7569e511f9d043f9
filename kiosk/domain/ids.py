"""Identity: record ids made on the device, and the numbers people read.

A record id is a UUIDv7 (unique; its time part orders nothing).  A number is station code, device
letter and counter, `CQ07A-0412`: unique without asking anyone.
"""

from __future__ import annotations

import uuid_utils


def new_id() -> str:
    """Return a new UUIDv7 as 36 characters."""
    return str(uuid_utils.uuid7())


def device_letter(device_index: int) -> str:
    """Return `A` for device 0 up to `J` for device 9."""
    return chr(ord("A") + device_index)


def order_number(*, station: str, device: str, counter: int) -> str:
    """Return the number people read, for example `CQ07A-0412`."""
    return f"{station}{device}-{counter:04d}"
