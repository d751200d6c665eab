"""What one run did for one source, ready for JSON, and the counted words for what went wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

from crawlers.addresses import was_refused

MOST_PROBLEMS = 50  # problems kept in words; all are counted

REASONS = {
    "TimeoutError": "timeout",
    "DownloadTimeoutError": "timeout",
    "TCPTimedOutError": "timeout",
    "DNSLookupError": "unknown_host",
    "CannotResolveHostError": "unknown_host",
    "ForbiddenAddressError": "private_address",
    "DownloadCancelledError": "too_large",
    "CancelledError": "too_large",
    "ConnectionRefusedError": "connection_refused",
    "DownloadConnectionRefusedError": "connection_refused",
    "ConnectError": "connection_failed",
    "ConnectionLost": "connection_lost",
    "DownloadFailedError": "connection_lost",
    "ResponseFailed": "connection_lost",
    "ResponseNeverReceived": "connection_lost",
    "UnsupportedURLSchemeError": "forbidden_scheme",
}
FINAL = frozenset(
    {"private_address", "forbidden_scheme", "malformed_address", "robots_forbidden", "too_large", "redirect_loop"}
)


@dataclass(slots=True)
class SourceResult:
    """Counts of one source in one run. `status`: done, failed, rested (asked to wait), stopped (out of time)."""

    source_id: str
    status: str = "done"
    found: int = 0
    new: int = 0
    changed_links: int = 0
    lists_unchanged: int = 0
    fetched: int = 0
    stored: int = 0
    versions: int = 0
    unchanged: int = 0
    failed: int = 0
    dropped: int = 0
    moved_to: str | None = None
    close_reason: str | None = None
    seconds: float = 0.0
    reasons: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)  # what a list held and was not taken, by reason
    problems: list[dict[str, str | None]] = field(default_factory=list)

    def problem(self, reason: str, detail: str, subject: str | None) -> None:
        """Count a problem and keep the first ones in words."""
        self.reasons[reason] += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append({"reason": reason, "detail": detail, "subject": subject})

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        values = asdict(self)
        values["reasons"] = dict(sorted(self.reasons.items()))
        values["left_out"] = dict(sorted(self.left_out.items()))
        return values


def failure_reason(failure: Any) -> tuple[str, bool]:
    """Return the counted word for a failed request, and whether asking again is of no use."""
    error = failure.value
    asked = urlsplit(getattr(getattr(failure, "request", None), "url", "")).hostname
    if asked and was_refused(asked):
        return "private_address", True
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        for kind in type(error).__mro__:
            if kind.__name__ in REASONS:
                reason = _inner_reason(error) or REASONS[kind.__name__]
                return reason, reason in FINAL
        refused = getattr(error, "reason", None)
        if isinstance(refused, str):
            return refused, refused in FINAL
        word = _ignored_for(error) or _status_of(error)
        if word:
            return word, word in FINAL
        error = error.__cause__ or error.__context__
    return f"failed_{type(failure.value).__name__}", False


def _ignored_for(error: BaseException) -> str | None:
    """Return why Scrapy would not go on with a request or an answer."""
    if type(error).__name__ != "IgnoreRequest":
        return None
    text = str(error)
    words = {"robots": "robots_forbidden", "MAXSIZE": "too_large", "redirect": "redirect_loop"}
    return next((word for sign, word in words.items() if sign in text), "ignored")


def _status_of(error: BaseException) -> str | None:
    """Return the word for an answer that nothing was made of; a redirect is one that leads out of the web."""
    response = getattr(error, "response", None)
    if type(error).__name__ != "HttpError" or response is None:
        return None
    return "forbidden_scheme" if 300 <= response.status < 400 else f"http_{response.status}"


def _inner_reason(error: BaseException) -> str | None:
    """Look for a forbidden address behind a lookup error."""
    return "private_address" if "private address" in str(error) or "private address" in repr(error.__cause__) else None
