"""The sandbox: the same goods, nothing real, nothing that ever leaves it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from kiosk.domain.errors import NotEnrolled
from kiosk.domain.token import ForgedToken, UnknownTokenKey, decode_token, verify_token
from kiosk.printing.slip import Paper
from kiosk.services.keys import PracticeSlip
from kiosk.services.kiosk import Kiosk, open_kiosk
from kiosk.services.practice import (
    PRACTICE_FOLDER,
    PracticeNeverSyncs,
    is_practice,
    open_practice,
    refuse_practice,
    wipe_practice,
)
from sync.protocol import PRACTICE_STATION
from tests.builders import a_station, an_order
from tests.kiosk.store.goods import an_article, snapshot


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = a_station(tmp_path / "station")
    kiosk.catalogue.load_snapshot(snapshot([an_article("A1"), an_article("A2")]), cursor="c")
    yield kiosk
    kiosk.close()


@pytest.fixture
def sandbox(real: Kiosk) -> Iterator[Kiosk]:
    kiosk = open_practice(real)
    yield kiosk
    kiosk.close()


def everything(kiosk: Kiosk) -> str:
    """All rows of the records, as SQL."""
    with kiosk.database.read() as connection:
        return "\n".join(connection.iterdump())


def test_the_sandbox_says_what_it_is_and_has_the_stations_goods(
    real: Kiosk, sandbox: Kiosk
) -> None:
    station = sandbox.station.station()
    assert station.code == PRACTICE_STATION
    assert (station.is_practice, real.station.station().is_practice) == (True, False)
    assert (is_practice(sandbox), is_practice(real)) == (True, False)
    assert station.currency == real.station.station().currency
    skus = [product.sku for product in sandbox.shopping.list_products(category="")]
    assert skus == ["A1", "A2"]
    assert sandbox.catalogue.version == real.catalogue.version


def test_what_is_done_in_it_leaves_no_trace_in_the_real_records(
    real: Kiosk, sandbox: Kiosk
) -> None:
    before = everything(real)
    order = an_order().with_lines(2).paid_in_cash(given=5_000).placed_at(sandbox)
    sandbox.residents.register_resident(name="练习人", phone="13800000001")
    sandbox.pickup.receive_parcel(code=order.number)
    sandbox.slips.print_slip(number=order.number)
    assert order.number.startswith(PRACTICE_STATION)
    assert everything(real) == before
    assert real.outbox.count() == 0
    assert not list((real.folder / "slips").glob("*.pdf"))


def test_it_has_no_hub_and_says_so_when_asked_to_sync(real: Kiosk, sandbox: Kiosk) -> None:
    assert sandbox.settings.get("hub_url") == ""
    with pytest.raises(PracticeNeverSyncs):
        refuse_practice(sandbox)
    refuse_practice(real)


def test_its_slip_is_good_in_the_sandbox_and_nowhere_else(real: Kiosk, sandbox: Kiosk) -> None:
    order = an_order().with_lines(1).arrived_at(sandbox)
    digits = sandbox.slips.token_for(order=order)
    assert sandbox.pickup.find_orders(text=digits).orders[0].id == order.id
    with pytest.raises(PracticeSlip):
        real.pickup.find_orders(text=digits)
    with pytest.raises(PracticeSlip):
        real.pickup.receive_parcel(code=digits)
    key_id = decode_token(digits)[0].key_id
    with pytest.raises(UnknownTokenKey):
        verify_token(digits, {})
    with pytest.raises(ForgedToken):  # even a real key under the sandbox's number does not fit
        verify_token(digits, {key_id: real.station.signing_key().entry()})


def test_a_real_slip_is_no_good_in_the_sandbox(real: Kiosk, sandbox: Kiosk) -> None:
    order = an_order().with_lines(1).arrived_at(real)
    with pytest.raises(UnknownTokenKey):
        sandbox.pickup.find_orders(text=real.slips.token_for(order=order))


@pytest.mark.parametrize("language", ["zh_CN", "en", "both"])
@pytest.mark.parametrize("paper", Paper)
def test_every_page_of_its_slips_says_practice(
    real: Kiosk, sandbox: Kiosk, paper: Paper, language: str
) -> None:
    def pages(kiosk: Kiosk, lines: int) -> list[str]:
        order = an_order().with_lines(lines).placed_at(kiosk)
        pdf = kiosk.slips.render_slip(number=order.number, paper=paper, language=language)
        return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]

    for lines in (1, 40):
        found = pages(sandbox, lines)
        assert len(found) == 1 or lines == 40
        for text in found:
            assert "练习" in text
            assert "PRACTICE" in text
        assert not any("练习" in text or "PRACTICE" in text for text in pages(real, lines))


def test_the_word_on_the_slip_is_large(sandbox: Kiosk) -> None:
    order = an_order().with_lines(1).placed_at(sandbox)
    pdf = sandbox.slips.render_slip(number=order.number, paper=Paper.ROLL_80)
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0]
    text = page.get_textpage()
    left, bottom, _right, top = text.get_charbox(text.get_text_range().index("练"))
    assert top - bottom > 12  # points: over 4 mm
    assert left < page.get_width() / 2


def test_the_goods_are_copied_again_when_they_have_become_others(real: Kiosk) -> None:
    open_practice(real).close()
    real.catalogue.load_snapshot(snapshot([an_article("B1")], version=9), cursor="d")
    with open_practice(real) as kiosk:
        assert [one.sku for one in kiosk.shopping.list_products(category="")] == ["B1"]


def test_a_station_without_goods_practises_without_goods(tmp_path: Path) -> None:
    with a_station(tmp_path) as real, open_practice(real) as kiosk:
        assert kiosk.catalogue.version == 0


def test_wiping_leaves_the_station_as_it_was_and_makes_a_new_key(real: Kiosk) -> None:
    with open_practice(real) as kiosk:
        an_order().with_lines(1).placed_at(kiosk)
        seed = kiosk.station.signing_key().seed
    before = everything(real)
    assert wipe_practice(real.folder)
    assert not (real.folder / PRACTICE_FOLDER).exists()
    assert everything(real) == before
    with open_practice(real) as kiosk:
        assert kiosk.ordering.list_orders() == []
        assert kiosk.station.signing_key().seed != seed


def test_a_torn_sandbox_is_made_anew(real: Kiosk) -> None:
    open_practice(real).close()
    (real.folder / PRACTICE_FOLDER / "station.db").write_bytes(b"torn" * 4096)
    with open_practice(real) as kiosk:
        assert is_practice(kiosk)


def test_a_device_of_no_station_has_nothing_to_practise_on(tmp_path: Path) -> None:
    with open_kiosk(tmp_path) as kiosk, pytest.raises(NotEnrolled):
        open_practice(kiosk)
