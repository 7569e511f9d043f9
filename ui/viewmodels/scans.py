"""What kind of code was scanned, told from its digits alone, so that any page can route it."""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.errors import KnownError
from kiosk.domain.token import NotAToken, Purpose, decode_token


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
