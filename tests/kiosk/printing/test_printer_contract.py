"""What every printer holds to, the real ones and the fake."""

import errno
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.domain.errors import CannotStore
from kiosk.printing.printer import FilePrinter, Outcome, Printer, PrinterState
from tests.fakes.printer import FakePrinter

PDF = b"%PDF-1.4\n%%EOF\n"


@dataclass
class Bench:
    """A printer with the handles a test needs: count its papers, fill its disk, take its paper."""

    printer: Printer
    papers: Callable[[], list[bytes]]
    fill: Callable[[], None]
    break_down: Callable[[], None]


def file_bench(folder: Path) -> Bench:
    slips = folder / "slips"
    disk = {"full": False}

    def write(path: Path, content: bytes) -> None:
        if disk["full"]:
            raise OSError(errno.ENOSPC, "no space left")
        path.write_bytes(content)

    def break_down() -> None:
        slips.write_text("a file where the folder should be")

    return Bench(
        FilePrinter(slips, write),
        lambda: [path.read_bytes() for path in sorted(slips.glob("*.pdf"))],
        lambda: disk.update(full=True),
        break_down,
    )


def fake_bench(_: Path) -> Bench:
    fake = FakePrinter()
    return Bench(
        fake,
        lambda: [pdf for _, pdf in fake.papers.values()],
        lambda: setattr(fake, "full", True),
        lambda: setattr(fake, "out_of_paper", True),
    )


@pytest.fixture(params=[file_bench, fake_bench], ids=["file", "fake"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    return request.param(tmp_path)


def test_a_job_becomes_one_paper(bench: Bench):
    result = bench.printer.submit(1, "CQ07A-0412", PDF)
    assert (result.job_id, result.outcome) == (1, Outcome.PRINTED)
    assert bench.papers() == [PDF]


def test_the_same_job_again_is_not_a_second_paper(bench: Bench):
    for _ in range(3):
        bench.printer.submit(1, "CQ07A-0412", PDF)
    assert len(bench.papers()) == 1


def test_a_copy_is_a_job_of_its_own(bench: Bench):
    bench.printer.submit(1, "CQ07A-0412", PDF)
    bench.printer.submit(2, "CQ07A-0412", PDF)
    assert len(bench.papers()) == 2


@pytest.mark.parametrize("title", ["", "../../etc/passwd", "取货单 🥕", "a/b\\c:d\0", "x" * 10_000])
def test_any_title_prints(bench: Bench, title: str):
    assert bench.printer.submit(7, title, PDF).outcome is Outcome.PRINTED
    assert bench.papers() == [PDF]


def test_what_is_no_pdf_is_a_mistake_of_the_program(bench: Bench):
    with pytest.raises(ValueError, match="not a PDF"):
        bench.printer.submit(1, "CQ07A-0412", b"hello")
    assert bench.papers() == []


def test_a_full_disk_is_a_known_error(bench: Bench):
    bench.fill()
    with pytest.raises(CannotStore):
        bench.printer.submit(1, "CQ07A-0412", PDF)
    assert bench.papers() == []


def test_a_printer_that_cannot_says_so_before_and_after(bench: Bench):
    assert bench.printer.status().state is PrinterState.READY
    bench.break_down()
    assert bench.printer.status().state is PrinterState.NOT_READY
    assert bench.printer.submit(1, "CQ07A-0412", PDF).outcome is Outcome.FAILED
