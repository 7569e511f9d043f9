"""View models without a window: a real station, real threads, and a navigation that only notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.errors import KnownError
from kiosk.services.kiosk import Kiosk
from tests.builders import StationTools, a_station
from tests.ui.waiting import wait_for
from ui.app import ASSETS
from ui.background import Background
from ui.context import Context
from ui.navigation import HOME, Navigation, Place
from ui.notices import Notices
from ui.pictures import Pictures
from ui.voice import SilentVoice
from ui.words import WordBook


@dataclass
class Stand:
    """What a view model is given, and what came of it."""

    context: Context
    kiosk: Kiosk
    tools: StationTools
    voice: SilentVoice
    known: list[KnownError] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return self.context.navigation.place

    def said(self) -> list[str]:
        return [saying.key for saying in self.voice.said]

    def rest(self) -> None:
        wait_for(lambda: self.context.background.is_idle)


def opener(place: Place) -> tuple[str, dict[str, Any]]:
    return place.page, {}


@pytest.fixture
def stand(tmp_path: Path, qapp: object) -> Iterator[Stand]:  # noqa: ARG001
    tools, voice = StationTools(), SilentVoice()
    kiosk = a_station(tmp_path, tools=tools)
    background, navigation = Background(), Navigation()
    navigation.start(opener, Place(HOME, {}))
    context = Context(
        kiosk=kiosk,
        background=background,
        navigation=navigation,
        words=WordBook(ASSETS / "words", "zh_CN"),
        voice=voice,
        notices=Notices(),
        pictures=Pictures(ASSETS / "pictures"),
    )
    stand = Stand(context, kiosk, tools, voice)
    background.known.connect(stand.known.append)
    yield stand
    background.close()
    kiosk.close()
