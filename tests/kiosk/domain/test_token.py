"""The QR token: genuine ones pass anywhere, everything else is refused with a reason."""

import contextlib
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.errors import KnownError
from kiosk.domain.pickup import SHELF_SYMBOLS, ShelfSlot
from kiosk.domain.token import (
    ForgedToken,
    KeyEntry,
    NotAToken,
    PickupToken,
    Purpose,
    RevokedTokenKey,
    Signer,
    UnknownTokenKey,
    UnknownTokenVersion,
    decode_token,
    digits_for,
    encode_token,
    from_digits,
    to_digits,
    verify_token,
)

SIGNER = Signer(7, "CQ07", bytes(range(32)))
KEYS = {7: SIGNER.entry()}
ORDER = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
TOKEN = PickupToken(
    purpose=Purpose.PICKUP,
    key_id=7,
    station="CQ07",
    subject=ORDER,
    issued=29_000_000,
    expires=29_007_200,
    amount_due_minor=123_450,
    parcels=2,
    shelf=ShelfSlot("disc", 12),
)
DIGITS = encode_token(TOKEN, SIGNER)

stations = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._", min_size=1, max_size=9)
slots = st.builds(ShelfSlot, st.sampled_from(SHELF_SYMBOLS), st.integers(0, 4095))
u32 = st.integers(0, 2**32 - 1)


@st.composite
def tokens(draw: st.DrawFn) -> PickupToken:
    return PickupToken(
        purpose=draw(st.sampled_from(Purpose)),
        key_id=draw(u32),
        station=draw(stations),
        subject=draw(st.uuids()),
        issued=draw(u32),
        expires=draw(u32),
        amount_due_minor=draw(u32),
        parcels=draw(st.integers(0, 255)),
        shelf=draw(st.none() | slots),
    )


@given(tokens(), st.binary(min_size=32, max_size=32))
@settings(max_examples=60)
def test_any_token_comes_back_as_it_was(token: PickupToken, seed: bytes):
    signer = Signer(token.key_id, token.station, seed)
    digits = encode_token(token, signer)
    assert len(digits) == 258
    assert verify_token(digits, {token.key_id: signer.entry()}) == token


def test_a_token_once_printed_stays_readable():
    """Slips outlive programs: the bytes of version 1 may never change."""
    _, payload, _ = decode_token(DIGITS)
    assert payload.hex() == (
        "b10100000007" "1583d4800000" "01890a5dac96774bbcceb302099a8057"
        "01ba814001ba9d60" "0001e23a" "02" "200c"
    )  # fmt: skip


def test_it_holds_nothing_but_digits_and_fits_a_version_8_code():
    assert DIGITS.isascii()
    assert DIGITS.isdigit()
    assert len(DIGITS) <= 259


def test_wide_digits_and_blanks_of_an_input_method_are_read():
    wide = DIGITS.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
    assert verify_token(f" {wide}\r\n", KEYS) == TOKEN


@given(st.integers(0, 107 * 8 - 1))
@settings(max_examples=200)
def test_any_flipped_bit_is_refused(bit: int):
    raw = int.from_bytes(from_digits(DIGITS), "big") ^ (1 << bit)
    with pytest.raises(KnownError):
        verify_token(to_digits(raw.to_bytes(107, "big")), KEYS)


@given(st.integers(0, 257), st.sampled_from("0123456789"))
def test_any_misread_digit_is_refused(place: int, digit: str):
    misread = DIGITS[:place] + digit + DIGITS[place + 1 :]
    if misread == DIGITS:
        return
    with pytest.raises(KnownError):
        verify_token(misread, KEYS)


@given(st.text() | st.text("0123456789", min_size=150, max_size=300))
def test_any_text_is_a_token_or_a_known_error(text: str):
    with pytest.raises(KnownError):
        verify_token(text, KEYS)


@given(st.binary(min_size=105, max_size=106))
def test_any_signed_payload_of_a_true_key_gives_a_token_or_a_known_error(rest: bytes):
    payload = b"\xb1" + rest[:42]
    with contextlib.suppress(KnownError):
        decode_token(to_digits(payload + SIGNER.sign(payload)))


@pytest.mark.parametrize(
    "text", ["", "6901234567892", "https://example.org", "１２３", "9" * 258, "٣" * 258, "0" * 258]
)
def test_another_code_is_not_a_token(text: str):
    with pytest.raises(NotAToken):
        verify_token(text, KEYS)


@pytest.mark.parametrize("length", [1, 64, 106, 108])
def test_a_token_of_another_length_is_not_a_token(length: int):
    with pytest.raises(NotAToken):
        verify_token(to_digits((b"\xb1" + bytes(200))[:length]), KEYS)


@pytest.mark.parametrize("length", [700, 10_000])
def test_endless_digits_are_not_a_token(length: int):
    with pytest.raises(NotAToken):
        verify_token("1" * length, KEYS)


@pytest.mark.parametrize("code", [b"\xff" * 6, bytes(6), b"\0\x01" + bytes(4)])
def test_a_station_code_nobody_writes_is_not_a_token(code: bytes):
    _, payload, _ = decode_token(DIGITS)
    payload = payload[:6] + code + payload[12:]
    with pytest.raises(NotAToken):
        verify_token(to_digits(payload + SIGNER.sign(payload)), KEYS)


def test_a_newer_version_says_so():
    raw = bytearray(from_digits(DIGITS))
    raw[0] = 0xB2
    with pytest.raises(UnknownTokenVersion) as told:
        verify_token(to_digits(bytes(raw) + b"more"), KEYS)
    assert told.value.values == {"version": 2}


def test_a_key_not_yet_in_the_list_names_its_station():
    with pytest.raises(UnknownTokenKey) as told:
        verify_token(DIGITS, {})
    assert told.value.values == {"key_id": 7, "station": "CQ07"}


def test_a_withdrawn_key_is_refused():
    with pytest.raises(RevokedTokenKey):
        verify_token(DIGITS, KEYS, revoked={7})


def test_a_stranger_with_our_key_id_is_a_forger():
    stranger = Signer.generate(7, "CQ07")
    with pytest.raises(ForgedToken):
        verify_token(encode_token(TOKEN, stranger), KEYS)


def test_a_station_cannot_sign_for_another():
    other = KeyEntry(7, "CQ08", SIGNER.public_key())
    with pytest.raises(ForgedToken):
        verify_token(DIGITS, {7: other})


def test_time_is_asked_about_and_never_refuses():
    assert TOKEN.expired_at(TOKEN.expires + 1)
    assert not TOKEN.expired_at(TOKEN.expires)
    assert verify_token(DIGITS, {7: SIGNER.entry(valid_to=1)}) == TOKEN
    assert not SIGNER.entry(valid_to=1).covers(TOKEN)
    assert SIGNER.entry().covers(TOKEN)


def test_the_secret_is_never_shown():
    assert "seed" not in repr(SIGNER)


@pytest.mark.parametrize(
    "change",
    [
        {"station": ""},
        {"station": "cq07"},
        {"station": "CQ 07"},
        {"station": "CQ07CQ07CQ"},
        {"shelf": ShelfSlot("disc", 4096)},
        {"shelf": ShelfSlot("star", 1)},
        {"parcels": 256},
        {"amount_due_minor": -1},
        {"issued": 2**32},
        {"version": 2},
    ],
)
def test_a_field_that_does_not_fit_is_a_mistake_of_the_program(change: dict[str, object]):
    fields = {name: getattr(TOKEN, name) for name in TOKEN.__slots__} | change
    token = PickupToken(**fields)
    with pytest.raises(ValueError, match=r".+"):
        encode_token(token, Signer(7, token.station, SIGNER.seed))


def test_the_signer_must_be_the_one_the_token_names():
    with pytest.raises(ValueError, match="another key"):
        encode_token(TOKEN, Signer(8, "CQ07", SIGNER.seed))


@given(st.binary(min_size=1, max_size=200))
def test_digits_keep_leading_zeros(raw: bytes):
    assert from_digits(to_digits(raw)) == raw
    assert len(to_digits(raw)) == digits_for(len(raw))
