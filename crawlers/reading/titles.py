"""The headline of a page: its h1 where the head agrees, else what the head says, without the name of the site."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from crawlers.reading.assembly import collapse
from crawlers.reading.elements import inline_text, names_of
from crawlers.reading.heads import first_of, plain_text

SHARED = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "parsely-title", "sailthru.title")
BARS = re.compile(r"\s?[|｜]\s?|\s[–—·•»:]{1,2}\s|\s-\s|_(?=[^_]{2,20}$)|\s?-\s?(?=[^-]{2,30}$)")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
WORD = re.compile(r"\w+")
LONGEST_SUFFIX = 5  # words of a part at the end of a title that may be a site's name
ALIKE = 0.5  # share of words that an h1 and the head have in common
NO_HEADLINE = frozenset(
    {"logo", "brand", "site-title", "site-name", "sitename", "site-logo", "masthead", "visually-hidden"}
)


def clean_title(text: str | None) -> str | None:
    """Return a title of a head without entities and markup, None for an empty one."""
    if not text:
        return None
    return collapse(TAG.sub(" ", html.unescape(text)))[:1000] or None


def headings(tree: Any) -> list[str]:
    """Return the texts of the h1 elements, those that only name the site last."""
    first: list[str] = []
    last: list[str] = []
    for number, element in enumerate(tree.iter("h1")):
        text = inline_text(element)[:1000]
        if text and number < 20:
            (last if _names_the_site(element) else first).append(text)
    return first + last


def _names_the_site(element: Any) -> bool:
    if names_of(element) & NO_HEADLINE:
        return True
    link = element.find(".//a")
    if link is not None and (link.get("href") or "").rstrip("/") in {"", ".", "/index.html"}:
        return inline_text(link) == inline_text(element)
    return any(parent.tag in {"nav", "footer", "aside"} for parent in element.iterancestors())


def page_title(tree: Any) -> str | None:
    """Return the text of the title element of the head, not of a drawing."""
    for element in tree.iter("title"):
        if not any(parent.tag == "svg" for parent in element.iterancestors()):
            return collapse("".join(element.itertext()))[:1000] or None
    return None


def headline(
    tree: Any, metas: dict[str, list[str]], articles: list[dict[str, Any]], outlet: str | None, address: str | None
) -> tuple[str | None, str | None, str | None]:
    """Return (title, evidence, the text of the heading that is the page's headline)."""
    marked = next((text for node in articles if (text := clean_title(plain_text(node.get("headline"))))), None)
    found = first_of(metas, SHARED)
    plain = page_title(tree)
    names = [name for name in (outlet, site_label(address)) if name]
    shared = without_site(clean_title(found[0]) or "", names) if found else None
    bare = without_site(plain, names, guess=True) if plain else None
    stated = [text for text in (marked, shared) if text] or [text for text in (bare,) if text]
    candidates = [text for text in headings(tree) if text.casefold() not in {name.casefold() for name in names}]
    best = best_heading(candidates, stated)
    if best:
        return without_kicker(best, stated), "h1", best
    if marked:
        title = without_site(marked, names)
        return title, "json-ld:headline", title
    if shared and found:
        return shared, found[1], shared
    if candidates:
        return candidates[0], "h1", candidates[0]
    if not plain or not bare:
        return None, None, None
    printed = _printed_part(tree, plain)
    return printed or bare, "title", printed or bare


def without_kicker(heading: str, stated: list[str]) -> str:
    """Return the headline that the head states where the h1 is that and a label before or behind it."""
    lower = heading.casefold()
    for text in stated:
        other, size = text.casefold(), len(text)
        if len(other) >= len(lower) or 2 * len(other) <= len(lower):
            continue
        if lower.endswith(other) and _is_label(heading[:-size]):
            return heading[-size:]
        if lower.startswith(other) and _is_label(heading[size:]):
            return heading[:size]
    return heading


def _is_label(rest: str) -> bool:
    return len(rest.split()) <= 3 and not rest.strip().endswith((",", "-", "–", "—")) and bool(rest.strip(" :|·•"))


def _printed_part(tree: Any, title: str) -> str | None:
    """Return the longest part of a title that the page prints as a line of its own; None where it prints none."""
    parts = {part.strip() for part in BARS.split(title)}
    if len(parts) < 2:
        return None
    printed = {inline_text(element) for element in list(tree.iter("h2", "h3", "b", "strong", "font", "big"))[:200]}
    return max(parts & printed, key=len, default=None)


def best_heading(candidates: Iterable[str], stated: list[str]) -> str | None:
    """Return the h1 that agrees best with what the head states; the first where the head states nothing."""
    best, most = None, 0.0
    for text in candidates:
        if not stated:
            return text
        agreement = max(alike(text, other) for other in stated)
        if agreement > most:
            best, most = text, agreement
    return best if most >= ALIKE else None


def alike(one: str, other: str) -> float:
    """Return how much two titles have in common: words, or characters where words are not parted."""
    first, second = _units(one), _units(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    return len(first & second) / min(len(first), len(second)) * min(1.0, len(first) / 3, len(second) / 3)


def _units(text: str) -> set[str]:
    units: set[str] = set()
    for word in WORD.findall(text.casefold()):
        units.update(word if ord(word[0]) > 0x2E80 else (word,))
    return units


def site_label(address: str | None) -> str | None:
    """Return the part of a host name that names a site ("example" of www.example.co.uk), None without an address."""
    host = (urlsplit(address).hostname or "") if address and address.startswith("http") else ""
    parts = [part for part in host.split(".") if part not in {"www", "m", "news", "blog", "amp"}]
    return max(parts[:-1], key=len) if len(parts) > 1 and not host.replace(".", "").isdigit() else None


def without_site(title: str, names: list[str], *, guess: bool = False) -> str:
    """Return a title without the name of its site at the end or the beginning; `guess` takes a short end for one."""
    known = {_squeezed(name) for name in names}
    before, _, after = title.partition(": ")
    if after and _squeezed(before) in known:
        return after.strip()
    for _ in range(3):
        bars = list(BARS.finditer(title))
        if not bars:
            return title
        last, first = bars[-1], bars[0]
        tail, top = title[last.end() :], title[: first.start()]
        rest = title[: last.start()]
        if _is_site(tail, known) or (guess and _may_be_site(tail, rest, last.group())):
            title = rest.strip()
        elif _is_site(top, known) and title[first.end() :].strip():
            title = title[first.end() :].strip()
        else:
            return title
    return title


def _is_site(part: str, known: set[str]) -> bool:
    squeezed = _squeezed(part)
    return any(squeezed == name or (len(name) > 4 and (name in squeezed or squeezed in name) and len(squeezed) > 2
               and len(squeezed) < 2.5 * len(name)) for name in known)  # fmt: skip


def _may_be_site(part: str, rest: str, bar: str) -> bool:
    """Tell whether the end of a title reads as the name of its site: short and capital, beside a longer title."""
    words, before = len(_units(part)), len(_units(rest))
    if words > LONGEST_SUFFIX or before < 3 or before <= words:
        return False
    return bar.strip() in {"|", "｜", "_"} or (words <= 4 and not part.strip()[:1].islower() and before >= 4)


def _squeezed(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
