"""Dates that print day, month or year: 2026-02-24, 24.02.2026, 24 февраля, February 24, 2026年2月24日."""

from __future__ import annotations

import re
from datetime import date

from ledger.reading import Precision
from nlp.dates.ahead import looks_ahead
from nlp.dates.periods import Period, day_of, month, nearest_year, year, years
from nlp.document import Text
from nlp.quantities.nouns import family
from nlp.quantities.plurals import is_plural

MIDDLE = 15  # the day that a lone month is placed by
MONTH_FIRST = ("en-us", "en-ca")
CENTURY_PIVOT = 70  # '69 is 2069, '70 is 1970
MOST_DAYS = 31
WINDOW = 40  # characters in which the other end of a period stands
OTHER_END = re.compile(r"(?P<words>[\w .]{3,24}?),? (?:de |del )?(?P<year>(?:19|20)\d\d)(?!\w)")
YEAR_DAYS = 365
SOON = 75  # days ahead of publication in which a day without a year lies nearer than the one a year before


def numbered(match: re.Match[str], text: Text, published: date | None) -> Period | None:
    """Read a match that prints a day, month or year; None for every other kind."""
    kind, group = match.lastgroup, match
    months = text.language.calendar.months
    if kind == "iso":
        return iso(int(group["iy"]), int(group["im"]), whole(group["id"]))
    if kind == "compact":
        return placed(int(group["ky"]), int(group["km"]), int(group["kd"]))
    if kind == "ymd":
        return placed(int(group["zy"]), int(group["zm"]), int(group["zd"]))
    if kind == "numeric":
        return numeric(match, text)
    if kind == "dm":
        number = year_of(
            match, text, printed_year(match, text, "dy", published), months[group["dn"]], int(group["dd"]), published
        )
        return ranged(number, months[group["dn"]], int(group["dd"]), whole(group["d2"]))
    if kind == "md":
        number = year_of(
            match, text, printed_year(match, text, "my", published), months[group["mn"]], int(group["mday"]), published
        )
        return ranged(number, months[group["mn"]], int(group["mday"]), whole(group["m2"]))
    if kind == "monthyear":
        return month_and_year(match, text, published)
    if kind == "slash":
        number = year_of(match, text, None, int(group["lm"]), int(group["ld"]), published)
        return placed(number, int(group["lm"]), int(group["ld"])) if number is not None else None
    if kind == "yearmonth":
        return month(int(group["y3"]), months[group["yn3"]])
    if kind == "month":
        return lone_month(match, text, published)
    if kind in ("han", "hanyear", "handay"):
        return han(match, text, published)
    if kind == "old":
        return year(int(group["oy"])) if is_old_year(match, text) else None
    if kind != "year" or not is_year(match, text):
        return None
    return year_or_two(int(group["yy"]), group["y2d"])


def printed_year(match: re.Match[str], text: Text, name: str, published: date | None) -> int | None:
    """Return the year behind a day: printed, or told by "last year"."""
    if match[f"{name}rel"] is not None:
        return published.year + text.language.calendar.relative_years[match[f"{name}rel"]] if published else None
    return whole(match[name] or match[f"{name}s"])


def year_or_two(first: int, last: str | None) -> Period:
    """Return a year, or the two of "2024-25"."""
    return years(first, first + 1) if last is not None and int(last) == (first + 1) % 100 else year(first)


def iso(number: int, month_number: int, day_number: int | None) -> Period | None:
    """Return a day or month; "2008-09" without a day is two years."""
    if day_number is None and month_number == (number + 1) % 100:
        return years(number, number + 1)
    return placed(number, month_number, day_number)


def whole(digits: str | None) -> int | None:
    """Return the number of optional digits."""
    return int(digits) if digits is not None else None


def placed(number: int, month_number: int, day_number: int | None) -> Period | None:
    """Return a day or month by its numbers."""
    if not 1 <= month_number <= 12:
        return None
    return day_of(number, month_number, day_number) if day_number is not None else month(number, month_number)


def year_of(
    match: re.Match[str], text: Text, printed: int | None, month_number: int, day_number: int, published: date | None
) -> int | None:
    """Return the printed year, else the one in which the day lies nearest to publication."""
    if printed is not None:
        return printed
    shared = year_of_window(match, text, month_number)
    if shared is not None or published is None:
        return shared
    ahead = (date(published.year, month_number, min(day_number, 28)) - published).days
    soon = min(ahead % YEAR_DAYS, ahead + YEAR_DAYS) <= SOON  # no writer leaves out the year of a day so long past
    return nearest_year(month_number, day_number, published, future=soon or looks_ahead(match, text))


def year_of_window(match: re.Match[str], text: Text, month_number: int) -> int | None:
    """Return the year that the other end of a period prints for both: "from April 22 to June 5, 2025"."""
    rest = text.folded[match.end() : match.end() + WINDOW].lstrip()
    calendar = text.language.calendar
    if not text.language.spaced or not rest.startswith(calendar.window_joiners):
        return None
    joiner = max((word for word in calendar.window_joiners if rest.startswith(word)), key=len)
    printed = OTHER_END.match(rest, len(joiner))
    names = printed["words"].replace(".", " ").split() if printed is not None else []
    other = next((calendar.months[name] for name in names if name in calendar.months), None)
    return int(printed["year"]) - (other < month_number) if printed is not None and other is not None else None


def ranged(number: int | None, month_number: int, first: int, last: int | None) -> Period | None:
    """Return one day, or the interval from one day of a month to another ("June 3-5")."""
    if number is None:
        return None
    start = day_of(number, month_number, first)
    end = day_of(number, month_number, last) if last is not None else None
    if start is None or end is None or end.start <= start.start:
        return start
    return Period(start.start, end.start, Precision.INTERVAL)


def numeric(match: re.Match[str], text: Text) -> Period | None:
    """Read 13.02.2026 or 2/13/2026; day first except on pages that say they are American."""
    first, second, printed = int(match["nd"]), int(match["nm"]), match["ny"]
    if (
        len(printed) == 2
        and match["ns"] == "."
        and not text.language.calendar.month_capital
        and text.language.code == "en"
    ):
        return None
    number = int(printed) if len(printed) == 4 else int(printed) + (2000 if int(printed) < CENTURY_PIVOT else 1900)
    declared = (text.article.declared_lang or text.article.lang).lower()
    american = declared in MONTH_FIRST or (declared == "en" and match["ns"] == "/")
    month_first = american and match["ns"] == "/"
    day_number, month_number = (second, first) if (month_first and first <= 12) or second > 12 else (first, second)
    return placed(number, month_number, day_number)


def month_and_year(match: re.Match[str], text: Text, published: date | None) -> Period | None:
    """Read "February 2026" and "June last year"."""
    number = text.language.calendar.months[match["yn"]]
    if match["y2"] is not None:
        return month(int(match["y2"]), number)
    if published is None:
        return None
    return month(published.year + text.language.calendar.relative_years[match["yrel"]], number)


def lone_month(match: re.Match[str], text: Text, published: date | None) -> Period | None:
    """Read a month without day and year; one that is another word as well needs a word of time before it."""
    times = text.language.calendar
    name = match["on"]
    at = match.start("on")
    if published is None or (times.month_capital and not text.raw[at].isupper()):
        return None
    before = text.folded[max(0, at - 14) : at].split()
    leads = times.lone_months_after or times.year_leads
    sure = bool(before) and (before[-1] in leads or match.start("on") > match.start())
    if (name in times.ambiguous or len(name) < 4) and not sure:
        return None
    if times.after_month and match["moafter"] is not None:
        return month(
            published.year + (published.month <= times.months[name]) * times.after_month[match["moafter"]],
            times.months[name],
        )
    number = nearest_year(times.months[name], MIDDLE, published, future=looks_ahead(match, text))
    if times.months[name] == published.month:
        number = published.year
    return month(number, times.months[name])


def han(match: re.Match[str], text: Text, published: date | None) -> Period | None:
    """Read a date with 年, 月 and 日: the year may be missing or relative (去年3月, 지난해 3월)."""
    group, times = match, text.language.calendar
    if match.lastgroup == "hanyear":
        return year(int(group["hyy"]))
    if match.lastgroup == "handay":
        if published is None:
            return None
        offset = times.months_relative.get(group["hmr"] or "", 0)
        first = month(published.year, published.month + offset).start
        if (
            group["hmr"] is None
            and int(group["hdd"]) > min(published.day + 1, MOST_DAYS)
            and not looks_ahead(match, text)
        ):
            first = month(published.year, published.month - 1).start
        return day_of(first.year, first.month, int(group["hdd"]))
    number = whole(group["hy"])
    if number is None and published is None:
        return None
    if number is None and published is not None:
        relative = group["hrel"]
        number = published.year + times.years[relative] if relative is not None else None
    if number is None:
        number = year_of(match, text, None, int(group["hm"]), int(group["hd"] or MIDDLE), published)
    return placed(number, int(group["hm"]), whole(group["hd"])) if number is not None else None


def is_old_year(match: re.Match[str], text: Text) -> bool:
    """Tell whether 1000 to 1899 is a year: behind a word of time, no noun after it ("of 1200 workers")."""
    before = text.folded[max(0, match.start() - 14) : match.start()].split()
    if not before or before[-1] not in text.language.calendar.year_leads or not text.language.spaced:
        return False
    following = text.folded[match.end() : match.end() + 24]
    word = following[1:].split(" ")[0].strip(",.;:!?") if following[:1] == " " else ""
    counted = word.isalpha() and (text.language.code != "en" or is_plural(word, text.language))
    return not counted or word in text.language.nouns.stoppers


def is_year(match: re.Match[str], text: Text) -> bool:
    """Tell whether four digits are a year: no counted noun follows, unless a word of time stands before."""
    before = text.folded[max(0, match.start() - 14) : match.start()].split()
    if before and before[-1].lstrip("(") in text.language.calendar.year_leads:
        return True
    numbers = text.language.numbers
    if before and before[-1] != "season" and before[-1] in (*numbers.labels, *numbers.weak_labels):
        return False
    if text.folded[match.end() : match.end() + 12].lstrip().startswith(text.language.calendar.year_words):
        return bool(text.language.calendar.year_words)
    after = match.end() + 1
    if not text.language.spaced or text.folded[match.end() : after] != " ":
        return True
    noun = family(text.folded, after, min(len(text.folded), after + 40), text.language)
    return noun is None or noun.measure is None
