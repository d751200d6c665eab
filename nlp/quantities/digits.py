"""Digits with any separators, and numerals of the Chinese, Japanese and Korean kind, read as values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

GROUP = 3
INDIAN_GROUP = 2
LONGEST = 40  # digits; more is no quantity
ALWAYS_THOUSANDS = "' "
HAN_DIGITS = dict(zip("〇零一二三四五六七八九", [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9], strict=True)) | {"两": 2, "兩": 2}
SMALL_UNITS = {"十": 10, "百": 100, "千": 1000, "천": 1000, "백": 100, "십": 10}
LARGE_UNITS = {
    "万": 10**4,
    "萬": 10**4,
    "만": 10**4,
    "億": 10**8,
    "亿": 10**8,
    "억": 10**8,
    "兆": 10**12,
    "조": 10**12,
}
INNER_MORE = "多余餘여"


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number: its value, its grain, and what is wrong with the printing."""

    value: Decimal
    step: Decimal
    error: str | None = None


def read_digits(token: str, decimal: str) -> Printed | None:
    """Read digits such as 24,000 · 24.000 · 24 000 · 24'000 · 1,20,000 · 28.8; None when they are no number."""
    if len(token) > LONGEST:
        return None
    marks = [char for char in token if not char.isdigit()]
    if not marks:
        return plain(token)
    kinds = set(marks)
    if len(kinds) > 2 or (len(kinds) == 2 and marks.count(marks[-1]) > 1):
        return None
    if len(kinds) == 2:
        whole, fraction = token.rsplit(marks[-1], 1)
        return with_fraction(whole.replace(marks[0], ""), fraction)
    mark = marks[0]
    groups = token.split(mark)
    if len(marks) == 1 and mark not in ALWAYS_THOUSANDS:
        return one_mark(groups, mark, decimal)
    if all(len(group) == GROUP for group in groups[1:]) or is_indian(groups):
        return grouped(groups)
    malformed = mark == "," and all(len(group) >= GROUP for group in groups[1:])
    return grouped(groups, "malformed") if malformed else None


def one_mark(groups: list[str], mark: str, decimal: str) -> Printed | None:
    """Read a number with a single full stop or comma, which may be decimal or not."""
    whole, rest = groups
    if mark == decimal:
        return with_fraction(whole, rest)
    if len(rest) == GROUP and whole != "0":
        return grouped(groups)
    if len(rest) > GROUP:
        return grouped(groups, "malformed") if len(whole) <= GROUP else None
    return with_fraction(whole, rest)


def is_indian(groups: list[str]) -> bool:
    """Tell whether the groups are those of 1,20,000."""
    return len(groups) > 2 and len(groups[-1]) == GROUP and all(len(g) == INDIAN_GROUP for g in groups[1:-1])


def plain(digits: str) -> Printed:
    """Read bare digits; the grain of 24000 is 1,000."""
    trailing = len(digits) - len(digits.rstrip("0"))
    return Printed(Decimal(digits), Decimal(10) ** trailing if digits.strip("0") else Decimal(1))


def grouped(groups: list[str], error: str | None = None) -> Printed:
    """Read digits in groups."""
    found = plain("".join(groups))
    return Printed(found.value, found.step, error)


def with_fraction(whole: str, fraction: str) -> Printed:
    """Read a decimal number; its grain is its last place."""
    return Printed(Decimal(f"{whole or 0}.{fraction}"), Decimal(1).scaleb(-len(fraction)))


def read_myriad(token: str) -> tuple[Printed, bool] | None:
    """Read 2万4000 · 3.4百万 · 一千六百万 · 850多万 · 2만4천: the number, and whether 多, 余 or 여 stands inside."""
    total = section = number = Decimal(0)
    step = Decimal(1)
    seen = more = False
    position = 0
    while position < len(token):
        char = token[position]
        if char.isdigit() and char.isascii():
            end = position
            while end < len(token) and (token[end].isdigit() or token[end] in ".,"):
                end += 1
            found = read_digits(token[position:end].rstrip(".,"), ".")
            if found is None:
                return None
            number, step, seen, position = found.value, found.step, True, end
            continue
        position += 1
        if char in HAN_DIGITS:
            number, step, seen = number * 10 + HAN_DIGITS[char], Decimal(1), True
        elif char in SMALL_UNITS:
            section += (number if seen and number else Decimal(1)) * SMALL_UNITS[char]
            step, number, seen = unit_step(step, SMALL_UNITS[char], number), Decimal(0), True
        elif char in LARGE_UNITS:
            section += number
            total += (section or Decimal(1)) * LARGE_UNITS[char]
            step, section, number, seen = step * LARGE_UNITS[char], Decimal(0), Decimal(0), True
        elif char in INNER_MORE:
            more = True
        elif char != " ":
            return None
    return (Printed(total + section + number, step), more) if seen else None


def unit_step(step: Decimal, unit: int, number: Decimal) -> Decimal:
    """Return the grain after a small unit: 二千 has the grain 1,000, 3.4百 the grain 10."""
    return step * unit if number else Decimal(unit)
