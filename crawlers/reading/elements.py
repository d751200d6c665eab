"""What an HTML element is, and the text it shows."""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

import lxml.etree
import lxml.html

from crawlers.reading.assembly import collapse
from crawlers.reading.furniture import furniture

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
NAME = re.compile(r"[\w-]+")
ELEMENT = re.compile(r"[a-z0-9-]__([a-z0-9]+(?:[-_][a-z0-9]+){0,3}?)(?=--|\s|$|__)")
HEAD_ONLY = frozenset({"title", "meta", "link", "style", "script", "base", "noscript", "template"})
SEAM = "\ue000"  # stands between inline elements until the text is put together
SEAMED = frozenset({"span", "a", "i", "em", "b", "strong", "label", "time"})
GLUED = re.compile(f"(?<=\\d){SEAM}+(?=\\d|[A-Z][a-z])")


def parse_html(text: str) -> Any:
    """Return the lxml tree of an HTML text, or None where there is nothing to parse."""
    if not text.strip():
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None
    _open_body(tree)
    return tree


def _open_body(tree: Any) -> None:
    """Move out of the head what cannot stand in one: HTML 5 lets a page leave both tags out, and libxml2 of before it
    takes `<article>` behind a title for a part of the head.
    """
    head = tree.find("head")
    strays = list(itertools.dropwhile(lambda child: child.tag in HEAD_ONLY, head)) if head is not None else []
    if not strays:
        return
    body = tree.find("body")
    if body is None:
        body = lxml.etree.SubElement(tree, "body")
    for number, child in enumerate(strays):
        body.insert(number, child)


def silence(tree: Any) -> None:
    """Take the elements that show no text out of a tree; what stands behind them stays."""
    lxml.etree.strip_elements(tree, *sorted(SILENT - {"head"}), with_tail=False)


def shown_text(element: Any) -> str:
    """Return the text of an element of a silenced tree, as it stands there."""
    return str(lxml.etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def text_length(element: Any) -> int:
    """Return how many characters of text an element of a silenced tree has."""
    return len(shown_text(element))


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
            elif node.tag in SEAMED:
                pieces.append(SEAM)
            pieces.append(node.tail or "")
            continue
        if node is not element:
            stack.append((node, True))
        if isinstance(node.tag, str) and node.tag not in SILENT and not is_icon(node):
            if parts:
                pieces.append(" ")
            elif node.tag in SEAMED:
                pieces.append(SEAM)
            pieces.append(node.text or "")
            stack.extend((child, False) for child in reversed(node))
    return collapse(seamless("".join(pieces)))


def seamless(text: str) -> str:
    """Part a number from a number or word that only tags part ("61" and "9"), and close all other seams."""
    return GLUED.sub(" ", text).replace(SEAM, "") if SEAM in text else text


def names_of(element: Any) -> frozenset[str]:
    """Return the lower-case names in class, id and aria-label-like attributes of an element."""
    joined = f"{element.get('class') or ''} {element.get('id') or ''}"[:500].lower()
    names = NAME.findall(joined.replace("_", "-"))
    if "__" in joined:  # block__element--modifier: the element's own name counts
        names += [part.replace("_", "-") for part in ELEMENT.findall(joined)]
    return frozenset(names)


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


def in_furniture(element: Any) -> bool:
    """Tell whether an element stands in a teaser, a comment or a footer."""
    for parent in element.iterancestors():
        if parent.tag in {"aside", "footer", "nav"} or names_of(parent) & {
            "related",
            "comments",
            "teaser",
            "rel",
            "comment",
        }:
            return True
    return False
