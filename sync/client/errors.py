"""What may go wrong between a station and the hub; nothing is lost by any of it.

    SyncFailed             a sync ended before it was done; what was not sent waits
    ├── HubUnreachable     no answer, or one that was cut off or garbled
    ├── NotTheHub          somebody else answered: a captive portal, a wrong address
    ├── TryLater           the hub is busy; `after_s` says when to come back
    ├── MustRefetch        what follows the cursor is not kept: begin the scope anew
    └── HubRefused         the hub understood and says no; `code` and `detail` are its own

After any of these the hub may or may not have taken what was sent: failed is not absent, so a
retry sends the same ids and gets the same verdicts.
"""

from __future__ import annotations

from kiosk.domain.errors import KnownError


class SyncFailed(KnownError):
    """A sync ended before it was done."""

    key = "sync.failed"


class HubUnreachable(SyncFailed):
    """No answer, or one that was cut off or garbled; values: `reason`."""

    key = "sync.unreachable"


class NotTheHub(SyncFailed):
    """The answer carries no protocol header, so it changes nothing; values: `status`."""

    key = "sync.not_the_hub"


class TryLater(SyncFailed):
    """The hub is busy (429 or 503); values: `after_s`."""

    key = "sync.try_later"

    def __init__(self, after_s: float) -> None:
        super().__init__(after_s=round(after_s))
        self.after_s = after_s


class MustRefetch(SyncFailed):
    """The cursor leads nowhere any more (410)."""

    key = "sync.must_refetch"


class HubRefused(SyncFailed):
    """The hub says no; values: `code`, `detail`, `status`."""

    key = "sync.refused"

    def __init__(self, code: str, detail: str, status: int) -> None:
        super().__init__(code=code, detail=detail, status=status)
        self.code = code
        self.detail = detail
        self.status = status


class SyncStopped(Exception):
    """The program is closing; whatever the hub still answers is left for the next start."""
