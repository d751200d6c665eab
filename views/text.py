"""The only way of crawled text to the screen: shown as text, whatever it holds."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from views.words import dated

DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
KEPT = frozenset("\n\t")
REPLACEMENT = "\ufffd"
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&^=/@])")
TOO_LONG = 300
MOST_PLAIN = 20_000  # short texts that are remembered as they are shown
LONGEST = 1500
SEPARATOR = "\u241f"  # between the parts of a row key in a chart; taken out of every name


def safe(text: str) -> str:
    """Return HTML that shows `text` as it stands: nothing in it acts, hidden direction marks become visible."""
    return "".join(shown(piece) for piece in text)


def shown(character: str) -> str:
    """Return the HTML of one character."""
    if character in DIRECTIONS:
        return f'<span class="control">U+{ord(character):04X}</span>'
    return html.escape(harmless(character), quote=True)


def harmless(character: str) -> str:
    """Return the character, or the replacement mark for one that no screen can show."""
    code = ord(character)
    is_control = code < 0x20 or 0x7F <= code < 0xA0
    is_broken = 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE
    return REPLACEMENT if (is_control and character not in KEPT) or is_broken else character


def isolated(text: str, lang: str | None = None, limit: int = LONGEST) -> str:
    """Return `text` as an inline element of its own writing direction, not endless."""
    spoken = f' lang="{html.escape(clipped(lang, 40), quote=True)}"' if lang else ""
    return f"<bdi{spoken}>{safe(clipped(text, limit))}</bdi>"


def told(text: str, limit: int = LONGEST) -> str:
    """Return a sentence of ours about crawled text: as `isolated`, its dates as people write them."""
    return isolated(dated(clipped(text, limit)), limit=limit + limit // 4)


def visible(text: str, limit: int = TOO_LONG) -> str:
    """Return plain text for a place that shows plain text (a chart, a cell): one line, no hidden marks, not endless."""
    return plain(clipped(text, limit))


@lru_cache(maxsize=MOST_PLAIN)
def plain(text: str) -> str:
    """Return a short text on one line without hidden marks; the titles of a long choice are the same every time."""
    flat = " ".join(text.split())
    return "".join(f"[U+{ord(c):04X}]" if c in DIRECTIONS else harmless(c) for c in flat).replace(SEPARATOR, " ")


def label(text: str, limit: int = 80) -> str:
    """Return `text` for a place that reads Markdown (an option, a caption): every sign that could act is escaped."""
    return MARKDOWN.sub(r"\\\1", visible(text, limit))


def clipped(text: str, limit: int) -> str:
    """Return the text, cut at a word with an ellipsis when it is longer than `limit`."""
    if len(text) <= limit:
        return text
    kept = text[:limit]
    at = kept.rfind(" ")
    return f"{kept[: at if at > limit // 2 else limit].rstrip()} …"


def web_address(url: str | None) -> str | None:
    """Return an address that may become a link: http or https with a host; else None."""
    if url is None or any(ord(character) <= 0x20 for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def query(**values: str | None) -> str:
    """Return the query of an address, without what is None."""
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in values.items() if value is not None)
