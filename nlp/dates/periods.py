"""Days, weeks, months, quarters, years and decades as first and last day, and how they move."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.reading import Precision

FIRST_YEAR, LAST_YEAR = 1000, 2999


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included, as precise as it was printed."""

    start: date
    end: date
    precision: Precision


def day(value: date) -> Period:
    """Return one day."""
    return Period(value, value, Precision.DAY)


def day_of(year: int, month: int, number: int) -> Period | None:
    """Return a day by its numbers; None for one that does not exist."""
    try:
        return day(date(year, month, number))
    except ValueError:
        return None


def week(value: date) -> Period:
    """Return the week, Monday to Sunday, around a day."""
    monday = value - timedelta(days=value.weekday())
    return Period(monday, monday + timedelta(days=6), Precision.INTERVAL)


def weekend(value: date, offset: int) -> Period:
    """Return the weekend before (-1, 0) or after (1) a day."""
    saturday = value + timedelta(days=5 - value.weekday())
    if offset <= 0 and saturday > value:
        saturday -= timedelta(days=7)
    return Period(saturday, saturday + timedelta(days=1), Precision.INTERVAL)


def month(year: int, number: int) -> Period:
    """Return a month; numbers beyond 1..12 run into the neighbouring years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = calendar.monthrange(year, number)[1]
    return Period(date(year, number, 1), date(year, number, last), Precision.MONTH)


def quarter(year: int, number: int) -> Period:
    """Return a quarter."""
    first = month(year, 3 * number - 2)
    return Period(first.start, month(first.start.year, first.start.month + 2).end, Precision.QUARTER)


def half(year: int, number: int) -> Period:
    """Return the first or second half of a year."""
    return Period(date(year, 6 * number - 5, 1), month(year, 6 * number).end, Precision.INTERVAL)


def season(year: int, first_month: int) -> Period:
    """Return the three months of a season that begins in a year."""
    return Period(date(year, first_month, 1), month(year, first_month + 2).end, Precision.INTERVAL)


def year(number: int) -> Period:
    """Return a year."""
    return Period(date(number, 1, 1), date(number, 12, 31), Precision.YEAR)


def years(first: int, last: int) -> Period:
    """Return several years, such as a decade."""
    return Period(date(first, 1, 1), date(last, 12, 31), Precision.INTERVAL)


def moved(anchor: date, unit: str, offset: int) -> Period | None:
    """Return the unit around a day, moved by so many units; None when it leaves the calendar."""
    try:
        if unit == "day":
            return day(anchor + timedelta(days=offset))
        if unit in ("week", "fortnight"):
            return week(anchor + timedelta(weeks=offset * (2 if unit == "fortnight" else 1)))
        if unit == "weekend":
            return weekend(anchor, offset)
        if unit == "month":
            return month(anchor.year, anchor.month + offset)
        if unit == "quarter":
            return quarter(anchor.year, (anchor.month + 2) // 3 + offset)
        if unit == "decade":
            first = anchor.year // 10 * 10 + 10 * offset
            return years(first, first + 9)
        return year(anchor.year + offset) if FIRST_YEAR <= anchor.year + offset <= LAST_YEAR else None
    except (ValueError, OverflowError):
        return None


def lasting(anchor: date, unit: str, count: int, *, ahead: bool) -> Period | None:
    """Return the last (or next) so many units as an interval that ends (or begins) at a day."""
    try:
        if unit == "day":
            length = timedelta(days=count)
        elif unit in ("week", "fortnight"):
            length = timedelta(weeks=count * (2 if unit == "fortnight" else 1))
        else:
            months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
            other = month(anchor.year, anchor.month + (months if ahead else -months))
            edge = date(other.start.year, other.start.month, min(anchor.day, other.end.day))
            length = edge - anchor if ahead else anchor - edge
        first, last = (anchor, anchor + length) if ahead else (anchor - length, anchor)
        return Period(first, last, Precision.INTERVAL)
    except (ValueError, OverflowError, KeyError):
        return None


def nearest_year(number: int, month_day: int, anchor: date, *, future: bool) -> int:
    """Return the year in which a day or month without one lies: behind the anchor, unless the sentence looks ahead."""
    candidate = date(anchor.year, number, min(month_day, 28))
    distance = (candidate - anchor).days
    if distance > (180 if future else 21):
        return anchor.year - 1
    if future and distance < -180:
        return anchor.year + 1
    return anchor.year + 1 if distance < -340 else anchor.year
