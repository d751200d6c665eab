"""The incidents an article is about: known ones by their parties, new ones by who accuses whom of copying what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ledger.article import BlockKind
from ledger.incident import KnownIncident
from ledger.reading import Attribution, Case, DateMention, Mention
from nlp.accusation import OWN, Sides, sides
from nlp.document import Text
from nlp.pages import speaker_of_page
from nlp.parties import parties
from nlp.registry import known_incidents

MOST_ACCUSED = 6
LEAST_VOTES = 1.0
SURE = 3.0  # votes from which an accuser nobody knows makes a case without an accused
SHARE = 0.6  # of the leader's votes that a new accuser needs to come before a known one


def find(
    text: Text, mentions: Sequence[Mention], dates: Sequence[DateMention], attributions: Sequence[Attribution]
) -> tuple[Case, ...]:
    """Return the cases of an article, the main one first."""
    named = Counter(mention.name for mention in mentions if mention.kind in ("party", "product"))
    known = [case_of(incident, named) for incident in matching(text, named)]
    found = sides(text, mentions)
    new = discovered(text, mentions, found, known)
    fresh = [case for case in new if not all(name in parties() for name in (case.accuser or "", *case.accused))]
    rest = [case for case in new if case not in fresh and not covered(case, known)]
    return (*fresh, *known, *rest)


def covered(case: Case, known: Sequence[Case]) -> bool:
    """Tell whether a known incident has the accuser and one of the accused of a case."""
    return any(
        case.accuser == other.accuser and (set(case.accused) & set(other.accused) or not case.accused)
        for other in known
    )


def case_of(incident: KnownIncident, named: Counter[str]) -> Case:
    """Return a known incident as a case of this text: with the accused that the text names."""
    accused = tuple(name for name in incident.accused if name in named)
    return Case(incident.accuser, accused, incident.target, incident.kind, incident.disclosed, incident.id)


def matching(text: Text, named: Counter[str]) -> list[KnownIncident]:
    """Return the known incidents whose accuser, accused and target the text names, best first; a rival is dropped."""
    published = text.article.published.value[:10] if text.article.published else None
    scored: list[tuple[float, KnownIncident]] = []
    for incident in known_incidents():
        if (
            incident.accuser is None
            or incident.accuser not in named
            or (published is not None and incident.disclosed > later(published))
        ):
            continue
        accused = [name for name in incident.accused if name in named]
        if incident.accused and not accused:
            continue
        if not incident.accused and not (incident.target in named or incident.kind != "allegation"):
            continue
        share = len(accused) / len(incident.accused) if incident.accused else 0.5
        weight = named[incident.accuser] + 2 * sum(named[name] for name in accused) + 3 * share
        weight += 2 * (incident.target in named)
        scored.append((weight - age(incident, published), incident))
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    chosen: list[KnownIncident] = []
    for _, incident in scored:
        rival = any(
            set(incident.accused) <= set(o.accused) and o.accuser == incident.accuser
            for o in chosen
            if incident.accused
        )
        if not rival:
            chosen.append(incident)
    return chosen


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


def discovered(text: Text, mentions: Sequence[Mention], found: Sides, known: Sequence[Case]) -> list[Case]:
    """Return the cases the votes of the sentences make, the main one first."""
    taken = {name for case in known for name in (*case.accused, case.accuser or "")}
    accuser = accuser_of(text, mentions, found, taken)
    target = target_of(text, accuser, mentions)
    owner = owner_of(text, target, mentions)
    blamed = [
        name
        for name, votes in sorted(found.accused.items(), key=lambda item: (-item[1], item[0]))
        if name != accuser and votes >= LEAST_VOTES and votes > found.accuser[name] and name not in taken
    ]
    agencies = {m.name for m in mentions if m.role == "agency"}
    third = owner if accuser in agencies else None
    blamed = [name for name in blamed if name not in agencies and name != third][:MOST_ACCUSED]
    if accuser is None:
        return []
    if not blamed:
        blamed = others(mentions, accuser, third if third else owner, taken)
    if not blamed and (accuser in taken or (known and found.accuser[accuser] < SURE)):
        return []
    disclosed = text.article.published.value[:10] if text.article.published else None
    groups = grouped(blamed, found) or [[]]
    return [
        Case(accuser, tuple(sorted(group)), target, kind_of(text, accuser in agencies), disclosed) for group in groups
    ]


def accuser_of(text: Text, mentions: Sequence[Mention], found: Sides, taken: set[str]) -> str | None:
    """Return who accuses: the page itself when it speaks of "we", else the party with most votes."""
    own = speaker_of_page(text, mentions)
    if own is not None and found.accuser[own] + 3 > found.accused[own]:
        return own
    votes = {name: n - 0.7 * found.accused[name] for name, n in found.accuser.items()}
    penal = any(hit.kind == "penalise" for hit in text.marks.hits)
    for name in {m.name for m in mentions if m.role == "agency" and m.name in votes}:
        votes[name] += 2 * penal
    for mention in mentions:
        if mention.name in votes and text.block_at(mention.span.start).kind is BlockKind.TITLE:
            votes[mention.name] += 0.5
    ranked = sorted(((n, name) for name, n in votes.items() if n > 0), key=lambda pair: (-pair[0], pair[1]))
    if not ranked:
        return None
    enough = SHARE * ranked[0][0]
    fresh = [name for n, name in ranked if name not in taken and name not in parties() and n >= enough]
    return fresh[0] if fresh else ranked[0][1]


def others(mentions: Sequence[Mention], accuser: str, owner: str | None, taken: set[str]) -> list[str]:
    """Return the companies of a text whose sides no verb tells: those that are neither accuser nor owner."""
    counts = Counter(m.name for m in mentions if m.kind == "party" and m.role == "company" and not m.known)
    return [name for name in counts if name not in taken and name not in (accuser, owner)][:2]


def grouped(blamed: list[str], found: Sides) -> list[list[str]]:
    """Share the accused out to cases: one accused of an older case, never named beside the others, has its own."""
    if len(blamed) < 2:
        return [blamed] if blamed else []
    groups: list[list[str]] = []
    for name in sorted(blamed, key=lambda name: (name in found.older, found.first.get(name, 0), name)):
        home = next((g for g in groups if not apart(name, g, found)), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    return groups


def apart(name: str, group: list[str], found: Sides) -> bool:
    """Tell whether an accused belongs to another case than a group."""
    beside = any(name in names and any(other in names for other in group) for names in found.together)
    return not beside and (name in found.older) != any(other in found.older for other in group)


def target_of(text: Text, accuser: str | None, mentions: Sequence[Mention]) -> str | None:
    """Return the model that is copied: the accuser's product, else the one most spoken of that is no copy."""
    for mention in mentions:
        party = parties().get(mention.name)
        if party is not None and party.owner == accuser and mention.kind == "product":
            return mention.name
    votes: Counter[str] = Counter()
    for mention in mentions:
        if mention.kind != "product" or mention.name in parties():
            continue
        lead = text.folded[max(0, mention.span.start - 45) : mention.span.start]
        sentence = text.sentence_at(mention.span.start).span
        votes[mention.name] += 1 + text.marks.has(sentence, "copy") - 3 * bool(OWN.search(lead))
        votes[mention.name] += text.block_at(mention.span.start).kind is BlockKind.TITLE
    first = {m.name: m.span.start for m in reversed(mentions)}
    ranked = sorted(votes, key=lambda name: (-votes[name], first[name]))
    return ranked[0] if ranked else None


OWNED = re.compile(
    r"'s|sein|ihr|its|son|sa|su|seu|sua|suo|des|de|da|do|di|von|by|made|develop|desenvolv|desarroll|développ|svilupp|geliştir|"
    r"が提供|が開発|の|가 개발|旗下|开发|開發|للشركة|التابع"
)


def owner_of(text: Text, target: str | None, mentions: Sequence[Mention]) -> str | None:
    """Return the company named nearest to the model: who made it."""
    if target is None:
        return None
    votes: Counter[str] = Counter()
    parties_here = [m for m in mentions if m.kind == "party" and m.role == "company"]
    for mention in mentions:
        if mention.name != target or mention.kind != "product":
            continue
        for party in parties_here:
            gap = text.folded[min(party.span.end, mention.span.end) : max(party.span.start, mention.span.start)]
            if len(gap) <= 45 and not set(gap) & set(".;:。；") and OWNED.search(gap):
                votes[party.name] += 1
    return votes.most_common(1)[0][0] if votes else None


def kind_of(text: Text, official: bool) -> str:
    """Return what kind of incident the text makes of it, by its words of courts and authorities."""
    words_of = text.language.happenings
    court = sum(text.folded.count(word) for word in words_of.court)
    if official:
        return "government"
    return "court" if court > 3 else "allegation"
