"""The incidents an article is about: known ones by their parties, new ones by who accuses whom of copying what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ledger.article import BlockKind
from ledger.reading import Attribution, Case, DateMention, Mention, QuantityMention
from nlp.accusation import sides
from nlp.clauses import Sides
from nlp.document import Text
from nlp.known import known_cases
from nlp.pages import denies, speaker_of_page, speaks_as_we
from nlp.parties import parties
from nlp.reconcile.sounds import one_name
from nlp.targets import owner_of, product_of, target_of

MOST_ACCUSED = 6
LEAST_VOTES = 1.0
OWNING = 2.0  # votes for whose model is copied: mostly it is who accuses
EARLY, OFTEN = 4, 3  # an authority is a side when it stands in the first blocks, or often
OFFICIAL = 4.0  # votes for an authority on a page that speaks of a penalty
SURE = 3.0  # votes from which an accuser nobody knows makes a case without an accused
WEAK = 2.0  # votes a new accuser needs on a page about known cases
BLAMED = 1.5  # votes from which a company is accused though the model stands beside it
SHARE = 0.6  # of the leader's votes that a new accuser needs to come before a known one


def find(
    text: Text,
    mentions: Sequence[Mention],
    dates: Sequence[DateMention],
    attributions: Sequence[Attribution],
    quantities: Sequence[QuantityMention] = (),
) -> tuple[Case, ...]:
    """Return the cases of an article, the main one first."""
    found = sides(text, mentions, quantities, dates)
    known = known_cases(text, mentions, quantities, found)
    new = discovered(text, mentions, attributions, quantities, found, known)
    fresh = [case for case in new if not all(name in parties() for name in (case.accuser or "", *case.accused))]
    rest = [case for case in new if case not in fresh and not covered(case, known)]
    return (*fresh, *known, *rest)


def as_told(cases: Sequence[Case], told: Mapping[int, Case], mentions: Sequence[Mention]) -> tuple[Case, ...]:
    """Return the cases of a text with their sides as other texts have them; of the accused those it names, if any."""
    names = sorted({m.name for m in mentions if m.kind == "party"})

    def here(name: str) -> str:
        return name if name in names else next((other for other in names if one_name(name, other)), name)

    found = list(cases)
    for index, case in told.items():
        if index < len(found):
            accused = {here(name) for name in case.accused}
            accused = accused & set(names) or accused
            accuser = here(case.accuser) if case.accuser is not None else None
            found[index] = replace(case, accuser=accuser, accused=tuple(sorted(accused)))
    return tuple(found)


def covered(case: Case, known: Sequence[Case]) -> bool:
    """Tell whether a known incident has the accuser and one of the accused of a case, or the case names nobody."""
    return not case.accused or any(set(case.accused) & set(other.accused) for other in known)


def discovered(
    text: Text,
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    quantities: Sequence[QuantityMention],
    found: Sides,
    known: Sequence[Case],
) -> list[Case]:
    """Return the cases the votes of the sentences make, the main one first."""
    taken = {name for case in known for name in (*case.accused, case.accuser or "")}
    page = speaker_of_page(text, mentions)
    copied = target_of(text, mentions, found.accused)
    maker = owner_of(text, copied, mentions, found.accused)
    favour(maker, mentions, found)
    accuser = accuser_of(text, mentions, found, taken, page)
    nameless = page is None and speaks_as_we(text)
    if nameless and accuser is not None and found.accuser[accuser] < SURE and not denies(text):
        accuser = None
    if accuser is None and not nameless and not found.accused:
        return []
    if known and accuser is not None and accuser not in taken and found.accuser[accuser] < WEAK and accuser != page:
        return []
    target = product_of(accuser, mentions) or copied
    owner = maker if target == copied else owner_of(text, target, mentions, found.accused)
    if accuser is None and not nameless and owner is not None and owner not in taken and not found.accused[owner]:
        accuser = owner
    rivals = accuser is not None and owner is not None and accuser not in agencies_of(mentions)
    owner = None if owner is not None and rivals and found.accused[owner] >= BLAMED else owner
    blamed = accused_of(mentions, attributions, found, taken, accuser, owner)
    blamed = completed(mentions, quantities, blamed, {accuser, owner, *taken})
    if page is not None and page != accuser and page not in blamed:
        blamed = [page]
    if ((known or accuser is None) and not blamed) or (accuser is None and not nameless and is_unsure(found)):
        return []
    agencies = agencies_of(mentions)
    disclosed = text.article.published.value[:10] if text.article.published else None
    kind = kind_of(text, accuser in agencies)
    groups = grouped(text, blamed, found) or [[]]
    return [Case(accuser, tuple(sorted(group)), target, kind, disclosed) for group in groups]


def is_unsure(found: Sides) -> bool:
    """Tell whether little speaks against anybody: neither much against one, nor something against several."""
    return max(found.accused.values(), default=0.0) < WEAK and sum(found.accused.values()) < SURE


def completed(
    mentions: Sequence[Mention], quantities: Sequence[QuantityMention], blamed: list[str], apart: set[str | None]
) -> list[str]:
    """Return all companies besides the accuser where the text counts as many firms as there are: "the three firms"."""
    names = dict.fromkeys(m.name for m in mentions if m.kind == "party" and m.role in ("company", "") and not m.known)
    others = [name for name in names if name not in apart]
    counted = {q.quantity.value for q in quantities if q.measure == "organizations"}
    whole = 1 < len(others) <= MOST_ACCUSED and len(others) in counted and set(blamed) < set(others)
    return others if whole and blamed else blamed


def favour(maker: str | None, mentions: Sequence[Mention], found: Sides) -> None:
    """Vote for whose model is copied as the accuser, unless an authority accuses."""
    official = any(found.accuser.get(name, 0.0) > 0 for name in agencies_of(mentions))
    if maker is not None and not official and found.accused[maker] < SURE:
        found.accuser[maker] += OWNING


def agencies_of(mentions: Sequence[Mention]) -> set[str]:
    """Return the authorities a page names."""
    return {m.name for m in mentions if m.role == "agency"}


def accused_of(
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    found: Sides,
    taken: set[str],
    accuser: str | None,
    owner: str | None,
) -> list[str]:
    """Return the accused: those with votes, else the other companies of the page that speak or are called one."""
    agencies = agencies_of(mentions)
    companies = {m.name for m in mentions if m.kind == "party" and m.role == "company"}
    sure = {name for name, votes in found.accused.items() if votes >= SURE} | companies
    ranked = sorted(found.accused.items(), key=lambda item: (-item[1], item[0]))
    blamed = [
        name
        for name, votes in ranked
        if name not in (accuser, owner) and votes >= LEAST_VOTES and votes > found.accuser[name]
        if name not in taken and name not in agencies and (name in sure or accuser not in taken)
    ]
    if not blamed and accuser not in taken:
        speakers = {a.speaker for a in attributions if a.speaker}
        order = dict.fromkeys(m.name for m in mentions if m.kind == "party" and not m.known and m.role != "agency")
        spare = [name for name in order if name not in taken and name not in (accuser, owner)]
        blamed = [name for name in spare if name in companies] or [name for name in spare if name in speakers]
        blamed = blamed[:2]
    return blamed[:MOST_ACCUSED]


def accuser_of(text: Text, mentions: Sequence[Mention], found: Sides, taken: set[str], page: str | None) -> str | None:
    """Return who accuses: the page itself when it speaks of "we", else the party with most votes."""
    if page is not None and not denies(text) and found.accuser[page] + SURE > found.accused[page]:
        return page
    votes = {name: n - 0.7 * found.accused[name] for name, n in found.accuser.items() if name != page}
    penal = any(hit.kind == "penalise" for hit in text.marks.hits)
    agencies = agencies_of(mentions) - {""}
    if penal and len(agencies) == 1:
        votes.setdefault(agencies.pop(), 0.0)
    official = Counter(m.name for m in mentions if m.role == "agency" and m.name in votes)
    early = {m.name for m in mentions if text.sentence_at(m.span.start).block <= EARLY}
    for name, times in official.items():
        votes[name] += OFFICIAL * (penal and (name in early or times >= OFTEN))
    for mention in mentions:
        if mention.name in votes and text.block_at(mention.span.start).kind is BlockKind.TITLE:
            votes[mention.name] += 0.5
    ranked = sorted(((n, name) for name, n in votes.items() if n > 0), key=lambda pair: (-pair[0], pair[1]))
    if not ranked:
        return only_other(mentions, found, page, penal=penal)
    enough = SHARE * ranked[0][0]
    fresh = [name for n, name in ranked if name not in taken and name not in parties() and n >= enough]
    return fresh[0] if fresh else ranked[0][1]


def is_nameless(mentions: Sequence[Mention]) -> bool:
    """Tell whether a page speaks of an authority without its name."""
    official = [m for m in mentions if m.role == "agency"]
    return bool(official) and all(m.kind == "reference" and not m.refers for m in official)


def only_other(mentions: Sequence[Mention], found: Sides, page: str | None, *, penal: bool) -> str | None:
    """Return the one party besides those that are plainly accused: on a page of denials the accuser hardly speaks."""
    most = max(found.accused.values(), default=0.0)
    accused = {name for name, votes in found.accused.items() if votes == most} if most else set()
    if page is not None:
        accused = {page}
    if penal and is_nameless(mentions):
        return None
    agencies = list(dict.fromkeys(m.name for m in mentions if m.kind == "party" and m.role == "agency"))
    others = list(dict.fromkeys(m.name for m in mentions if m.kind == "party" and m.role == "company"))
    spare = [name for name in (agencies or others) if name not in accused]
    return spare[0] if spare and accused and (len(spare) == 1 or agencies) else None


def grouped(text: Text, blamed: list[str], found: Sides) -> list[list[str]]:
    """Share the accused out to cases: one accused of an older case, never named beside the others, has its own."""
    if len(blamed) < 2:
        return [blamed] if blamed else []
    several = any(hit.kind == "several" for hit in text.marks.hits)
    groups: list[list[str]] = []
    for name in sorted(blamed, key=lambda name: (name in found.older, found.first.get(name, 0), name)):
        home = next((g for g in groups if not apart(name, g, found, several=several)), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    return groups


def apart(name: str, group: list[str], found: Sides, *, several: bool) -> bool:
    """Tell whether an accused belongs to another case than a group."""
    beside = any(name in names and any(other in names for other in group) for names in found.together)
    return not beside and (several or (name in found.older) != any(other in found.older for other in group))


def kind_of(text: Text, official: bool) -> str:
    """Return what kind of incident the text makes of it, by its words of courts and authorities."""
    if official:
        return "government"
    court = sum(text.folded.count(word) for word in text.language.happenings.court)
    return "court" if court > 3 else "allegation"
