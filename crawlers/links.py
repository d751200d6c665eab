"""What a discovery finds: links to pages with what was said about them, and the checks that it is what it should be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "ref_src", "cmpid", "ncid")
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class Link:
    """A page that was found. `stamp` changes when the site says the page changed; `body` is a page already here."""

    url: str
    title: str | None = None
    published: str | None = None
    summary: str | None = None
    stamp: str | None = None
    body: str | None = None


@dataclass(slots=True)
class Discovery:
    """What one fetched list held: links, further lists to fetch, and problems as (reason, detail)."""

    links: list[Link] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)  # entries that are no pages of interest, by reason

    def take(self, link: Link | None, wanted: bool) -> None:
        """Take a link, or count why it is left out."""
        if link is None or not link.url:
            self.left_out["no_address"] += 1
        elif not wanted:
            self.left_out["not_wanted"] += 1
        else:
            self.links.append(link)


def clean_address(address: str) -> str | None:
    """Return an address without fragment and tracking parameters; None where it is no http(s) address."""
    address = "".join(address.split())
    if not address or len(address) > LONGEST_ADDRESS:
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return None
    query = parts.query
    if query and any(name in query.lower() for name in TRACKING):
        kept = [
            (name, value)
            for name, value in parse_qsl(query, keep_blank_values=True)
            if not name.lower().startswith(TRACKING)
        ]
        query = urlencode(kept)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))
