"""Dates of publication as pages print them: ISO stamps, datelines in many languages, dates in addresses."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from importlib import resources
from urllib.parse import urlsplit

STAMP = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?)?"
)
EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일])?")
YEAR_FIRST = re.compile(r"(?<!\d)(20\d{2}|19\d{2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(20\d{2}|19\d{2})(?!\d)")
SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(20\d{2}|19\d{2})(?!\d)")
WORDED = re.compile(r"[^\W\d_]+(?:\s\d{1,2}(?=\D))?|\d{1,4}")
IN_ADDRESS = (
    re.compile(r"(?<!\d)(20\d{2})[/-](\d{1,2})[/-](\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(20\d{2})/?([01]\d)/?([0-3]\d)(?:\d{0,9})(?!\d)"),
    re.compile(r"(?<!\d)(20\d{2})/(\d{4})(?!\d)"),
)
FILLERS = frozenset(
    ["de", "del", "di", "da", "do", "of", "the", "den", "г", "р", "года", "року", "ngày", "năm", "le", "il", "lo"]
)
LATEST_YEAR = 2039  # a larger number in an address is no year
LONGEST = 400  # characters of a line a date is looked for in


@lru_cache(maxsize=1)
def month_names() -> dict[str, int]:
    """Return every known month name, lower case, with its number."""
    text = resources.files("crawlers.reading").joinpath("months.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, int]] = tomllib.loads(text)
    return {name: month for table in tables.values() for name, month in table.items()}


def iso_day(year: int, month: int, day: int) -> str | None:
    """Return the ISO date, or None where there is no such day or the year is no year of the web."""
    if not 1985 <= year <= 2100:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def iso_stamp(value: str) -> str | None:
    """Return the ISO form of a machine-written date (ISO 8601 or RFC 822), with its time where it has one."""
    value = value.strip()[:80]
    found = STAMP.match(value)
    if found:
        year, month, day, clock, zone = found.groups()
        if day is None:
            valid = iso_day(int(year), int(month), 1) is not None and found.end() == len(value)
            return f"{year}-{int(month):02}" if valid else None
        text = iso_day(int(year), int(month), int(day))
        if text is None or clock is None:
            return text
        return f"{text}T{clock}{'+00:00' if zone == 'Z' else zone or ''}"
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return printed_date(value)
    return _plausible(moment)


def _plausible(moment: datetime) -> str | None:
    return moment.isoformat() if 1985 <= moment.year <= 2100 else None


def printed_date(line: str, *, day_first: bool | None = None) -> str | None:
    """Return the first full date printed in `line`, in any of our languages, as ISO; None where there is none.

    `day_first` says how 03/04/2026 is read; where it is None such a date is read only if one order alone is possible.
    """
    line = unicodedata.normalize("NFKC", line[:LONGEST])
    line = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in line)
    for pattern, order in ((EAST_ASIAN, "ymd"), (YEAR_FIRST, "ymd"), (DAY_FIRST, "dmy")):
        for found in pattern.finditer(line):
            parts = dict(zip(order, found.groups(), strict=True))
            if parts["d"] is not None:
                text = iso_day(int(parts["y"]), int(parts["m"]), int(parts["d"]))
                if text:
                    return text
    return _worded(line) or _slashed(line, day_first)


def _slashed(line: str, day_first: bool | None) -> str | None:
    """Return a date like 24/02/2026, of which the order is known or only one is possible."""
    found = SLASHED.search(line)
    if not found:
        return None
    first, second, year = (int(part) for part in found.groups())
    if first > 12:
        return iso_day(year, second, first)
    if second > 12 or first == second:
        return iso_day(year, first, second)
    if day_first is None:
        return None
    return iso_day(year, second, first) if day_first else iso_day(year, first, second)


def _worded(line: str) -> str | None:
    """Find `23 February 2026`, `Feb. 23, 2026`, `24 de febrero de 2026`, `ngày 10 tháng 9 năm 2026`."""
    months = month_names()
    parts = [part for part in _tokens(line.lower()) if part not in FILLERS]
    for index, part in enumerate(parts):
        month = months.get(part)
        if month is None:
            continue
        before = parts[index - 1] if index else ""
        after = parts[index + 1 : index + 3]
        if before.isdigit() and len(before) <= 2 and after and _is_year(after[0]):
            text = iso_day(int(after[0]), month, int(before))
        elif len(after) == 2 and after[0].isdigit() and len(after[0]) <= 2 and _is_year(after[1]):
            text = iso_day(int(after[1]), month, int(after[0]))
        else:
            continue
        if text:
            return text
    return None


def _tokens(line: str) -> list[str]:
    months = month_names()
    tokens: list[str] = []
    for found in WORDED.finditer(line):
        text = found.group()
        if " " in text and text not in months:
            tokens.extend(text.split())
        else:
            tokens.append(text)
    return [token for token in tokens if token not in {"st", "nd", "rd", "th", "er"}]


def _is_year(token: str) -> bool:
    return len(token) == 4 and token.isdigit() and token[:2] in {"19", "20"}


def dated_address(address: str) -> str | None:
    """Return the date that the path of a URL shows, None where it shows none."""
    path = urlsplit(address).path
    for pattern in IN_ADDRESS[:2]:
        for found in pattern.finditer(path):
            text = iso_day(*(int(part) for part in found.groups()))
            if text and int(found[1]) <= LATEST_YEAR:
                return text
    for found in IN_ADDRESS[2].finditer(path):
        text = iso_day(int(found[1]), int(found[2][:2]), int(found[2][2:]))
        if text:
            return text
    named = re.search(r"(20\d{2})/([a-z]{3})/(\d{1,2})(?!\d)", path)
    if named and named[2] in month_names():
        return iso_day(int(named[1]), month_names()[named[2]], int(named[3]))
    return _worded(path.replace("-", " ").replace("_", " ").replace("/", " ")[:LONGEST])
