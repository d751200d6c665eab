"""Dates and periods of a text, resolved against its publication date, as precise as they are printed."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from ledger.article import Span
from ledger.reading import DateMention, Precision
from nlp.document import Text
from nlp.languages import load
from nlp.quantities.scan import words

ISO = r"(?P<iso>(?<![\d-])(?P<iy>(?:19|20)\d\d)-(?P<im>[01]\d)(?:-(?P<id>[0-3]\d))?(?![\d-]))"
HAN = (
    r"(?P<han>(?:(?P<hy>(?:19|20)\d\d) ?[年년] ?)?"
    r"(?P<hm>1[0-2]|0?[1-9]) ?[月월](?: ?(?P<hd>[12]\d|3[01]|0?[1-9]) ?[日号號일])?)"
)
HAN_YEAR = r"(?P<hany>(?P<hyy>(?:19|20)\d\d) ?[年년])"
HAN_DAY = r"(?P<hand>(?<![\d月월])(?P<hdd>[12]\d|3[01]|[1-9]) ?[日일](?![間间간]))"
NUMERIC = r"(?P<numeric>(?<![\d./])(?P<nd>[0-3]?\d)[./](?P<nm>[01]?\d)[./](?P<ny>(?:19|20)\d\d)(?![\d]))"
YEAR = r"(?P<year>(?<![\d.,$€£#-])(?P<yy>(?:19|20)\d\d)(?![\d%]|[.,]\d|-\d))"
DAY_ORDER_MONTH_FIRST = frozenset(["en-US"])


@cache
def pattern(code: str) -> re.Pattern[str]:
    """Build the pattern of one language's dates."""
    tables = load(code)
    parts = [ISO]
    months = words(tables.calendar.months)
    if not tables.spaced or code == "ko":
        parts += [HAN, HAN_YEAR, HAN_DAY]
    elif months:
        link = r"(?: de| del|\.|º|er|st|nd|rd|th|-го)?"
        year = r"(?:,? (?:de |del |р\. )?(?P<{}>(?:19|20)\d\d))?"
        day_first = rf"(?P<dm>(?<!\d)(?P<dd>3[01]|[12]\d|0?[1-9]){link} (?P<dn>{months})(?!\w)\.?{year.format('dy')})"
        month_first = (
            rf"(?P<md>(?<!\w)(?P<mn>{months})\.? (?P<mday>3[01]|[12]\d|0?[1-9])"
            rf"(?:st|nd|rd|th)?(?![\d:]|[.,]\d|\w){year.format('my')})"
        )
        month_year = rf"(?P<my2>(?<!\w)(?P<yn>{months})\.?,? (?:de |del |of )?(?P<y2>(?:19|20)\d\d))"
        month_only = rf"(?P<mo>(?<!\w)(?P<on>{months})(?!\w))"
        parts += [day_first, month_first, month_year, month_only]
    parts += [NUMERIC]
    relative = {**tables.calendar.relative_days, **tables.calendar.weekdays}
    relative |= {**tables.calendar.relative_months, **tables.calendar.relative_years}
    if relative:
        edge = r"(?!\w)" if tables.spaced else ""
        lead = r"(?<!\w)" if tables.spaced else ""
        parts.append(rf"(?P<rel>{lead}(?:{words(relative)}){edge})")
    parts.append(YEAR)
    return re.compile("|".join(parts))


def find(text: Text) -> tuple[DateMention, ...]:
    """Return the dates of `text`; relative ones need the article's publication date."""
    published = anchor(text)
    found = []
    for match in pattern(text.language.code).finditer(text.folded):
        mention = read(match, text, published)
        if mention is not None:
            found.append(mention)
    return tuple(found)


def anchor(text: Text) -> date | None:
    """Return the publication day, if the page gives one to the day."""
    published = text.article.published
    if published is None:
        return None
    try:
        return date.fromisoformat(published.value[:10])
    except ValueError:
        return None


def read(match: re.Match[str], text: Text, published: date | None) -> DateMention | None:
    """Read one match of the pattern; None for a day that does not exist or one that cannot be placed."""
    kind = next(name for name in KINDS if match.groupdict().get(name) is not None)
    span = Span(match.start(), match.end())
    group = match.groupdict()
    months = text.language.calendar.months
    if kind == "iso":
        return at(span, int(group["iy"]), int(group["im"]), number(group["id"]))
    if kind == "han":
        return at(span, number(group["hy"]), int(group["hm"]), number(group["hd"]), published)
    if kind == "hand":
        return at(span, None, published.month if published else None, int(group["hdd"]), published)
    if kind == "dm":
        return at(span, number(group["dy"]), months[group["dn"]], int(group["dd"]), published)
    if kind == "md":
        return at(span, number(group["my"]), months[group["mn"]], int(group["mday"]), published)
    if kind == "my2":
        return at(span, int(group["y2"]), months[group["yn"]], None, published)
    if kind == "mo":
        return lone_month(span, text, months[group["on"]], published)
    if kind == "numeric":
        return numeric(span, text, int(group["nd"]), int(group["nm"]), int(group["ny"]))
    if kind == "rel":
        return relative(span, text, group["rel"], published)
    return year_of(span, int(group["hyy"] if kind == "hany" else group["yy"]))


KINDS = ("iso", "han", "hany", "hand", "dm", "md", "my2", "mo", "numeric", "rel", "year")


def number(digits: str | None) -> int | None:
    """Return the number of optional digits."""
    return int(digits) if digits is not None else None


def at(
    span: Span, year: int | None, month: int | None, day: int | None, published: date | None = None
) -> DateMention | None:
    """Place a day or month; a missing year is the one that brings it nearest to the publication date."""
    if month is None or (year is None and published is None):
        return None
    if year is None and published is not None:
        year = nearest_year(month, day or 15, published)
    assert year is not None
    try:
        if day is not None:
            value = date(year, month, day).isoformat()
            return DateMention(span, value, value, Precision.DAY)
        last = calendar.monthrange(year, month)[1]
        return DateMention(span, f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last}", Precision.MONTH)
    except (ValueError, calendar.IllegalMonthError):
        return None


def nearest_year(month: int, day: int, published: date) -> int:
    """Return the year in which the day lies nearest to publication; news looks back rather than ahead."""
    best = published.year
    distance = (date(best, month, min(day, 28)) - published).days
    if distance > 180:
        return best - 1
    return best + 1 if distance < -270 else best


def lone_month(span: Span, text: Text, month: int, published: date | None) -> DateMention | None:
    """Read a month without day and year; "may" and "march" must be written with a capital."""
    if text.language.code == "en" and not text.raw[span.start].isupper():
        return None
    if text.folded[span.start : span.end] in ("may", "mar", "march") and not preceded(
        text, span, ("in", "of", "since", "until", "and", "to", "between", "from", "through", "last", "by")
    ):
        return None
    return at(span, None, month, None, published)


def preceded(text: Text, span: Span, leads: Iterable[str]) -> bool:
    """Tell whether one of the words stands right before the span."""
    before = text.folded[max(0, span.start - 10) : span.start].split()
    return bool(before) and before[-1] in leads


def numeric(span: Span, text: Text, first: int, second: int, year: int) -> DateMention | None:
    """Read 13.02.2026 or 2/13/2026; day first except on pages that say they are American."""
    declared = text.article.declared_lang or text.article.lang
    month_first = declared in DAY_ORDER_MONTH_FIRST and "/" in text.raw[span.start : span.end]
    day, month = (second, first) if month_first or second > 12 else (first, second)
    return at(span, year, month, day)


def relative(span: Span, text: Text, word: str, published: date | None) -> DateMention | None:
    """Resolve yesterday, Monday, last month against the publication date."""
    if published is None:
        return None
    times = text.language.calendar
    if word in times.relative_days:
        value = (published + timedelta(days=times.relative_days[word])).isoformat()
        return DateMention(span, value, value, Precision.DAY)
    if word in times.weekdays:
        if text.language.code in ("en", "de") and not text.raw[span.start].isupper():
            return None
        back = (published.weekday() - times.weekdays[word]) % 7
        value = (published - timedelta(days=back)).isoformat()
        return DateMention(span, value, value, Precision.DAY)
    if word in times.relative_months:
        index = published.year * 12 + published.month - 1 + times.relative_months[word]
        return at(span, index // 12, index % 12 + 1, None)
    return year_of(span, published.year + times.relative_years[word])


def year_of(span: Span, year: int) -> DateMention:
    """Return the mention of a whole year."""
    return DateMention(span, f"{year:04}-01-01", f"{year:04}-12-31", Precision.YEAR)
