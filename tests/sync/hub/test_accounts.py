"""One-time codes, devices, keys and signatures."""

from __future__ import annotations

import msgspec
import pytest
import requests
from nacl.signing import SigningKey

from sync import protocol
from sync.hub.accounts import create_enrol_code, enrol_device, revoke_device
from sync.hub.errors import Answer, Refused
from sync.hub.hub import Hub, open_hub
from sync.hub.server import EmbeddedHub
from sync.protocol import EnrolRequest, KeyEntry
from tests.sync.hub.builders import Device, a_device, an_order
from tests.sync.hub.conftest import TurnableClock


def a_request(code: str) -> EnrolRequest:
    key = bytes(SigningKey.generate().verify_key).hex()
    return EnrolRequest(code=code, public_key=key, incarnation="i")


def keys_of(device: Device) -> list[KeyEntry]:
    return [
        msgspec.json.decode(change.body, type=KeyEntry)
        for change in device.page().changes
        if change.kind == protocol.CHANGE_KEY
    ]


def test_a_code_reads_as_two_groups_and_works_once(hub: Hub) -> None:
    code = create_enrol_code(hub, station="cq07", name="云坪村")
    assert len(code) == 9
    assert code[4] == "-"
    enrolment = enrol_device(hub, a_request(code))
    assert (enrolment.station, enrolment.station_name) == ("CQ07", "云坪村")
    assert (enrolment.device, enrolment.device_index, enrolment.currency) == ("A", 0, "CNY")
    assert enrolment.hub_key == hub.public_key
    with pytest.raises(Answer) as used:
        enrol_device(hub, a_request(code))
    assert (used.value.status, used.value.code) == (403, "bad_code")


def test_a_lost_answer_can_be_asked_for_again(hub: Hub) -> None:
    asked = a_request(create_enrol_code(hub, station="CQ07").replace("-", " "))
    assert enrol_device(hub, asked) == enrol_device(hub, asked)


def test_devices_get_letters_and_unique_key_numbers_and_ten_are_the_most(hub: Hub) -> None:
    told = [enrol_device(hub, a_request(create_enrol_code(hub, station="CQ07"))) for _ in range(10)]
    assert "".join(enrolment.device for enrolment in told) == "ABCDEFGHIJ"
    assert len({enrolment.key_id for enrolment in told}) == 10
    with pytest.raises(Answer) as full:
        enrol_device(hub, a_request(create_enrol_code(hub, station="CQ07")))
    assert full.value.status == 409


def test_a_code_ends_after_a_day(hub: Hub, clock: TurnableClock) -> None:
    code = create_enrol_code(hub, station="CQ07")
    clock.pass_days(1.01)
    with pytest.raises(Answer, match="too old"):
        enrol_device(hub, a_request(code))


@pytest.mark.parametrize("station", ["", "A", "TOOLONGCODE", "村", "CQ-7", "CQ 7"])
def test_a_station_code_is_letters_and_digits(hub: Hub, station: str) -> None:
    with pytest.raises(Refused, match="2 to 8"):
        create_enrol_code(hub, station=station)


@pytest.mark.parametrize("key", ["", "xyz", "00" * 31, "00" * 33])
def test_a_key_that_is_none_is_refused(hub: Hub, key: str) -> None:
    code = create_enrol_code(hub, station="CQ07")
    with pytest.raises(Answer) as refused:
        enrol_device(hub, EnrolRequest(code, key, "i"))
    assert refused.value.status == 400


def test_a_station_is_renamed_by_a_later_code(hub: Hub) -> None:
    create_enrol_code(hub, station="CQ07", name="旧名")
    code = create_enrol_code(hub, station="CQ07", name="新名")
    assert enrol_device(hub, a_request(code)).station_name == "新名"


def test_every_station_learns_every_key_and_every_revocation(hub: Hub, served: EmbeddedHub) -> None:
    one = a_device(hub, served.url, "CQ07")
    two = a_device(hub, served.url, "CQ08")
    assert [key.station for key in keys_of(two)] == ["CQ07", "CQ08"]
    assert keys_of(one) == keys_of(two)
    revoke_device(hub, station="CQ07", device="A")
    assert [(key.station, key.revoked) for key in keys_of(two)][-1] == ("CQ07", True)
    answer = one.get("/v1/changes?scope=station")
    assert (answer.status_code, answer.json()["code"]) == (403, "revoked")
    revoke_device(hub, station="CQ07", device="A")
    assert len(keys_of(two)) == 3
    with pytest.raises(Refused, match="no device Z"):
        revoke_device(hub, station="CQ07", device="Z")


def test_an_unknown_device_and_a_wrong_signature_are_not_heard(device: Device) -> None:
    record = device.record(an_order())
    stranger = Device(device.url)
    stranger.station, stranger.letter = device.station, "B"
    assert stranger.post(protocol.encode_record(record)).json()["code"] == "unknown_device"
    stranger.letter = device.letter
    answer = stranger.post(protocol.encode_record(record))
    assert (answer.status_code, answer.json()["code"]) == (401, "bad_signature")
    assert requests.get(f"{device.url}/v1/changes", timeout=10).status_code == 401


@pytest.mark.parametrize(
    "spoil",
    [
        {protocol.HEADER_SIGNATURE: "zz"},
        {protocol.HEADER_SIGNATURE: ""},
        {protocol.HEADER_COUNTER: "x"},
        {protocol.HEADER_COUNTER: ""},
        {protocol.HEADER_DEVICE: "AA"},
        {protocol.HEADER_STATION: ""},
    ],
)
def test_damaged_headers_are_answered_and_never_crash(
    device: Device, spoil: dict[str, str]
) -> None:
    headers = device.headers("GET", "/v1/changes") | spoil
    answer = requests.get(f"{device.url}/v1/changes", headers=headers, timeout=10)
    assert answer.status_code == 401


def test_the_signature_covers_the_query(device: Device) -> None:
    headers = device.headers("GET", "/v1/changes?scope=station&limit=1")
    url = f"{device.url}/v1/changes?scope=station&limit=2"
    assert requests.get(url, headers=headers, timeout=10).status_code == 401


def test_guessing_codes_is_slowed_down(served: EmbeddedHub) -> None:
    body = msgspec.json.encode(a_request("0000-0000"))
    url = f"{served.url}/v1/enrol"
    answers = [requests.post(url, data=body, timeout=10).status_code for _ in range(21)]
    assert answers == [403] * 20 + [429]


def test_the_hub_keeps_its_key_and_epoch(hub: Hub, database_url: str) -> None:
    again = open_hub(hub.folder, database_url)
    again.close()
    assert (again.public_key, again.epoch) == (hub.public_key, hub.epoch)
    again.close()


def test_no_station_goes_by_the_name_of_the_sandboxes(hub: Hub) -> None:
    with pytest.raises(Refused, match="sandbox"):
        create_enrol_code(hub, station="practice")
