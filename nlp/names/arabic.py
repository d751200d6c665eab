"""Arabic names: in quotation marks, behind a word for a company or a model, before a word of origin; authorities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger.article import Span
from nlp.document import Text
from nlp.names.origins import is_origin
from nlp.names.quoted import quoted
from nlp.names.shared import Found, plain_words
from nlp.names.sightings import Sighting, at

ARABIC_SUFFIX = frozenset(
    [
        "لابز",
        "لابس",
        "لاب",
        "تك",
        "كلاود",
        "داتا",
        "سيستمز",
        "إنتليجنس",
        "تكنولوجيز",
        "ديجيتال",
        "موديلز",
        "نتووركس",
        "سوفت",
        "مايند",
    ]
)
ARTICLES = ("ال", "لل")
SETTLEMENTS = frozenset(["مدينة", "جامعة", "العاصمة", "ولاية", "إمارة", "بورصة", "صحيفة", "وكالة", "قناة"])
MOST = 3  # words of a name before its word of origin
LONGEST_BODY = 8  # words of the name of an authority
INSIDE = frozenset(["على", "عن"])  # small words inside the name of an authority


def arabic(text: Text) -> Iterator[Found]:
    """Yield the Arabic names of a text with what they are the names of."""
    taken: set[int] = set()
    for sighting in quoted(text):
        taken.update(range(sighting.first, sighting.last + 1))
        yield sighting, "party" if sighting.name.split()[-1] in ARABIC_SUFFIX else ""
    for first, last in bodies(text):
        taken.update(range(first, last + 1))
        yield run(text, first, last), "agency"
    names = dict.fromkeys(natives(text, taken), "party")
    for found in behind_nouns(text, taken):
        names.setdefault(*found)
    yield from everywhere(text, names, taken)


def run(text: Text, first: int, last: int) -> Sighting:
    """Return the sighting of some tokens."""
    start, end = text.marks.tokens[first][0], text.marks.tokens[last][1]
    return at(text, Span(start, end), text.raw[start:end])


def bodies(text: Text) -> Iterator[tuple[int, int]]:
    """Yield the first and last tokens of authorities: "هيئة حماية المنافسة"."""
    tokens, raw = text.marks.tokens, text.raw
    for hit in text.marks.hits:
        if hit.kind != "agency" or tokens[hit.first][2].startswith("ال"):
            continue
        last = hit.last + 1 if is_construct(text, hit.last + 1) else hit.last
        while last + 1 < len(tokens) and last - hit.first < LONGEST_BODY:
            start, end, _ = tokens[last + 1]
            word = raw[start:end]
            if raw[tokens[last][1] : start] != " " or not (word.startswith(("ال", "لل", "وال")) or word in INSIDE):
                break
            if word in RELATIVES:
                break
            last += 1
        while last > hit.last and raw[tokens[last][0] : tokens[last][1]] in INSIDE:
            last -= 1
        if last > hit.last:
            yield hit.first, last


def is_construct(text: Text, index: int) -> bool:
    """Tell whether a word without an article stands between a noun for an authority and a word with one."""
    tokens, raw = text.marks.tokens, text.raw
    if index + 1 >= len(tokens) or raw[tokens[index - 1][1] : tokens[index][0]] != " ":
        return False
    word, following = raw[slice(*tokens[index][:2])], raw[slice(*tokens[index + 1][:2])]
    joined = raw[tokens[index][1] : tokens[index + 1][0]] == " "
    return joined and not word.startswith(ARTICLES) and word not in LED and following.startswith(ARTICLES)


RELATIVES = frozenset(["التي", "الذي", "اللذين", "اللتين", "الذين", "اليوم", "الثلاثاء", "الاثنين", "الأربعاء"])


def natives(text: Text, taken: set[int]) -> Iterator[str]:
    """Yield the names right before a word of origin: "الأولى التركية والثانية الإيطالية"."""
    tokens, raw, plain = text.marks.tokens, text.raw, plain_words("ar")
    acts = {hit.first for hit in text.marks.hits if not tokens[hit.first][2].startswith("ف")}  # "and then", or a letter
    for index, (start, _, _) in enumerate(tokens):
        if index in taken or not is_origin(raw[start : tokens[index][1]], "ar"):
            continue
        first = index
        while first > 0 and index - first < MOST and raw[tokens[first - 1][1] : tokens[first][0]] == " ":
            word = raw[tokens[first - 1][0] : tokens[first - 1][1]]
            if first - 1 in taken or first - 1 in acts or word in plain or word.startswith(ARTICLES) or word in LED:
                break
            if is_origin(word, "ar"):
                break
            first -= 1
            if word.startswith("و") and first > 0 and is_origin(tokens[first - 1][2], "ar"):
                break
        before = raw[tokens[first - 1][0] : tokens[first - 1][1]] if first else ""
        if first == index or before in SETTLEMENTS or raw[tokens[first][0]].isascii():
            continue
        joined = raw[tokens[first][0]] == "و" and (is_origin(before, "ar") or before.endswith("ية"))
        name = raw[tokens[first][0] + joined : tokens[index - 1][1]]
        if len(name) >= SHORTEST and not name.endswith(OWNED):
            yield name


LED = frozenset(["هي", "هما", "هو", "بين", "مع", "عن", "إن", "أن", "إلى", "ضد", "كل", "كانت", "قد", "لكن", "أما"])
LED |= {"هذه", "من", "في", "على"}
SHORTEST = 4
OWNED = ("ها", "هما", "هم")  # "its partner": no name


def behind_nouns(text: Text, taken: set[int]) -> Iterator[tuple[str, str]]:
    """Yield the names after a word for a company or a model that recur in the text, with what they are."""
    naming, tokens, raw = text.language.naming, text.marks.tokens, text.raw
    for index in range(1, len(tokens)):
        word = tokens[index - 1][2].removeprefix("و")
        kind = "party" if word in COMPANY_BEFORE else "product" if word in MODEL_BEFORE else ""
        start, end, _ = tokens[index]
        if not kind or index in taken or raw[tokens[index - 1][1] : start] != " " or raw[start].isascii():
            continue
        if (
            raw[start:end].startswith(ARTICLES)
            or raw[start:end] in LED
            or raw[start:end] in naming.company
            or raw[start:end].endswith("ية")
        ):
            continue
        if index + 1 < len(tokens) and raw[tokens[index + 1][0] : tokens[index + 1][1]] in ARABIC_SUFFIX:
            end = tokens[index + 1][1]
        name = raw[start:end]
        once = kind == "product" and word in OWN_MODELS
        if raw.count(name) > 1 or once:
            yield name, kind


COMPANY_BEFORE = frozenset(["شركة", "لشركة", "بشركة", "مختبر", "مجموعة"])
OWN_MODELS = frozenset(["اللغوي", "نموذجها", "نموذجه"])  # before the name of a model: "نموذجها اللغوي" and its name
MODEL_BEFORE = frozenset(["نموذج", "لنموذج", "بنموذج", "روبوت"]) | OWN_MODELS


def everywhere(text: Text, names: dict[str, str], taken: set[int]) -> Iterator[Found]:
    """Yield every place of the names as words of their own; "and", "to" and "with" may be joined to them."""
    if not names:
        return
    ordered = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<!\w)[ولب]?({'|'.join(map(re.escape, ordered))})(?!\w)")
    for match in pattern.finditer(text.raw):
        place = text.marks.token_at(match.start())
        if place not in taken:
            yield at(text, Span(*match.span(1)), match.group(1)), names[match.group(1)]
