"""How long a slip takes: the first one, which loads fonts and libraries, and the later ones."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.bench.commit import place_order
from tests.bench.figures import quantiles
from tests.bench.station import enrolled_kiosk

ROUNDS = 30


def measure() -> dict[str, object]:
    """Return ms of the cold and the warm slips of an order of four lines (80 mm roll)."""
    with tempfile.TemporaryDirectory() as folder:
        kiosk = enrolled_kiosk(Path(folder))
        place_order(kiosk)
        number = kiosk.ordering.list_orders(limit=1)[0].number
        took = []
        for _ in range(ROUNDS + 1):
            before = time.perf_counter()
            kiosk.slips.render_slip(number=number)
            took.append(time.perf_counter() - before)
        kiosk.close()
    return {
        "cold_ms": round(took[0] * 1000, 1),
        "warm_ms": quantiles(took[1:]),
        "target_warm_ms": 50,
    }
