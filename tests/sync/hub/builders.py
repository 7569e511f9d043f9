"""Builders for the hub's tests: a device that signs and pushes, orders, catalogues."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests
import uuid_utils
from nacl.signing import SigningKey

from sync import protocol
from sync.hub.accounts import create_enrol_code
from sync.hub.catalogue import Stocked, apply_catalogue
from sync.hub.hub import Hub
from sync.protocol import (
    Category,
    ChangesPage,
    Enrolment,
    EnrolRequest,
    Goods,
    LineBody,
    OrderPlaced,
    PushAnswer,
    Record,
)

STORES = ("sqlite", "postgresql")


def only(store: str) -> pytest.MarkDecorator:
    """Run a test that takes a hub on one of its stores alone."""
    return pytest.mark.parametrize("database_url", [store], indirect=True)


SHELF = Category(id="c1", name="食品", name_en="Food")


def new_id() -> str:
    return str(uuid_utils.uuid7())


def a_good(sku: str = "A1", price: int = 250, **more: Any) -> Goods:
    return Goods(sku=sku, name=f"货{sku}", category="c1", unit="件", price_minor=price, **more)


def stock_up(
    hub: Hub, *goods: Goods, stock: int | None = None, replace: bool = False, currency: str = "CNY"
) -> int:
    """Put goods on sale; returns the catalogue's version."""
    items = [Stocked(item, stock) for item in goods]
    done = apply_catalogue(hub, tree=[SHELF], stock=items, currency=currency, replace=replace)
    return done.version


def a_line(sku: str = "A1", quantity: int = 2, price: int = 250, unit_grams: int = 0) -> LineBody:
    amount = price * quantity
    if unit_grams:
        amount = (2 * price * quantity + unit_grams) // (2 * unit_grams)
    return LineBody(sku, quantity, price, amount, unit_grams)


def an_order(*lines: LineBody, number: str = "CQ07A-0001", **more: Any) -> OrderPlaced:
    lines = lines or (a_line(),)
    total = more.pop("total", sum(line.amount_minor for line in lines))
    return OrderPlaced(
        order_id=more.pop("order_id", None) or new_id(),
        number=number,
        short_code=more.pop("short_code", "123-456-7"),
        lines=list(lines),
        total_minor=total,
        currency=more.pop("currency", "CNY"),
        pay=more.pop("pay", "cash"),
        catalogue_version=more.pop("catalogue_version", 1),
        content_hash=more.pop("content_hash", None) or protocol.order_hash(lines, total),
        **more,
    )


class Device:
    """A station's device as the hub's tests need it: signs, pushes, reads changes."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.key = SigningKey.generate()
        self.incarnation = new_id()
        self.station = ""
        self.letter = ""
        self._counter = itertools.count(1)
        self._seq = itertools.count(1)

    def enrol(self, code: str) -> Enrolment:
        asked = EnrolRequest(
            code=code, public_key=bytes(self.key.verify_key).hex(), incarnation=self.incarnation
        )
        answer = requests.post(f"{self.url}/v1/enrol", data=msgspec.json.encode(asked), timeout=10)
        answer.raise_for_status()
        enrolment = msgspec.json.decode(answer.content, type=Enrolment)
        self.station, self.letter = enrolment.station, enrolment.device
        return enrolment

    def headers(self, method: str, target: str, body: bytes = b"") -> dict[str, str]:
        counter = next(self._counter)
        text = protocol.signing_text(method=method, target=target, body=body, counter=counter)
        return {
            protocol.HEADER_STATION: self.station,
            protocol.HEADER_DEVICE: self.letter,
            protocol.HEADER_INCARNATION: self.incarnation,
            protocol.HEADER_COUNTER: str(counter),
            protocol.HEADER_SIGNATURE: self.key.sign(text).signature.hex(),
        }

    def record(self, body: msgspec.Struct, *, aggregate: str = "", **more: Any) -> Record:
        kinds = {kind: name for name, kind in protocol.BODY_TYPES.items()}
        named = aggregate or getattr(body, "order_id", "") or getattr(body, "resident_id", "x")
        return Record(
            seq=more.get("seq") or next(self._seq),
            id=more.get("id") or new_id(),
            aggregate=named,
            type=more.get("type") or kinds[type(body)],
            schema=more.get("schema", protocol.SCHEMA),
            at=more.get("at", 1_700_000_000_000),
            body=msgspec.Raw(msgspec.json.encode(body)),
        )

    def post(self, payload: bytes, *, packed: bool = True) -> requests.Response:
        body = gzip.compress(payload) if packed else payload
        headers = self.headers("POST", "/v1/push", body)
        if packed:
            headers["Content-Encoding"] = "gzip"
        return requests.post(f"{self.url}/v1/push", data=body, headers=headers, timeout=60)

    def push(self, *records: Record) -> PushAnswer:
        answer = self.post(b"\n".join(protocol.encode_record(r) for r in records))
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=PushAnswer)

    def get(self, target: str, **headers: str) -> requests.Response:
        signed = self.headers("GET", target) | {k.replace("_", "-"): v for k, v in headers.items()}
        return requests.get(f"{self.url}{target}", headers=signed, timeout=60)

    def page(self, *, scope: str = "station", cursor: str = "", limit: int = 500) -> ChangesPage:
        answer = self.get(f"/v1/changes?scope={scope}&cursor={cursor}&limit={limit}")
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=ChangesPage)

    def events(self, cursor: str = "") -> list[protocol.OrderEvent]:
        return [
            msgspec.json.decode(change.body, type=protocol.OrderEvent)
            for change in self.page(cursor=cursor, limit=1000).changes
            if change.kind == protocol.CHANGE_ORDER
        ]


def a_device(hub: Hub, url: str, station: str = "CQ07") -> Device:
    device = Device(url)
    device.enrol(create_enrol_code(hub, station=station, name="云坪村"))
    return device


def kinds(answer: PushAnswer) -> list[str]:
    return [verdict.verdict.value for verdict in answer.verdicts]


def write_csv(path: Path, header: str, rows: Iterable[str] | Sequence[str]) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path
