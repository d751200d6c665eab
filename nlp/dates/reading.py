"""Dates that are told by their place: yesterday, last Monday, two weeks ago, the third quarter, the 1990s."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.reading import Precision
from nlp.calendar_tables import Calendar
from nlp.dates.ahead import is_planned, looks_ahead
from nlp.dates.named import named
from nlp.dates.patterns import CJK, counts, relatives
from nlp.dates.periods import Period, day, day_of, half, lasting, month, moved, quarter, season, years
from nlp.document import Text

Builder = Callable[[int], Period]  # makes a part of a given year

SMALL_HAN = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"两": 2, "兩": 2}
NEAR = 600  # characters back to a date that "the following day" counts from
LONGEST_COUNT = 400
AHEAD = frozenset(["will", "due", "scheduled", "expected", "plans", "planned", "forecast", "slated"])
FINENESS = {"day": 0, "week": 0, "fortnight": 0, "month": 1, "quarter": 2, "year": 3, "decade": 3, "century": 3}
DUAL = {"day2": ("day", 2), "week2": ("week", 2), "month2": ("month", 2), "year2": ("year", 2)}


@dataclass(slots=True)
class Context:
    """The text, its publication day, and the last day named before the place that is read."""

    text: Text
    published: date | None
    latest: date | None = None
    latest_place: int = 0
    latest_precision: Precision = Precision.DAY

    def note(self, period: Period, place: int) -> None:
        """Remember a date that later ones may count from."""
        if period.precision is not Precision.INTERVAL:
            self.latest, self.latest_place, self.latest_precision = period.start, place, period.precision

    def nearby(self, place: int, unit: str, *, needed: bool = False) -> date | None:
        """Return the last date shortly before a place, if it is as precise as the unit, else the publication day."""
        precise = FINENESS[unit] >= FINENESS[self.latest_precision.value]
        close = self.latest is not None and place - self.latest_place <= NEAR and precise
        if close:
            return self.latest
        return None if needed else self.published


def placed(match: re.Match[str], context: Context) -> Period | None:
    """Read a match that needs an anchor (or a decade or century, which needs none)."""
    kind, times = match.lastgroup, context.text.language.calendar
    if kind in ("holiday", "loneday", "era"):
        return named(match, times, context.published, future=looks_ahead(match, context.text))
    if kind in ("decade", "decadeafter"):
        return decade(match["dec"] if kind == "decade" else match["deco"])
    if kind == "century":
        first = (int(match["cen"]) - 1) * 100 + 1
        return years(first, first + 99)
    published = context.published
    if published is None:
        return None
    if kind == "relative":
        return relative(match, context, published)
    if kind == "weekday":
        return weekday(match, context, published, times)
    if kind == "ago":
        return ago(match, context, published)
    if kind == "agobefore":
        return back(context.text, published, match["bn"], match["bu"])
    if kind == "span":
        return span(match, context.text, published)
    if kind == "spanafter":
        unit, number = unit_of(context.text, match["pau"]), count_of(context.text, match["pan"])
        return lasting(published, unit, number, ahead=False) if number is not None else None
    if kind in ("quarter", "q4", "hanquarter", "half", "season"):
        return part_of_year(match, context.text, published)
    return None


def decade(printed: str) -> Period:
    """Return a decade: 1990 or 90."""
    first = int(printed) if len(printed) == 4 else 1900 + int(printed)
    return years(first, first + 9)


def relative(match: re.Match[str], context: Context, published: date) -> Period | None:
    """Resolve a fixed phrase: "last week" from publication, "the following day" from the date before it."""
    unit, offset, anchored = relatives(context.text.language.code)[match["phrase"]]
    anchor = context.nearby(match.start(), unit, needed=offset > 0) if anchored else published
    return moved(anchor, unit, offset) if anchor is not None else None


def weekday(match: re.Match[str], context: Context, published: date, times: Calendar) -> Period | None:
    """Resolve a weekday: the last one up to publication, the next one where the sentence looks ahead."""
    text = context.text
    name, at = match["wd"], match.start("wd")
    if times.weekday_capital and not text.raw[at].isupper():
        return None
    before = match["wbefore"] if times.before_weekday else None
    after = match["wafter"] if times.after_weekday and text.language.spaced else None
    short = text.language.spaced and len(name) < 3 and text.language.code != "ko"
    if (name in times.ambiguous or short) and before is None and after is None and not is_day(match, text):
        return None
    if text.language.code not in CJK and match["wday"] is not None:
        return numbered_day(published, int(match["wday"]))
    offset = times.before_weekday[before] if before is not None else (times.after_weekday[after] if after else None)
    back_days = (published.weekday() - times.weekdays[name]) % 7
    if text.language.code in CJK and offset is not None:
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=offset)
        return day(monday + timedelta(days=times.weekdays[name]))
    if offset == -1:
        return day(published - timedelta(days=back_days or 7))
    if offset == 0 and back_days > published.weekday():  # "this Sunday" is of the week of publication
        return day(published + timedelta(days=7 - back_days))
    ahead = offset == 1 or (offset is None and back_days and looks_ahead(match, text) and is_future(match, text))
    if ahead:
        return day(published + timedelta(days=7 - back_days if back_days else 7))
    return day(published - timedelta(days=back_days))


def is_day(match: re.Match[str], text: Text) -> bool:
    """Tell whether a word for a day follows: "salı günü"."""
    behind = text.folded[match.end() : match.end() + 12].lstrip()
    return any(unit == "day" and behind.startswith(word) for word, unit in text.language.calendar.units.items())


def numbered_day(published: date, number: int) -> Period | None:
    """Return the day of a month printed behind its weekday: "quinta-feira (20)"; the last one up to publication."""
    first = month(published.year, published.month - (number > published.day + 1)).start
    return day_of(first.year, first.month, number)


def is_future(match: re.Match[str], text: Text) -> bool:
    """Tell whether a weekday without "next" lies ahead; a form of the past in the sentence is not looked for."""
    sentence = text.sentence_at(match.start()).span
    words = set(text.folded[max(sentence.start, match.start() - 80) : min(sentence.end, match.end() + 80)].split())
    if text.language.code == "en":
        return is_planned(sentence, text) or (bool(words & AHEAD) and not words & {"said", "told"})
    return bool(words & set(text.language.calendar.future))


def unit_of(text: Text, word: str) -> str:
    """Return the unit a word names."""
    return text.language.calendar.units[word]


def count_of(text: Text, word: str) -> int | None:
    """Return the number that digits or a number word stand for."""
    number = int(word) if word.isdigit() else counts(text.language.code).get(word) or SMALL_HAN.get(word)
    return number if number is not None and 0 < number <= LONGEST_COUNT else None


def back(text: Text, anchor: date, number: str, unit_word: str, sign: int = -1) -> Period | None:
    """Return the unit that lies so many units behind (or ahead of) a day."""
    count, unit = count_of(text, number), unit_of(text, unit_word)
    unit, factor = DUAL.get(unit, (unit, 1))
    return moved(anchor, unit, sign * count * factor) if count is not None else None


def ago(match: re.Match[str], context: Context, published: date) -> Period | None:
    """Resolve "two weeks ago" and "two weeks later", the latter from the date before it."""
    named_unit = unit_of(context.text, match["au"])
    unit = DUAL.get(named_unit, (named_unit, 1))[0]
    if match["alater"] is not None:
        anchor = context.nearby(match.start(), unit, needed=True)
        return back(context.text, anchor, match["an"], match["au"], 1) if anchor is not None else None
    from_text = match["aago"] in ("earlier", "before", "zuvor", "antes", "prima")
    anchor = context.nearby(match.start(), unit) if from_text else published
    return back(context.text, anchor or published, match["an"], match["au"])


def span(match: re.Match[str], text: Text, published: date) -> Period | None:
    """Resolve "the past three months"."""
    number, unit = count_of(text, match["pn"]), unit_of(text, match["pu"])
    unit, factor = DUAL.get(unit, (unit, 1))
    if number is None:
        return None
    return lasting(published, unit, number * factor, ahead=match["pp"] is None)


def part_of_year(match: re.Match[str], text: Text, published: date) -> Period | None:
    """Resolve quarters, halves and seasons; without a year it is the last one that began before publication."""
    times = text.language.calendar
    kind = match.lastgroup
    if kind == "hanquarter":
        part = times.quarters[match["hq"]]
        if match["hqy"] is None and match["hqrel"] is None:
            return latest(published, lambda year: quarter(year, part))
        return quarter(int(match["hqy"]) if match["hqy"] else published.year + times.years[match["hqrel"]], part)
    if kind == "q4":
        part, printed, relative_year = int(match["qn"]), match["qny"], None
        return quarter(int(printed), part) if printed else latest(published, lambda year: quarter(year, part))
    letter = {"quarter": "q", "half": "h", "season": "s"}[kind or ""]
    printed, relative_year = match[f"{letter}y"], match[f"{letter}r"]
    if kind == "season" and times.before_weekday and match["sb"] is not None:
        return near_season(published, times.seasons[match["sn"]], times.before_weekday[match["sb"]])
    if kind == "season" and times.after_weekday and match["sa"] is not None:
        return near_season(published, times.seasons[match["sn"]], times.after_weekday[match["sa"]])
    if kind == "season" and printed is None and relative_year is None and match["sn"] in times.ambiguous:
        return None
    builder = part_builder(match, times, kind or "")
    if builder is None:
        return None
    if printed is not None:
        return builder(int(printed))
    if relative_year is not None:
        return builder(published.year + times.relative_years[relative_year])
    if kind == "half" and match["hthis"] is not None:
        return builder(published.year)
    return latest(published, builder) if kind != "half" or match["hw"] in times.half_years else None


def part_builder(match: re.Match[str], times: Calendar, kind: str) -> Builder | None:
    """Return the function that makes the matched part of a given year; None for a part that no year has."""
    if kind == "season":
        first_month = times.seasons[match["sn"]]
        return lambda year: season(year, first_month)
    part = times.quarters[match["q"] if kind == "quarter" else match["h"]]
    if kind == "half":
        return (lambda year: half(year, part)) if part <= 2 else None
    return lambda year: quarter(year, part)


def near_season(published: date, first_month: int, offset: int) -> Period:
    """Return the last (-1), this (0) or next (1) season of a name."""
    last = latest(published, lambda year: season(year, first_month))
    if offset == 1:
        return season(last.start.year + 1, first_month)
    return season(published.year, first_month) if offset == 0 else last


def latest(published: date, builder: Builder) -> Period:
    """Return the last of the parts of a year that began before publication."""
    this_year = builder(published.year)
    return this_year if this_year.start <= published else builder(published.year - 1)
