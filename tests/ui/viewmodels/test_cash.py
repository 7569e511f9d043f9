"""The cash desk as the pages see it."""

from __future__ import annotations

import pytest

from kiosk.domain.money import MOST_MINOR
from tests.ui.viewmodels.conftest import Stand
from ui.viewmodels.cash import CashDesk


@pytest.fixture
def desk(stand: Stand) -> CashDesk:
    return CashDesk(stand.context)


def test_nothing_tapped_means_the_exact_sum(desk: CashDesk) -> None:
    desk.begin(1_850, "CNY")
    assert (desk.given_minor, desk.is_enough) == (1_850, True)
    desk.tap(1_000)
    assert not desk.property("canConfirm")
    assert desk.property("missing") == "¥8.50"


def test_change_is_said_once_and_shown_in_notes(stand: Stand, desk: CashDesk) -> None:
    desk.begin(1_850, "CNY")
    desk.take(2_000)
    parts = [(row.text, row.count) for row in desk.changeParts.rows]
    assert parts == [("1元", 1), ("5角", 1)]
    desk.retell()
    assert stand.said() == ["pay.spoken_change"]


def test_money_is_named_as_people_name_it(stand: Stand, desk: CashDesk) -> None:
    desk.begin(1_850, "CNY")
    assert [row.text for row in desk.faces.rows][:2] == ["100元", "50元"]
    stand.context.words.speak("en")
    desk.retell()
    assert [row.text for row in desk.faces.rows][-2:] == ["¥0.50", "¥0.10"]


def test_other_currencies_do_without_pictures(desk: CashDesk) -> None:
    desk.begin(1_850, "USD")
    rows = desk.faces.rows
    assert (rows[0].text, rows[0].picture, len(rows)) == ("$100.00", "", 8)


def test_more_than_can_be_shown_is_not_taken(stand: Stand, desk: CashDesk) -> None:
    desk.begin(MOST_MINOR, "CNY")
    desk.take(MOST_MINOR)
    desk.tap(10_000)
    assert desk.given_minor == MOST_MINOR
    assert stand.context.notices.property("text")
