"""What one sync does with answers a real hub gives once in a year, or never."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Callable, Iterable

import msgspec
import pytest

from kiosk.domain.changes import Topic
from kiosk.services.kiosk import Kiosk
from sync.client.engine import SETTING_OFFSET, Engine
from sync.client.errors import HubRefused, HubUnreachable, SyncStopped, TryLater
from sync.protocol import (
    HEADER_CURSOR,
    Category,
    ChangesPage,
    Goods,
    Problem,
    PushAnswer,
    Record,
    SnapshotHead,
    Verdict,
    VerdictKind,
    decode_records,
)
from tests.fakes.hub import HELLO, Asked, Says, ScriptedHub
from tests.sync.client.orders import place

SNAPSHOT = "/v1/snapshot/catalogue"


def records(asked: Asked) -> list[Record]:
    return list(decode_records(gzip.decompress(asked.body)))


def judges(judge: Callable[[Record], VerdictKind | None]) -> Callable[[Asked], Says]:
    """Answer a push with a verdict for each record; None leaves a record without one."""

    def answer(asked: Asked) -> Says:
        verdicts = [
            Verdict(one.seq, one.id, kind) for one in records(asked) if (kind := judge(one))
        ]
        return Says(PushAnswer(verdicts, 0))

    return answer


def a_snapshot(name: str = "苹果", version: int = 3, lines: Iterable[bytes] = ()) -> Says:
    head = SnapshotHead(version, "CNY", 1, 1)
    parts = (head, Category("food", "食品"), Goods("A1", name, "food", "个", 150))
    text = b"\n".join([*map(msgspec.json.encode, parts), *lines])
    packed = gzip.compress(text, mtime=0)
    etag = f'"{hashlib.sha256(packed).hexdigest()}"'
    return Says(packed, headers={"ETag": etag, HEADER_CURSOR: f"c{version}"})


@pytest.fixture(autouse=True)
def good_hub(hub: ScriptedHub) -> None:
    hub.says("/v1/push", judges(lambda _: VerdictKind.OK))
    hub.says(SNAPSHOT, a_snapshot())


def test_orders_go_first_then_changes_then_the_catalogue(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub
) -> None:
    place(kiosk)
    report = engine.sync_once()
    assert report.ok
    assert (report.pushed, report.catalogue_version) == (1, 3)
    assert {Topic.ORDERS, Topic.CATALOGUE} <= report.changed
    paths = [one.target.partition("?")[0] for one in hub.asked]
    assert paths == ["/v1/hello", "/v1/push", "/v1/changes", SNAPSHOT]


def test_records_are_marked_sent_before_they_leave(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub
) -> None:
    (order,) = place(kiosk)
    seen = []

    def look(asked: Asked) -> Says:
        seen.append(kiosk.ordering.find_order(number=order.id).sync_state)
        return judges(lambda _: VerdictKind.OK)(asked)

    hub.says("/v1/push", look)
    engine.sync_once()
    assert seen == ["sent"]


def test_one_refused_record_holds_up_no_other(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub
) -> None:
    orders = place(kiosk, 5)
    bad = orders[2].id
    hub.says(
        "/v1/push",
        judges(lambda one: VerdictKind.REJECTED if one.aggregate == bad else VerdictKind.OK),
    )
    assert engine.sync_once().ok
    assert kiosk.station.status().sync_state == {"acknowledged": 4, "rejected": 1}
    assert [item.order_id for item in kiosk.attention.list_items()] == [bad]
    engine.sync_once()
    assert len(hub.asked_for("/v1/push")) == 1, "it is never sent again unchanged"


@pytest.mark.parametrize("kind", [VerdictKind.RETRY, None])
def test_a_record_without_a_final_verdict_is_sent_again_next_time_with_its_id(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub, kind: VerdictKind | None
) -> None:
    place(kiosk, 3)
    hub.says("/v1/push", judges(lambda one: kind if one.seq == 2 else VerdictKind.OK))
    assert engine.sync_once().ok
    assert kiosk.outbox.count() == 1
    hub.says("/v1/push", judges(lambda _: VerdictKind.OK))
    engine.sync_once()
    first, second = (records(asked) for asked in hub.asked_for("/v1/push"))
    assert [one.id for one in second] == [first[1].id]
    assert kiosk.outbox.count() == 0


def test_verdicts_on_records_that_were_not_sent_are_nobodys(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub
) -> None:
    place(kiosk)
    answer = PushAnswer([Verdict(1, "another id", VerdictKind.OK)], 99)
    hub.says("/v1/push", Says(answer))
    assert engine.sync_once().pushed == 0
    assert kiosk.outbox.count() == 1


def test_the_hubs_limits_are_kept(kiosk: Kiosk, engine: Engine, hub: ScriptedHub) -> None:
    place(kiosk, 7)
    hub.says("/v1/hello", Says(msgspec.structs.replace(HELLO, batch_most=3)))
    assert engine.sync_once().pushed == 7
    assert [len(records(one)) for one in hub.asked_for("/v1/push")] == [3, 3, 1]


def test_a_hub_that_asks_to_wait_is_left_alone(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub
) -> None:
    place(kiosk)
    hub.says("/v1/hello", Says(msgspec.structs.replace(HELLO, not_before_s=40)))
    failure = engine.sync_once().failure
    assert isinstance(failure, TryLater)
    assert failure.after_s == 40
    assert hub.asked_for("/v1/push") == []


def test_a_revoked_device_is_told_and_keeps_its_orders(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub
) -> None:
    place(kiosk)
    hub.says("/v1/push", Says(Problem("revoked", "Revoked."), 403))
    failure = engine.sync_once().failure
    assert isinstance(failure, HubRefused)
    assert failure.code == "revoked"
    assert kiosk.outbox.count() == 1


def test_the_hubs_clock_is_compared_with_ours(kiosk: Kiosk, engine: Engine) -> None:
    engine.sync_once()
    assert int(kiosk.settings.get(SETTING_OFFSET)) == HELLO.now - kiosk.clock.now_ms()


def test_a_catalogue_cursor_that_is_too_old_fetches_a_snapshot(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub
) -> None:
    engine.sync_once()
    hub.says(SNAPSHOT, a_snapshot("香蕉", 9))

    def refetch(asked: Asked) -> Says:
        if "scope=catalogue" in asked.target:
            return Says(Problem("must_refetch"), 410)
        return Says(ChangesPage([], "s1", more=False))

    hub.says("/v1/changes", refetch)
    assert engine.sync_once().catalogue_version == 9
    assert kiosk.shopping.find_products(text="香蕉") != []


def test_a_torn_snapshot_leaves_the_catalogue_and_is_fetched_whole_next_time(
    engine: Engine, hub: ScriptedHub
) -> None:
    hub.says(SNAPSHOT, a_snapshot(lines=[b'{"sku":"half']), a_snapshot())
    report = engine.sync_once()
    assert not report.ok
    assert report.catalogue_version == 0
    assert engine.sync_once().catalogue_version == 3


def test_a_page_that_does_not_move_on_ends_the_reading(engine: Engine, hub: ScriptedHub) -> None:
    hub.says("/v1/changes", Says(ChangesPage([], "s1", more=True)))
    assert engine.sync_once().ok
    assert len(hub.asked_for("/v1/changes")) == 2


def test_watchers_hear_of_each_step(kiosk: Kiosk, engine: Engine) -> None:
    place(kiosk)
    heard: list[frozenset[Topic]] = []
    engine.on_change = heard.append
    engine.sync_once()
    assert any(Topic.ORDERS in topics for topics in heard)
    assert any(Topic.CATALOGUE in topics for topics in heard)


def test_an_answer_that_comes_after_stop_is_not_applied(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub
) -> None:
    place(kiosk)
    asked_push, go = threading.Event(), threading.Event()

    def slowly(asked: Asked) -> Says:
        asked_push.set()
        go.wait(20)
        return judges(lambda _: VerdictKind.OK)(asked)

    hub.says("/v1/push", slowly)
    raised: list[BaseException] = []

    def run() -> None:
        try:
            engine.sync_once()
        except SyncStopped as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert asked_push.wait(20)
    engine.stop()
    go.set()
    thread.join(20)
    assert raised
    assert kiosk.outbox.count() == 1
    with kiosk.database.read() as connection:
        rows = connection.execute("SELECT finished_at FROM sync_attempt").fetchall()
    assert rows == [(0,)], "a try that never finished is seen as one"


def test_nobody_there_is_reported_not_raised(engine: Engine, hub: ScriptedHub) -> None:
    hub.says("/v1/hello", Says(status=500))
    assert isinstance(engine.sync_once().failure, HubUnreachable)


def test_scopes_without_news_are_not_asked_for(
    kiosk: Kiosk, engine: Engine, hub: ScriptedHub
) -> None:
    engine.sync_once()
    quiet = msgspec.structs.replace(HELLO, current=["station", "catalogue"])
    hub.says("/v1/hello", Says(quiet))
    hub.asked.clear()
    assert engine.sync_once().ok
    assert [one.target for one in hub.asked] == ["/v1/hello?station=s1&catalogue=c3"]
    hub.asked.clear()
    place(kiosk)
    assert engine.sync_once().ok
    paths = [one.target.partition("?")[0] for one in hub.asked]
    assert paths == ["/v1/hello", "/v1/push", "/v1/changes"], "a push has its answer there"
