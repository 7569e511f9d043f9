"""The screens on a station with 100,000 goods: start, keystroke, flicking, memory."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from kiosk.services.kiosk import open_kiosk
from sync.protocol import Goods
from tests.bench.station import big_station, enrolled_kiosk
from tests.synthetic import synthetic_catalogue

ROOT = Path(__file__).resolve().parents[2]
STARTS = 5


def measure(folder: Path) -> dict[str, object]:
    """Return all figures of the screens; `folder` is for the stations that are made."""
    station = big_station(folder / "station")
    starts = [_child("start", station) for _ in range(STARTS + 1)]
    return {
        "start": {
            "goods": _goods(station),
            "first_page_s": {
                "very_first": starts[0]["first_page_s"],
                "median": statistics.median(float(str(s["first_page_s"])) for s in starts[1:]),
                "target": 1.0,
            },
            "rss_home_mb": max(float(str(s["rss_mb"])) for s in starts),
            "target_rss_home_mb": 150,
        },
        "search": {**_child("search", station), "target_p99_ms": 33},
        "flick": {
            **_child("flick", _pictured(folder / "pictured")),
            "target_frame_p95_ms": 16,
            "target_rss_after_mb": 200,
        },
    }


def _goods(station: Path) -> int:
    kiosk = open_kiosk(station)
    count = kiosk.shopping.count_products(category="")
    kiosk.close()
    return count


def _pictured(folder: Path) -> Path:
    """Make a station whose 10,000 goods have a picture file each, so that none is shared."""
    kiosk = enrolled_kiosk(folder)
    head, categories, goods = synthetic_catalogue(10_000)
    lines = [head, *categories, *(_with_picture(n, one) for n, one in enumerate(goods))]
    kiosk.catalogue.load_snapshot((msgspec.json.encode(one) + b"\n" for one in lines), cursor="")
    kiosk.close()
    pictures = folder / "pictures"
    pictures.mkdir()
    known = sorted((ROOT / "assets" / "pictures").glob("*.png"))
    for path in known:
        shutil.copy(path, pictures)
    for n in range(len(goods)):
        shutil.copy(known[n % len(known)], pictures / f"p{n:05d}.png")
    return folder


def _with_picture(n: int, one: Goods) -> Goods:
    return msgspec.structs.replace(one, picture=f"p{n:05d}")


def _child(what: str, folder: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.child", what, str(folder), str(time.time())],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=600,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode()[-2000:])
    return msgspec.json.decode(done.stdout, type=dict[str, object])
