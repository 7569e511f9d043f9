"""The file printer: what lies in its folder."""

from pathlib import Path

import pytest

from kiosk.printing.printer import FilePrinter, write_whole

PDF = b"%PDF-1.4\n%%EOF\n"


def test_files_are_named_by_job_and_number(tmp_path: Path):
    printer = FilePrinter(tmp_path / "slips")
    result = printer.submit(12, "CQ07A-0412", PDF)
    assert result.detail == "0012-CQ07A-0412.pdf"
    assert (tmp_path / "slips" / "0012-CQ07A-0412.pdf").read_bytes() == PDF


def test_no_title_leads_out_of_the_folder(tmp_path: Path):
    printer = FilePrinter(tmp_path / "slips")
    assert printer.submit(1, "../../x", PDF).detail == "0001-x.pdf"
    assert printer.submit(2, "取货单", PDF).detail == "0002-slip.pdf"
    assert [path.name for path in tmp_path.iterdir()] == ["slips"]


def test_nothing_half_written_is_left(tmp_path: Path):
    target = tmp_path / "slip.pdf"
    target.mkdir()
    with pytest.raises(OSError, match=r".+"):
        write_whole(target, PDF)
    assert [path.name for path in tmp_path.iterdir()] == ["slip.pdf"]
