"""Who makes the claim a figure is, and through which outlet it reaches the page."""

from __future__ import annotations

from ledger.article import BlockKind, Span
from ledger.reading import Attribution, Case, QuantityMention
from nlp.figures.context import Findings

FIRST_BLOCKS = 3  # paragraphs of a report that may name its relay
OWN = (
    "its",
    "their",
    "his",
    "her",
    "sa",
    "son",
    "ses",
    "su",
    "sus",
    "sua",
    "seu",
    "ihr",
    "ihre",
    "sein",
    "seine",
    "suo",
    "suoi",
)


def speaker(
    found: Findings, quantity: QuantityMention, sentence: Span, case: Case | None
) -> tuple[str | None, tuple[str, ...]]:
    """Return the claimant and doubts: who says the sentence, else who spoke before, the page itself, the accuser."""
    for attribution in found.said(quantity.span.start):
        name, known = resolved(found, attribution, sentence, case)
        if known:
            return name, () if attribution.speaker else ("claimant_by_reference",)
    if found.page is not None:
        return found.page, ("claimant_from_page",)
    if case is not None and case.accuser is not None:
        return case.accuser, ("claimant_from_page",)
    return None, ("no_claimant",)


def resolved(found: Findings, attribution: Attribution, sentence: Span, case: Case | None) -> tuple[str | None, bool]:
    """Return the party an attribution's source stands for, and whether it stands for one."""
    if attribution.speaker:
        return attribution.speaker, True
    if attribution.source is None:
        return None, False
    words = found.text.folded[attribution.source.start : attribution.source.end]
    kinds = {hit.kind for hit in found.text.marks.hits_in(attribution.source)}
    accuser = case.accuser if case is not None else None
    if "document" in kinds and words.split()[0] in OWN:
        before = found.parties(Span(sentence.start, attribution.source.start))
        if before:
            return before[-1][1], True
    if kinds & {"document", "company", "agency", "title", "reference", "authority", "plaintiff"} or is_pronoun(
        found, words
    ):
        return last_speaker(found, sentence) or found.page or accuser, True
    if "defendant" in kinds and case is not None and len(case.accused) == 1:
        return case.accused[0], True
    if "expert" in kinds:
        return attribution.source.of(found.text.raw).strip(), True
    return None, False


def is_pronoun(found: Findings, words: str) -> bool:
    """Tell whether a source is a pronoun."""
    return words in found.text.language.naming.pronoun


def last_speaker(found: Findings, sentence: Span) -> str | None:
    """Return who was last named as speaker in the paragraph before a sentence."""
    block = found.block(sentence.start).span
    for attribution in reversed(found.attributions):
        if attribution.content.start < block.start:
            return None
        if attribution.content.start < sentence.start and attribution.speaker is not None:
            return attribution.speaker
    return None


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
    own = found.block_number(quantity.span.start)
    paragraphs = [n for n, b in enumerate(found.text.article.blocks) if b.kind is BlockKind.PARAGRAPH][:FIRST_BLOCKS]
    for attribution in found.attributions:
        if attribution.content.start >= sentence.start:
            break
        block = found.block_number(attribution.content.start)
        if (
            attribution.via is None
            or block not in paragraphs[:1]
            or own not in paragraphs[: paragraphs.index(block) + 2]
        ):
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


def outlets(found: Findings, place: Span) -> list[str]:
    """Return the outlets named in a place."""
    return [m.name for m in found.inside(place, "outlet")]


def dateline(found: Findings) -> str | None:
    """Return the agency in a dateline "CITY (Agency) -" of another outlet than the page's own."""
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
