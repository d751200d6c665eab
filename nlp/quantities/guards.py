"""What makes digits no quantity: names and versions, times and scores, list numbers, telephone numbers, labels."""

from __future__ import annotations

import re

from nlp.document import Text
from nlp.quantities.lexicon import Lexicon, measures

NAME_SIGNS = "#§/:@_.\\№"
PHONE_BEFORE = re.compile(r"(?:\+|(?<!\d)\(?0?)?(?:\d{2,4}\)?[ -]){1,4}$|\+$")
PHONE_AFTER = re.compile(r"(?:[ -]\d{2,5}){2,}(?!\w)|-\d{3,4}[ -]\d{4}(?!\w)")
GROUP_AFTER = re.compile(r"[ -]\d{2,5}(?!\w)")
LIST_END = re.compile(r"(?:\.|\))(?: |$)")
LOOK = 24


def glued_before(folded: str, start: int) -> bool:
    """Tell whether a letter or sign before `start` makes the digits part of a name, code or time (R1, GPT-5, 3:15)."""
    before = folded[start - 1 : start] if start else ""
    if not before or before.isspace():
        return False
    if before in NAME_SIGNS:
        return not (before == "." and (start < 2 or not folded[start - 2].isalnum()))
    if before.isdigit():
        return True
    if before.isalpha():
        return not is_unspaced(before)
    if before == "'":
        return start >= 2 and folded[start - 2].isalnum()
    return before == "-" and start >= 2 and folded[start - 2].isalpha() and not is_unspaced(folded[start - 2])


def is_unspaced(char: str) -> bool:
    """Tell whether a letter is of a script that writes no space before digits, or joins a short word to them."""
    return (
        "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" or "\u0620" <= char <= "\u064a" or char in "々ー"
    )


def glued_after(folded: str, end: int, ceiling: int, table: Lexicon) -> bool:
    """Tell whether what follows makes the digits part of a time, score, version, ordinal or word."""
    after, then = folded[end : end + 1], folded[end + 1 : min(end + 2, ceiling)]
    if end >= ceiling or not after:
        return False
    if after in ":/" and then.isdigit():
        return True
    if after == "." and then.isdigit():
        return True
    if after in "_@\\" or (after == "." and then.isalpha() and then.isascii()):
        return True
    if after.isalpha() and not is_unspaced(after):
        symbol = table.symbol.match(folded, end, ceiling)
        return symbol is None or symbol.group("symbol") in measures().spaced_only
    return follows_name(folded, end, ceiling, table)


def follows_name(folded: str, end: int, ceiling: int, table: Lexicon) -> bool:
    """Tell whether a word such as "o'clock" or "pm" stands behind the digits."""
    numbers = table.tables.numbers
    rest = folded[end : min(ceiling, end + 12)].lstrip()
    for word in numbers.name_after if rest.startswith(numbers.name_after) else ():
        if rest.startswith(word) and not rest[len(word) : len(word) + 1].isalnum():
            return True
    return folded.startswith(numbers.ordinal_endings, end)


def is_list_number(text: Text, start: int, end: int, floor: int) -> bool:
    """Tell whether digits number an item of a list ("1. ", "2) "), or are an ordinal with a dot ("5. Mai")."""
    folded = text.folded
    if end - start > 3 or LIST_END.match(folded, end) is None:
        return False
    if start == floor or (folded[end] == ")" and folded[start - 1 : start] in ("(", " ")):
        return folded[end] != ")" or folded.rfind("(", floor, start) <= folded.rfind(")", floor, start)
    if not text.language.numbers.ordinal_dot or folded[end] != ".":
        return False
    following = folded[end + 1 : end + 3].strip()
    return bool(following) and following[0].isalpha()


def is_phone(folded: str, start: int, end: int) -> bool:
    """Tell whether digits are a group of a telephone number."""
    if folded[start - 1 : start] == "+" or (" " in folded[start:end] and GROUP_AFTER.match(folded, end)):
        return True
    if not folded[start:end].isdigit() or end - start > 5:
        return folded[start:end].startswith("0") and end - start > 6
    before = folded[max(0, start - LOOK) : start]
    if before.endswith("+"):
        return True
    behind = PHONE_AFTER.match(folded, end, end + LOOK) if folded[end : end + 1] in (" ", "-") else None
    if behind is not None and not behind.group().startswith(" "):
        return True
    grouped = before[-1:] in (" ", "-") and (before[-2:-1].isdigit() or before[-2:-1] == ")")
    joined = PHONE_BEFORE.search(before) if grouped else None
    if joined is None:
        return behind is not None and folded[start] == "0"
    groups = re.findall(r"\d+", joined.group())
    return len(groups) > 1 or groups[0].startswith("0") or "+" in joined.group()


def is_label(folded: str, floor: int, start: int, labels: tuple[str, ...]) -> bool:
    """Tell whether a word before bare digits makes them a name: "section 4", "No. 5", "page 3"."""
    edge = start
    while edge > floor and folded[edge - 1] in " (\u00a0":
        edge -= 1
    window = folded[max(floor, edge - LOOK) : edge]
    for word in labels:
        if window.endswith(word):
            begin = len(window) - len(word)
            if begin == 0 or not window[begin - 1].isalnum() or not word[0].isalnum():
                return True
    return False
