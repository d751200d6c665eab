"""Lists of other stories on a page, told by their build: alike boxes, each a linked heading with little text."""

from __future__ import annotations

from collections import Counter
from typing import Any

from crawlers.reading.elements import text_length

FEWEST = 3
LONGEST = 260  # characters of one teaser; a longer one is an entry of a round-up, and text
LOOKED_AT = 40
SHARE = 0.7


def is_teaser_list(element: Any) -> bool:
    """Tell whether most children of an element are teasers of other pages."""
    children = [child for child in element if isinstance(child.tag, str)]
    if len(children) < FEWEST:
        return False
    tag, number = Counter(child.tag for child in children).most_common(1)[0]
    if number < FEWEST:
        return False
    alike = [child for child in children if child.tag == tag][:LOOKED_AT]
    headed = sum(1 for child in alike if _has_linked_heading(child) and text_length(child) < LONGEST)
    return headed >= max(FEWEST, SHARE * len(alike))


def _has_linked_heading(box: Any) -> bool:
    heading = next(box.iter("h2", "h3", "h4", "h5"), None)
    if heading is None:
        return False
    node = heading
    while node is not None and node is not box.getparent():
        if node.tag == "a":
            return True
        node = node.getparent()
    return heading.find(".//a") is not None
