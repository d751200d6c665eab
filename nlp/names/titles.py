"""Persons known by a compound title or by a possessive behind their verb: "Firmengründerin X", "X said her team"."""

from __future__ import annotations

from nlp.cues import Hit
from nlp.names.context import Context, Votes
from nlp.names.joined import is_enclosed

POSSESSIVES = frozenset(["her", "his", "she", "he"])
SPEECH = frozenset(["say", "admit", "deny"])
SHORTEST = 6  # letters of a title that ends a compound
REACH = 3  # tokens behind a verb in which a possessive stands


def by_title(context: Context, vote: Votes) -> None:
    """Vote for a person."""
    sighting, language = context.sighting, context.text.language
    if language.code == "de" and is_title(context.before(), language.naming.title):
        vote.kinds["person"] += 3
    elif language.code == "de" and is_title(context.before(), language.naming.company):
        vote.kinds["company"] += 3
    officer = context.before() in context.around.of_body and language.code != "en"
    if officer and any(hit.kind == "title" and is_office(context, hit) for hit in context.hits_at(sighting.first - 2)):
        vote.kinds["company"] += 2
    if language.code == "en" and len(sighting.name.split()) in (2, 3):
        said = context.kinds(sighting.last + 1, sighting.last + 1) & SPEECH
        following = {context.after(step) for step in range(2, 2 + REACH)}
        if said and following & POSSESSIVES and context.before() not in language.naming.definite:
            vote.kinds["person"] += 3


def bearer(context: Context, hit: Hit) -> str:
    """Return what a name behind a title is: in quotation marks, or of one word behind an office, it is a firm's."""
    around, sighting = context.around, context.sighting
    if around.bodies_quoted and (sighting.quoted or is_enclosed(context.text.raw, sighting.span)):
        return "company"
    short = around.bodies_short and " " not in sighting.name
    return "company" if short and is_office(context, hit) else "person"


def is_office(context: Context, hit: Hit) -> bool:
    """Tell whether a title is that of a person who speaks for a body: "director", not "Mr"."""
    return context.text.folded.startswith(tuple(context.around.offices_of_speakers), hit.start)


def is_title(word: str, titles: tuple[str, ...]) -> bool:
    """Tell whether a German word ends in a title: Firmengründerin, Grauwald-Chefin."""
    return any(len(title) >= SHORTEST - 1 and len(word) > len(title) + 2 and word.endswith(title) for title in titles)
