"""Who and what is named in a text: known parties in any script, and names never seen before by shape and role."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ledger.article import BlockKind, Span
from ledger.reading import Mention
from nlp.document import Text
from nlp.parties import by_alias, pattern
from nlp.quantities.scan import words

NAME_WORD = r"[A-ZÀ-ÖØ-ÞĀ-ſА-ЯЁІЇЄҐ][\w&'’-]*"
NAME = re.compile(rf"(?<!\w){NAME_WORD}(?:\s(?:(?:of|de|del|da|do|du|for|und|on)\s(?:the\s)?)?{NAME_WORD}){{0,5}}")
HAN_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z\u30a0-\u30ff·]{2,16}")
HAN_LIST = re.compile(r"[和与與及、]")
HAN_END = re.compile(
    r"[,，。;；:：「“\d]|通过|通過|利用|对|對|向|非法|使用|以|用|的|在|从|從|于|於|存在|涉嫌|擅自|未经"
)
KNOWN_KINDS = {
    "company": "party",
    "agency": "party",
    "body": "party",
    "person": "party",
    "outlet": "outlet",
    "product": "product",
}
COMMON = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "It",
        "But",
        "And",
        "If",
        "We",
        "They",
        "He",
        "She",
        "This",
        "That",
        "These",
        "Those",
        "AI",
        "API",
        "US",
        "U.S",
        "EU",
        "UK",
        "China",
        "Chinese",
        "American",
        "Expect",
        "Here",
        "Our",
        "One",
        "Two",
        "Three",
        "No",
        "Not",
        "Its",
        "Der",
        "Die",
        "Das",
        "Ein",
        "Eine",
        "Nach",
        "Le",
        "La",
        "Les",
        "El",
        "Los",
        "Las",
        "Il",
        "Lo",
        "O",
        "Os",
        "As",
        "Um",
        "Uma",
    ]
)


def find(text: Text) -> tuple[Mention, ...]:
    """Return the mentions of a text in text order; places never overlap."""
    found = list(known(text))
    taken = [mention.span for mention in found]
    found.extend(unseen(text, taken))
    return tuple(sorted(found, key=lambda mention: mention.span))


def known(text: Text) -> Iterable[Mention]:
    """Yield the mentions of known parties."""
    table = by_alias()
    for match in pattern().finditer(text.folded):
        party = table[match.group()]
        if (
            match.group().isascii()
            and text.raw[match.start()].islower()
            and party.name[0].isupper()
            and len(match.group()) < 9
        ):
            continue
        yield Mention(Span(match.start(), match.end()), KNOWN_KINDS[party.kind], party.name, True)


def unseen(text: Text, taken: list[Span]) -> Iterable[Mention]:
    """Yield names without an entry in the table: those that act as speaker, accuser or accused somewhere."""
    places = list(shaped(text, taken)) if text.language.spaced else list(han_names(text))
    full = fullest(name for _, name in places)
    roles = acting(text, places) if text.language.spaced else {name for _, name in places}
    roles |= {other for name in roles for other, longest in full.items() if longest == full[name]}
    for span, name in places:
        if name in roles:
            yield Mention(span, "party", full[name], False)


def shaped(text: Text, taken: list[Span]) -> Iterable[tuple[Span, str]]:
    """Yield capitalised names that are not sentence openers, months or known parties."""
    counts: Counter[str] = Counter()
    first: list[tuple[Span, str, bool]] = []
    occupied = {offset for span in taken for offset in range(span.start, span.end)}
    for sentence in text.sentences:
        if text.article.blocks[sentence.block].kind is BlockKind.META:
            continue
        for match in NAME.finditer(text.raw, sentence.span.start, sentence.span.end):
            start, name = trimmed(match.start(), match.group())
            if not name or start in occupied or name.casefold() in text.language.calendar.months:
                continue
            if name.casefold() in text.language.calendar.weekdays or (name.isupper() and len(name) > 12):
                continue
            opener = start == sentence.span.start and " " not in name
            counts[name] += not opener
            first.append((Span(start, start + len(name)), name, opener))
    for span, name, opener in first:
        if not opener or counts[name]:
            yield span, name


def trimmed(start: int, name: str) -> tuple[int, str]:
    """Cut common first words and possessive endings off a name."""
    parts = name.split(" ")
    while parts and parts[0].rstrip(".") in COMMON:
        start += len(parts[0]) + 1
        parts = parts[1:]
    joined = " ".join(parts)
    for ending in ("'s", "’s", "'", "’", "-"):
        joined = joined.removesuffix(ending)
    return start, joined


def fullest(names: Iterable[str]) -> dict[str, str]:
    """Return for each name the fullest printed name that begins with it."""
    known_names = sorted(set(names), key=lambda name: (len(name), name))
    full = {}
    for name in known_names:
        longer = [other for other in known_names if other.startswith(f"{name} ") and len(other.split()) <= 4]
        full[name] = longer[0] if len({other.split()[1] for other in longer}) == 1 else name
    return full


def acting(text: Text, places: list[tuple[Span, str]]) -> set[str]:
    """Return the names that speak, accuse, are accused, deny or own, somewhere in the text."""
    cues = text.language.cues
    verbs = re.compile(rf"(?<!\w)(?:{words([*cues.say, *cues.accuse, *cues.deny, *cues.admit, *cues.respond])})(?!\w)")
    lead = re.compile(
        rf"(?:{words([*cues.according, *cues.accuse])}|"
        r"(?:ai|ki|ia) (?:company|firm|lab|start-?up))(?:\W+\w+){0,2}\W*$"
    )
    found = set()
    for span, name in places:
        sentence = text.sentence_at(span.start).span
        after = text.folded[span.end : min(sentence.end, span.end + 70)]
        before = text.folded[max(sentence.start, span.start - 70) : span.start]
        if verbs.search(after) or lead.search(before) or verbs.search(before):
            found.add(name)
    return found


def han_names(text: Text) -> Iterable[tuple[Span, str]]:
    """Yield the names that stand before a verb of saying or after one of accusing, in text without spaces."""
    cues = text.language.cues
    if not cues.accuse:
        return
    names: set[str] = set()
    for match in re.finditer(words(cues.accuse), text.folded):
        sentence = text.sentence_at(match.start()).span
        stop = HAN_END.search(text.raw, match.end(), sentence.end)
        listed = text.raw[match.end() : stop.start() if stop else sentence.end]
        names |= {piece for piece in HAN_LIST.split(listed) if HAN_NAME.fullmatch(piece)}
    for match in re.finditer(words([*cues.say, *cues.deny]), text.folded):
        sentence = text.sentence_at(match.start()).span
        start = max(text.raw.rfind(char, sentence.start, match.start()) for char in "，,。;；、")
        piece = text.raw[max(start + 1, sentence.start) : match.start()].strip()
        if 2 <= len(piece) <= 8 and HAN_NAME.fullmatch(piece):
            names.add(piece)
    names = {name for name in names if name not in by_alias() and text.raw.count(name) > 1}
    if names:
        for match in re.finditer(words(names), text.raw):
            yield Span(match.start(), match.end()), match.group()
