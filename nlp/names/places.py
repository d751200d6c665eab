"""Names of places, told from the words around them."""

from __future__ import annotations

from nlp.document import Text
from nlp.grammar import given_count
from nlp.names.context import Context, Votes
from nlp.names.worldwide import suffixes, worldwide


def is_behind_firm(context: Context) -> bool:
    """Tell whether a name stands behind a firm's, with what the firm did behind it: "Alder AI, Turin | 2,640"."""
    firm = context.before() in suffixes() and context.gap(context.sighting.first) == ", "
    named = context.text.raw[context.start(context.sighting.first - 2)].isupper()
    return firm and named and context.word(context.sighting.last) not in suffixes()


def describes_firm(context: Context) -> bool:
    """Tell whether a name only says where a company is: "a Toronto software company", "Leeds AI firm"."""
    sighting = context.sighting
    of_ai = context.after() in worldwide().names.abbreviations
    if context.before() not in context.around.indefinite and not of_ai:
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


def second_place(context: Context) -> bool:
    """Tell whether a name is the second of two places: "in Abu Dhabi and Doha"."""
    raw = context.text.raw
    index = context.sighting.first - 2
    while index > context.first and raw[context.start(index)].isupper() and context.gap(index) == " ":
        index -= 1
    return context.word(index) in context.around.somewhere and index < context.sighting.first - 2


def by_place(context: Context, vote: Votes, *, acting: bool) -> None:
    """Vote for a place: behind a preposition of place, before "-based", in a dateline, in "Norway's Tindra"."""
    sighting, text = context.sighting, context.text
    before = context.before()
    if before in text.language.grammar.conjunctions and second_place(context):
        vote.kinds["place"] += 1.5
    seat = before in context.around.seat_of and "agency" in context.kinds(sighting.first - 2, sighting.first - 2)
    aimed = before in context.around.aimed and any(hit.kind == "accuse" for hit in context.hits_before(110))
    if aimed:
        return
    aside = before in context.around.seat and context.gap(sighting.first - 1) == ", "
    if aside and context.gap(sighting.last + 1) == ", ":
        vote.kinds["place"] += 2  # "X, of Perth, said"
    if (
        seat
        or before in text.language.naming.place
        or (before in context.around.seat_of and text.raw[context.start(sighting.first - 2)].isupper())
    ):
        vote.kinds["place"] += 1 if acting else 1.5
    if (
        sighting.possessive
        and context.gap(sighting.last + 1) == " "
        and text.raw[context.start(sighting.last + 1)].isupper()
    ):
        vote.kinds["place"] += 1
    if context.gap(sighting.last + 1) == ", " and context.after() in text.language.grammar.relative:
        vote.kinds["person" if context.after() in text.language.grammar.personal else "party"] += 1.5
    if context.around.capital_nouns and not sighting.quoted:
        vote.kinds["noun"] += is_determined(context, before)


def is_determined(context: Context, word: str) -> bool:
    """Tell whether a determiner or an adjective shows that a capitalised word is a common noun: German."""
    around = context.around
    described = word.endswith(tuple(around.adjective_endings)) and word not in around.no_adjectives
    return word in around.noun_determiners or described


def is_counted(text: Text, end: int) -> bool:
    """Tell whether a number stands right behind a name: it counts what the name did."""
    return given_count(text.language.code).match(text.folded, end) is not None
