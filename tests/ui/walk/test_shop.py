"""The walk over the pages of shop."""

from __future__ import annotations

import pytest

from tests.ui.walk.walking import Walker, states_of
from ui.shots import State


@pytest.mark.parametrize("state", states_of("shop"), ids=lambda s: f"{s.page}-{s.name}")
def test_every_rule_holds_in_every_look(walker: Walker, state: State) -> None:
    assert walker.walk(state) == []
