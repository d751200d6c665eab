"""Signs of a side beside a cue word: captions of courts, numbers given to a name, agents of copying, charges."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable

from ledger.article import BlockKind, Span
from ledger.reading import Mention, QuantityMention
from nlp.clauses import Clause
from nlp.coordination import beside, name_of
from nlp.cues import Hit
from nlp.grammar import against, by_before, given_number, given_to, joined_clause, led_by, printed_number
from nlp.quantities.lexicon import measures

PRINTED = re.compile(r"[\d~]")
LINK_REACH = 45
CELL = 2  # characters of a table's row before the name that heads it
VOICED = 24  # characters between claims and the name of who makes them
AIMED = 12  # characters between a charge and "against"
USE_REACH = 90
OTHERS = frozenset(["agency", "person"])  # who is no accused
SPOKEN_OF = ("say", "detect", "accuse", "deny", "sue", "charge", "penalise", "respond")


def listed(clause: Clause, subject: Mention, weight: float) -> None:
    """Vote for a subject as accused, and for the firms listed before it."""
    for mention in beside(clause.text, clause.mentions, subject):
        if mention.role not in OTHERS:
            clause.blame(name_of(mention), weight)


def numbers(clause: Clause) -> None:
    """Vote for names a number is given to: "Alder 2.9 million", "3.2 million to Marrow"."""
    if PRINTED.search(clause.text.folded, clause.span.start, clause.span.end) is None:
        return
    row = clause.text.block_at(clause.span.start).kind is BlockKind.TABLE_ROW
    for mention in clause.mentions:
        if row and mention.role == "company" and mention.span.start - clause.span.start <= CELL:
            clause.blame(name_of(mention), 1.5)
            continue
        lead = clause.text.folded[max(clause.span.start, mention.span.start - 40) : mention.span.start]
        tail = clause.text.folded[mention.span.end : min(clause.span.end, mention.span.end + 16)]
        given = given_to(clause.code).search(lead)
        if given is not None and claimed(
            clause, Span(mention.span.start - len(lead) + given.start(), mention.span.start)
        ):
            clause.found.accuser[name_of(mention)] += 1.5  # "the 4.1 million claimed by X"
        elif mention.role != "agency" and (
            given or (given_number(clause.code).match(tail) and not is_inverted(clause, mention))
        ):
            clause.blame(name_of(mention), 1.5)


def claimed(clause: Clause, place: Span) -> bool:
    """Tell whether a word of saying or accusing stands between a number and the name behind it."""
    return clause.text.marks.has(place, "say", "accuse", "charge")


def is_inverted(clause: Clause, mention: Mention) -> bool:
    """Tell whether a verb of saying stands right before a name, which is its subject then: "Insgesamt zählte X"."""
    if clause.grammar.verb_last:
        return False
    return any(hit.kind in ("say", "detect") and 0 <= mention.span.start - hit.end <= 1 for hit in clause.hits)


def court(clause: Clause, hit: Hit) -> None:
    """Vote by a caption: "ALDER GROVE INC. Plaintiff", "Defendant Marsh Harbor"."""
    for mention in clause.mentions:
        gap = mention.span.start - hit.end if mention.span.start >= hit.end else hit.start - mention.span.end
        whole = hit.kind == "defendant" and clause.span.end - clause.span.start < 90
        if mention.kind == "party" and (gap <= 8 or whole):
            if hit.kind == "plaintiff":
                clause.found.accuser[mention.name] += 4
            elif clause.found.accuser[mention.name] < 4:
                clause.blame(mention.name, 4)


def versus(clause: Clause) -> None:
    """Vote by "A v. B" and its like."""
    for first, second in itertools.pairwise(clause.mentions):
        between = clause.text.folded[first.span.end : second.span.start]
        if len(between) < 14 and re.search(r"\sv(?:s|\.|s\.|ersus)?\s", between):
            clause.found.accuser[name_of(first)] += 3
            clause.blame(name_of(second), 3)


def charge(clause: Clause, hit: Hit) -> None:
    """Vote by a noun: "X's complaint against Y"."""
    agent = led_by(clause.code).match(clause.text.folded, hit.end)
    if agent is not None:
        for mention in [m for m in clause.mentions if 0 <= m.span.start - agent.end() <= 12][:1]:
            clause.found.accuser[name_of(mention)] += 3
    voiced(clause, hit)
    before = [m for m in clause.mentions if m.span.end <= hit.start and hit.start - m.span.end <= 30]
    after = [m for m in clause.mentions if 0 <= m.span.start - hit.end <= 90]
    owned = bool(before) and clause.text.folded[before[-1].span.end : before[-1].span.end + 2] in ("'s", "' ")
    if owned or (before and makes(clause, before[-1], hit)):
        clause.found.accuser[name_of(before[-1])] += 2
    for mention in after:
        if against(clause.code).search(clause.text.folded, hit.start, mention.span.start):
            clause.blame(name_of(mention), 2)


def voiced(clause: Clause, hit: Hit) -> None:
    """Vote for who makes the claims that a noun names: "these follow similar claims from X"."""
    tokens = clause.text.marks.tokens
    if hit.last + 1 < len(tokens) and tokens[hit.last + 1][2] in clause.grammar.voiced:
        near = [m for m in clause.mentions if 0 <= m.span.start - hit.end <= VOICED]
        if near and any(h.kind in ("charge", "copy", "accuse") for h in clause.hits):
            clause.found.accuser[name_of(near[0])] += 1.5


def makes(clause: Clause, subject: Mention, hit: Hit) -> bool:
    """Tell whether a subject makes the charges that follow its verb: "X, also levelling accusations against"."""
    if not clause.subject_first:
        return False
    aimed = (
        against(clause.code).search(clause.text.folded, hit.start, min(clause.span.end, hit.end + AIMED)) is not None
    )
    gap = Span(subject.span.end, hit.start)
    words = gap.of(clause.text.folded).split()
    turned = clause.text.marks.has(gap, *SPOKEN_OF) or not clause.grammar.being.isdisjoint(words)
    return aimed and bool(words) and not turned and subject.role != "person"


def link(clause: Clause, hit: Hit) -> None:
    """Vote for the party after "traced to" and its like, and those listed with it; a model is run by its maker."""
    if not clause.found.models.isdisjoint(range(hit.start - 2, hit.start + 1)):
        return
    if clause.grammar.verb_last:
        near = [m for m in clause.mentions if 0 <= hit.start - m.span.end <= 12]
    else:
        near = [m for m in clause.mentions if 0 <= m.span.start - hit.end <= LINK_REACH]
    for mention in near:
        if mention.role != "agency":
            clause.blame(name_of(mention), 2)


def copying(clause: Clause, hit: Hit) -> None:
    """Vote for who copies: "distilled by X", "a distillation campaign by X", "X copied"."""
    agents = [
        m
        for m in clause.mentions
        if 0 < m.span.start - hit.end <= LINK_REACH
        and by_before(clause.code).search(clause.text.folded, hit.end - 1, m.span.start)
        and m.role not in OTHERS
    ]
    for mention in agents[:1]:
        clause.blame(name_of(mention), 2)
    told = not agents and not clause.grammar.subject_last and not clause.is_passive(hit) and not unnamed(clause, hit)
    subject = clause.subject(hit) if told else None
    if subject is None or subject.role in OTHERS or subject.span.end > hit.start:
        return
    tokens = clause.text.marks.tokens
    following = tokens[hit.last + 1][2] if hit.last + 1 < len(tokens) else ""
    if following in clause.text.language.naming.model:
        return  # "over a copied model"
    if not clause.text.marks.has(Span(subject.span.end, hit.start), *SPOKEN_OF):
        listed(clause, subject, 1)


def unnamed(clause: Clause, hit: Hit) -> bool:
    """Tell whether a noun without a name is the subject: "claims from X regarding foreign firms copying"."""
    raw = clause.text.raw
    return clause.text.language.spaced and any(
        h.kind == "company" and 0 < hit.start - h.end <= 1 and raw[h.end] == " " for h in clause.hits
    )


VERB_WORDS = 4  # between a subject and the number of what it sent or opened


def acting(clause: Clause, quantities: Iterable[QuantityMention]) -> None:
    """Vote for the subject of any verb that has a count for its object: "X and Y pulled more than six million"."""
    if not clause.subject_first:
        return
    counted = [quantity for quantity in quantities if quantity.measure in measures().core]
    if not counted:
        return
    folded, naming = clause.text.folded, clause.text.language.naming
    objects = {*naming.by, *naming.place, *clause.grammar.against, *clause.grammar.seat}
    for quantity in counted:
        before = [m for m in clause.mentions if m.span.end < quantity.span.start]
        if not before:
            continue
        subject, gap = before[-1], Span(before[-1].span.end, quantity.span.start)
        words = gap.of(folded).split()
        led = folded[max(clause.span.start, subject.span.start - 24) : subject.span.start].replace("the ", "").split()
        if not 0 < len(words) <= VERB_WORDS or set(gap.of(folded)) & set(",;:()—–'’"):
            continue
        if not objects.isdisjoint(led[-1:]) or not clause.grammar.being.isdisjoint(words):
            continue
        if subject.role in OTHERS or clause.text.marks.has(gap, *SPOKEN_OF, "according", "linked", "via"):
            continue
        listed(clause, subject, 1)
        tell(clause, subject)


def tell(clause: Clause, subject: Mention) -> None:
    """Vote for who says what another did: "Gantry told regulators that Alder had taken 14.6 million answers"."""
    said = [h for h in clause.hits if h.kind == "say" and h.end <= subject.span.start]
    speaker = clause.subject(said[-1]) if said else None
    if speaker is not None and speaker.role != "person" and name_of(speaker) != name_of(subject):
        clause.found.accuser[name_of(speaker)] += 1


AUXILIARY = 8  # characters between an auxiliary and its verb


def use(clause: Clause, hit: Hit) -> None:
    """Vote for the subject of a verb of sending or opening that is followed by a number."""
    tail = Span(hit.end, min(clause.span.end, hit.end + USE_REACH))
    lead = Span(max(clause.span.start, hit.start - USE_REACH), hit.start)
    cut = joined_clause(clause.code).search(clause.text.folded, tail.start, tail.end)
    tail = Span(tail.start, cut.start()) if cut is not None else tail  # "has opened an inquiry and could fine"
    place = lead if clause.grammar.verb_last else tail
    place = Span(lead.start, tail.end) if clause.grammar.clause_auxiliaries else place
    if not printed_number(clause.code).search(clause.text.folded, place.start, place.end):
        return
    reach = 0 if clause.grammar.verb_last else AUXILIARY
    if any(h.kind in SPOKEN_OF and 0 <= h.start - hit.start <= reach for h in clause.hits):
        return  # the verb itself, or its auxiliary: "n'a pas recensé 70 000 comptes"
    if clause.code == "en" and clause.is_passive(hit):
        return  # "Gantry, whose model is used by the health service": not who uses it
    subject = clause.subject(hit)
    if subject is None or subject.role in OTHERS or abs(subject.span.end - hit.start) > 130:
        return
    said = [h for h in clause.hits if h.kind in ("say", "detect", "accuse") and subject.span.end <= h.start < hit.start]
    if not said:
        listed(clause, subject, 1)
        if clause.subject_first:
            tell(clause, subject)


def suspected(clause: Clause, hit: Hit) -> None:
    """Vote for whom suspicion falls on: "X and Y stand accused of", X涉嫌."""
    subject = clause.subject(hit)
    if subject is None or subject.span.end > hit.start:
        return
    listed(clause, subject, 3)


READERS: dict[str, Callable[[Clause, Hit], None]] = {
    "charge": charge,
    "copy": copying,
    "linked": link,
    "suspected": suspected,
    "use": use,
    "plaintiff": court,
    "defendant": court,
}
