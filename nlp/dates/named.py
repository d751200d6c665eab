"""Days told by a name or by their number alone: New Year's Eve, "on the 14th", years of an era (令和5年)."""

from __future__ import annotations

import re
from datetime import date

from nlp.calendar_tables import Calendar
from nlp.dates.periods import Period, day_of, month, nearest_year, year
from nlp.words import words

HUNDRED = 100  # a holiday is written as month * 100 + day
FIRST = "元"  # the first year of an era
YEAR = r"(?:19|20)\d\d"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
MONTH = r"(?:1[0-2]|0?[1-9])"


def patterns(times: Calendar, *, spaced: bool) -> list[str]:
    """Return the patterns of holidays, lone days of a month and years of an era."""
    found = []
    edge, close = (r"(?<!\w)", r"(?!\w)") if spaced else ("", "")
    if times.holidays:
        behind = rf"(?:,? (?:\w\w \b)?(?P<hoy>{YEAR}))?"
        found.append(rf"(?P<holiday>{edge}(?P<hon>{words(times.holidays)}){close}{behind})")
    if times.lone_day_leads:
        ends = rf"(?=[,.;:)]|$| (?:{words(times.lone_day_ends)})(?!\w))"
        leads = words(times.lone_day_leads)
        found.append(rf"(?P<loneday>(?<!\w)(?:{leads}) (?P<lone>{DAY}){times.lone_day_ending}{ends})")
    if times.eras:
        part = rf"(?: ?(?P<erm>{MONTH})月(?:(?P<erd>{DAY})日)?)?"
        found.append(rf"(?P<era>(?P<ern>{words(times.eras)}) ?(?P<ery>\d{{1,3}}|{FIRST})年{part})")
    return found


def starts(times: Calendar) -> list[str]:
    """Return the first words of the dates read here."""
    return [*times.holidays, *times.lone_day_leads, *times.eras]


def named(match: re.Match[str], times: Calendar, published: date | None, *, future: bool) -> Period | None:
    """Read a match of the patterns; None for one that cannot be placed."""
    if match.lastgroup == "era":
        return of_era(match, times)
    if match.lastgroup == "holiday":
        return holiday(match, times, published, future=future)
    return lone_day(int(match["lone"]), published, future=future) if published is not None else None


def of_era(match: re.Match[str], times: Calendar) -> Period | None:
    """Return a year, month or day counted from the beginning of an era."""
    number = times.eras[match["ern"]] + (1 if match["ery"] == FIRST else int(match["ery"]))
    if match["erm"] is None:
        return year(number)
    if match["erd"] is None:
        return month(number, int(match["erm"]))
    return day_of(number, int(match["erm"]), int(match["erd"]))


def holiday(match: re.Match[str], times: Calendar, published: date | None, *, future: bool) -> Period | None:
    """Return a holiday: of the printed year, else the one nearest to publication."""
    month_number, day_number = divmod(times.holidays[match["hon"]], HUNDRED)
    if match["hoy"] is not None:
        return day_of(int(match["hoy"]), month_number, day_number)
    if published is None:
        return None
    return day_of(nearest_year(month_number, day_number, published, future=future), month_number, day_number)


def lone_day(number: int, published: date, *, future: bool) -> Period | None:
    """Return a day of the month of publication: of the one before if it is still to come, of the next if planned."""
    offset = 0
    if future and number < published.day:
        offset = 1
    elif not future and number > published.day + 1:
        offset = -1
    first = month(published.year, published.month + offset).start
    return day_of(first.year, first.month, number)
