"""One regular expression per language for the beginnings and wholes of its dates; group names are kinds of date."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import cache

from nlp.calendar_tables import Calendar
from nlp.dates import named
from nlp.document import Text
from nlp.languages import LanguageTables, load
from nlp.openers import Openers, Sought
from nlp.words import words

DAY = r"(?:3[01]|[12]\d|0?[1-9])"
MONTH = r"(?:1[0-2]|0?[1-9])"
YEAR = r"(?:19|20)\d\d"
ANY_YEAR = r"(?:1\d|20)\d\d"  # of a full date, or behind a word of time
NEVER = "(?!)"
UNITS = ("days", "weeks", "months", "quarters", "years", "decades", "weekends")
ANCHORED = ("days", "weeks", "months", "years")
ARTICLES = ("the", "des", "en", "de")  # modifiers that begin too many phrases to begin a date
SMALL = 60  # the largest number word before "ago"
CJK = ("zh", "ja", "ko")

SHARED = (
    rf"(?P<iso>(?<![\w-])(?P<iy>{YEAR})-(?P<im>0[1-9]|1[0-2])(?:-(?P<id>0[1-9]|[12]\d|3[01]))?(?!\d|-\d))",
    r"(?P<compact>(?<!\w)(?P<ky>20\d\d)(?P<km>0[1-9]|1[0-2])(?P<kd>0[1-9]|[12]\d|3[01])(?!\w))",
    rf"(?P<ymd>(?<![\w./])(?P<zy>{YEAR})[./](?P<zm>{MONTH})[./](?P<zd>{DAY})(?![\w]|[./]\d))",
    rf"(?P<numeric>(?<![\w./])(?P<nd>[0-3]?\d)(?P<ns>[./])(?P<nm>[0-3]?\d)(?P=ns)(?P<ny>{YEAR}|\d\d)(?![\w]|[./]\d))",
)


@cache
def pattern(code: str) -> re.Pattern[str]:
    """Build the pattern of one language's dates. Every piece is bounded: it runs in linear time."""
    tables = load(code)
    parts = [*SHARED]
    parts += unspaced(tables) if code in CJK else spaced(tables)
    parts[len(SHARED) : len(SHARED)] = named.patterns(tables.calendar, spaced=code not in CJK)
    lead = modifier(tables.calendar) if code not in CJK else ""
    parts.append(
        rf"(?P<year>(?<![\w.,$€£#/-]){lead}(?P<yy>{YEAR})(?:[-–/](?P<y2d>\d\d)(?!\d|\.\d))?(?![\w%]|[.,/:]\d|-\d{{3}}))"
    )
    parts.append(r"(?P<old>(?<![\w.,$€£#/-])(?P<oy>1[0-8]\d\d)(?![\w%]|[.,/:]\d|-))")
    return re.compile("|".join(parts))


@cache
def trigger(code: str) -> Sought:
    """Build the search for the places where a date may begin: a digit or one of the first words of a date."""
    tables = load(code)
    times = tables.calendar
    if code in CJK:
        first = {
            char[0]
            for name in (*relatives(code), *times.weekdays, *times.before_weekday, *times.years)
            for char in [name]
        }
        first |= {
            name[0]
            for name in (
                *named.starts(times),
                *times.months_relative,
                *times.past,
                *times.coming,
                *times.quarters,
                *counts(code),
            )
        }
        return Sought(re.compile(rf"[\d{''.join(sorted(first | set('上第一二三四五六七八九十两兩')))}]"), None)
    first_words = opening(tables)
    units = words(times.units) or NEVER
    number = words(counts(code)) or NEVER
    begun = re.compile(
        rf"(?:(?<!\w){behind_clitic(tables)})"
        rf"(?:\d|[qt][1-4](?!\w)|(?:{words(first_words)})(?:(?!\w)|(?<=-))"
        rf"|(?:{number})[ -](?:{units}|{words(times.past)}))"
    )
    if tables.numbers.clitics:
        return Sought(begun, None)
    quarters = [f"{letter}{number}" for letter in "qt" for number in "1234"]
    return Sought(begun, Openers([*string.digits, *(f"{word}$" for word in (*quarters, *first_words, *counts(code)))]))


def opening(tables: LanguageTables) -> list[str]:
    """Return the first words of dates in a language that writes spaces."""
    times = tables.calendar
    found = [*relatives(tables.code), *times.weekdays, *times.months, *times.before_weekday, *times.quarters]
    found += [*times.seasons, *times.past, *times.coming, *times.quarter_words, *times.half_words, *times.ago_before]
    found += [*times.day_leads, *named.starts(times), *times.decade_openers]
    return [*found, *(word for word in times.modifiers if word not in ARTICLES)]


def matches(text: Text, high: int) -> Iterator[re.Match[str]]:
    """Yield the dates of a text before a place from left to right."""
    whole, opener = pattern(text.language.code), trigger(text.language.code)
    starts = opener.starts(text.marks.begun)
    position = 0
    while (start := opener.search(text.folded, starts, position, high)) is not None:
        match = whole.match(text.folded, start.start(), high)
        if match is not None:
            yield match
        position = match.end() if match is not None and match.end() > start.start() else start.start() + 1


@cache
def relatives(code: str) -> dict[str, tuple[str, int, bool]]:
    """Return every fixed phrase with its unit, its offset and whether it counts from the date before it."""
    times = load(code).calendar
    found: dict[str, tuple[str, int, bool]] = {}
    for unit in UNITS:
        for phrase, offset in getattr(times, f"relative_{unit}").items():
            found[phrase] = (unit[:-1], offset, False)
    for unit in ANCHORED:
        for phrase, offset in getattr(times, f"anchored_{unit}").items():
            found[phrase] = (unit[:-1], offset, True)
    return found


@cache
def counts(code: str) -> dict[str, int]:
    """Return the number words that may stand before "ago" and "past"."""
    numbers = load(code).numbers
    found = {word: value for word, value in numbers.words.items() if 0 < value <= SMALL}
    found |= {word.strip(): value for word, value in found.items()}
    return found | dict.fromkeys(numbers.articles, 1)


def spaced(tables: LanguageTables) -> list[str]:
    """Return the patterns of a language that writes spaces."""
    times = tables.calendar
    months, weekdays = words(times.months) or NEVER, words(times.weekdays) or NEVER
    link = rf"(?:(?:{words(times.links)}) )?" if times.links else ""
    year_words = rf"(?: ?(?:{words(times.year_words)})(?!\w))?" if times.year_words else ""
    near = rf"(?P<{{0}}rel>{words(times.relative_years) or NEVER})(?!\w)"  # a field of `year`
    year = rf"(?:,? {link}(?P<{{0}}>{ANY_YEAR})(?!\d|[.,]\d){year_words}|/(?P<{{0}}s>{YEAR})|,? {link}{near})?"
    lead = modifier(times)
    edge = rf"(?:(?<![\w.,]){behind_clitic(tables)})"
    name = rf"(?:(?:{weekdays})\.?,? (?:(?:den|dem|der|the|ngày|el|le|il) )?)?"
    ordinal = r"(?:st|nd|rd|th|º|°|ª|\.|er|-?го|-?е)?"
    relative = words(relatives(tables.code)) or NEVER
    span = rf"(?: ?(?:-|–|to|and|bis|und|a|al|à|au|до|по|y|e|và|đến) ?(?P<d2>{DAY}){ordinal})?"
    parts = [
        rf"(?P<dm>{edge}{name}(?:the )?(?P<dd>{DAY}){ordinal}{span}(?: {link}|[./-])"
        rf"(?P<dn>{months})(?!\w)\.?{year.format('dy')})",
        rf"(?P<md>(?<!\w){name}(?P<mn>{months})\.? (?P<mday>{DAY})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|\w)"
        rf"(?:(?:-|–| to | and )(?P<m2>{DAY})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|\w))?{year.format('my')})",
        rf"(?P<monthyear>(?<!\w){lead}(?P<yn>{months})\.?(?:(?:,? {link}|/)(?P<y2>{ANY_YEAR})(?!\d){year_words}"
        rf"| {link}(?P<yrel>{words(times.relative_years) or NEVER})(?!\w)))",
    ]
    if times.day_leads:
        leads = words(times.day_leads)
        parts.append(rf"(?P<slash>(?<!\w)(?:{leads}) (?P<ld>{DAY})[/.](?P<lm>{MONTH})\.?(?![\w/]|[.,]\d))")
    if times.year_first:
        parts.append(rf"(?P<yearmonth>(?<!\w)(?P<y3>{YEAR}) (?P<yn3>{months})(?!\w))")
    parts += periods(tables, lead, link, year_words)
    parts.append(weekday(times, weekdays))
    after = rf"(?: (?P<moafter>{words(times.after_month)}))?(?!\w)" if times.after_month else r"(?!\w)"
    parts.append(rf"(?P<month>(?<!\w)(?:{lead})(?P<on>{months}){after})")
    parts.append(rf"(?P<relative>(?<!\w){lead}(?P<phrase>{relative})(?!\w))")
    return parts


def behind_clitic(tables: LanguageTables) -> str:
    """Return a further place where a date may begin: behind one letter that is written before its word ("و5 يونيو")."""
    letters = "".join(clitic for clitic in tables.numbers.clitics if len(clitic) == 1)
    return rf"|(?<=\W[{letters}])" if letters else ""


def modifier(times: Calendar) -> str:
    """Return the optional words such as "early" or "the end of" before a date."""
    return rf"(?:(?:{words(times.modifiers)})(?: |(?<=-)))?" if times.modifiers else ""


def weekday(times: Calendar, weekdays: str) -> str:
    """Return the pattern of a weekday with what may stand before and behind it."""
    before = rf"(?:(?P<wbefore>{words(times.before_weekday)}) )?" if times.before_weekday else ""
    after = rf"(?: (?P<wafter>{words(times.after_weekday)}))?" if times.after_weekday else ""
    return rf"(?P<weekday>(?<!\w){before}(?P<wd>{weekdays}){after}(?!\w)(?: \((?P<wday>{DAY})\))?)"


def periods(tables: LanguageTables, lead: str, link: str, year_words: str) -> list[str]:
    """Return the patterns of quarters, halves, seasons, decades, centuries, "N units ago" and "the past N units"."""
    times = tables.calendar
    number = rf"(?:\d{{1,3}}|{words(counts(tables.code)) or NEVER})"
    units = words(times.units) or NEVER
    ordinals, quarter = words(times.quarters) or NEVER, words(times.quarter_words) or NEVER
    tail = (
        rf"(?:,? (?:of |{link})(?:(?:fiscal |the )?(?P<{{0}}y>{YEAR})(?!\d){year_words}"
        rf"|(?P<{{0}}r>{words(times.relative_years) or NEVER})(?!\w)))?"
    )
    ordered = rf"(?:{quarter})[ ](?P<q>{ordinals})" if times.ordinal_after else rf"(?P<q>{ordinals})[ -](?:{quarter})"
    near = rf"(?:(?P<sb>{words(times.before_weekday)}) )?" if times.before_weekday else ""
    behind = rf"(?: (?P<sa>{words(times.after_weekday)})(?!\w))?" if times.after_weekday else ""
    parts = [
        rf"(?P<quarter>(?<!\w){lead}{ordered}(?!\w){tail.format('q')})",
        rf"(?P<q4>(?<!\w)[qt](?P<qn>[1-4])(?: |-|')?(?:(?:of |de |fy)?(?P<qny>{YEAR}))?(?!\w))",
        rf"(?P<half>(?<!\w){lead}{halves(times, ordinals)}|{tail.format('h')})(?!\w))",
        rf"(?P<season>(?<!\w){lead}{near}(?P<sn>{words(times.seasons) or NEVER}){behind}{tail.format('s')}(?!\w))",
    ]
    parts += decades(times, lead)
    ago = rf"(?:{words(times.ago_after)})" if times.ago_after else NEVER
    later = rf"(?:{words(times.later_after)})" if times.later_after else NEVER
    before = rf"(?:{words(times.ago_before)})" if times.ago_before else NEVER
    parts += [
        rf"(?P<ago>(?<!\w)(?P<an>{number})[ -](?P<au>{units}) (?:(?P<aago>{ago})|(?P<alater>{later}))(?!\w))",
        rf"(?P<agobefore>(?<!\w){before} (?P<bn>{number}) (?P<bu>{units})(?!\w))",
    ]
    past, coming = words(times.past) or NEVER, words(times.coming) or NEVER
    if times.adjective_after:
        parts.append(rf"(?P<span>(?<!\w)(?P<pn>{number}) (?:(?P<pp>{past})|(?P<pc>{coming})) (?P<pu>{units})(?!\w))")
    else:
        parts.append(rf"(?P<span>(?<!\w)(?:(?P<pp>{past})|(?P<pc>{coming})) (?P<pn>{number}) (?P<pu>{units})(?!\w))")
    if times.past_after:
        behind = words(times.past_after)
        parts.append(rf"(?P<spanafter>(?<!\w)(?P<pan>{number}) (?P<pau>{units}) (?:{behind})(?!\w))")
    return parts


def halves(times: Calendar, ordinals: str) -> str:
    """Return the pattern of a half of a year, open for what may follow instead of "of the year"."""
    half = rf"(?P<hw>{words(times.half_words) or NEVER})"
    ordered = rf"{half}[ ](?P<h>{ordinals})" if times.ordinal_after else rf"(?P<h>{ordinals})[ -]{half}"
    return rf"{ordered}(?:(?P<hthis> (?:{words(times.half_tails) or NEVER}))"


def decades(times: Calendar, lead: str) -> list[str]:
    """Return the patterns of decades and centuries."""
    found = []
    if times.decade_endings:
        found.append(rf"(?P<decade>(?<!\w){lead}(?P<dec>(?:1[5-9]|20)\d0)(?:{words(times.decade_endings)})(?!\w))")
    if times.decade_openers:
        openers = words(times.decade_openers)
        found.append(rf"(?P<decadeafter>(?<!\w)(?:{openers}) (?P<deco>(?:1[5-9]|20)\d0|[2-9]0)(?!\w|[.,]\d))")
    if times.century_words:
        century = words(times.century_words)
        found.append(
            rf"(?P<century>(?<!\w){lead}(?P<cen>1\d|2[01]|[5-9])(?:st|nd|rd|th|\.|e|º|-?го|-?м)?"
            rf"[ -](?:{century})(?!\w))"
        )
    return found


def unspaced(tables: LanguageTables) -> list[str]:
    """Return the patterns of Chinese, Japanese and Korean dates."""
    times = tables.calendar
    gap = " ?"
    near = words(times.years) or NEVER
    relative_month = words(times.months_relative) or NEVER
    number = rf"(?:\d{{1,3}}|[一二三四五六七八九十两兩]|{words(counts(tables.code)) or NEVER})"
    units, weekdays = words(times.units) or NEVER, words(times.weekdays) or NEVER
    ago, later = words(times.ago_after) or NEVER, words(times.later_after) or NEVER
    past, coming = words(times.past) or NEVER, words(times.coming) or NEVER
    quarter, ordinals = words(times.quarter_words) or NEVER, words(times.quarters) or NEVER
    head = rf"(?:(?P<hy>{YEAR}){gap}[年년]{gap}|(?P<hrel>{near})(?:の|{gap}))?"
    other_head = head.replace("hy>", "hqy>").replace("hrel>", "hqrel>")
    decade = words(times.decade_endings) or NEVER
    before = rf"(?:(?P<wbefore>{words(times.before_weekday)}){gap})?" if times.before_weekday else ""
    return [
        rf"(?P<han>{head}(?<!\d)(?P<hm>{MONTH}){gap}(?:[月월](?!間|间|份额))(?:份)?"
        rf"(?:{gap}(?P<hd>{DAY}){gap}[日号號일](?![間间]))?)",
        rf"(?P<hanquarter>{other_head}(?:第{gap})?(?P<hq>{ordinals}){gap}(?:{quarter}))",
        rf"(?P<decade>(?:(?:上世纪|上世紀){gap})?(?P<dec>(?:1[5-9]|20)\d0|[2-9]0){gap}(?:{decade}))",
        rf"(?P<hanyear>(?<!\d)(?P<hyy>{YEAR}){gap}[年년](?![間间간]))",
        rf"(?P<handay>(?:(?P<hmr>{relative_month}){gap}|(?<![\d月월第])(?<![\d月월第] ))(?P<hdd>{DAY}){gap}"
        r"(?:日(?![間间内以本報报元圆圓])|(?<=\d)일(?!간| ?동안| ?만|째| ?이내| ?안에)))",
        rf"(?P<weekday>{before}(?P<wd>{weekdays}))",
        rf"(?P<ago>(?<![\d.,])(?P<an>{number}){gap}(?P<au>{units}){gap}(?:(?P<aago>{ago})|(?P<alater>{later})))",
        rf"(?P<span>(?:(?P<pp>{past})|(?P<pc>{coming})){gap}(?P<pn>{number}){gap}(?P<pu>{units}))",
        rf"(?P<relative>(?P<phrase>{words(relatives(tables.code)) or NEVER}))",
    ]
