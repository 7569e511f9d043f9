"""Slips: tokens, papers and our own queue of print jobs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest

from kiosk.domain.errors import NotFound
from kiosk.domain.orders import Order, OrderLine
from kiosk.domain.people import Station
from kiosk.printing.printer import PrintResult
from kiosk.printing.slip import Paper
from kiosk.services.kiosk import Kiosk, open_kiosk
from kiosk.services.shelving import DAY_MS
from kiosk.services.slip_words import SlipFacts, days_left, quantity_text, slip_content
from kiosk.services.slips import SETTING_PAPER
from tests.builders import a_product, an_order
from tests.fakes.clock import FakeClock
from tests.fakes.printer import FakePrinter

STATION = Station("CQ07", "石桥村服务站", "A", 0)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def told(order: Order, now: int = 0) -> object:
    return slip_content(SlipFacts(order, STATION, "1" * 258, now), "zh_CN")


def test_the_token_says_the_order_and_nothing_of_its_buyer(kiosk: Kiosk, clock: FakeClock) -> None:
    order = an_order().with_lines(2).arrived_at(kiosk)
    digits = kiosk.slips.token_for(order=order)
    token = kiosk.keys.verify(digits=digits)
    assert str(token.subject) == order.id
    assert (token.station, token.key_id) == ("CQ07", 100)
    assert (token.amount_due_minor, token.parcels) == (750, 1)
    assert token.shelf is not None
    assert token.shelf.code == order.shelf
    assert token.issued == clock.now_ms() // 60_000
    assert token.expires == order.collect_until // 60_000
    assert kiosk.slips.token_for(order=order) == digits


@pytest.mark.parametrize("now", [-1, 0, 2**62])
def test_no_clock_stops_a_slip(kiosk: Kiosk, clock: FakeClock, now: int) -> None:
    clock.jump_to(now)
    order = an_order().with_lines(1).placed_at(kiosk)
    assert kiosk.keys.verify(digits=kiosk.slips.token_for(order=order)).issued >= 0
    assert kiosk.slips.render_slip(number=order.number).startswith(b"%PDF-")


def test_the_paper_masks_who_and_says_what_is_due(kiosk: Kiosk) -> None:
    order = an_order().with_lines(2).placed_at(kiosk)
    text = text_of(kiosk.slips.render_slip(number=order.number, paper=Paper.A6))
    assert order.number in text
    assert "13812341234" not in text
    assert "1234" in text
    assert "王小芳" not in text
    assert "到货后 5 天内" in text
    assert "7.50" in text


def test_a_slip_in_english(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    text = text_of(kiosk.slips.render_slip(number=order.short_code, language="en"))
    assert "within 5 days of arrival" in text
    with pytest.raises(NotFound):
        kiosk.slips.render_slip(number="CQ07A-9999")


def test_money_and_days_in_words(kiosk: Kiosk) -> None:
    paid = an_order().with_lines(3).paid_in_cash(given=2_000).arrived_at(kiosk)
    content = told(paid, now=paid.collect_until - DAY_MS)
    assert (content.paid, content.due) == ("¥15.00", "")
    assert (content.given, content.change) == ("¥20.00", "¥5.00")
    assert content.days_left == 1
    day = datetime.fromtimestamp(paid.collect_until / 1000).astimezone()
    assert content.until == f"{day:%Y-%m-%d}"
    assert content.shelf is not None
    exact = an_order().with_lines(1).paid_in_cash().placed_at(kiosk)
    assert told(exact).change == "¥0.00"
    due = an_order().with_lines(1).placed_at(kiosk)
    assert (told(due).paid, told(due).due, told(due).given, told(due).change) == (
        "",
        "¥2.50",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("passed_ms", "left"), [(-1, 6), (0, 5), (1, 5), (DAY_MS, 4), (5 * DAY_MS, 0), (9 * DAY_MS, 0)]
)
def test_days_are_counted_down_and_never_below_none(
    kiosk: Kiosk, passed_ms: int, left: int
) -> None:
    order = an_order().with_lines(1).arrived_at(kiosk)
    arrived = order.collect_until - 5 * DAY_MS
    assert days_left(order, STATION, arrived + passed_ms) == left


def test_all_days_are_left_while_the_parcel_is_on_its_way(kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    assert days_left(order, STATION, order.placed_at + 30 * DAY_MS) == 5


@pytest.mark.parametrize(
    ("unit", "grams", "quantity", "text"),
    [
        ("袋", 0, 2, "2 袋"),
        ("斤", 500, 750, "1.5 斤"),
        ("斤", 500, 500, "1 斤"),
        ("公斤", 1000, 5000, "5 公斤"),
        ("公斤", 1000, 1, "0.001 公斤"),
        ("斤", 500, 5000, "10 斤"),
    ],
)
def test_quantities_as_people_say_them(unit: str, grams: int, quantity: int, text: str) -> None:
    product = a_product(unit=unit, unit_grams=grams)
    assert quantity_text(OrderLine.of(product, quantity)) == text


@pytest.mark.parametrize(
    "name", ["", "no_such_picture", "../../etc/passwd", "/etc/passwd", "a\x00"]
)
def test_a_picture_that_is_none_prints_all_the_same(kiosk: Kiosk, name: str) -> None:
    order = an_order().with_product(a_product(picture=name)).placed_at(kiosk)
    assert told(order).lines[0].picture is None
    assert kiosk.slips.render_slip(number=order.number).startswith(b"%PDF-")


# --- the queue --------------------------------------------------------------------------------


def test_every_later_print_says_copy(kiosk: Kiosk, printer: FakePrinter) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    jobs = [kiosk.slips.print_slip(number=order.number).value for _ in range(3)]
    assert [(job.copy, job.state) for job in jobs] == [
        (1, "printed"),
        (2, "printed"),
        (3, "printed"),
    ]
    texts = [text_of(pdf) for _, pdf in printer.papers.values()]
    assert "副本" not in texts[0]
    assert "副本 2" in texts[1]
    assert "副本 3" in texts[2]


def test_a_failing_printer_undoes_nothing(kiosk: Kiosk, printer: FakePrinter) -> None:
    """The fifteen known failures, 12: no sale rolls back, and the next paper is the original."""
    order = an_order().with_lines(1).placed_at(kiosk)
    printer.out_of_paper = True
    assert kiosk.slips.print_slip(number=order.number).value.state == "failed"
    printer.out_of_paper, printer.full = False, True
    assert kiosk.slips.print_slip(number=order.number).value.state == "failed"
    printer.full = False
    again = kiosk.slips.print_slip(number=order.number).value
    assert (again.copy, again.state) == (1, "printed")
    assert kiosk.ordering.find_order(number=order.id) == order


def test_an_unsure_print_asks_whether_it_came_out(kiosk: Kiosk, printer: FakePrinter) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    printer.silent = True
    first = kiosk.slips.print_slip(number=order.number).value
    second = kiosk.slips.print_slip(number=order.number).value
    assert kiosk.slips.list_unsure() == [first, second]
    assert second.copy == 2  # the first may have come out
    assert kiosk.slips.answer_unsure(job_id=first.id, came_out=True).value.state == "printed"
    assert kiosk.slips.answer_unsure(job_id=second.id, came_out=False).value.state == "failed"
    assert kiosk.slips.list_unsure() == []
    with pytest.raises(NotFound):
        kiosk.slips.answer_unsure(job_id=first.id, came_out=True)


class PowerCut(BaseException):
    """The process ends here."""


class DyingPrinter(FakePrinter):
    def submit(self, job_id: int, title: str, pdf: bytes) -> PrintResult:
        super().submit(job_id, title, pdf)
        raise PowerCut


def test_a_job_that_the_power_cut_through_becomes_a_question(tmp_path: Path, kiosk: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    with open_kiosk(tmp_path, printer=DyingPrinter()) as dying, pytest.raises(PowerCut):
        dying.slips.print_slip(number=order.number)
    assert kiosk.slips.settle_interrupted().value == 1
    (job,) = kiosk.slips.list_unsure()
    assert (job.number, job.copy) == (order.number, 1)
    assert kiosk.slips.settle_interrupted().value == 0


def test_the_roll_is_a_setting(kiosk: Kiosk, printer: FakePrinter) -> None:
    order = an_order().with_lines(1).placed_at(kiosk)
    widths = []
    for paper in Paper:
        kiosk.settings.put(SETTING_PAPER, paper.value)
        job = kiosk.slips.print_slip(number=order.number).value
        document = pypdfium2.PdfDocument(printer.papers[job.row_id][1])
        widths.append(round(document[0].get_width()))
        document.close()
    assert len(set(widths)) == 3
