"""A printer of memory: keeps what it was given, and fails as it is told."""

from kiosk.domain.errors import CannotStore
from kiosk.printing.printer import Outcome, PrinterState, PrinterStatus, PrintResult


class FakePrinter:
    """Holds every paper by job; switch `out_of_paper`, `full` or `silent` to have it fail."""

    def __init__(self) -> None:
        self.papers: dict[int, tuple[str, bytes]] = {}
        self.out_of_paper = False
        self.full = False
        self.silent = False

    def submit(self, job_id: int, title: str, pdf: bytes) -> PrintResult:
        if not pdf.startswith(b"%PDF-"):
            raise ValueError("not a PDF")
        if self.full:
            raise CannotStore(what="slip")
        if self.out_of_paper:
            return PrintResult(job_id, Outcome.FAILED, "out of paper")
        self.papers[job_id] = (title, pdf)
        return PrintResult(job_id, Outcome.UNKNOWN if self.silent else Outcome.PRINTED)

    def status(self) -> PrinterStatus:
        if self.out_of_paper:
            return PrinterStatus(PrinterState.NOT_READY, "out of paper")
        return PrinterStatus(PrinterState.READY)
