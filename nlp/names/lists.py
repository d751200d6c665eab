"""Names in one list are names of one kind: the last of "A Labs, B Dynamics and C" is a company too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from nlp.document import Text
from nlp.names.context import Votes
from nlp.names.origins import joined
from nlp.names.sightings import Sighting

SURE = 3.0  # votes for a firm from which a name speaks for those listed with it
GIVEN = 2.0
RIVALS = ("place", "person", "product", "outlet", "agency", "noun")


def by_list(text: Text, sightings: Iterable[Sighting], key: Mapping[str, str], found: Mapping[str, Votes]) -> None:
    """Vote for a firm where a name is listed with a sure one and nothing speaks for another kind of name."""
    for names in listed(text, sightings, key):
        sure = [name for name in names if firm(found[name]) >= SURE and not rivalled(found[name])]
        if not sure:
            continue
        for name in names - set(sure):
            if not rivalled(found[name]):
                found[name].kinds["party"] += GIVEN


def firm(vote: Votes) -> float:
    """Return what speaks for a firm."""
    return vote.kinds["company"] + vote.kinds["party"]


def rivalled(vote: Votes) -> bool:
    """Tell whether something speaks for another kind of name."""
    return any(vote.kinds[kind] > 0 for kind in RIVALS)


def listed(text: Text, sightings: Iterable[Sighting], key: Mapping[str, str]) -> Iterator[set[str]]:
    """Yield the names of each list of two or more, as canonical forms."""
    chain: set[str] = set()
    last: Sighting | None = None
    for sighting in sorted(sightings, key=attrgetter("span.start", "span.end")):
        beside = (
            last is not None
            and last.sentence == sighting.sentence
            and joined(text.folded[last.span.end : sighting.span.start], text.language.code)
        )
        if not beside:
            if len(chain) > 1:
                yield chain
            chain = set()
        chain.add(key[sighting.name])
        last = sighting
    if len(chain) > 1:
        yield chain
