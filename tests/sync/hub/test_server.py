"""Serving: restarts, errors as problems, the protocol header, the published description."""

from __future__ import annotations

import logging
import re
import socket
from pathlib import Path

import pytest
import requests

from sync import protocol
from sync.hub.errors import Answer
from sync.hub.gate import Gate
from sync.hub.hub import Hub, open_hub
from sync.hub.server import EmbeddedHub
from tests.sync.hub.builders import Device, an_order, kinds, only
from tests.sync.hub.postgres import Cluster


def test_a_hub_comes_back_on_the_same_port(hub: Hub, served: EmbeddedHub, device: Device) -> None:
    url = served.url
    served.stop()
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{url}/v1/hello", timeout=5)
    served.start()
    assert served.url == url
    assert kinds(device.push(device.record(an_order()))) == ["ok"]
    served.stop()
    served.stop()
    assert hub.folder.exists()


def test_a_taken_port_is_told(hub: Hub) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="use"):
            EmbeddedHub(hub, port=port).start()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/v1/push", 405),
        ("POST", "/v1/enrol", 400),
        ("POST", "/v1/push", 401),
        ("GET", "/v1/snapshot/catalogue", 401),
        ("GET", "/v1/snapshot/..%2f..%2fetc", 404),
        ("GET", "/v1/changes?limit=%F0", 400),
    ],
)
def test_every_answer_is_a_problem_with_the_protocol_header(
    served: EmbeddedHub, method: str, path: str, status: int
) -> None:
    answer = requests.request(method, f"{served.url}{path}", timeout=10)
    assert answer.status_code == status
    assert answer.headers[protocol.HEADER_PROTOCOL] == str(protocol.PROTOCOL)
    assert answer.json()["code"]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"{" * 3000, b'{"code":1}'])
def test_any_bytes_to_enrol_are_answered(served: EmbeddedHub, body: bytes) -> None:
    assert requests.post(f"{served.url}/v1/enrol", data=body, timeout=10).status_code == 400


def test_a_bug_is_a_problem_and_its_trace_stays_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def broken_clock() -> int:
        raise RuntimeError("secret of the inside")

    hub = open_hub(tmp_path, clock=broken_clock)
    with EmbeddedHub(hub) as served, caplog.at_level(logging.ERROR):
        answer = requests.get(f"{served.url}/v1/hello", timeout=10)
    hub.close()
    assert (answer.status_code, answer.json()["code"]) == (500, "bug")
    assert "secret" not in answer.text
    assert "secret of the inside" in caplog.text


@only("postgresql")
def test_while_postgresql_is_away_the_hub_says_503_and_then_goes_on(
    cluster: Cluster, device: Device
) -> None:
    record = device.record(an_order())
    cluster.stop()
    answer = device.post(protocol.encode_record(record))
    cluster.start()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert kinds(device.push(record)) == ["ok"]


@only("sqlite")
def test_a_database_that_cannot_be_used_is_a_503_to_try_again(hub: Hub, device: Device) -> None:
    with hub.store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE orders RENAME TO orders_gone")
    record = device.record(an_order())
    answer = device.post(protocol.encode_record(record))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    with hub.store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE orders_gone RENAME TO orders")
    assert kinds(device.push(record)) == ["ok"]


def test_the_description_is_published(served: EmbeddedHub) -> None:
    described = requests.get(f"{served.url}/v1/openapi/openapi.json", timeout=10).json()
    assert set(described["paths"]) == {
        "/v1/hello",
        "/v1/enrol",
        "/v1/push",
        "/v1/snapshot/{name}",
        "/v1/changes",
    }


def test_a_gate_sends_away_who_is_too_many() -> None:
    gate = Gate(2)
    for _ in range(2):
        gate.check(retry_after_s=5)
        gate.enter()
    with pytest.raises(Answer) as away:
        gate.check(retry_after_s=5)
    assert (away.value.status, away.value.headers["Retry-After"]) == (503, "5")
    gate.leave()
    gate.check(retry_after_s=5)


def test_a_gate_forgets_after_a_while() -> None:
    gate = Gate(1, forget_after_s=0)
    gate.enter()
    gate.check(retry_after_s=1)


@only("sqlite")
def test_an_answer_does_not_wait_for_an_acknowledgement(served: EmbeddedHub) -> None:
    with requests.Session() as session:
        took = [
            session.get(f"{served.url}/v1/hello", timeout=10).elapsed.total_seconds()
            for _ in range(30)
        ]
    assert min(took[10:]) < 0.035, "Nagle's algorithm is on: each answer waits 40 ms"


@only("sqlite")
def test_alive_ready_and_what_was_counted(served: EmbeddedHub, device: Device) -> None:
    device.push(device.record(an_order()))
    assert requests.get(f"{served.url}/healthz", timeout=10).json() == {"status": "ok"}
    assert requests.get(f"{served.url}/readyz", timeout=10).json() == {"status": "ready"}
    counted = requests.get(f"{served.url}/metrics", timeout=10).text
    assert 'hub_verdicts_total{verdict="ok"}' in counted
    assert re.search(r'^hub_requests_total{.*path="/v1/push".*} \d', counted, re.MULTILINE)


@only("postgresql")
def test_a_hub_without_its_database_is_alive_but_not_ready(
    cluster: Cluster, served: EmbeddedHub
) -> None:
    cluster.stop()
    ready = requests.get(f"{served.url}/readyz", timeout=10)
    alive = requests.get(f"{served.url}/healthz", timeout=10)
    cluster.start()
    assert (ready.status_code, ready.headers["Retry-After"]) == (503, "5")
    assert alive.status_code == 200
    assert requests.get(f"{served.url}/readyz", timeout=10).status_code == 200


def test_a_gate_is_left_also_by_who_fails() -> None:
    gate = Gate(1)
    with pytest.raises(KeyError), gate.inside(retry_after_s=5):
        raise KeyError
    with gate.inside(retry_after_s=5), pytest.raises(Answer):
        gate.check(retry_after_s=5)
