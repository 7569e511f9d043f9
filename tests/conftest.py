"""What holds for every test, whatever it is about.

- No window opens, unless the person at the machine chose a Qt platform.
- Where Qt's system libraries or PostgreSQL are missing, one line says so and how to get them.
- A skipped test counts as a failure in CI: a screen nobody looked at must not pass for green.
- A warning in the log that nobody expected fails the test. One that expects it asks for
  `caplog` and looks. (Qt's own messages: `qt_log_level_fail` in pyproject.toml.)
"""

import logging
import os
from collections.abc import Generator

import pytest

from kiosk.devices.system import install_command, missing_libraries, missing_programs

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
SOMETHING_MISSING = 3

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Speak before pytest-qt does: it would abort with a traceback."""
    missing = (*missing_libraries(window=False), *missing_programs())
    if missing:
        pytest.exit(
            f"The tests cannot run here. Please run: {install_command(missing)}", SOMETHING_MISSING
        )


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure where nobody sits who would read the reason."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: in CI nothing may be skipped. {reason}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse_skip(report)
    return report


class UnexpectedRecords(logging.Handler):
    """Keeps what is logged at WARNING or above, as lines to show."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    handler = UnexpectedRecords()
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
    if handler.lines and "caplog" not in getattr(item, "fixturenames", ()):
        pytest.fail("unexpected in the log:\n" + "\n".join(handler.lines), pytrace=False)


@pytest.fixture(scope="session")
def qapp() -> object:
    """The one Qt application of a test process, made as the kiosk makes it."""
    from ui.app import qt_application

    return qt_application()
