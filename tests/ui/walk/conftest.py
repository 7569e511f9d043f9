"""One walker for each file of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ui.walk.walking import Walker, open_walker


@pytest.fixture(scope="module")
def walker(tmp_path_factory: pytest.TempPathFactory, catalogue: list[bytes]) -> Iterator[Walker]:
    yield from open_walker(tmp_path_factory.mktemp("walk"), catalogue)
