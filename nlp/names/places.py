"""Names of places, told from the words around them."""

from __future__ import annotations

import re

from nlp.names.context import Context, Votes

ARTICLES = frozenset(
    ["a", "an", "the", "another", "this", "that", "two", "three", "of", "un", "une", "ein", "eine", "uma", "um"]
)


def describes_firm(context: Context) -> bool:
    """Tell whether a name only says where a company is: "a Toronto software company", "Leeds AI firm"."""
    sighting = context.sighting
    of_ai = context.after() in ("ai", "ki", "ia")
    if context.before() not in ARTICLES and not of_ai:
        return False
    for step in range(1, 5):
        index = sighting.last + step
        if context.gap(index) != " " and step > 1:
            return False
        kinds = context.kinds(index, index)
        if "company" in kinds:
            return True
        if kinds & {"say", "accuse", "deny", "detect", "sue", "penalise", "use"} or not context.word(index):
            return False
    return False


SOMEWHERE = frozenset(
    ["in", "at", "near", "en", "em", "à", "au", "aux", "в", "у", "nel", "nella", "im", "bei", "aus", "dans"]
)


RELATIVE = frozenset(
    ["which", "who", "whose", "dont", "que", "der", "die", "das", "cui", "che", "которая", "который", "яка", "який"]
)


COUNT = re.compile(
    r"\s(?:over |about |some |more than |~)?\d+(?:[.,]\d+)+(?:\s|$|,)|\s(?:over |about |some )?\d+\s?(?:m|k|million)\b"
    r"|[:：]\s(?:over |about |some )?[~\d]"
)


def second_place(context: Context) -> bool:
    """Tell whether a name is the second of two places: "in Abu Dhabi and Doha"."""
    raw = context.text.raw
    index = context.sighting.first - 2
    while index > context.first and raw[context.start(index)].isupper() and context.gap(index) == " ":
        index -= 1
    return context.word(index) in SOMEWHERE and index < context.sighting.first - 2


SEATED = frozenset(["of", "de", "di", "du", "von"])  # "the commercial court of Sfax"


def by_place(context: Context, vote: Votes, *, acting: bool) -> None:
    """Vote for a place: behind a preposition of place, before "-based", in a dateline, in "Norway's Tindra"."""
    sighting, text = context.sighting, context.text
    before = context.before()
    if before in ("and", "und", "et", "y", "e", "ed", "и", "та", "ve", "và") and second_place(context):
        vote.kinds["place"] += 1.5
    seat = before in SEATED and "agency" in context.kinds(sighting.first - 2, sighting.first - 2)
    aimed = before in ("à", "a") and any(hit.kind == "accuse" for hit in context.hits_before(110))
    if aimed:
        return
    if (
        seat
        or before in text.language.naming.place
        or (before == "of" and text.raw[context.start(sighting.first - 2)].isupper())
    ):
        vote.kinds["place"] += 1 if acting else 1.5
    if (
        sighting.possessive
        and context.gap(sighting.last + 1) == " "
        and text.raw[context.start(sighting.last + 1)].isupper()
    ):
        vote.kinds["place"] += 1
    if context.gap(sighting.last + 1) == ", " and context.after() in RELATIVE:
        vote.kinds["person" if context.after() == "who" else "party"] += 1.5
    if text.language.code == "de" and not sighting.quoted:
        vote.kinds["noun"] += before in DETERMINERS or (before[-2:] in ADJECTIVE and before not in PREPOSITIONS)


DETERMINERS = frozenset(
    [
        *("der", "die", "das", "dem", "den", "des", "ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine"),
        *("keinen", "sein", "seine", "seinen", "seinem", "seiner", "ihr", "ihre", "ihren", "ihrem", "ihrer", "dieser"),
        *(
            "diese",
            "dieses",
            "diesen",
            "diesem",
            "im",
            "am",
            "zum",
            "zur",
            "vom",
            "beim",
            "zwei",
            "drei",
            "vier",
            "mehr",
        ),
    ]
)


ADJECTIVE = frozenset(["en", "er", "es", "em"])


PREPOSITIONS = frozenset(
    [
        *("gegen", "über", "unter", "wegen", "neben", "hinter", "er", "es", "dagegen", "zwischen", "aber", "oder"),
        *("sollen", "wollen", "haben", "hatten", "hätten", "werden", "wurden", "würden", "können", "könnten", "müssen"),
        *("dürfen", "dürften", "mussten", "sollten", "wollten", "konnten", "warfen", "werfen", "nannten", "nennen"),
    ]
)
