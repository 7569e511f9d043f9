"""The wire: one requests session to one hub, every answer checked, every fault a known error.

An answer counts only when it carries the protocol header; whatever else answers (a captive
portal, a router, a wrong address) is `NotTheHub` and changes nothing.  Redirects are not
followed, for the same reason.  Requests are signed with the device's key over method, target,
body as sent and a counter that only rises.
"""

from __future__ import annotations

import gzip
import ipaddress
import logging
from collections.abc import Iterator, Sequence
from typing import Final, Protocol, TypeVar
from urllib.parse import SplitResult, urlencode, urlsplit

import msgspec
import requests
from urllib3.exceptions import HTTPError

from kiosk.services.station import StationDesk
from sync.client.errors import HubRefused, HubUnreachable, MustRefetch, NotTheHub, TryLater
from sync.client.schedule import RETRY_AFTER_MOST_S
from sync.protocol import (
    HEADER_COUNTER,
    HEADER_DEVICE,
    HEADER_INCARNATION,
    HEADER_PROTOCOL,
    HEADER_SIGNATURE,
    HEADER_STATION,
    PROTOCOL,
    ChangesPage,
    Enrolment,
    EnrolRequest,
    Hello,
    Problem,
    PushAnswer,
    Record,
    encode_record,
    signing_text,
)

M = TypeVar("M", bound=msgspec.Struct)

CONNECT_S: Final = 5.0
READ_S: Final = 30.0
"""Longest silence within an answer; a slow line that still drips is no silence."""

ANSWER_MOST: Final = 64 * 1024 * 1024
RETRY_AFTER_S: Final = 30.0
_GZIP_LEVEL: Final = 6
_DIGITS_MOST: Final = 12


class Identity(Protocol):
    """Who signs the requests."""

    def headers(self) -> dict[str, str]:
        """Return what names station, device and incarnation."""
        ...

    def next_counter(self) -> int:
        """Return a number that is greater than all before, also those before a restart."""
        ...

    def sign(self, text: bytes) -> str:
        """Return the Ed25519 signature in hex."""
        ...


class Transport:
    """Requests to the hub at `base_url`; used by one thread at a time.

    Every method raises `HubUnreachable`, `NotTheHub`, `TryLater` or `HubRefused`; the first also
    comes for an address that is none.
    """

    def __init__(
        self,
        base_url: str,
        *,
        identity: Identity | None = None,
        session: requests.Session | None = None,
        timeouts: tuple[float, float] = (CONNECT_S, READ_S),
    ) -> None:
        self._base = base_url.rstrip("/")
        self._prefix = _split(self._base).path
        self._identity = identity
        self._session = session or _session(self._base)
        self._timeouts = timeouts

    def hello(self, *, station: str = "", catalogue: str = "") -> Hello:
        """Ask what the hub is and allows, and whether anything follows the two cursors."""
        shown = {"station": station, "catalogue": catalogue}
        query = urlencode({scope: cursor for scope, cursor in shown.items() if cursor})
        return self._ask("GET", f"/v1/hello?{query}" if query else "/v1/hello", Hello)

    def enrol(self, request: EnrolRequest) -> Enrolment:
        """Show the one-time code; asking again with the same key gives the same answer."""
        return self._ask("POST", "/v1/enrol", Enrolment, body=msgspec.json.encode(request))

    def push(self, packed: bytes) -> PushAnswer:
        """Send records, packed by `pack_records`, and return a verdict for each."""
        headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
        return self._ask("POST", "/v1/push", PushAnswer, body=packed, headers=headers)

    def changes(self, *, scope: str, cursor: str, limit: int) -> ChangesPage:
        """Return the page after a cursor; raises `MustRefetch` when the cursor is too old."""
        query = urlencode({"scope": scope, "cursor": cursor, "limit": limit})
        return self._ask("GET", f"/v1/changes?{query}", ChangesPage)

    def open_snapshot(self, scope: str, headers: dict[str, str]) -> requests.Response:
        """Return the answer with the snapshot's bytes still on the wire; status 200, 206 or 416.

        The caller closes it and reads it by `read_chunks`.
        """
        return self._send("GET", f"/v1/snapshot/{scope}", headers=headers, also=(416,))

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    def _ask(
        self,
        method: str,
        target: str,
        kind: type[M],
        *,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> M:
        with self._send(method, target, body=body, headers=headers) as response:
            content = _read(response)
        try:
            return msgspec.json.decode(content, type=kind)
        except msgspec.MsgspecError as error:
            raise HubUnreachable(reason=f"garbled answer: {error}"[:200]) from error

    def _send(
        self,
        method: str,
        target: str,
        *,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        also: tuple[int, ...] = (),
    ) -> requests.Response:
        """Return a good answer whose body is not read yet; everything else is raised."""
        try:
            response = self._session.request(
                method,
                self._base + target,
                data=body or None,
                headers={**(headers or {}), **self._signature(method, target, body)},
                timeout=self._timeouts,
                allow_redirects=False,
                stream=True,
            )
        except (requests.RequestException, HTTPError, OSError) as error:
            raise HubUnreachable(reason=str(error)[:200]) from error
        try:
            _check(response, also)
        except BaseException:
            response.close()
            raise
        return response

    def _signature(self, method: str, target: str, body: bytes) -> dict[str, str]:
        headers = {HEADER_PROTOCOL: str(PROTOCOL)}
        if self._identity is None:
            return headers
        counter = self._identity.next_counter()
        text = signing_text(method=method, target=self._prefix + target, body=body, counter=counter)
        return {
            **headers,
            **self._identity.headers(),
            HEADER_COUNTER: str(counter),
            HEADER_SIGNATURE: self._identity.sign(text),
        }


class DeviceIdentity:
    """The enrolled device of a station's desk."""

    def __init__(self, desk: StationDesk) -> None:
        self._desk = desk
        station = desk.station()
        self._signer = desk.signing_key()
        self._headers = {
            HEADER_STATION: station.code,
            HEADER_DEVICE: station.device,
            HEADER_INCARNATION: desk.incarnation,
        }

    def headers(self) -> dict[str, str]:
        """Return what names station, device and incarnation."""
        return dict(self._headers)

    def next_counter(self) -> int:
        """Return the next number of the counter kept in `station.db`."""
        return self._desk.next_count("request")

    def sign(self, text: bytes) -> str:
        """Return the Ed25519 signature in hex."""
        return self._signer.sign(text).hex()


def _session(base_url: str) -> requests.Session:
    session = requests.Session()
    session.headers["User-Agent"] = "village-kiosk"
    # A header cut in two is an everyday fault, told by its error; urllib3 warns with a traceback.
    logging.getLogger("urllib3.connection").setLevel(logging.ERROR)
    session.trust_env = not _is_loopback(base_url)
    return session


def _is_loopback(base_url: str) -> bool:
    """Tell whether the hub runs on this machine: no proxy stands between."""
    host = _split(base_url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise HubUnreachable(reason=f"no address: {url[:100]}") from error


def _check(response: requests.Response, also: tuple[int, ...]) -> None:
    """Raise what an answer means unless it is a good one."""
    if HEADER_PROTOCOL not in response.headers:
        raise NotTheHub(status=response.status_code)
    status = response.status_code
    if status in {200, 206, *also}:
        return
    if status in {429, 503}:
        raise TryLater(_seconds(response.headers.get("Retry-After", "")))
    if status >= 500:
        raise HubUnreachable(reason=f"the hub failed with {status}")
    problem = _problem(_read(response))
    if status == 410:
        raise MustRefetch(detail=problem.detail)
    raise HubRefused(problem.code, problem.detail, status)


def pack_records(records: Sequence[Record]) -> bytes:
    """Return records as they travel: gzip NDJSON, the same bytes for the same records."""
    lines = b"".join([encode_record(record) + b"\n" for record in records])
    return gzip.compress(lines, _GZIP_LEVEL, mtime=0)


def read_chunks(response: requests.Response, size: int) -> Iterator[bytes]:
    """Yield the body as it lies on the hub's disk, not unpacked; raises `HubUnreachable`."""
    try:
        yield from response.raw.stream(size, decode_content=False)
    except (requests.RequestException, HTTPError, OSError) as error:
        raise HubUnreachable(reason=str(error)[:200]) from error


def _read(response: requests.Response) -> bytes:
    content = bytearray()
    try:
        for chunk in response.iter_content(64 * 1024):
            content += chunk
            if len(content) > ANSWER_MOST:
                raise HubUnreachable(reason="endless answer")
    except (requests.RequestException, HTTPError, OSError) as error:
        raise HubUnreachable(reason=str(error)[:200]) from error
    return bytes(content)


def _problem(content: bytes) -> Problem:
    try:
        return msgspec.json.decode(content, type=Problem)
    except msgspec.MsgspecError:
        return Problem("unknown", content[:200].decode("utf-8", "replace"))


def _seconds(text: str) -> float:
    """Return the seconds of a Retry-After header, an hour at most; a date is as good as none."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()):
        return RETRY_AFTER_S
    return min(float(digits[:_DIGITS_MOST]), RETRY_AFTER_MOST_S)
