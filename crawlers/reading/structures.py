"""The elements of a body one by one: headings, lists, tables, definition lists, stat cards, quotations, captions."""

from __future__ import annotations

import re
from typing import Any

from crawlers.reading.assembly import CellDraft, Draft, collapse, row
from crawlers.reading.dates import printed_date
from crawlers.reading.elements import has_blocks, inline_text, names_of, text_length
from crawlers.reading.furniture import furniture
from crawlers.reading.mainpart import MainPart
from crawlers.reading.markup import HEADINGS, Place, Walk, is_dropped, walk_children
from ledger.article import BlockKind

CARD_NAMES = frozenset(
    [
        "card",
        "stat",
        "statcard",
        "stat-card",
        "figure-card",
        "number",
        "metric",
        "kpi",
        "fact",
        "key-figure",
        "keyfigure",
        "data-card",
        "tile",
        "counter",
        "bignumber",
    ]
)
CARD_LONGEST = 120
LONGEST_CELL = 350  # characters; a table with a longer cell is made for layout
LETTERS = re.compile(r"[^\W\d_]{3,}|[\u2e80-\uffff]{2,}")
CELL_BLOCKS = frozenset(
    ["div", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "table", "article", "section", "form"]
)


def read_body(body: Any, main: MainPart | None = None, heading: str | None = None) -> Walk:
    """Return the blocks of a parsed HTML body, in reading order.

    `main` keeps regions that are surely text; `heading` is the text of the h1 that is the headline, where it is known.
    """
    walk = Walk(max(1, text_length(body)), visit, main=main, heading=heading)
    walk_children(body, Place(), walk, 0)
    return walk


def visit(element: Any, place: Place, walk: Walk, level: int) -> None:
    """Read one block element: turn it into blocks, or leave it out with a counted reason."""
    tag = element.tag
    if tag in HEADINGS:
        _heading(element, walk)
        return
    reason = is_dropped(element, walk)
    if reason:
        walk.drop(reason)
        return
    if walk.skipping and tag in {"main", "article"}:
        walk.skipping = 0
    if walk.skipping:
        return
    if tag == "table" and _is_data_table(element):
        _table(element, walk)
    elif tag in {"ul", "ol"}:
        inner = Place(BlockKind.LIST_ITEM, place.depth + 1, place.group or walk.next_group())
        walk_children(element, inner if place.kind is not BlockKind.META else place, walk, level)
    elif tag == "dl":
        _definitions(element, walk)
    elif is_card(element):
        _card(element, place, walk)
    else:
        walk_children(element, _inner_place(element, place, walk), walk, level)
        if tag in {"section", "article", "main"} or element is walk.skip_root:
            walk.skipping, walk.skip_root = 0, None


def _inner_place(element: Any, place: Place, walk: Walk) -> Place:
    tag, names, tables = element.tag, names_of(element), furniture()
    if place.kind is BlockKind.META:
        return place
    if names & tables.correction_names:
        return Place(BlockKind.CORRECTION, place.depth, place.group)
    if (
        tag not in {"body", "main", "article"}
        and (names & tables.meta_names or tag == "address")
        and len(inline_text(element)) < 400
    ):
        return Place(BlockKind.META, place.depth, place.group)
    if tag == "blockquote":
        return Place(BlockKind.QUOTE, place.depth, place.group)
    if tag == "figcaption":
        return Place(BlockKind.CAPTION, place.depth, place.group)
    if _holds_cards(element):
        return Place(place.kind, place.depth, walk.next_group())
    return place


def _heading(element: Any, walk: Walk) -> None:
    level, text = HEADINGS[element.tag], inline_text(element)
    if not text:
        return
    if furniture().opens_furniture(text) and level > 1:
        walk.skipping, walk.skip_root = level, element.getparent()
        walk.drop("heading")
        return
    if walk.skipping and level > walk.skipping:
        return
    walk.skipping = 0
    if not walk.titled and (text[:1000] == walk.heading if walk.heading else level == 1):
        walk.titled = True
        walk.add(Draft(BlockKind.TITLE, text, level=1))
    else:
        walk.add(Draft(BlockKind.HEADING, text, level=level))


def _is_data_table(table: Any) -> bool:
    rows = table.findall(".//tr")
    if table.find(".//table") is not None or table.find(".//h1") is not None or len(rows) < 1:
        return False
    cells = [cell for line in rows for cell in line if cell.tag in {"td", "th"}]
    if max((len([c for c in line if c.tag in {"td", "th"}]) for line in rows), default=0) < 2:
        return False
    if any(len(inline_text(cell)) > LONGEST_CELL for cell in cells[:60]):
        return False
    return not any(
        isinstance(node.tag, str) and node.tag in CELL_BLOCKS for cell in cells for node in cell.iterdescendants()
    )


def _table(table: Any, walk: Walk) -> None:
    """Emit one block for each row; the first row of headings gives the cells below their `head`."""
    group, heads = walk.next_group(), dict[int, str]()
    caption = table.find("caption")
    if caption is not None:
        walk.add(Draft(BlockKind.CAPTION, inline_text(caption), group=group))
    for number, line in enumerate(table.iter("tr")):
        cells = [cell for cell in line if isinstance(cell.tag, str) and cell.tag in {"td", "th"}]
        is_head = (bool(cells) and all(cell.tag == "th" for cell in cells)) or line.getparent().tag == "thead"
        if number == 0 and not is_head:
            is_head = len(cells) > 1 and _looks_like_heads(cells)
        drafts, column = [], 0
        for cell in cells:
            text = inline_text(cell)
            header = is_head or cell.tag == "th"
            if is_head and text:
                heads[column] = text
            drafts.append(CellDraft(text, column, header, "" if is_head else heads.get(column, "")))
            column += _colspan(cell)
        walk.add(row(BlockKind.TABLE_ROW, drafts, group))


def _looks_like_heads(cells: list[Any]) -> bool:
    texts = [inline_text(cell) for cell in cells]
    bold = all(
        not text or cell.find(".//b") is not None or cell.find(".//strong") is not None
        for cell, text in zip(cells, texts, strict=True)
    )
    return bold or (not texts[0] and not any(character.isdigit() for text in texts for character in text))


def _colspan(cell: Any) -> int:
    value = (cell.get("colspan") or "1").strip()
    return min(int(value), 50) if value.isdecimal() and int(value) > 0 else 1


def _definitions(element: Any, walk: Walk) -> None:
    """Emit `dt` and the `dd` after it as one card: the label first, as printed."""
    group, label = walk.next_group(), ""
    for node in element.iter("dt", "dd"):
        text = inline_text(node)
        if node.tag == "dt":
            if label:
                walk.add(row(BlockKind.CARD, [CellDraft(label, 0, True)], group))
            label = text
        elif len(text) > 300:
            walk.add(Draft(BlockKind.HEADING, label, level=4))
            walk.add(Draft(BlockKind.PARAGRAPH, text))
            label = ""
        else:
            walk.add(row(BlockKind.CARD, [CellDraft(label, 0, True), CellDraft(text, 1, False, label)], group))
            label = ""
    if label:
        walk.add(row(BlockKind.CARD, [CellDraft(label, 0, True)], group))


def _card_cells(element: Any) -> list[str]:
    """Return the texts of the parts of a card: its child elements, and text between them."""
    texts = [collapse(element.text or "")]
    for child in element:
        texts.append(inline_text(child) if isinstance(child.tag, str) else "")
        texts.append(collapse(child.tail or ""))
    return [text for text in texts if text]


def is_card(element: Any) -> bool:
    """Tell whether an element is a stat card: two or three short parts, one of them mostly a number, among its like."""
    if element.tag not in {"div", "li", "section", "article", "a", "figure", "td"} or not 2 <= len(element) <= 4:
        return False
    if any(
        isinstance(child.tag, str) and child.tag in {"p", "h1", "ul", "ol", "table"} and len(inline_text(child)) > 80
        for child in element
    ):
        return False
    named = bool(names_of(element) & CARD_NAMES)
    alike = any(
        other is not None and other.tag == element.tag and other.get("class") == element.get("class")
        for other in (element.getprevious(), element.getnext())
    )
    if not (named or (alike and element.tag == "div" and not any(child.tag == "a" for child in element))):
        return False
    cells = _card_cells(element)
    if not 2 <= len(cells) <= 4 or sum(map(len, cells)) > CARD_LONGEST:
        return False
    if not any(LETTERS.search(cell) for cell in cells):
        return False
    return any(_is_number_cell(cell) for cell in cells) and not has_deep_blocks(element)


def has_deep_blocks(element: Any) -> bool:
    """Tell whether a child of the element is itself built of blocks."""
    return any(isinstance(child.tag, str) and has_blocks(child) for child in element)


def _is_counter(text: str) -> bool:
    """Tell whether a part of a card is a read time, a date or a count of shares rather than a figure's label."""
    return furniture().is_furniture_line(text) or (len(text) < 30 and printed_date(text) is not None)


def _is_number_cell(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return digits > 0 and len(text) <= 30 and any(character.isdigit() for character in text[:8])


def _holds_cards(element: Any) -> bool:
    return (
        element.tag in {"div", "section"}
        and sum(1 for child in element if isinstance(child.tag, str) and is_card(child)) > 1
    )


def _card(element: Any, place: Place, walk: Walk) -> None:
    cells = [CellDraft(text, number) for number, text in enumerate(_card_cells(element))]
    if place.kind is BlockKind.META or any(_is_counter(cell.text) for cell in cells):
        walk.add(Draft(BlockKind.META, " ".join(cell.text for cell in cells)))
    else:
        walk.add(row(BlockKind.CARD, cells, place.group or walk.next_group()))
