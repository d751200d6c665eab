"""What the headers of an answer say, and the headers that ask for a page only where it changed."""

from __future__ import annotations

from scrapy.http import Response


def moved_address(response: Response) -> str | None:
    """Return where a list moved for good, None where no or only a passing redirect was followed."""
    reasons = response.meta.get("redirect_reasons") or []
    return str(response.url) if reasons and all(reason in {301, 308} for reason in reasons) else None


def conditional(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the headers that ask for a page only where it changed."""
    headers = {"If-None-Match": etag} if etag else {}
    return headers | ({"If-Modified-Since": last_modified} if last_modified else {})


def header(response: Response, name: str) -> str | None:
    """Return a response header as text."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
