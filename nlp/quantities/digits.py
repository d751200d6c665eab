"""Digits with any separators read as values: 24,000 · 24.000 · 24 000 · 24'000 · 1,20,000 · 28.8 · 2½."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

GROUP = 3
INDIAN_GROUP = 2
LONGEST = 40  # digits; more is no quantity
ALWAYS_THOUSANDS = "' "
PARTS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal("0.333333"),
    "⅔": Decimal("0.666667"),
}
ONE = Decimal(1)


class Printed(NamedTuple):
    """A printed number: its value, its grain, and what is wrong with the printing."""

    value: Decimal
    step: Decimal
    error: str | None = None

    def times(self, scale: Decimal) -> Printed:
        """Return the number under a scale word."""
        return self if scale == ONE else Printed(self.value * scale, self.step * scale, self.error)


def read_digits(token: str, decimal: str) -> Printed | None:
    """Read digits with separators; None when they are no number, or one too long to count anything."""
    if len(token) > LONGEST:
        return None
    if token[-1] in PARTS:
        whole = plain(token[:-1]) if token[:-1].isdigit() else None
        return Printed((whole.value if whole else Decimal(0)) + PARTS[token[-1]], Decimal("0.25"))
    marks = [char for char in token if not char.isdigit()]
    if not marks:
        return plain(token)
    kinds = set(marks)
    if len(kinds) > 2 or (len(kinds) == 2 and (marks.count(marks[-1]) > 1 or marks[-1] in ALWAYS_THOUSANDS)):
        return None
    if len(kinds) == 2:
        head, fraction = token.rsplit(marks[-1], 1)
        groups = head.split(marks[0])
        return with_fraction("".join(groups), fraction) if are_groups(groups) else None
    mark = marks[0]
    groups = token.split(mark)
    if len(marks) == 1 and mark not in ALWAYS_THOUSANDS:
        return one_mark(groups, mark, decimal)
    if are_groups(groups):
        return grouped(groups)
    inner = all(len(group) >= GROUP for group in groups[1:-1])
    malformed = mark == "," and inner and (len(groups[-1]) >= GROUP or (len(groups) > 2 and len(groups[0]) <= GROUP))
    return grouped(groups, "malformed") if malformed else None


def one_mark(groups: list[str], mark: str, decimal: str) -> Printed | None:
    """Read a number with a single full stop or comma, which may be decimal or not."""
    whole, rest = groups
    if mark == decimal:
        return with_fraction(whole, rest)
    if len(rest) == GROUP and not whole.startswith("0") and len(whole) <= GROUP:
        return grouped(groups)
    if len(rest) > GROUP:
        return grouped(groups, "malformed") if len(whole) <= GROUP else None
    return with_fraction(whole, rest)


def are_groups(groups: list[str]) -> bool:
    """Tell whether digits stand in groups of three, or in the Indian groups of 1,20,000."""
    if not 1 <= len(groups[0]) <= GROUP or groups[0] == "0":
        return False
    if all(len(group) == GROUP for group in groups[1:]):
        return True
    return len(groups) > 2 and len(groups[-1]) == GROUP and all(len(g) == INDIAN_GROUP for g in groups[1:-1])


def plain(digits: str) -> Printed:
    """Read bare digits; the grain of 24000 is 1,000."""
    trailing = len(digits) - len(digits.rstrip("0"))
    return Printed(Decimal(digits), Decimal(10) ** trailing if digits.strip("0") else ONE)


def grouped(groups: list[str], error: str | None = None) -> Printed:
    """Read digits in groups."""
    found = plain("".join(groups))
    return Printed(found.value, found.step, error)


def with_fraction(whole: str, fraction: str) -> Printed:
    """Read a decimal number; its grain is its last place."""
    return Printed(Decimal(f"{whole or 0}.{fraction}"), ONE.scaleb(-len(fraction)))
