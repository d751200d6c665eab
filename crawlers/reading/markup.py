"""HTML to blocks: a walk over the body that keeps tables, cards and lists as structure and drops the furniture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from crawlers.reading.assembly import Draft, collapse
from crawlers.reading.elements import (
    INLINE,
    SEAM,
    SEAMED,
    SILENT,
    has_blocks,
    inline_text,
    is_icon,
    names_of,
    seamless,
    shown_text,
    shown_texts,
    text_length,
)
from crawlers.reading.furniture import furniture
from crawlers.reading.mainpart import MainPart
from crawlers.reading.teasers import is_teaser_list
from ledger.article import BlockKind

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})
TRUSTED = 0.25  # a region with this share of the main part is text whatever its name
MOST = 0.45  # a region with this share of the text is never furniture
ENOUGH = 120  # characters that must stand beside a list of teasers for it to be left out
TEASERS = "teasers"
DEEPEST = 200
PROSE = 60  # characters of a paragraph that may end a region left out


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
    visit: Callable[[Any, Place, Walk, int], None]  # reads one block element, and its children by `walk_children`
    drafts: list[Draft] = field(default_factory=list)
    groups: int = 0
    titled: bool = False
    skipping: int = 0  # heading level of a furniture heading whose region is being left out
    dropped: dict[str, int] = field(default_factory=dict)
    main: MainPart | None = None
    heading: str | None = None
    thread: bool = False  # the page is a thread of posts: they are its text
    homes: dict[Any, int] = field(default_factory=dict)
    teased: int = 0  # characters of the lists of other stories that were left out
    skip_root: Any = None  # the element that the furniture heading stands in

    def home_of(self, element: Any) -> int:
        """Return the number of the kind of element that a block's own element stands in: its class, else itself."""
        parent = element.getparent()
        place = parent if parent is not None else element
        return self.homes.setdefault((place.tag, place.get("class") or place), len(self.homes) + 1)

    def next_group(self) -> int:
        """Return the number of a new list, table or card group."""
        self.groups += 1
        return self.groups

    def text_length(self) -> int:
        """Return how many characters without white space the collected text has."""
        return sum(len(draft.text) - draft.text.count(" ") for draft in self.drafts if draft.kind is not BlockKind.META)

    def drop(self, reason: str) -> None:
        """Count a region that is left out."""
        self.dropped[reason] = self.dropped.get(reason, 0) + 1

    def add(self, draft: Draft) -> None:
        """Add a block unless it is empty."""
        if draft.text:
            self.drafts.append(draft)


def is_dropped(element: Any, walk: Walk) -> str | None:
    """Return why a region is furniture, or None where it is text."""
    tables, tag = furniture(), element.tag
    if is_icon(element):
        return "hidden"
    names = names_of(element)
    reason: str | None = None
    if tag in FURNITURE_TAGS or (element.get("role") or "").lower() in tables.roles:
        reason = tag
    elif names & tables.drop_names or names & tables.threads:
        reason = "name"
    elif tag == "header" and element.find(".//h1") is None:
        reason = tag
    elif tag in {"ul", "ol", "div", "section", "table"} and _is_link_list(element):
        reason = "links"
    elif tag in {"ul", "ol", "div", "section"} and is_teaser_list(element):
        reason = TEASERS
    if reason is None or tag in {"body", "main", "article", "html"} or element.find(".//h1") is not None:
        return None
    length = text_length(element)
    if reason == TEASERS and walk.total - length >= ENOUGH:
        walk.teased += len("".join(shown_text(element).split()))
        return reason
    if length >= MOST * walk.total or _is_main(element, walk, length):
        walk.thread = walk.thread or bool(names & tables.threads)
        return None
    return reason


def _is_main(element: Any, walk: Walk, length: int) -> bool:
    """Tell whether a region with a name of furniture holds a good part of the article all the same."""
    if walk.main is None or length < TRUSTED * len(walk.main.text):
        return False
    return walk.main.holds(shown_text(element))


def _is_link_list(element: Any) -> bool:
    links = element.findall(".//a")
    if len(links) < 2:
        return False
    linked = sum(len(collapse("".join(shown_texts(link)))) for link in links)
    whole = len(collapse(" ".join(shown_texts(element))))
    return linked > 0.72 * whole and linked / len(links) < 140


def walk_children(element: Any, place: Place, walk: Walk, level: int) -> None:
    """Walk the children; runs of text and inline elements between blocks become paragraphs of their own."""
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
                    walk.add(Draft(place.kind, inline_text(child)))
                else:
                    walk.visit(child, place, walk, level + 1)
        tail = child.tail or ""
        if tail.strip():
            breaks = 0
        run.append(tail)
    _flush(run, element, place, walk)


def _flush(run: list[Any], element: Any, place: Place, walk: Walk) -> None:
    text = collapse(seamless("".join(part if isinstance(part, str) else _inline(part) for part in run)))
    linked = sum(_linked(part) for part in run if not isinstance(part, str))
    run.clear()
    if not text or _is_skipped(text, walk):
        return
    kind = place.kind
    if kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} and (
        furniture().is_furniture_line(text)
        or (linked > 0.8 * len(text) and len(text) < 60)
        or (linked > 0.4 * len(text) and furniture().opens_furniture(text[:60]))
    ):
        kind = BlockKind.META
    elif kind is BlockKind.PARAGRAPH and furniture().is_correction(text):
        kind = BlockKind.CORRECTION
    home = walk.home_of(element)
    walk.add(Draft(kind, text, level=place.depth, group=place.group, home=home, linked=linked / len(text)))


def _is_skipped(text: str, walk: Walk) -> bool:
    """Tell whether a block stands under a heading of furniture; a paragraph of the main part ends that region."""
    if walk.skipping and walk.main is not None and len(text) >= PROSE and walk.main.holds(text):
        walk.skipping = 0
    return walk.skipping > 0


def _linked(element: Any) -> int:
    if element.tag == "a":
        return len(inline_text(element))
    return sum(len(inline_text(link)) for link in element.iter("a"))


def _inline(element: Any) -> str:
    if is_icon(element):
        return " "
    text = inline_text(element)
    before = " " if (element.text or "")[:1].isspace() else ""
    last = element[-1].tail if len(element) else element.text
    if element.tag in SEAMED:
        before, text = f"{SEAM}{before}", f"{text}{SEAM}"
    return before + text + (" " if (last or "")[-1:].isspace() else "")
