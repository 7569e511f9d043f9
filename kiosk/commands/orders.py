"""`order place`, `order show`, `slip`: ordering without the screen, by the same use cases."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kiosk.commands.common import data_option, json_option, opened_kiosk, refuse, report
from kiosk.domain.errors import NotFound, WrongNumber
from kiosk.domain.ids import new_id
from kiosk.domain.money import parse_minor
from kiosk.domain.orders import Basket, Order, Pay
from kiosk.domain.people import Buyer

if TYPE_CHECKING:
    from kiosk.domain.catalogue import Product
    from kiosk.printing.slip_content import SlipLanguage
    from kiosk.services.kiosk import Kiosk

_QUANTITY: Final = re.compile(r"(?P<number>\d{1,6}(\.\d{1,3})?)\s*(?P<unit>kg|公斤|斤|g|克)?", re.I)
_GRAMS: Final = {"kg": 1000, "公斤": 1000, "斤": 500, "g": 1, "克": 1}


@click.group()
def order() -> None:
    """Place an order or show one."""


@order.command()
@click.option(
    "--line",
    "lines",
    multiple=True,
    required=True,
    metavar="SKU=QTY",
    help="Goods and quantity; weighed goods in their unit or as 500g, 1.5kg, 2斤.",
)
@click.option("--pay", type=click.Choice([p.value for p in Pay]), required=True)
@click.option("--resident", default="", help="Id of the resident who buys.")
@click.option("--guest", default="客人", help="Pick-up name of a guest.")
@click.option("--given", "given", default=None, help="Cash given; without it, the exact amount.")
@data_option
@json_option
def place(
    lines: tuple[str, ...],
    pay: str,
    resident: str,
    guest: str,
    given: str | None,
    data: Path,
    as_json: bool,
) -> None:
    """Confirm an order; when this ends with 0 it is on the disk for good."""
    with opened_kiosk(data) as kiosk:
        basket = _basket_of(kiosk, lines)
        buyer = _buyer(kiosk, resident, guest)
        done = kiosk.ordering.place_order(
            basket=basket,
            buyer=buyer,
            pay=Pay(pay),
            given_minor=_given(given, Pay(pay), basket.total_minor),
        )
        report(_told(done.value), as_json=as_json)


@order.command()
@click.argument("number")
@data_option
@json_option
def show(number: str, data: Path, as_json: bool) -> None:
    """Show an order by its number, short code or id."""
    with opened_kiosk(data) as kiosk:
        found = kiosk.ordering.find_order(number=number)
        report(_told(found) | _details(found), as_json=as_json)


@click.command()
@click.argument("number")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--paper", type=click.Choice(["80", "58", "A6"]), default="80", show_default=True)
@click.option(
    "--lang", type=click.Choice(["zh_CN", "en", "both"]), default="both", show_default=True
)
@data_option
def slip(number: str, out: Path, paper: str, lang: SlipLanguage, data: Path) -> None:
    """Write the pick-up slip of an order as a PDF."""
    from kiosk.printing.slip import Paper

    papers = {"80": Paper.ROLL_80, "58": Paper.ROLL_58, "A6": Paper.A6}
    with opened_kiosk(data) as kiosk:
        pdf = kiosk.slips.render_slip(number=number, paper=papers[paper], language=lang)
    _write_pdf(out, pdf)
    click.echo(str(out))


def _write_pdf(out: Path, pdf: bytes) -> None:
    """Write the slip whole or not at all; an older slip is replaced, any other file never."""
    from kiosk.printing.printer import write_whole

    try:
        if out.exists() and not _is_pdf(out):
            refuse(f"{out} is something else than a slip; it was left as it is")
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, pdf)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no name for a file"
        refuse(f"the slip cannot be written there: {reason}")


def _is_pdf(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(5) == b"%PDF-"


def _basket_of(kiosk: Kiosk, lines: tuple[str, ...]) -> Basket:
    catalogue = kiosk.catalogue
    basket = Basket(id=new_id(), currency=catalogue.currency, catalogue_version=catalogue.version)
    for text in lines:
        sku, _, quantity = text.rpartition("=")
        product = catalogue.product(sku)
        if product is None:
            raise NotFound(what=sku or text)
        basket = basket.with_product(product, parse_quantity(quantity, product))
    return basket


def parse_quantity(text: str, product: Product) -> int:
    """Return pieces, or grams for weighed goods; raises `WrongNumber` for anything else."""
    match = _QUANTITY.fullmatch(text.strip())
    if match is None or (match["unit"] and not product.is_weighed):
        raise WrongNumber(text=text[:40])
    factor = _GRAMS[match["unit"].lower()] if match["unit"] else max(product.unit_grams, 1)
    quantity = Decimal(match["number"]) * factor
    if quantity != int(quantity):
        raise WrongNumber(text=text[:40])
    return int(quantity)


def _buyer(kiosk: Kiosk, resident_id: str, guest: str) -> Buyer:
    if not resident_id:
        return Buyer(name=guest)
    resident = kiosk.residents.find_by_id(resident_id=resident_id)
    return Buyer(name=resident.name, resident_id=resident.id, phone=resident.phone)


def _given(text: str | None, pay: Pay, total_minor: int) -> int:
    if pay is Pay.ON_PICKUP:
        return 0
    return parse_minor(text) if text is not None else total_minor


def _told(done: Order) -> dict[str, object]:
    """Return the keys that scripts rely on."""
    return {
        "id": done.id,
        "number": done.number,
        "short_code": done.short_code,
        "total_minor": done.total_minor,
        "currency": done.currency,
        "sync_state": done.sync_state,
    }


def _details(done: Order) -> dict[str, object]:
    return {
        "order_state": done.order_state,
        "payment_state": done.payment_state,
        "fulfilment_state": done.fulfilment_state,
        "pay": done.pay.value,
        "paid_minor": done.paid_minor,
        "due_minor": done.due_minor,
        "shelf": done.shelf,
        "parcel_code": done.parcel_code,
        "lines": [
            {
                "sku": line.sku,
                "name": line.name,
                "quantity": line.quantity,
                "unit_grams": line.unit_grams,
                "price_minor": line.price_minor,
                "amount_minor": line.amount_minor,
            }
            for line in done.lines
        ],
    }
