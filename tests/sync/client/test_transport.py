"""Requests as they go out and answers as they are read, against a scripted hub."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator

import msgspec
import pytest
from nacl.signing import SigningKey

from kiosk.services.kiosk import Kiosk
from sync import protocol
from sync.client.errors import HubRefused, HubUnreachable, MustRefetch, NotTheHub, TryLater
from sync.client.transport import DeviceIdentity, Transport, pack_records
from sync.protocol import ChangesPage, Problem, PushAnswer, Record
from tests.fakes.hub import HELLO, Says, ScriptedHub
from tests.sync.client.conftest import SEED


@pytest.fixture
def transport(kiosk: Kiosk, hub: ScriptedHub) -> Iterator[Transport]:
    opened = Transport(hub.url, identity=DeviceIdentity(kiosk.station), timeouts=(2.0, 2.0))
    yield opened
    opened.close()


def a_record(seq: int = 1) -> Record:
    return Record(seq, f"id{seq}", "agg", "order.placed", 1, 0, msgspec.Raw(b'{"a":1}'))


def test_hello_is_read(transport: Transport) -> None:
    assert transport.hello() == HELLO


def test_a_push_is_gzipped_and_signed_over_what_is_sent(
    transport: Transport, hub: ScriptedHub
) -> None:
    hub.says("/v1/push", Says(PushAnswer([], 0)))
    transport.push(pack_records([a_record(1), a_record(2)]))
    (asked,) = hub.asked
    lines = gzip.decompress(asked.body).splitlines()
    assert [msgspec.json.decode(line, type=Record).seq for line in lines] == [1, 2]
    assert asked.headers["content-encoding"] == "gzip"
    names = (protocol.HEADER_STATION, protocol.HEADER_DEVICE, protocol.HEADER_INCARNATION)
    station, device, incarnation = (asked.headers[name.lower()] for name in names)
    assert (station, device, len(incarnation)) == ("CQ07", "A", 36)
    text = protocol.signing_text(
        method="POST",
        target="/v1/push",
        body=asked.body,
        counter=int(asked.headers[protocol.HEADER_COUNTER.lower()]),
    )
    signature = bytes.fromhex(asked.headers[protocol.HEADER_SIGNATURE.lower()])
    SigningKey(SEED).verify_key.verify(text, signature)


def test_the_target_that_is_signed_is_the_one_that_is_asked(
    transport: Transport, hub: ScriptedHub
) -> None:
    transport.changes(scope="station", cursor="e.station:CQ07 苹/?&=%.0.1", limit=5)
    (asked,) = hub.asked
    counter = int(asked.headers[protocol.HEADER_COUNTER.lower()])
    text = protocol.signing_text(method="GET", target=asked.target, body=b"", counter=counter)
    signature = bytes.fromhex(asked.headers[protocol.HEADER_SIGNATURE.lower()])
    SigningKey(SEED).verify_key.verify(text, signature)


def test_the_counter_rises_also_over_a_restart(kiosk: Kiosk) -> None:
    before = [DeviceIdentity(kiosk.station).next_counter() for _ in range(3)]
    after = DeviceIdentity(kiosk.station).next_counter()
    assert before == sorted(set(before))
    assert after > before[-1]


@pytest.mark.parametrize(
    "said",
    [
        Says(HELLO, ours=False),
        Says(b"<html>Please log in</html>", ours=False),
        Says(status=302, headers={"Location": "http://login.example/"}, ours=False),
        Says(status=503, ours=False),
        Says(status=404, ours=False),
    ],
)
def test_an_answer_without_our_header_is_not_the_hub(
    transport: Transport, hub: ScriptedHub, said: Says
) -> None:
    hub.says("/v1/hello", said)
    with pytest.raises(NotTheHub):
        transport.hello()


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (Says(status=503, headers={"Retry-After": "17"}), 17),
        (Says(status=429, headers={"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}), 30),
        (Says(status=503), 30),
        (Says(status=503, headers={"Retry-After": "9" * 400}), 3600),
        (Says(status=503, headers={"Retry-After": "\xb2"}), 30),  # a digit that is no number
    ],
)
def test_a_busy_hub_says_when_to_come_back(
    transport: Transport, hub: ScriptedHub, said: Says, seconds: int
) -> None:
    hub.says("/v1/hello", said)
    with pytest.raises(TryLater) as caught:
        transport.hello()
    assert caught.value.after_s == seconds


def test_problems_are_told_in_the_hubs_own_words(transport: Transport, hub: ScriptedHub) -> None:
    hub.says("/v1/hello", Says(Problem("revoked", "This device was revoked."), 403))
    with pytest.raises(HubRefused) as caught:
        transport.hello()
    assert (caught.value.code, caught.value.detail) == ("revoked", "This device was revoked.")


def test_a_cursor_that_leads_nowhere(transport: Transport, hub: ScriptedHub) -> None:
    hub.says("/v1/changes", Says(Problem("must_refetch"), 410))
    with pytest.raises(MustRefetch):
        transport.changes(scope="catalogue", cursor="x", limit=5)


@pytest.mark.parametrize(
    "said",
    [
        Says(status=500),
        Says(b"not json"),
        Says(b'{"protocol_min":1}'),
        Says(b""),
        Says(b"\x1f\x8bxx", headers={"Content-Encoding": "gzip"}),
        Says(msgspec.json.encode(HELLO)[:-5], headers={"Content-Length": "500"}),
        Says(b"not a problem", 418),
    ],
)
def test_garbled_answers_are_known_errors(
    transport: Transport, hub: ScriptedHub, said: Says
) -> None:
    hub.says("/v1/hello", said)
    with pytest.raises((HubUnreachable, HubRefused)):
        transport.hello()


def test_nobody_at_the_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(HubUnreachable):
        Transport(f"http://127.0.0.1:{port}").hello()


def test_a_black_hole_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(HubUnreachable):
            Transport(f"http://127.0.0.1:{port}", timeouts=(0.3, 0.3)).hello()


@pytest.mark.parametrize(
    "address", ["", "http://", "ftp://hub", "http://[::1", "http://h:99999", "苹果", "http://\0"]
)
def test_an_address_that_is_none_is_unreachable(address: str) -> None:
    with pytest.raises(HubUnreachable):
        Transport(address).hello()


def test_a_page_may_come_compressed(transport: Transport, hub: ScriptedHub) -> None:
    page = ChangesPage([], "c", more=False)
    packed = gzip.compress(msgspec.json.encode(page))
    hub.says("/v1/changes", Says(packed, headers={"Content-Encoding": "gzip"}))
    assert transport.changes(scope="station", cursor="", limit=5) == page
