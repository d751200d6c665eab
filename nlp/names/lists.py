"""Names in one list are names of one kind: the last of "A Labs, B Dynamics and C" is a company too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from ledger.article import Span
from nlp.document import Text
from nlp.names.context import Votes
from nlp.names.origins import is_origin, joined
from nlp.names.seats import is_seat
from nlp.names.sightings import Sighting

SURE = 3.0  # votes for a firm from which a name speaks for those listed with it
GIVEN = 2.0
LEADING = 4  # words before a name in a list: "and the Czech start-up Ostrava"
LED = ("a", "an", "à", "al", "the", "la", "le", "el", "die", "der", "das", "une", "un", "ein", "eine")
FORBIDDEN = frozenset(
    ["say", "accuse", "deny", "admit", "respond", "use", "copy", "title", "model", "outlet", "agency", "expert"]
)
RIVALS = ("place", "person", "product", "outlet", "agency", "noun")


def by_list(text: Text, sightings: Iterable[Sighting], key: Mapping[str, str], found: Mapping[str, Votes]) -> None:
    """Vote for a firm where a name is listed with a sure one and nothing speaks for another kind of name."""
    for names in listed(text, sightings, key):
        sure = [name for name in names if outweighs(found[name])]
        if not sure:
            continue
        for name in names - set(sure):
            if not rivalled(found[name]):
                found[name].kinds["party"] += GIVEN


def outweighs(vote: Votes) -> bool:
    """Tell whether a name is surely a firm's: enough speaks for it and clearly less for anything else."""
    return firm(vote) >= SURE and max(vote.kinds[kind] for kind in RIVALS) <= firm(vote) - GIVEN / 2


def firm(vote: Votes) -> float:
    """Return what speaks for a firm."""
    return vote.kinds["company"] + vote.kinds["party"]


def rivalled(vote: Votes) -> bool:
    """Tell whether something speaks for another kind of name."""
    return any(vote.kinds[kind] > 0 for kind in RIVALS)


def joins(text: Text, gap: Span) -> bool:
    """Tell whether two names are listed: a joiner between them, and at most a few words for what the second is."""
    joiners = frozenset(text.language.hedges.list_joiners)
    between = gap.of(text.folded).strip()
    if joined(gap.of(text.folded), text.language.code):
        return True
    words = between.replace(",", " , ").split()
    if words and words[0] in text.language.around.seat:
        seat = next((i for i, word in enumerate(words[:5]) if word == "," or word in joiners), None)
        if seat is None:
            return False
        between = " ".join(words[seat:]).replace(" ,", ",")
        words = words[seat:]
        if between in joiners:
            return True
    while words and (words[0] in joiners or words[0] == ","):
        words.pop(0)
    led = between.startswith((",", *(joiner + " " for joiner in joiners if joiner != ",")))
    if (
        not led
        or not 0 < len(words) <= LEADING
        or not all(word.replace("-", "").replace("'", "").isalpha() for word in words)
    ):
        return False
    naming = text.language.naming
    kinds = {hit.kind for hit in text.marks.hits_in(gap)}
    described = "company" in kinds or is_origin(words[-1], text.language.code) or len(words) == 1
    return described and words[0] in (*naming.definite, *LED) and not kinds & FORBIDDEN


def listed(text: Text, sightings: Iterable[Sighting], key: Mapping[str, str]) -> Iterator[set[str]]:
    """Yield the names of each list of two or more, as canonical forms."""
    chain: set[str] = set()
    last: Sighting | None = None
    end = 0
    for sighting in sorted(sightings, key=attrgetter("span.start", "span.end")):
        near = last is not None and last.sentence == sighting.sentence
        if last is not None and near and is_seat(text, last, sighting):
            end = sighting.span.end
            continue
        if not (near and joins(text, Span(end, sighting.span.start))):
            if len(chain) > 1:
                yield chain
            chain = set()
        chain.add(key[sighting.name])
        last, end = sighting, sighting.span.end
    if len(chain) > 1:
        yield chain
