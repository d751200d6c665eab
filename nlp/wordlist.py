"""Long lists of words as one pattern that tries a shared beginning once: a tenth of the work of a plain alternation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from nlp.openers import Openers, Sought

PROCLITICS = {"ar": "(?:[وف]?(?:[بلك]?ال|لل|[بلكس])?)"}  # written together with the word they stand before
INSIDE = frozenset(["ko"])  # spaced, but a noun may stand inside what lies between two spaces

Branches: TypeAlias = "dict[str, Branches]"
END = ""


def alternation(items: Iterable[str]) -> str:
    """Return a pattern that matches the longest of `items` at a place; `(?!)`, which never matches, for none."""
    root: Branches = {}
    for item in items:
        node = root
        for char in item:
            node = node.setdefault(char, {})
        node[END] = {}
    return f"(?:{written(root)})" if set(root) - {END} else "(?!)"


def written(node: Branches) -> str:
    """Return the pattern of everything below a node; deep enough only for words, not for texts."""
    ends = END in node
    parts: list[str] = []
    single: list[str] = []
    for char, below in sorted(node.items()):
        if char == END:
            continue
        tail, piece = below, re.escape(char)
        while len(tail) == 1 and END not in tail:
            (only, tail), *_ = tail.items()
            piece += re.escape(only)
        rest = "" if set(tail) == {END} else written(tail)
        (single if len(piece.replace("\\", "")) == 1 and not rest else parts).append(piece + rest)
    if len(single) > 1:
        parts.append(f"[{''.join(single)}]")
    else:
        parts.extend(single)
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}"


def beginnings(code: str, spaced: bool, items: Iterable[str]) -> Sought:
    """Return the search for words that begin with one of `items`, which is group 1; without spaces, at any place.

    An item that ends in `$` is a whole word: "bill$" is not in "billion", nor "fine$" in "fine-tune".
    """
    listed = sorted(items)
    if not spaced or code in INSIDE:
        return Sought(re.compile(f"({alternation(item.removesuffix('$') for item in listed)})"), None)
    whole = alternation(item[:-1] for item in listed if item.endswith("$"))
    begun = alternation(item for item in listed if not item.endswith("$"))
    pattern = re.compile(rf"(?<!\w){PROCLITICS.get(code, '')}({whole}(?!-?\w)|{begun})")
    return Sought(pattern, None if code in PROCLITICS else Openers(listed))
