"""Who makes the claim a figure is, and through which outlet it reaches the page."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from ledger.article import BlockKind, Span
from ledger.reading import Attribution, Case, QuantityMention
from nlp.figures.context import Findings
from nlp.figures.retold import (
    accused_first,
    accused_last,
    answering,
    dateless,
    insider_of,
    is_hearsay,
    is_subjunctive,
    last_speaker,
    still_told,
)

FIRST_BLOCKS = 3  # paragraphs of a report that may name its relay


def speaker(
    found: Findings, quantity: QuantityMention, sentence: Span, case: Case | None
) -> tuple[str | None, tuple[str, ...]]:
    """Return the claimant and doubts: who says the sentence, else who spoke before, the page itself, the accuser."""
    if quantity.measure == "money" and case is not None and is_penalty(found, quantity, sentence):
        return case.accuser, ()
    holder = holder_of(found, quantity)
    if holder and case is not None and holder not in case.accused:
        return holder, ()
    for attribution in foremost(found, quantity, sentence):
        insider = insider_of(found, attribution)
        name, known = (insider, True) if insider else resolved(found, attribution, sentence, case)
        if known:
            return name, () if attribution.speaker else ("claimant_by_reference",)
    if found.page is not None:
        return found.page, ("claimant_from_page",)
    told = still_told(found, sentence) or answering(found, sentence, case)
    if told is not None:
        return told, ("claimant_by_reference",)
    head = found.heading(quantity.span.start)
    if head is not None and found.text.marks.has(head, "expert") and (third := third_party(found, case)) is not None:
        return third, ("claimant_from_heading",)
    if found.nameless and (case is None or case.accuser is None or not found.in_sentence(sentence)):
        return None, ("claimant_is_page",)
    if case is not None and case.accuser is not None:
        return case.accuser, ("claimant_from_case",)
    return None, ("no_claimant",)


POSSESSIVE = ("'s ", "\u2019s ", "' ", "\u2019 ")


def holder_of(found: Findings, quantity: QuantityMention) -> str | None:
    """Return the party whose a number is called: "fewer than Gantry's 7,800"."""
    start = quantity.span.start
    if not found.text.raw.endswith(POSSESSIVE, max(0, start - 3), start):
        return None
    near = [(span, name) for span, name in found.parties(Span(max(0, start - 60), start)) if start - span.end <= 3]
    return near[-1][1] if near else None


def foremost(found: Findings, quantity: QuantityMention, sentence: Span) -> list[Attribution]:
    """Return who says a figure, the narrowest first; a paper that "came to" a sum says it through an expert before."""
    said = found.said(quantity.span.start)
    if said and said[0].speaker is None and is_thing(found, said[0]):
        experts = [a for a in found.in_sentence(sentence) if a.speaker is None and is_kind(found, a, "expert")]
        return [*experts[:1], *said] if experts and experts[0].content.start < said[0].content.start else said
    return said


def is_thing(found: Findings, attribution: Attribution) -> bool:
    """Tell whether a document or another plain noun is the source: "the bill came to"."""
    if attribution.source is None or found.inside(attribution.source):
        return False
    kinds = {hit.kind for hit in found.text.marks.hits_in(attribution.source)}
    words = attribution.source.of(found.text.folded)
    return "document" in kinds or (not kinds and words.isalpha() and not is_pronoun(found, words))


def is_kind(found: Findings, attribution: Attribution, kind: str) -> bool:
    """Tell whether a plain noun of some kind speaks."""
    return attribution.source is not None and found.text.marks.has(attribution.source, kind)


def is_penalty(found: Findings, quantity: QuantityMention, sentence: Span) -> bool:
    """Tell whether a sum is a penalty: an authority's figure whoever speaks of it."""
    place = Span(max(sentence.start, quantity.span.start - 60), min(sentence.end, quantity.span.end + 40))
    return found.text.marks.has(place, "penalise")


def resolved(found: Findings, attribution: Attribution, sentence: Span, case: Case | None) -> tuple[str | None, bool]:
    """Return the party an attribution's source stands for, and whether it stands for one."""
    if attribution.cue is not None and negated_denial(found, attribution):
        return None, False
    if attribution.speaker and case is not None and is_accusers(found, attribution, sentence, case):
        return case.accuser, True
    if attribution.speaker:
        if attribution.speaker == (case.accuser if case else None) and by_reference(found, attribution):
            return accused_last(found, sentence, case) or attribution.speaker, True
        return attribution.speaker, True
    if attribution.source is None:
        return None, False
    words = found.text.folded[attribution.source.start : attribution.source.end]
    kinds = {hit.kind for hit in found.text.marks.hits_in(attribution.source)}
    table = found.text.language.standing
    if kinds & {"document", "agency", "company"} and words.split()[0] in table.possessives:  # "his agency had counted"
        before = found.parties(Span(sentence.start, attribution.source.start))
        if before:
            return before[-1][1], True
    if "expert" in kinds:
        third = third_party(found, case)
        if third is not None and words.split()[0] in table.determiners:
            return third, True
        return dateless(found, attribution.source), True
    if "deny" in {hit.kind for hit in found.text.marks.hits_in(attribution.cue)} if attribution.cue else False:
        blamed = accused_last(found, sentence, case)
        if blamed is not None:
            return blamed, True
    if is_pronoun(found, words):
        before = found.parties(Span(sentence.start, attribution.source.start))
        if before:
            return before[0][1], True
    if kinds & {"document", "company", "agency", "title", "reference", "authority", "plaintiff"} or is_pronoun(
        found, words
    ):
        return last_speaker(found, sentence) or found.page or unnamed(found, sentence, case, kinds), True
    if "defendant" in kinds and case is not None and len(case.accused) == 1:
        return case.accused[0], True
    return None, False


def unnamed(found: Findings, sentence: Span, case: Case | None, kinds: set[str]) -> str | None:
    """Return whom a plain noun means where nobody spoke: the accuser, or a company under an authority's charge."""
    accuser = case.accuser if case is not None else None
    official = accuser is not None and any(m.name == accuser and m.role == "agency" for m in found.mentions)
    if official and kinds & {"company", "reference"} and not kinds & {"document", "agency"}:
        return accused_first(found, sentence, case)
    return accuser


def is_accusers(found: Findings, attribution: Attribution, sentence: Span, case: Case) -> bool:
    """Tell whether what seems said by an accused is the accuser's word: hearsay, "according to the company"."""
    heard = attribution.speaker in case.accused and is_hearsay(found, attribution)
    return heard or is_other(found, attribution, sentence, case) or is_reported(found, attribution, sentence, case)


def is_reported(found: Findings, attribution: Attribution, sentence: Span, case: Case) -> bool:
    """Tell whether "the company" closes what is told of an accused in the German subjunctive: the accuser's word."""
    if attribution.source is None or attribution.cue is None or attribution.speaker not in case.accused:
        return False
    lead = Span(sentence.start, attribution.cue.start)
    named = any(name == attribution.speaker for _, name in found.parties(lead))
    return (
        named and is_subjunctive(found, lead) and any(m.kind == "reference" for m in found.inside(attribution.source))
    )


def is_other(found: Findings, attribution: Attribution, sentence: Span, case: Case) -> bool:
    """Tell whether "according to the company" follows the accused by name: then the accuser is meant."""
    if attribution.source is None or attribution.cue is None or attribution.speaker not in case.accused:
        return False
    if not found.text.marks.has(attribution.cue, "according"):
        return False
    before = {name for _, name in found.parties(Span(sentence.start, attribution.cue.start))}
    return attribution.speaker in before and any(m.kind == "reference" for m in found.inside(attribution.source))


def by_reference(found: Findings, attribution: Attribution) -> bool:
    """Tell whether "the company" denies: that cannot be the accuser."""
    if attribution.source is None or attribution.cue is None or not found.text.marks.has(attribution.cue, "deny"):
        return False
    return any(m.kind == "reference" for m in found.inside(attribution.source))


def negated_denial(found: Findings, attribution: Attribution) -> bool:
    """Tell whether somebody is said not to dispute the figure: then it is not theirs."""
    cue = attribution.cue
    if cue is None or not found.text.marks.has(cue, "deny"):
        return False
    words = found.text.folded[max(0, cue.start - 14) : cue.start].split()
    first = found.text.folded[cue.start : cue.end].split()
    return any(word in found.text.language.standing.negated for word in (*words[-2:], *first[:1]))


def third_party(found: Findings, case: Case | None) -> str | None:
    """Return the company that speaks on a page without being a side of the case: an expert with a name."""
    sides = {case.accuser, *case.accused} if case is not None else set()
    companies = {m.name for m in found.mentions if m.kind == "party" and m.role == "company"}
    speakers = [a.speaker for a in found.attributions if a.speaker in companies and a.speaker not in sides]
    return max(set(speakers), key=lambda name: (speakers.count(name), name)) if speakers else None


def is_pronoun(found: Findings, words: str) -> bool:
    """Tell whether a source is a pronoun."""
    return words in found.text.language.naming.pronoun


def relay(found: Findings, quantity: QuantityMention, sentence: Span, number: int | None) -> str | None:
    """Return the outlet that relays: in the sentence, of the dateline, or of the report's opening for its main case."""
    here = [a.via for a in found.in_sentence(sentence) if a.via is not None]
    if here:
        return here[0] if len(set(outlets(found, sentence))) < 2 else None
    line = dateline(found)
    if line is not None:
        return line
    if number != 0:
        return None
    relayed = vias(found)
    if not relayed or relayed[0].content.start >= sentence.start:
        return None
    own = found.block_number(quantity.span.start)
    blocks = enumerate(found.text.article.blocks)
    paragraphs = list(islice((n for n, block in blocks if block.kind is BlockKind.PARAGRAPH), FIRST_BLOCKS))
    for attribution in relayed:
        if attribution.content.start >= sentence.start:
            break
        block = found.block_number(attribution.content.start)
        if block not in paragraphs[:1] or own not in paragraphs[: paragraphs.index(block) + 2]:
            continue
        place = found.sentence(attribution.content.start)
        start = found.block(attribution.content.start).span.start
        accuser = found.cases[0].accuser
        if (
            any(name == accuser for _, name in found.parties(Span(start, place.end)))
            and len(set(outlets(found, place))) < 2
        ):
            return attribution.via
    return None


@lru_cache(maxsize=4)  # asked for every figure of a text
def vias(found: Findings) -> tuple[Attribution, ...]:
    """Return what is said through an outlet."""
    return tuple([attribution for attribution in found.attributions if attribution.via is not None])


def outlets(found: Findings, place: Span) -> list[str]:
    """Return the outlets named in a place."""
    return [m.name for m in found.inside(place, "outlet")]


@lru_cache(maxsize=4)  # asked for every figure of a text
def dateline(found: Findings) -> str | None:
    """Return the agency in a dateline "CITY (Agency) -" of another outlet than the page's own."""
    if not any(mention.kind == "outlet" for mention in found.mentions):
        return None
    for block in found.text.article.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        head = Span(block.span.start, min(block.span.end, block.span.start + 60))
        for mention in found.inside(head, "outlet"):
            before = found.text.raw[mention.span.start - 1 : mention.span.start]
            after = found.text.raw[mention.span.end : mention.span.end + 4]
            own = found.text.article.outlet or ""
            if (
                before == "("
                and after.startswith((") -", ") –", ") —"))
                and mention.name.casefold() not in own.casefold()
            ):
                return mention.name
    return None
