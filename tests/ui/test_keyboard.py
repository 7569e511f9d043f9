"""Keys alone reach everything: order, arrows, Escape, the ring, and a focus that is never lost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from shiboken6 import getCppPointer

from kiosk.devices.clock import SystemClock
from tests.ui.conftest import STILL, Screens
from ui.app import App
from ui.demo_station import open_demo_station
from ui.finger import Finger
from ui.shots import STATES, ShotClock, Stage, State

RICE = "东北大米 5公斤"
LEAST_RING = 3.0


@pytest.fixture(scope="module")
def stage(
    qapp: QGuiApplication, tmp_path_factory: pytest.TempPathFactory, catalogue: list[bytes]
) -> Iterator[Stage]:
    assert qapp is not None
    clock = ShotClock(SystemClock())
    kiosk = open_demo_station(tmp_path_factory.mktemp("keys"), catalogue, clock)
    app = App(kiosk, clock=clock, settings=STILL)
    app.show()
    yield Stage(app, kiosk, clock)
    app.close()
    kiosk.close()


def focused(app: App) -> QQuickItem:
    assert app.window is not None
    item = app.window.activeFocusItem()
    assert item is not None
    return item


def middle(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


def named(item: QQuickItem) -> str:
    return f"{item.objectName()}/{item.property('text')}"


Known = tuple[str, int]


def known(item: QQuickItem) -> Known:
    """What tells an item from every other, also once its list has let it go."""
    return named(item), getCppPointer(item)[0]


def press(app: App, key: Qt.Key, shift: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    assert app.window is not None
    QTest.keyClick(app.window, key, modifier)
    QTest.qWait(0)


def within(item: QQuickItem, outer: QQuickItem) -> bool:
    above = item.parentItem()
    while above is not None and above != outer:
        above = above.parentItem()
    return above is not None


def enabled_controls(finger: Finger) -> list[QQuickItem]:
    """What a finger could press now, and every field; not what a list hides beyond its edge."""
    return [
        item
        for item in finger.items()
        if (item.property("guardedTap") is True or item.property("cursorPosition") is not None)
        and finger._reachable(item)
        and not cut_off(item)
    ]


def cut_off(item: QQuickItem) -> bool:
    place, outer = middle(item), item.parentItem()
    while outer is not None:
        if outer.property("clip") is True and not outer.contains(outer.mapFromScene(place)):
            return True
        outer = outer.parentItem()
    return False


@pytest.mark.parametrize(
    "state",
    [one for one in STATES if one.name != "idle-warning"],
    ids=lambda state: f"{state.page}-{state.name}",
)
def test_tab_visits_every_control_once_and_comes_round(stage: Stage, state: State) -> None:
    stage.clear()
    state.arrange(stage)
    stage.settle()
    app = stage.app
    assert app.window is not None
    begins = focused(app)
    assert begins in app.focus.order(), "the focus starts on a control"
    while focused(app) != app.focus.order()[0]:
        press(app, Qt.Key.Key_Tab)
    visited: list[Known] = []
    for _ in range(150):
        visited.append(known(focused(app)))
        press(app, Qt.Key.Key_Tab)
        if known(focused(app)) == visited[0]:
            break
    assert {one for one in visited if visited.count(one) > 1} == set()
    there = [known(item) for item in enabled_controls(Finger(app.window))]
    assert [one for one in there if one not in visited] == []
    press(app, Qt.Key.Key_Tab, shift=True)
    assert known(focused(app)) == visited[-1]


@pytest.mark.parametrize(
    "page", ["home", "categories", "products", "basket", "who", "review", "cash", "collect"]
)
def test_the_order_is_the_order_of_reading(screens: Screens, page: str) -> None:
    """Nothing comes after what lies below it and to its right."""
    for goods in (RICE, "小米"):
        screens.put_in(goods)
    screens.go(page)
    screens.finger.picture()
    controls = screens.app.focus.order()
    for before, after in pairwise(controls):
        if not within(after, before):
            step = middle(after) - middle(before)
            assert step.x() > 0 or step.y() > 0, f"{named(before)} → {named(after)}"


def test_arrows_go_to_what_lies_beside(screens: Screens) -> None:
    screens.go("collect")
    screens.finger.press(Qt.Key.Key_Tab)
    for key, name in (
        (Qt.Key.Key_Right, "digit2"),
        (Qt.Key.Key_Down, "digit5"),
        (Qt.Key.Key_Left, "digit4"),
        (Qt.Key.Key_Up, "digit1"),
    ):
        screens.finger.press(key)
        assert focused(screens.app).objectName() == name


def test_arrows_go_on_beyond_the_edge_of_a_grid(screens: Screens) -> None:
    screens.go("products", category="")
    screens.finger.find("product", nth=3)
    screens.finger.press(Qt.Key.Key_Tab)
    for _ in range(12):
        screens.finger.press(Qt.Key.Key_Down)
        screens.rest()
    grid = screens.item("goods")
    assert grid.property("contentY") > grid.height()
    item = focused(screens.app)
    assert item.objectName() == "product"
    assert 0 <= item.mapToItem(grid, QPointF(0, 0)).y() <= grid.height() - item.height() + 1


def test_escape_takes_the_notice_first_and_then_goes_back(screens: Screens) -> None:
    screens.go("categories")
    screens.finger.scan("4006381333931")
    screens.finger.find("noticeClose")
    screens.finger.press(Qt.Key.Key_Escape)
    assert (screens.page, screens.app.notices.property("text")) == ("categories", "")
    screens.finger.press(Qt.Key.Key_Escape)
    assert screens.page == "home"


def test_no_key_acts_before_the_ring_was_seen(screens: Screens) -> None:
    """The Enter of a scanner whose code was too short must press nothing."""
    screens.put_in(RICE)
    screens.go("basket")
    screens.finger.press(Qt.Key.Key_Return)
    assert screens.page == "basket"
    assert screens.finger.has("focusRing")
    screens.finger.press(Qt.Key.Key_Return)
    assert screens.page == "who"


def test_a_finger_sees_no_ring(screens: Screens) -> None:
    screens.finger.tap("home.buy")
    screens.rest()
    assert not screens.finger.has("focusRing")


def test_a_row_that_goes_hands_the_focus_to_what_lies_nearest(screens: Screens) -> None:
    for goods in (RICE, "小米"):
        screens.put_in(goods)
    screens.go("basket")
    screens.item("remove", nth=1).forceActiveFocus(Qt.FocusReason.TabFocusReason)
    screens.finger.press(Qt.Key.Key_Return)
    screens.finger.wait(lambda: len(screens.finger.seen("remove")) == 1, "one row")
    screens.finger.wait(lambda: focused(screens.app) in screens.app.focus.order(), "a focus")
    screens.finger.press(Qt.Key.Key_Tab)
    assert focused(screens.app) in screens.app.focus.order()


def test_a_slide_keeps_the_focus_on_the_page_that_comes(screens: Screens) -> None:
    screens.finger.press(Qt.Key.Key_Tab)
    screens.go("who")
    screens.finger.wait(lambda: focused(screens.app).property("word") == "who.card", "the first")
    assert focused(screens.app).property("visualFocus") is True


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance of sRGB (WCAG 2.2)."""
    parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["next", "park", "remove"])
def test_the_ring_is_seen_on_every_kind_of_button(screens: Screens, name: str) -> None:
    """Dark without and light within: one of the two stands out by 3:1 from any face."""
    screens.put_in(RICE)
    screens.go("basket")
    item = screens.item(name)
    item.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    picture = screens.finger.picture()
    corner = item.mapToScene(QPointF(0, 0)).toPoint()
    across = corner.y() + round(item.height() / 2)
    ring = round(screens.app._theme_object("Theme").property("strokeFocus"))

    def at(x: int) -> tuple[int, int, int]:
        colour = picture.pixelColor(corner.x() + x, across)
        return colour.red(), colour.green(), colour.blue()

    outer, inner, face = at(ring // 2), at(ring + ring // 2), at(3 * ring)
    assert contrast(outer, inner) >= LEAST_RING
    assert max(contrast(outer, face), contrast(inner, face)) >= LEAST_RING


def by_keys(screens: Screens, name: str) -> None:
    """Go to a control by Tab alone and press Enter."""
    screens.item(name)
    for _ in range(80):
        screens.finger.press(Qt.Key.Key_Tab)
        item = focused(screens.app)
        if name in (item.objectName(), item.property("word")):
            screens.finger.press(Qt.Key.Key_Return)
            screens.rest()
            return
    raise AssertionError(f"Tab never came to {name}")


def test_buying_with_cash_by_keys_alone(screens: Screens) -> None:
    for name in ("home.buy", "category", "category", "product", "checkOut", "who.guest"):
        by_keys(screens, name)
    for name in ("guest_panda", "payCash", "money10000", "confirm"):
        by_keys(screens, name)
    screens.finger.find("shortCode")
    (order,) = screens.kiosk.ordering.list_orders()
    assert (order.buyer.name, order.payment_state) == ("熊猫", "held")


def test_a_guest_buys_on_pick_up_collects_and_pays_by_keys_alone(screens: Screens) -> None:
    screens.put_in(RICE)
    for name in ("openBasket", "next", "who.guest", "guest_rabbit", "payOnPickup", "goHome"):
        by_keys(screens, name)
    (order,) = screens.kiosk.ordering.list_orders()
    screens.kiosk.pickup.receive_parcel(code=order.number)
    by_keys(screens, "home.collect")
    screens.finger.type(order.short_code.replace("-", ""))
    screens.finger.find("find")
    screens.finger.press(Qt.Key.Key_Return)
    screens.finger.find("confirm")
    by_keys(screens, "confirm")
    screens.finger.find("another")
    assert screens.kiosk.ordering.find_order(number=order.number).fulfilment_state == "collected"


def test_a_phone_is_typed_and_enter_goes_on(screens: Screens) -> None:
    screens.kiosk.residents.register_resident(name="王小芳", phone="13812345678")
    screens.put_in(RICE)
    screens.go("phone")
    screens.finger.type("13812345678")
    screens.finger.find("lookUp")
    screens.finger.press(Qt.Key.Key_Return)
    screens.finger.find("payCash")
