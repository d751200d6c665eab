"""Numerals of the Chinese, Japanese and Korean kind: 2万4000 · 3.4百万 · 一千六百万 · 850多万 · 2만 4천 · 수십만."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from nlp.quantities.digits import ONE, Printed, read_digits

HAN_DIGITS = dict(zip("〇零一二三四五六七八九", [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9], strict=True)) | {"两": 2, "兩": 2}
SMALL = {"十": 10, "百": 100, "千": 1000, "천": 1000, "백": 100, "십": 10}
LARGE = {"万": 10**4, "萬": 10**4, "만": 10**4, "億": 10**8, "亿": 10**8, "억": 10**8, "兆": 10**12, "조": 10**12}
MORE = "多余餘여"
SOME = "数數几幾수몇"
DIGITS = r"\d+(?:,\d{3}(?!\d))*(?:\.\d+)?"
HAN = "".join(HAN_DIGITS) + "十百千万萬億亿兆"
HANGUL = "천백십만억조"

HAN_RUN = rf"(?:[数數几幾][十百千万萬億亿]+[多余餘]?|(?:{DIGITS}|[{HAN}])(?:{DIGITS}|[{HAN}])*(?:[多余餘][万萬億亿])?)"
HANGUL_RUN = (
    rf"(?:[수몇] ?[{HANGUL}]+|(?:{DIGITS}여? ?[{HANGUL}]+|(?<![가-힣])[{HANGUL}]{{2,}}(?![가-힣]))여?"
    rf"(?: ?{DIGITS}여? ?[{HANGUL}]+여?)*(?:\d{{1,4}}(?!\d)| \d{{1,3}},\d{{3}}(?!\d)|\d{{1,3}},\d{{3}}(?!\d))?)"
)
PIECE = re.compile(rf"(?P<digits>{DIGITS})|(?P<char>.)")


@dataclass(frozen=True, slots=True)
class Myriad:
    """A numeral: its number, whether 多, 余 or 여 stands inside, and the bounds when it is vague (数万)."""

    printed: Printed | None
    more: bool = False
    bounds: tuple[int, int] | None = None


@dataclass(slots=True)
class Tally:
    """The sum of a numeral while it is read from left to right."""

    total: Decimal = Decimal(0)
    section: Decimal = Decimal(0)
    number: Decimal = Decimal(0)
    step: Decimal = ONE
    seen: bool = False
    pending: bool = False  # a digit stands that no unit has taken
    more: bool = False

    def small(self, unit: int) -> None:
        """Take 十, 百 or 千."""
        self.section += (self.number if self.pending else ONE) * unit
        self.step = self.step * unit if self.pending else Decimal(unit)
        self.number, self.pending, self.seen = Decimal(0), False, True

    def large(self, unit: int) -> None:
        """Take 万, 億 or 兆; 万亿 is one unit."""
        if self.total and not self.section and not self.pending:
            self.total, self.step = self.total * unit, self.step * unit
            return
        self.section += self.number
        self.total += (self.section or ONE) * unit
        self.step = self.step * unit if self.pending or self.section else Decimal(unit)
        self.section, self.number, self.pending, self.seen = Decimal(0), Decimal(0), False, True


def read_myriad(token: str) -> Myriad | None:
    """Read one numeral; None for characters that make no number."""
    if token[0] in SOME:
        return some(token)
    tally = Tally()
    for piece in PIECE.finditer(token):
        digits, char = piece.group("digits"), piece.group("char")
        if digits is not None:
            found = read_digits(digits, ".")
            if found is None or tally.pending:
                return None
            tally.number, tally.step, tally.pending, tally.seen = found.value, found.step, True, True
        elif char in HAN_DIGITS:
            tally.number = tally.number * 10 + HAN_DIGITS[char]
            tally.step, tally.pending, tally.seen = ONE, True, True
        elif char in SMALL:
            tally.small(SMALL[char])
        elif char in LARGE:
            tally.large(LARGE[char])
        elif char in MORE:
            tally.more = True
        elif char != " ":
            return None
    if not tally.seen:
        return None
    return Myriad(Printed(tally.total + tally.section + tally.number, tally.step), tally.more)


def some(token: str) -> Myriad | None:
    """Read 数万 and its like: from twice the unit to just below ten of it."""
    unit = 1
    for char in token[1:]:
        unit *= SMALL.get(char) or LARGE.get(char) or 1
    return Myriad(None, bounds=(2 * unit, 10 * unit - 1)) if unit > 1 else None
