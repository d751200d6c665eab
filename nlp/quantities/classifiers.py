"""What a number counts where no plural shows it: the classifier or unit behind it, the noun around (七名矿工).

It tells a unit and no measure, as nouns of no family do everywhere.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ledger.reading import QuantityMention
from nlp.document import Text
from nlp.languages import load
from nlp.quantities import hedges
from nlp.words import words

LINKS = "のの的之의"
LONGEST = 6  # characters of a noun
LEAST = 2
FUNCTION = frozenset("被在是已将將于於的了和与與及以死遭把让讓使")  # no noun begins with them
REACH = 40
HAN = r"[\u3400-\u9fff\u3005]"
NOUN = {
    "zh": re.compile(rf"{HAN}{{2,4}}"),
    "ja": re.compile(rf"{HAN}+|[\u30a0-\u30ff]{{2,}}"),
    "ko": re.compile(r"[\uac00-\ud7a3]{2,}"),
}
ENDINGS = tuple("은는이가을를에로의도만과와서해년월일고며면던채씩")  # of Korean words that are no bare noun
BEFORE = {
    "ja": re.compile(rf"({HAN}+|[\u30a0-\u30ff]{{2,}})$"),
    "ko": re.compile(r"(?<![\uac00-\ud7a3])([\uac00-\ud7a3]{2,8}) ?$"),
}
WHOLE = {
    "tr": re.compile(r"([^\W\d_]{3,}[ıiuü]n) $"),
    "ja": re.compile(rf"({HAN}+|[\u30a0-\u30ff]{{2,}})の(?:うち|中の)?$"),
    "ko": re.compile(r"([\uac00-\ud7a3]{2,8})(?:의| 중| 가운데) ?$"),
}


@cache
def classifiers(code: str) -> re.Pattern[str]:
    """Build the pattern of units and classifiers, the longest first; group "unit" stands for itself."""
    nouns = load(code).nouns
    kinds = (("unit", nouns.unit_words), ("own", nouns.classifiers), ("bare", nouns.counters))
    parts = [rf"(?P<{name}>{words(listed)})" for name, listed in kinds if listed]
    edge = rf"(?=$|[^\uac00-\ud7a3]|(?:{words(nouns.particles)}))" if code == "ko" else ""
    return re.compile(rf" ?(?:{'|'.join(parts) or '(?!)'}){edge}")


def classified(text: Text, mention: QuantityMention, ceiling: int) -> QuantityMention | None:
    """Return a mention with what its classifier, its unit or the noun beside it tells that it counts."""
    code = text.language.code
    if code not in NOUN and code not in WHOLE:
        return None
    if mention.measure == "share":
        unit = whole(text, mention)
    elif code not in NOUN:
        unit = None
    else:
        end = past_hedge(text, mention.number.end, ceiling)
        match = classifiers(code).match(text.folded, end, ceiling)
        unit = counted(text, mention, match, ceiling) if match else noun_at(text, end, ceiling, linked=False)
    return replace(mention, unit=unit) if unit else None


def past_hedge(text: Text, end: int, ceiling: int) -> int:
    """Return the place behind a hedge that follows a number: 余, 多, 여, 以上."""
    found = hedges.after(text.folded, end, ceiling, text.language.code)
    return found.end if found is not None else end


def counted(text: Text, mention: QuantityMention, match: re.Match[str], ceiling: int) -> str | None:
    """Return the noun behind or before a classifier, else the classifier if it tells what is counted."""
    kind, code = match.lastgroup or "", text.language.code
    written = text.raw[match.start(kind) : match.end(kind)]
    if kind == "unit":
        return written
    end = past_hedge(text, match.end(), ceiling)
    behind = noun_at(text, end, ceiling, linked=code != "zh") if written not in ("人", "명") or code != "zh" else None
    if behind is not None:
        return behind
    found = (
        BEFORE[code].search(text.folded, max(0, mention.span.start - LONGEST * 2), mention.span.start)
        if code in BEFORE
        else None
    )
    if found is not None and mention.span.start == mention.number.start and not is_function(text, found.group(1)):
        return text.raw[found.start(1) : found.end(1)]
    return written if kind == "own" else None


def noun_at(text: Text, start: int, ceiling: int, *, linked: bool) -> str | None:
    """Return the noun that begins at a place, behind の, 的 or 의 where a link is asked for."""
    place = start
    if text.folded[place : place + 1] in LINKS and place < ceiling:
        place += 1
    elif linked:
        return None
    place += text.folded[place : place + 1] == " "
    match = NOUN[text.language.code].match(text.folded, place, min(ceiling, place + REACH))
    if match is None:
        return None
    noun = bare(text, match.group())
    return text.raw[place : place + len(noun)] if noun else None


def bare(text: Text, noun: str) -> str:
    """Return a run of letters up to what is no part of a noun: a verb's sign, a particle, a word of saying."""
    tables = text.language
    if tables.code == "ko":
        ending = next(
            (word for word in sorted(tables.nouns.particles, key=len, reverse=True) if noun.endswith(word)), ""
        )
        return noun[: len(noun) - len(ending)] if len(noun) - len(ending) >= 2 else noun
    stops = [noun.find(char, LEAST) for char in tables.nouns.noun_ends if char in noun[LEAST:]]
    stops += [noun.find(word) for word in tables.cues.say if word in noun]
    if noun[0] in FUNCTION:
        return ""
    cut = noun[: min(stops)] if stops else noun
    return cut if len(cut) >= LEAST else ""


def is_function(text: Text, word: str) -> bool:
    """Tell whether a word before a number is a hedge, an adverb or a word with a particle, and no noun."""
    tables = text.language
    hedged = any(
        word in listed for listed in (tables.hedges.about_before, tables.hedges.at_least_before, tables.hedges.links)
    )
    if hedged or word in tables.nouns.stoppers:
        return True
    return tables.code == "ko" and word.endswith(ENDINGS)


def whole(text: Text, mention: QuantityMention) -> str | None:
    """Return the noun that a share is a share of: 回答者の3分の2, 三分之一的受访者."""
    code = text.language.code
    if code in WHOLE:
        before = text.folded[max(0, mention.span.start - LONGEST * 2) : mention.span.start]
        found = WHOLE[code].search(before)
        if found is not None:
            offset = mention.span.start - len(before)
            return text.raw[offset + found.start(1) : offset + found.end(1)]
    return noun_at(text, mention.span.end, mention.span.end + REACH, linked=True) if code in NOUN else None
