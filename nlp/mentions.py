"""Who and what is named in a text: known parties in any script, and names never seen before by shape and role."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from types import MappingProxyType

from ledger.article import BlockKind, Span
from ledger.reading import Case, Mention
from nlp.document import Text, fold
from nlp.names import references
from nlp.names.context import Votes
from nlp.names.linking import CYRILLIC, link
from nlp.names.nationals import PEOPLE
from nlp.names.persons import bodies
from nlp.names.quoted import titles
from nlp.names.roles import votes
from nlp.names.scripts import find as in_other_scripts
from nlp.names.sightings import Sighting, capitalised
from nlp.parties import by_alias, pattern
from nlp.reconcile.names import alike

UNCAPITALISED = frozenset(["zh", "ja", "ko", "ar", "en"])  # their names in quotation marks are found elsewhere
KNOWN_KINDS = {
    "company": "party",
    "agency": "party",
    "body": "party",
    "person": "party",
    "outlet": "outlet",
    "product": "product",
}
PLACE = attrgetter("span.start", "span.end")
LISTED = 2.0  # votes that make a party of a name which only opens sentences: two signs, or a list with a sure firm
ENOUGH = 1.5  # votes that make a name a party, product, person or outlet
SHORTEST_PEOPLE = 6
SHORTEST_LOWER = 9  # a known name this long is known in small letters too


Told = Mapping[str, tuple[str, str]]  # a name that other texts tell of -> its kind of mention and role
UNTOLD: Told = MappingProxyType({})


def find(text: Text, told: Told = UNTOLD) -> tuple[Mention, ...]:
    """Return the mentions of a text in text order; places never overlap."""
    found = list(known(text))
    found.extend(unseen(text, found, told))
    found.sort(key=PLACE)
    named = bodies(text, found)
    return tuple(sorted([*named, *references.find(text, named)], key=PLACE))


def kinds_told(cases: Iterable[Case]) -> Told:
    """Return what the names of cases that other texts tell of are the names of."""
    found: dict[str, tuple[str, str]] = {}
    for case in cases:
        found |= {case.target: ("product", "")} if case.target is not None else {}
        found |= dict.fromkeys(case.accused, ("party", "company"))
        if case.accuser is not None:
            found[case.accuser] = ("party", "agency" if case.kind == "government" else "company")
    return found


def kind_told(name: str, told: Told) -> tuple[str, str] | None:
    """Return what a name is the name of if it is one that other texts tell of, whole or in short."""
    return told.get(name) or next((kind for other, kind in told.items() if alike(name, other)), None)


def known(text: Text) -> Iterator[Mention]:
    """Yield the mentions of known parties."""
    table = by_alias()
    for match in pattern().finditer(text.folded):
        party = table[match.group()]
        small = match.group().isascii() and text.raw[match.start()].islower()
        if small and party.name[0].isupper() and len(match.group()) < SHORTEST_LOWER:
            continue
        role = "agency" if party.kind == "body" else party.kind
        yield Mention(Span(match.start(), match.end()), KNOWN_KINDS[party.kind], party.name, True, (), role)


def unseen(text: Text, taken: Sequence[Mention], told: Told) -> Iterator[Mention]:
    """Yield names without an entry in the table whose words around them tell what they are."""
    preset = in_other_scripts(text)
    given = {sighting.name: kind for sighting, kind in preset if kind}
    quoted = () if text.language.code in UNCAPITALISED else titles(text)
    sightings = free([*(sighting for sighting, _ in preset), *quoted, *capitalised(text)], taken)
    sightings = [sighting for sighting in sightings if not is_common(text, sighting)]
    canonical = link(text, sightings)
    given |= {canonical[name]: kind for name, kind in given.items() if name in canonical}
    judged = votes(text, sightings, canonical)
    lone = only_openers(sightings, canonical)
    kinds = {n: kind_told(n, told) or kind_of(text, n, vote, given, lone) for n, vote in judged.items()}
    printed: dict[str, str] = {}
    for sighting in sightings:
        name = canonical[sighting.name]
        kind, role = kinds[name]
        if kind:
            printed[sighting.name] = name
            yield Mention(sighting.span, kind, name, False, (), role)
    yield from in_headlines(text, printed, kinds, [*taken, *(Mention(s.span, "", "", False) for s in sightings)])


def free(sightings: Iterable[Sighting], taken: Sequence[Mention]) -> list[Sighting]:
    """Return the sightings that overlap neither a known party nor an earlier sighting, in text order."""
    occupied = {offset for mention in taken for offset in range(mention.span.start, mention.span.end)}
    found = []
    for sighting in sorted(sightings, key=lambda s: (s.span.start, -s.span.end)):
        place = range(sighting.span.start, sighting.span.end)
        if not occupied.intersection(place):
            found.append(sighting)
            occupied.update(place)
    return found


def is_people(text: Text, sighting: Sighting) -> bool:
    """Tell whether a lone capitalised word stands for the people of a country: Бразильцы."""
    word, code = fold(sighting.name), text.language.code
    return not sighting.quoted and code in PEOPLE and len(word) > SHORTEST_PEOPLE and word.endswith(PEOPLE[code])


def is_common(text: Text, sighting: Sighting) -> bool:
    """Tell whether a lone capitalised word is a common one: a counted noun, or written small elsewhere in the text."""
    name = fold(sighting.name)
    if sighting.quoted or " " in name or not sighting.name[0].isupper():
        return False
    if sighting.opener and is_people(text, sighting):
        return True
    if name in text.language.numbers.scales or name in text.language.numbers.vague:
        return True
    if (
        len(name) <= 4
        and (name.upper() == sighting.name or name == "rs")
        and NUMBER_AFTER.match(text.raw, sighting.span.end)
    ):
        return True
    if sighting.opener and stands_alone(text.raw, sighting.name[0].lower() + sighting.name[1:]):
        return True
    return "'" in name and not sighting.possessive and name.endswith(CONTRACTIONS)


@lru_cache(maxsize=4)  # asked for many names of one text
def plain_words(raw: str) -> frozenset[str]:
    """Return the runs of letters and digits of a text."""
    return frozenset(WORD.findall(raw))


def stands_alone(raw: str, word: str) -> bool:
    """Tell whether a word stands in a text with no letter or digit beside it."""
    if WORD.fullmatch(word):
        return word in plain_words(raw)
    return word in raw and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", raw) is not None


WORD = re.compile(r"\w+")
NUMBER_AFTER = re.compile(r"\.? ?\d")  # behind a currency: NOK 38 million, Rs 200
CONTRACTIONS = ("'d", "'ll", "'ve", "'m", "'re", "n't")


def only_openers(sightings: Sequence[Sighting], canonical: dict[str, str]) -> set[str]:
    """Return the names of one word that stand at the beginning of sentences alone."""
    inside = {canonical[s.name] for s in sightings if not s.opener or s.quoted or " " in s.name}
    return {canonical[s.name] for s in sightings} - inside


def kind_of(text: Text, name: str, vote: Votes, given: dict[str, str], lone: set[str]) -> tuple[str, str]:
    """Return what a name is the name of (kind of mention, role), or ("", "") if nothing tells."""
    nouns = vote.kinds["company"] + vote.kinds["agency"] + vote.kinds["product"] + vote.kinds["person"]
    listed = vote.kinds["party"] >= LISTED and not name.endswith("s")
    if name in lone and not vote.said and (CYRILLIC.match(name) or (nouns < ENOUGH and not listed)):
        return "", ""  # "Accounts that": capitals at the beginning of a sentence are no evidence
    if name in given and given[name] != "party":
        return (given[name], "") if given[name] in ("product", "outlet") else ("party", "agency")
    kinds = vote.kinds
    firm = kinds["company"] + kinds["agency"] + kinds["party"] + (2 if name in given else 0)
    firm += 0 if kinds["product"] else kinds["acting"]  # "X had", "X registered": a model may answer, but hardly acts
    outlet = text.article.outlet
    own = outlet is not None and fold(name)[: max(4, len(name) - 2)] in fold(outlet)
    scores = {
        "product": kinds["product"],
        "outlet": kinds["outlet"] * (1.5 if name in given and not kinds["company"] else 1)
        + (2 if own and name not in given and not kinds["company"] + kinds["agency"] else 0),
        "person": kinds["person"] + (1 if kinds["person"] and vote.acts else 0),
        "party": firm,
    }
    best = max(scores, key=lambda kind: scores[kind])
    strong = kinds["company"] + kinds["agency"]
    somewhere = kinds["place"] >= max(1, scores[best] - 1) and not strong and kinds["product"] < ENOUGH
    if scores[best] < ENOUGH or somewhere or (kinds["noun"] and kinds["noun"] >= scores[best] - 1.5 and not strong):
        return "", ""
    if best != "party":
        return best, ""
    if kinds["agency"] > kinds["company"]:
        return "party", "agency"
    return "party", "company" if kinds["company"] or name in given else ""


LOUD = frozenset([BlockKind.TITLE, BlockKind.HEADING, BlockKind.TABLE_ROW])


def in_headlines(
    text: Text, printed: dict[str, str], kinds: dict[str, tuple[str, str]], taken: Sequence[Mention]
) -> Iterator[Mention]:
    """Yield the names of the body where they stand in headlines, whose capitals were no evidence."""
    blocks = [block for block in text.article.blocks if block.kind in LOUD]
    loud = "\n".join(text.folded[block.span.start : block.span.end] for block in blocks)
    names = {fold(name): canonical for name, canonical in printed.items() if len(name) > 2}
    names = {name: canonical for name, canonical in names.items() if name in loud}
    if not names:
        return
    occupied = {offset for mention in taken for offset in range(mention.span.start, mention.span.end)}
    for block in blocks:
        for place in standing(text.folded, block.span, names):
            if place.start not in occupied:
                name = names[place.of(text.folded)]
                kind, role = kinds[name]
                yield Mention(place, kind, name, False, (), role)


def standing(folded: str, place: Span, names: Iterable[str]) -> Iterator[Span]:
    """Yield where names stand as words of their own, from left to right, the longest first; none overlap."""
    found: list[tuple[int, int]] = []
    for name in names:
        start = folded.find(name, place.start, place.end)
        while start >= 0:
            end = start + len(name)
            if not WORD.match(folded, end, place.end) and not WORD.match(folded, max(0, start - 1), start):
                found.append((start, -end))
            start = folded.find(name, start + 1, place.end)
    position = place.start
    for start, negative in sorted(found):
        if start >= position:
            position = -negative
            yield Span(start, position)


def names_of(mentions: Iterable[Mention], *kinds: str) -> Counter[str]:
    """Count the names of the mentions of some kinds."""
    return Counter(mention.name for mention in mentions if mention.kind in kinds)
