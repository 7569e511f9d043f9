"""The catalogue as a file: whole, in parts, again, and never half written."""

from __future__ import annotations

import gzip
import hashlib

import msgspec
import pytest

from sync import protocol
from sync.hub.hub import Hub, open_hub
from sync.hub.snapshot import publish_snapshot
from sync.protocol import Category, Goods, SnapshotHead
from tests.sync.hub.builders import Device, a_good, stock_up

TARGET = "/v1/snapshot/catalogue"


def test_before_the_first_import_the_catalogue_is_empty(device: Device) -> None:
    answer = device.get(TARGET)
    head = msgspec.json.decode(gzip.decompress(answer.content), type=SnapshotHead)
    assert head == SnapshotHead(version=0, currency="CNY", categories=0, goods=0)


def test_the_file_is_head_categories_goods(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good("B", position=2), a_good("A", position=9), a_good("C", position=1))
    answer = device.get(TARGET)
    lines = gzip.decompress(answer.content).splitlines()
    head = msgspec.json.decode(lines[0], type=SnapshotHead)
    shelves = [msgspec.json.decode(line, type=Category) for line in lines[1 : 1 + head.categories]]
    goods = [msgspec.json.decode(line, type=Goods) for line in lines[1 + head.categories :]]
    assert [shelf.name for shelf in shelves] == ["食品"]
    assert [item.sku for item in goods] == ["C", "B", "A"]
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["ETag"].strip('"') == hashlib.sha256(answer.content).hexdigest()[:32]


def test_a_broken_download_goes_on_by_ranges(hub: Hub, device: Device) -> None:
    stock_up(hub, *(a_good(f"A{n}") for n in range(200)))
    whole = device.get(TARGET)
    size = len(whole.content)
    first = device.get(TARGET, Range="bytes=0-99")
    assert (first.status_code, first.headers["Content-Range"]) == (206, f"bytes 0-99/{size}")
    rest = device.get(TARGET, Range="bytes=100-", If_Range=whole.headers["ETag"])
    assert rest.status_code == 206
    assert first.content + rest.content == whole.content
    assert device.get(TARGET, Range="bytes=-10").content == whole.content[-10:]
    assert first.headers[protocol.HEADER_CURSOR] == whole.headers[protocol.HEADER_CURSOR]


def test_a_range_of_an_older_file_is_answered_with_the_new_one_whole(
    hub: Hub, device: Device
) -> None:
    stock_up(hub, a_good())
    old = device.get(TARGET)
    stock_up(hub, a_good(price=999))
    answer = device.get(TARGET, Range="bytes=50-", If_Range=old.headers["ETag"])
    assert answer.status_code == 200
    assert answer.headers["ETag"] != old.headers["ETag"]


def test_a_range_beyond_the_file_says_how_long_it_is(device: Device) -> None:
    size = len(device.get(TARGET).content)
    answer = device.get(TARGET, Range=f"bytes={size}-")
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{size}")
    assert answer.headers[protocol.HEADER_PROTOCOL] == "1"


@pytest.mark.parametrize("unit", ["lines=0-1", "bytes=-", "bytes=x-", "bytes=0-1,3-4", ""])
def test_a_range_that_makes_no_sense_gets_the_whole_file(device: Device, unit: str) -> None:
    assert device.get(TARGET, Range=unit).status_code == 200


def test_who_has_the_file_gets_nothing(device: Device) -> None:
    etag = device.get(TARGET).headers["ETag"]
    answer = device.get(TARGET, If_None_Match=etag)
    assert (answer.status_code, answer.content) == (304, b"")


def test_only_two_files_stay_and_a_missing_one_is_made_again(hub: Hub, database_url: str) -> None:
    for price in range(1, 6):
        stock_up(hub, a_good(price=price))
        published = publish_snapshot(hub)
    files = sorted((hub.folder / "snapshots").iterdir())
    assert len(files) == 2
    assert published.path in files
    content = published.path.read_bytes()
    published.path.unlink()
    reopened = open_hub(hub.folder, database_url)
    again = publish_snapshot(reopened)
    reopened.close()
    assert (again, again.path.read_bytes()) == (published, content)


def test_an_unknown_snapshot_is_not_found(device: Device) -> None:
    assert device.get("/v1/snapshot/residents").status_code == 404
