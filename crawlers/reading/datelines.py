"""Dates that a page prints: in time tags, in elements named as dates or bylines, in short lines near the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crawlers.reading.dates import iso_stamp, printed_date
from crawlers.reading.elements import in_furniture, inline_text, names_of
from ledger.article import Evidenced

DATED = frozenset(
    [
        "published",
        "pubdate",
        "publish-date",
        "date",
        "dateline",
        "byline",
        "time",
        "timestamp",
        "posted",
        "posted-on",
        "entry-date",
        "post-date",
        "meta",
        "info",
        "age",
        "created",
        "article-date",
        "info-date",
        "article-info",
        "entry-meta",
        "post-meta",
        "subtext",
        "docmeta",
    ]
)
CHANGED = re.compile(
    r"updat|modif|last|edited|korrig|aktualis|mis à jour|actualiz|atualiz|aggiorn|güncel|обновл|оновлен|cập nhật|تحديث"
    r"|更新|수정|최종",
    re.IGNORECASE,
)
MOST_TAGS = 60
LINE, SENTENCE = 160, 45  # characters of a line near the headline; of a sentence that is no dateline any more
TAGS = ("h1", "h2", "span", "div", "p", "li", "td", "dd", "em", "small", "b", "i", "ul", "header", "section", "strong")


def marked(tree: Any) -> Iterator[Evidenced]:
    """Elements of the body marked `itemprop="datePublished"`."""
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        value = element.get("content") or element.get("datetime") or inline_text(element)
        text = iso_stamp(value) or printed_date(value)
        if text:
            yield Evidenced(text, "itemprop:datePublished")


def time_tags(tree: Any, heading: str | None, day_first: bool | None) -> Iterator[Evidenced]:
    """Time tags: those that say they are of the publication, then the first one after the headline, then the first."""
    before: list[Evidenced] = []
    after: list[Evidenced] = []
    passed = False
    for number, element in enumerate(tree.iter("h1", "h2", "time")):
        if number > MOST_TAGS:
            break
        if element.tag != "time":
            passed = passed or (heading is not None and inline_text(element)[:1000] == heading)
            continue
        text = iso_stamp(element.get("datetime") or "") or printed_date(inline_text(element), day_first=day_first)
        if not text or in_furniture(element):
            continue
        label = _label(element)
        if CHANGED.search(label) and "publish" not in label.lower():
            continue
        if element.get("pubdate") is not None or "publish" in label.lower():
            yield Evidenced(text, "time")
        (after if passed else before).append(Evidenced(text, "time"))
    yield from (after or before)[:1]


def _label(element: Any) -> str:
    """Return what names a time tag: its class, the words before it, its own words."""
    parent, previous = element.getparent(), element.getprevious()
    around = ""
    if previous is not None:
        around = previous.tail or (inline_text(previous) if isinstance(previous.tag, str) else "")
    elif parent is not None:
        around = parent.text or ""
    parts = (element.get("class") or "", element.get("itemprop") or "", around[-40:], inline_text(element)[:60])
    return " ".join(parts)


def datelines(tree: Any, heading: str | None, day_first: bool | None) -> Iterator[Evidenced]:
    """Dates in elements named as dates or bylines, first those after the headline; then in short lines near it."""
    before: list[Evidenced] = []
    passed = False
    for element in tree.iter(*TAGS):
        if element.tag in {"h1", "h2"}:
            passed = passed or (heading is not None and inline_text(element)[:1000] == heading)
            continue
        text = _named_date(element, day_first)
        if text and passed:
            yield Evidenced(text, "dateline")
        elif text:
            before.append(Evidenced(text, "dateline"))
    for line in _lines_near(tree, heading):
        text = _unchanged_date(line, day_first)
        if text:
            yield Evidenced(text, "dateline")
    yield from before


def _named_date(element: Any, day_first: bool | None) -> str | None:
    names = names_of(element)
    if not any(part in DATED or part.endswith(("-date", "-time", "date", "time")) for part in names):
        return None
    if in_furniture(element):
        return None
    title = element.get("title") or element.get("data-time") or element.get("datetime") or ""
    text = iso_stamp(title) if title[:4].isdigit() else None
    if text is None:
        line = inline_text(element)
        text = _unchanged_date(line, day_first) if len(line) < 400 else None
    return text


def _unchanged_date(line: str, day_first: bool | None) -> str | None:
    """Return the first date of a line that is not marked as the date of a change."""
    found = CHANGED.search(line)
    return printed_date(line if found is None else line[: found.start()], day_first=day_first)


def _lines_near(tree: Any, heading: str | None) -> Iterator[str]:
    headings = list(tree.iter("h1", "h2", "h3"))
    of_text = (element for element in headings if heading is not None and inline_text(element)[:1000] == heading)
    node = next(of_text, next((element for element in headings if element.tag == "h1"), None))
    if node is None:
        return
    if node.getprevious() is not None and isinstance(node.getprevious().tag, str):
        yield inline_text(node.getprevious())[-120:]
    for _ in range(2):
        following = [sibling for sibling in list(node.itersiblings())[:6] if isinstance(sibling.tag, str)]
        for sibling in following:
            line = inline_text(sibling)
            if 4 < len(line) <= LINE and not (len(line) > SENTENCE and line.endswith((".", "。", "!", "?", "”"))):
                yield line
        node = node.getparent()
        if node is None or node.tag in {"body", "html"}:
            return
