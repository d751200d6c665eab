"""Dates of the ledger on a chart: as wide as they are precise, in milliseconds of UTC."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day that a date covers."""

    first: date
    last: date

    @property
    def is_one_day(self) -> bool:
        """Tell whether the date is precise to the day."""
        return self.first == self.last

    def start(self) -> int:
        """Return the first moment in milliseconds."""
        return milliseconds(self.first)

    def end(self) -> int:
        """Return the moment after the last day in milliseconds."""
        return milliseconds(self.last) + DAY


def days(text: str | None) -> Days | None:
    """Return what a date covers: a day, a month or a year; None for none or for what is no date."""
    if not text:
        return None
    try:
        parts = [int(part) for part in text[:10].split("-")]
        if len(parts) == 1:
            return Days(date(parts[0], 1, 1), date(parts[0], 12, 31))
        if len(parts) == 2:
            year, month = parts
            return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        day = date(parts[0], parts[1], parts[2])
        return Days(day, day)
    except (ValueError, TypeError):
        return None


def milliseconds(day: date) -> int:
    """Return the start of a day in UTC."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def months_before(day: date, months: int) -> date:
    """Return the same day some months earlier, or the last one of a shorter month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def padded(first: date, last: date) -> tuple[int, int]:
    """Return an axis from `first` to `last` with room for marks at both ends."""
    room = max((last - first) * 0.03, timedelta(days=3))
    return milliseconds(first) - int(room.total_seconds() * 1000), milliseconds(last) + int(room.total_seconds() * 2500)
