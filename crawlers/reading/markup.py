"""HTML to blocks: a walk over the body that keeps tables, cards and lists as structure and drops the furniture."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from crawlers.reading.assembly import CellDraft, Draft, collapse, row
from crawlers.reading.furniture import furniture
from ledger.article import BlockKind

SILENT = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "video",
        "audio",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "dialog",
        "map",
        "math",
        "head",
        "link",
        "meta",
        "base",
        "track",
        "source",
        "datalist",
        "progress",
    ]
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rb",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "br",
        "picture",
        "output",
        "nobr",
    ]
)
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})
NAME = re.compile(r"[\w-]+")
MOST = 0.45  # a region with this share of the text is never furniture
DEEPEST = 200


@dataclass(slots=True)
class Place:
    """What the walk knows where it is: the kind a paragraph takes here, list depth and group."""

    kind: BlockKind = BlockKind.PARAGRAPH
    depth: int = 0
    group: int = 0


@dataclass(slots=True)
class Walk:
    """One pass over a body. `drafts` collects blocks, `dropped` counts regions left out by reason."""

    total: int
    drafts: list[Draft] = field(default_factory=list)
    groups: int = 0
    titled: bool = False
    skipping: int = 0  # heading level of a furniture heading whose region is being left out
    dropped: dict[str, int] = field(default_factory=dict)

    def next_group(self) -> int:
        """Return the number of a new list, table or card group."""
        self.groups += 1
        return self.groups

    def drop(self, reason: str) -> None:
        """Count a region that is left out."""
        self.dropped[reason] = self.dropped.get(reason, 0) + 1

    def add(self, draft: Draft) -> None:
        """Add a block unless it is empty."""
        if draft.text:
            self.drafts.append(draft)


def read_body(body: Any) -> Walk:
    """Return the blocks of a parsed HTML body, in reading order."""
    walk = Walk(total=max(1, text_length(body)))
    _children(body, Place(), walk, 0)
    return walk


def text_length(element: Any) -> int:
    """Return how many characters of text an element shows, scripts and the like aside."""
    return sum(len(text) for text in shown_texts(element))


def shown_texts(element: Any) -> Iterator[str]:
    """Yield the pieces of text below an element in order, without the silent elements."""
    stack: deque[tuple[Any, bool]] = deque([(element, False)])
    while stack:
        node, is_tail = stack.pop()
        if is_tail:
            if node.tail:
                yield node.tail
            continue
        if node is not element:
            stack.append((node, True))
        if isinstance(node.tag, str) and node.tag not in SILENT:
            if node.text:
                yield node.text
            stack.extend((child, False) for child in reversed(node))


def inline_text(element: Any) -> str:
    """Return the collapsed text of an element; block tags and `br` part words, inline tags do not, icons are silent."""
    pieces: list[str] = []
    stack: deque[tuple[Any, bool]] = deque([(element, False)])
    while stack:
        node, is_tail = stack.pop()
        parts = not isinstance(node.tag, str) or node.tag not in INLINE or node.tag == "br"
        if is_tail:
            if parts and isinstance(node.tag, str):
                pieces.append(" ")
            pieces.append(node.tail or "")
            continue
        if node is not element:
            stack.append((node, True))
        if isinstance(node.tag, str) and node.tag not in SILENT and not is_icon(node):
            if parts:
                pieces.append(" ")
            pieces.append(node.text or "")
            stack.extend((child, False) for child in reversed(node))
    return collapse("".join(pieces))


def names_of(element: Any) -> frozenset[str]:
    """Return the lower-case names in class, id and aria-label-like attributes of an element."""
    joined = f"{element.get('class') or ''} {element.get('id') or ''}"[:500].lower().replace("_", "-")
    return frozenset(NAME.findall(joined))


def is_icon(element: Any) -> bool:
    """Tell whether an inline element is a pictogram whose ligature name is not text, or hidden."""
    if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", ""):
        return True
    return element.tag in {"i", "span"} and bool(furniture().icons & names_of(element))


def has_blocks(element: Any) -> bool:
    """Tell whether any descendant is a block element."""
    return any(
        isinstance(node.tag, str) and node.tag not in INLINE and node.tag not in SILENT
        for node in element.iterdescendants()
    )


def _is_dropped(element: Any, walk: Walk) -> str | None:
    """Return why a region is furniture, or None where it is text."""
    tables, tag = furniture(), element.tag
    if is_icon(element):
        return "hidden"
    names = names_of(element)
    reason = None
    if tag in FURNITURE_TAGS or (element.get("role") or "").lower() in tables.roles:
        reason = tag
    elif names & tables.drop_names or names & tables.threads:
        reason = "name"
    elif tag == "header" and element.find(".//h1") is None:
        reason = tag
    elif tag in {"ul", "ol", "div", "section", "table"} and _is_link_list(element):
        reason = "links"
    if reason is None or tag in {"body", "main", "article", "html"} or element.find(".//h1") is not None:
        return None
    return reason if text_length(element) < MOST * walk.total else None


def _is_link_list(element: Any) -> bool:
    links = element.findall(".//a")
    if len(links) < 2:
        return False
    linked = sum(len(collapse("".join(shown_texts(link)))) for link in links)
    whole = len(collapse(" ".join(shown_texts(element))))
    return linked > 0.72 * whole and linked / len(links) < 140


def _children(element: Any, place: Place, walk: Walk, level: int) -> None:
    """Walk the children; runs of text and inline elements between blocks become paragraphs of their own."""
    from crawlers.reading.structures import visit

    run: list[Any] = [element.text or ""]
    breaks = 0
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SILENT:
            if child.tag == "br":
                breaks += 1
                if breaks >= 2:
                    _flush(run, element, place, walk)
                run.append(" ")
            elif child.tag in INLINE and not has_blocks(child):
                breaks = 0
                run.append(child)
            else:
                breaks = 0
                _flush(run, element, place, walk)
                if level > DEEPEST:
                    walk.drop("too_deep")
                else:
                    visit(child, place, walk, level + 1)
        tail = child.tail or ""
        if tail.strip():
            breaks = 0
        run.append(tail)
    _flush(run, element, place, walk)


def _flush(run: list[Any], element: Any, place: Place, walk: Walk) -> None:
    text = collapse("".join(part if isinstance(part, str) else _inline(part) for part in run))
    linked = sum(len(inline_text(part)) for part in run if not isinstance(part, str) and part.tag == "a")
    run.clear()
    if not text or walk.skipping:
        return
    kind = place.kind
    if kind is BlockKind.PARAGRAPH and (
        furniture().is_furniture_line(text) or (linked > 0.8 * len(text) and len(text) < 60)
    ):
        kind = BlockKind.META
    elif kind is BlockKind.PARAGRAPH and furniture().is_correction(text):
        kind = BlockKind.CORRECTION
    walk.add(Draft(kind, text, level=place.depth, group=place.group))


def _inline(element: Any) -> str:
    if is_icon(element):
        return " "
    text = inline_text(element)
    before = " " if (element.text or "")[:1].isspace() else ""
    last = element[-1].tail if len(element) else element.text
    return before + text + (" " if (last or "")[-1:].isspace() else "")


walk_children = _children
is_dropped = _is_dropped
__all__ = ["CellDraft", "Place", "Walk", "inline_text", "is_dropped", "read_body", "row", "walk_children"]
