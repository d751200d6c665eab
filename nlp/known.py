"""Known incidents an article speaks of: by their parties, the model copied, the figures their source published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from ledger.article import BlockKind
from ledger.incident import KnownIncident
from ledger.reading import Case, Mention, QuantityMention
from nlp.accusation import sides
from nlp.clauses import Sides
from nlp.document import RAISED, Text
from nlp.parties import parties
from nlp.registry import known_incidents

COUNT = re.compile(f"[\\d{RAISED}]")
OPENING = 700  # characters of a text that tell what it is about


def known_cases(
    text: Text, mentions: Sequence[Mention], quantities: Sequence[QuantityMention], found: Sides
) -> list[Case]:
    """Return the known incidents a text speaks of as cases, the main one first."""
    named = names_of(mentions)
    values = {(q.measure, q.quantity.value) for q in quantities if q.quantity.value is not None}
    cases = []
    for incident in chosen(text, mentions, named, values, found):
        parts = (incident.accuser, incident.accused, incident.target)
        cases.append(Case(*parts, incident.kind, incident.disclosed, incident.id))
    return cases


def matching(text: Text, mentions: Sequence[Mention]) -> list[KnownIncident]:
    """Return the known incidents a text speaks of by its names alone, best first."""
    return chosen(text, mentions, names_of(mentions), set(), sides(text, mentions))


def names_of(mentions: Sequence[Mention]) -> Counter[str]:
    """Count the names of parties and products; the owner of a named product counts as named, without a mention."""
    named = Counter(mention.name for mention in mentions if mention.kind in ("party", "product"))
    for name in list(named):
        party = parties().get(name)
        if party is not None and party.owner is not None:
            named[party.owner] += 0
    return named


def chosen(
    text: Text,
    mentions: Sequence[Mention],
    named: Counter[str],
    values: set[tuple[str | None, Decimal]],
    votes: Sides,
) -> list[KnownIncident]:
    """Return the incidents whose parties the text names, best first; a rival with the same sides is dropped."""
    published = text.article.published.value[:10] if text.article.published else None
    latest = later(published) if published is not None else ""
    together = beside(text, mentions, votes.accused)
    opening = {m.name for m in mentions if m.span.start < OPENING}
    titled = {m.name for m in mentions if text.block_at(m.span.start).kind is BlockKind.TITLE}
    scored: list[tuple[float, KnownIncident]] = []
    for incident in known_incidents():
        if incident.accuser is None or incident.accuser not in named or (latest and incident.disclosed > latest):
            continue
        signed = sum(tuple(figure) in values for figure in incident.figures)
        if not speaks_of(incident, named, together, votes, signed):
            continue
        named_there = {incident.accuser, *incident.accused}
        accused = [name for name in incident.accused if name in named]
        weight: float = named[incident.accuser] + 2 * sum(named[name] for name in accused) + 4 * signed
        weight += 3 * (len(accused) / len(incident.accused) if incident.accused else 0.5)
        weight += 2 * (incident.target in named) + 4 * bool(named_there & titled) + 2 * bool(named_there & opening)
        scored.append((weight - age(incident, published), incident))
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    found: list[KnownIncident] = []
    for _, incident in scored:
        if not any(is_rival(incident, other) for other in found):
            found.append(incident)
    return found


def is_rival(incident: KnownIncident, other: KnownIncident) -> bool:
    """Tell whether a better match has the same accuser and all of the accused."""
    return bool(incident.accused) and set(incident.accused) <= set(other.accused) and incident.accuser == other.accuser


def speaks_of(
    incident: KnownIncident, named: Counter[str], together: set[tuple[str, str]], votes: Sides, signed: int
) -> bool:
    """Tell whether a text speaks of an incident: its accuser beside an accused, or accusing where one is named."""
    accuser = incident.accuser or ""
    if accuser not in named:
        return False
    if signed and (named[accuser] or incident.target in named):
        return True
    if not incident.accused:
        return bool(named[accuser]) and (incident.target in named or incident.kind != "allegation")
    accused = [name for name in incident.accused if named[name] and not accuses(name, votes)]
    if named[accuser] and votes.accuser.get(accuser, 0.0) >= 1 and incident.target in named and accused:
        return True
    beside_it = accuser if named[accuser] else str(incident.target)
    return any((beside_it, name) in together for name in accused)


def accuses(name: str, votes: Sides) -> bool:
    """Tell whether a party is rather one that accuses in a text."""
    return votes.accuser.get(name, 0.0) > votes.accused.get(name, 0.0)


def beside(text: Text, mentions: Sequence[Mention], blamed: Mapping[str, float]) -> set[tuple[str, str]]:
    """Return the pairs of names of one sentence, or of two that follow, the second of which is accused or counted."""
    sentences: dict[int, set[str]] = {}
    for mention in mentions:
        name = mention.refers[0] if mention.refers else mention.name
        if name:
            sentences.setdefault(text.sentence_index(mention.span.start), set()).add(name)
    pairs: set[tuple[str, str]] = set()
    for index, names in sentences.items():
        near = names | sentences.get(index + 1, set())
        if len(near) < 2:
            continue
        span = text.sentences[index].span
        counted = COUNT.search(text.folded, span.start, span.end) is not None
        for first in names:
            for second in near - {first}:
                for one, other in ((first, second), (second, first)):
                    if blamed.get(other, 0.0) >= 1 or (counted and second in names):
                        pairs.add((one, other))
    return pairs


def later(published: str) -> str:
    """Return a bound a little after publication: time zones differ by a day."""
    return published[:8] + f"{min(31, int(published[8:10] or 0) + 1):02}"


def age(incident: KnownIncident, published: str | None) -> float:
    """Return a small malus for an incident long before publication."""
    if published is None:
        return 0.0
    months = (
        (int(published[:4]) - int(incident.disclosed[:4])) * 12 + int(published[5:7]) - int(incident.disclosed[5:7])
    )
    return min(3.0, 0.2 * max(0, months))
