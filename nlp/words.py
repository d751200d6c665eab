"""Literal words as one regular expression: a prefix tree, so that many words cost no more than a few."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

END = ""


def words(items: Iterable[str]) -> str:
    """Return a pattern that matches the longest of the literal words at a place; "" for no words."""
    tree: dict[str, Any] = {}
    for item in items:
        node = tree
        for char in item:
            node = node.setdefault(char, {})
        node[END] = {}
    return branch(tree) if tree else ""


def beginning(items: Iterable[str]) -> str:
    """Return a look at the first character of literal words: most places fail at it, before any word is tried."""
    return f"(?=[{''.join(sorted({re.escape(item[0]) for item in items if item}))}])"


def branch(node: dict[str, Any]) -> str:
    """Return the pattern of one node of the tree: its longer words first, then the one that ends here."""
    longer = [re.escape(char) + tail(child) for char, child in sorted(node.items()) if char != END]
    if not longer:
        return ""
    singles = [item for item in longer if len(item) == 1]
    rest = [item for item in longer if len(item) > 1]
    if len(singles) > 1:
        rest.append(f"[{''.join(singles)}]")
    else:
        rest.extend(singles)
    body = rest[0] if len(rest) == 1 and END not in node else f"(?:{'|'.join(rest)})"
    return f"{body}?" if END in node else body


def tail(node: dict[str, Any]) -> str:
    """Return the pattern below one letter; a chain of single letters is spelt out, however long."""
    spelt = ""
    while len(node) == 1 and END not in node:
        char, node = next(iter(node.items()))
        spelt += re.escape(char)
    return spelt + branch(node)
