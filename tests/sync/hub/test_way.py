"""The way through, over real HTTP: enrol, fetch the catalogue, push an order, read the answer."""

from __future__ import annotations

import gzip

import msgspec
import requests

from sync import protocol
from sync.hub.hub import Hub
from sync.hub.server import EmbeddedHub
from tests.sync.hub.builders import Device, a_good, an_order, kinds, stock_up


def test_hello_says_what_the_hub_allows(served: EmbeddedHub, hub: Hub) -> None:
    answer = requests.get(f"{served.url}/v1/hello", timeout=10)
    said = msgspec.json.decode(answer.content, type=protocol.Hello)
    assert said.epoch == hub.epoch
    assert said.protocol_min <= protocol.PROTOCOL <= said.protocol_max
    assert said.bytes_most == protocol.PUSH_BYTES_MOST


def test_an_order_goes_up_and_its_answer_comes_down(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good())
    order = an_order()
    answer = device.push(device.record(order))
    assert kinds(answer) == ["ok"]
    assert answer.ack_through == 1
    events = device.events()
    assert [(e.order_id, e.event) for e in events] == [(order.order_id, "accepted")]


def test_the_catalogue_comes_down_whole_and_goes_on_by_changes(hub: Hub, device: Device) -> None:
    stock_up(hub, a_good("A1"), a_good("A2", 300))
    answer = device.get("/v1/snapshot/catalogue")
    lines = gzip.decompress(answer.content).splitlines()
    head = msgspec.json.decode(lines[0], type=protocol.SnapshotHead)
    assert (head.version, head.categories, head.goods) == (1, 1, 2)
    goods = [msgspec.json.decode(line, type=protocol.Goods) for line in lines[2:]]
    assert [item.sku for item in goods] == ["A1", "A2"]
    stock_up(hub, a_good("A1"), a_good("A2", 350))
    page = device.page(scope="catalogue", cursor=answer.headers[protocol.HEADER_CURSOR])
    assert [(c.kind, c.id, c.version) for c in page.changes] == [
        ("goods", "A2", 2),
        ("catalogue", "catalogue", 2),
    ]
    assert not page.more
