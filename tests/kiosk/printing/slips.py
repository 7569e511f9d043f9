"""Builds slips for tests: `a_slip(due="¥9.00", lines=some_lines(3))`."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from kiosk.domain.people import mask_name, mask_phone
from kiosk.domain.pickup import ShelfSlot
from kiosk.domain.shortcode import make_short_code
from kiosk.domain.token import PickupToken, Purpose, Signer, encode_token
from kiosk.printing.slip import SlipContent, SlipLine

PHONE = "13812341234"
SIGNER = Signer(7, "CQ07", bytes(range(32)))
TOKEN = PickupToken(
    Purpose.PICKUP,
    7,
    "CQ07",
    UUID("01890a5d-ac96-774b-bcce-b302099a8057"),
    issued=29_000_000,
    expires=29_007_200,
)
DIGITS = encode_token(TOKEN, SIGNER)


def some_lines(count: int, picture: Path | None = None) -> tuple[SlipLine, ...]:
    return tuple(
        SlipLine(f"辣椒酱{i}号", f"{i} 瓶", f"¥{i}.50", f"×{i}", f"Chilli sauce {i}", picture)
        for i in range(1, count + 1)
    )


def a_slip(**changes: object) -> SlipContent:
    slip = SlipContent(
        station_name="槐树村便民服务站",
        station_code="CQ07",
        number="CQ07A-0412",
        short_code=make_short_code(0, 412),
        token=DIGITS,
        name=mask_name("王小芳"),
        phone=mask_phone(PHONE),
        lines=some_lines(2),
        total="¥123.45",
        paid="¥123.45",
        where="村委会旁边",
        until="2025年6月12日 18:00",
        placed="2025年6月7日 10:32",
        shelf=ShelfSlot("triangle", 12),
    )
    return replace(slip, **changes)
