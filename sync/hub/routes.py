"""The hub's HTTP resources: thin words over the services, all errors as `Problem` bodies.

Every answer, also an error, carries the protocol header: an answer without it came from a
captive portal, and a station does not believe it.
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Final, NamedTuple

import msgspec
from litestar import Litestar, Response, get, post
from litestar.config.compression import CompressionConfig
from litestar.exceptions import HTTPException, InternalServerException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.types import Message, Scope
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sync.hub.accounts import Sender, Signed, authenticate, enrol_device
from sync.hub.bodies import unpacked
from sync.hub.desk import RETRY_AFTER_S, AnyRequest, Desk, count_verdicts, desk_of
from sync.hub.errors import Answer
from sync.hub.feed import Cursor, must_refetch, read_changes
from sync.hub.health import Metrics, counting, healthz, readyz
from sync.hub.hub import Hub
from sync.hub.push import Batch, take_push
from sync.hub.ranges import answer_file
from sync.hub.record_lines import too_many
from sync.hub.snapshot import publish_snapshot
from sync.hub.waiting import take_up_held
from sync.protocol import (
    CHANGES_PAGE_MOST,
    HEADER_COUNTER,
    HEADER_CURSOR,
    HEADER_DEVICE,
    HEADER_INCARNATION,
    HEADER_PROTOCOL,
    HEADER_SIGNATURE,
    HEADER_STATION,
    PROTOCOL,
    PUSH_BYTES_MOST,
    SCHEMA,
    SCOPE_CATALOGUE,
    SCOPE_STATION,
    ChangesPage,
    Enrolment,
    EnrolRequest,
    Hello,
    Problem,
    PushAnswer,
)

_log = logging.getLogger(__name__)

_GZIP_LEVEL: Final = 5
_GZIP_LEAST: Final = 500
"""Answers shorter than so many bytes travel as they are."""

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})


class _Push(NamedTuple):
    """A push as it came."""

    signed: Signed
    incarnation: str
    encoding: str


def build_app(hub: Hub, *, close: bool = False) -> Litestar:
    """Return the ASGI application of a hub, which `close` closes at its end."""
    take_up_held(hub)
    app = Litestar(
        route_handlers=[hello, enrol, push, snapshot, changes, healthz, readyz, Metrics],
        middleware=[counting],
        on_shutdown=[hub.close] if close else [],
        exception_handlers={Exception: _tell_problem},
        before_send=[_mark_as_ours],
        compression_config=CompressionConfig(
            backend="gzip",
            gzip_compress_level=_GZIP_LEVEL,
            minimum_size=_GZIP_LEAST,
            exclude="/v1/snapshot",
        ),
        request_max_body_size=PUSH_BYTES_MOST,
        openapi_config=OpenAPIConfig(
            title="Village kiosk hub",
            version=str(PROTOCOL),
            path="/v1/openapi",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        ),
        logging_config=None,
    )
    app.state.desk = Desk(hub)
    return app


@get("/v1/hello", summary="What this hub is and allows")
async def hello(
    request: AnyRequest, station: FromQuery[str] = "", catalogue: FromQuery[str] = ""
) -> Hello:
    """Say what is spoken and allowed; to a signed request also which cursors are at the end."""
    desk = desk_of(request)
    current: list[str] = []
    if station or catalogue:
        cursors = {SCOPE_STATION: station, SCOPE_CATALOGUE: catalogue}
        asked = partial(_current, desk.hub, _signed(request, b""), cursors)
        with desk.reads.inside(retry_after_s=RETRY_AFTER_S):
            current = await desk.run(asked)
    return Hello(
        protocol_min=PROTOCOL,
        protocol_max=PROTOCOL,
        schema_max=SCHEMA,
        epoch=desk.hub.epoch,
        now=desk.hub.clock(),
        current=current,
    )


@post("/v1/enrol", summary="Make a device part of a station", status_code=200)
async def enrol(request: AnyRequest) -> Enrolment:
    """Take an `EnrolRequest` with a one-time code; the device's key is known from now on."""
    desk = desk_of(request)
    desk.wrong_codes.check(retry_after_s=60)
    asked = _enrol_request(await request.body())
    try:
        return await desk.run(partial(enrol_device, desk.hub, asked))
    except Answer as answer:
        if answer.code == "bad_code":
            desk.wrong_codes.enter()
        raise


@post("/v1/push", summary="Take a station's records", status_code=200)
async def push(request: AnyRequest) -> PushAnswer:
    """Take NDJSON of `Record` lines, gzipped or plain; a verdict for each comes back."""
    desk = desk_of(request)
    with desk.pushes.inside(retry_after_s=RETRY_AFTER_S):
        body = await request.body()
        asked = _Push(
            signed=_signed(request, body),
            incarnation=request.headers.get(HEADER_INCARNATION, ""),
            encoding=request.headers.get("Content-Encoding", "").strip().lower(),
        )
        answer = await desk.run(partial(_take, desk.hub, asked))
    count_verdicts(answer)
    return answer


@get("/v1/snapshot/{name:str}", summary="The catalogue as a ready file")
async def snapshot(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """Hand out gzip NDJSON with ETag, Range and the cursor from which changes go on."""
    desk = desk_of(request)
    with desk.reads.inside(retry_after_s=RETRY_AFTER_S):
        await desk.run(partial(authenticate, desk.hub, _signed(request, b"")))
        if name != SCOPE_CATALOGUE:
            raise Answer("unknown_scope", "There is no such snapshot.", status=404)
        published = await desk.run(partial(publish_snapshot, desk.hub))
        answer = await desk.run(partial(answer_file, published, request.headers))
    answer.headers[HEADER_CURSOR] = published.cursor
    return answer


@get("/v1/changes", summary="What changed after a cursor")
async def changes(
    request: AnyRequest,
    name: Annotated[str, QueryParameter(name="scope")] = SCOPE_STATION,
    cursor: FromQuery[str] = "",
    limit: FromQuery[int] = CHANGES_PAGE_MOST // 2,
) -> ChangesPage:
    """Return a page of changes; 410 `must_refetch` for a cursor that leads nowhere any more."""
    desk = desk_of(request)
    with desk.reads.inside(retry_after_s=RETRY_AFTER_S):
        sender = await desk.run(partial(authenticate, desk.hub, _signed(request, b"")))
        place = _cursor(desk.hub, name, cursor)
        size = max(1, min(limit, CHANGES_PAGE_MOST))
        return await desk.run(partial(_page, desk.hub, sender, place, size))


def _signed(request: AnyRequest, body: bytes) -> Signed:
    headers = request.headers
    query = request.scope["query_string"].decode("latin-1")
    path = request.scope["raw_path"].decode("latin-1").partition("?")[0]
    return Signed(
        method=request.method,
        target=f"{path}?{query}" if query else path,
        body=body,
        station=headers.get(HEADER_STATION, ""),
        device=headers.get(HEADER_DEVICE, ""),
        counter=headers.get(HEADER_COUNTER, ""),
        signature=headers.get(HEADER_SIGNATURE, ""),
    )


def _enrol_request(body: bytes) -> EnrolRequest:
    try:
        return msgspec.json.decode(body, type=EnrolRequest)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Answer("bad_request", "This is no enrolment request.", status=400) from error


def _take(hub: Hub, asked: _Push) -> PushAnswer:
    sender = authenticate(hub, asked.signed)
    if not 0 < len(asked.incarnation) <= 64:
        raise Answer("no_incarnation", "The request does not say its incarnation.", status=400)
    payload = unpacked(asked.signed.body, encoding=asked.encoding, most=PUSH_BYTES_MOST)
    if too_many(payload):
        raise Answer("too_many", "Send fewer records at a time.", status=413)
    return take_push(hub, Batch(sender, asked.incarnation, int(asked.signed.counter)), payload)


def _cursor(hub: Hub, scope: str, text: str) -> Cursor:
    if scope not in {SCOPE_CATALOGUE, SCOPE_STATION}:
        raise Answer("unknown_scope", "There is no such scope.", status=404)
    if not text and scope == SCOPE_STATION:
        return Cursor.beginning(hub.epoch, scope)
    cursor = Cursor.parse(text)
    # The catalogue begins with its snapshot, which carries the first cursor.
    if cursor is None or cursor.epoch != hub.epoch or cursor.scope != scope:
        raise must_refetch()
    return cursor


def _current(hub: Hub, signed: Signed, cursors: Mapping[str, str]) -> list[str]:
    """Return the scopes whose cursor has nothing after it; none to a stranger."""
    try:
        sender = authenticate(hub, signed)
    except Answer:
        return []
    return [scope for scope, text in cursors.items() if _is_current(hub, sender, scope, text)]


def _is_current(hub: Hub, sender: Sender, scope: str, text: str) -> bool:
    try:
        return bool(text) and not _page(hub, sender, _cursor(hub, scope, text), 1).changes
    except Answer:
        return False


def _page(hub: Hub, sender: Sender, cursor: Cursor, limit: int) -> ChangesPage:
    with hub.store.read() as connection:
        return read_changes(hub.store, connection, cursor, station=sender.station, limit=limit)


async def _mark_as_ours(message: Message, _scope: Scope) -> None:
    if message["type"] == "http.response.start":
        header = (HEADER_PROTOCOL.lower().encode(), str(PROTOCOL).encode())
        message["headers"] = [*message["headers"], header]


def _tell_problem(request: AnyRequest, error: Exception) -> Response[Problem]:
    """Turn any exception into a `Problem`; what was not expected goes to the log alone."""
    answer = _as_answer(error)
    if answer.status >= 500 and answer.code == "bug":
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return Response(
        content=Problem(code=answer.code, detail=answer.detail),
        status_code=answer.status,
        headers=dict(answer.headers),
        media_type="application/json",
    )


def _is_full(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno in _NO_ROOM


def _as_answer(error: Exception) -> Answer:
    if isinstance(error, Answer):
        return error
    if isinstance(error, InternalServerException) and "disconnected" in str(error.detail):
        return Answer("cut_off", "The request did not come to its end.", status=400)
    if isinstance(error, HTTPException) and error.status_code < 500:
        return Answer(f"http_{error.status_code}", str(error.detail), status=error.status_code)
    if isinstance(error, OperationalError | PoolTimeout) or _is_full(error):
        wait = {"Retry-After": str(RETRY_AFTER_S)}
        return Answer("busy", "The hub cannot write now; try again.", status=503, headers=wait)
    return Answer("bug", "The hub could not work on this request.", status=500)
