"""What kind of code was scanned, so that any page can route it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from kiosk.domain.catalogue import Product
from kiosk.domain.errors import KnownError
from kiosk.domain.token import NotAToken, Purpose, decode_token
from ui.context import Context
from ui.formats import GRAMS_A_JIN


class ScanKind(StrEnum):
    """Where a scan leads."""

    SLIP = "slip"
    CARD = "card"
    OTHER = "other"
    """Goods, a parcel, or nothing we know: the page's own use case decides."""


def scan_kind(code: str) -> ScanKind:
    """Return the kind; a slip that cannot be read whole counts as a slip, so its page explains.

    The signature is not looked at here: the use case that follows checks it.
    """
    try:
        token, _, _ = decode_token(code)
    except NotAToken:
        return ScanKind.OTHER
    except KnownError:
        return ScanKind.SLIP
    return ScanKind.CARD if token.purpose is Purpose.CARD else ScanKind.SLIP


def goods_or_else(context: Context, code: str, otherwise: Callable[[str], None]) -> None:
    """Put scanned goods into the basket and show it; hand any other code to `otherwise`.

    For pages that take codes of their own, where goods may be scanned by the way.
    """

    def found(product: Product | None) -> None:
        if product is None:
            otherwise(code)
            return
        quantity = GRAMS_A_JIN if product.is_weighed else 1
        context.background.write(
            lambda: context.kiosk.shopping.add_product(sku=product.sku, quantity=quantity),
            lambda _: context.navigation.go("basket"),
        )

    context.background.read(lambda: context.kiosk.shopping.find_scanned(code=code), found)
