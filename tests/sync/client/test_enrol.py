"""Becoming a station's device, also when the answer gets lost."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.domain.errors import NotEnrolled
from kiosk.services.kiosk import Kiosk
from sync.client.engine import SETTING_HUB, open_engine
from sync.client.enrol import enrol_station
from sync.client.errors import HubRefused, HubUnreachable
from sync.protocol import Enrolment, EnrolRequest, Problem
from tests.fakes.hub import Says, ScriptedHub

PATH = "/v1/enrol"
ENROLMENT = Enrolment("CQ07", "石桥村", "B", 1, 9, "CNY", "00" * 32, hold_days=7)


def shown(hub: ScriptedHub) -> list[EnrolRequest]:
    return [msgspec.json.decode(one.body, type=EnrolRequest) for one in hub.asked_for(PATH)]


def test_a_device_learns_who_it_is(bare_kiosk: Kiosk, hub: ScriptedHub) -> None:
    hub.says(PATH, Says(ENROLMENT))
    station = enrol_station(kiosk=bare_kiosk, hub_url=hub.url + "/", code=" 1234-5678 ")
    assert (station.code, station.device, station.hold_days) == ("CQ07", "B", 7)
    (request,) = shown(hub)
    assert request.code == "1234-5678"
    assert request.incarnation == bare_kiosk.station.incarnation
    assert request.public_key == bare_kiosk.station.signing_key().public_key().hex()
    assert bare_kiosk.settings.get(SETTING_HUB) == hub.url
    open_engine(bare_kiosk).close()


def test_a_lost_answer_is_asked_for_again_with_the_same_key(
    bare_kiosk: Kiosk, hub: ScriptedHub
) -> None:
    hub.says(PATH, Says(b"{", headers={"Content-Length": "200"}), Says(ENROLMENT))
    with pytest.raises(HubUnreachable):
        enrol_station(kiosk=bare_kiosk, hub_url=hub.url, code="1")
    with pytest.raises(NotEnrolled):
        bare_kiosk.station.station()
    enrol_station(kiosk=bare_kiosk, hub_url=hub.url, code="1")
    first, second = shown(hub)
    assert first.public_key == second.public_key


def test_a_wrong_code_changes_nothing(bare_kiosk: Kiosk, hub: ScriptedHub) -> None:
    hub.says(PATH, Says(Problem("bad_code", "This code is not known."), 403))
    with pytest.raises(HubRefused, match="bad_code"):
        enrol_station(kiosk=bare_kiosk, hub_url=hub.url, code="苹果" * 5_000)
    with pytest.raises(NotEnrolled):
        open_engine(bare_kiosk)


def test_an_address_without_its_beginning_is_understood(
    bare_kiosk: Kiosk, hub: ScriptedHub
) -> None:
    hub.says(PATH, Says(ENROLMENT))
    enrol_station(kiosk=bare_kiosk, hub_url=hub.url.removeprefix("http://"), code="1")
    assert bare_kiosk.settings.get(SETTING_HUB) == hub.url
