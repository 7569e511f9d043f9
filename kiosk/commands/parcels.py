"""`parcel arrive`, `pickup`: parcels onto the shelf and into their owners' hands."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.commands.common import data_option, json_option, opened_kiosk, refuse, report


@click.group()
def parcel() -> None:
    """Parcels that come to the station."""


@parcel.command()
@click.argument("code")
@data_option
@json_option
def arrive(code: str, data: Path, as_json: bool) -> None:
    """Take a parcel in; CODE is on its label (or an order's number or short code)."""
    with opened_kiosk(data) as kiosk:
        taken = kiosk.pickup.receive_parcel(code=code).value
        report(
            {
                "number": taken.order.number if taken.order else "",
                "shelf": taken.slot.code,
                "already": taken.already,
            },
            as_json=as_json,
        )


@click.command()
@click.argument("code")
@data_option
@json_option
def pickup(code: str, data: Path, as_json: bool) -> None:
    """Hand a parcel over, once; CODE is a slip, short code, number, card or phone."""
    with opened_kiosk(data) as kiosk:
        found = kiosk.pickup.find_orders(text=code)
        if len(found.orders) != 1:
            numbers = ", ".join(order.number for order in found.orders)
            refuse(f"several parcels wait, name one: {numbers}")
        order = found.orders[0]
        done = kiosk.pickup.hand_over(
            order_id=order.id, proof=found.proof, given_minor=order.due_minor
        ).value
        report(
            {
                "number": done.number,
                "fulfilment_state": done.fulfilment_state,
                "payment_state": done.payment_state,
                "paid_minor": done.paid_minor,
            },
            as_json=as_json,
        )
