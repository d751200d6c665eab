"""Whose page a text is: a party that speaks of itself as "we" or publishes under its own name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from ledger.article import Span
from ledger.reading import Mention
from nlp.cues import CONTINUOUS, Token
from nlp.document import Text, fold
from nlp.languages import load
from nlp.names.worldwide import suffixes, worldwide
from nlp.openers import Openers
from nlp.words import words

OPENED = frozenset("“«„「『")
CLOSED = frozenset("”»」』")
QUOTE_OR_LINE = re.compile(r"([“«„「『”»」』\"\n])")
WORD = re.compile(r"\w+")
LEAST = 2
SEPARATOR = re.compile(r"([\s,|–-]+)")
SHORT_VERB = 5  # letters of a verb with an ending of the first person
BEFORE_VERB = 4  # tokens between "we" and what it does
SIGNED = 4  # blocks of a page that may hold its signature
SHORT = 70  # characters of a signature
PER_WORDS = 250  # a page that is a party's own says "we" at least this often


@lru_cache(maxsize=4)  # asked several times for one text
def speaks_as_we(text: Text) -> bool:
    """Tell whether a page speaks of itself in the first person outside quotations."""
    code, around = text.language.code, text.language.around
    if code in CONTINUOUS:
        return any(in_script(code).findall(outside_quotes(text.folded)))
    begun, endings = text.marks.begun, tuple(around.we_endings)
    if not endings and begun is not None and len(first_persons(code).starts(begun)) < LEAST:
        return False
    plainly = outside_quotes(text.folded)
    tokens = WORD.findall(plainly)
    count = sum(map(around.we.__contains__, tokens))
    if endings:
        count += sum(word not in around.we and word.endswith(endings) and len(word) > SHORT_VERB for word in tokens)
    if count < LEAST or count * PER_WORDS < len(tokens):
        return False
    spoken = [index for index, token in enumerate(text.marks.tokens) if token[2] in around.we]
    party = any(phrase in plainly for phrase in around.we_as_party)
    return bool(endings) or party or any(acts(text, index) for index in spoken)


@cache
def in_script(code: str) -> re.Pattern[str]:
    """Return the pattern of "we" in text without spaces."""
    around = load(code).around
    return re.compile(rf"(?:{words(around.not_we) or '(?!)'})|({words(around.we) or '(?!)'})")


@cache
def first_persons(code: str) -> Openers:
    """Return the words for "we" of a language, for a first look."""
    return Openers(f"{word}$" for word in load(code).around.we)


def without_team(name: str) -> str:
    """Return the name of a party in a byline without what stands behind it: "Halden Press Office"."""
    kept = [*SEPARATOR.split(name)]
    while len(kept) > 2 and (kept[-1] == "&" or kept[-1].lower() in worldwide().names.team):
        del kept[-2:]
    return "".join(kept).strip()


def denies(text: Text) -> bool:
    """Tell whether a party's own page rejects claims rather than making them."""
    kinds = [hit.kind for hit in text.marks.hits]
    rejecting = kinds.count("deny") + kinds.count("withdrawn")
    rejected = any(phrase in text.folded for phrase in text.language.around.we_reject)
    return not detects(text) and (rejected or (rejecting > 0 and "linked" not in kinds))


def detects(text: Text) -> bool:
    """Tell whether a page's own "we" detects something, or anybody where verbs say who acts by their endings."""
    found = [hit.first for hit in text.marks.hits if hit.kind == "detect"]
    around, tokens = text.language.around, text.marks.tokens
    if around.we_endings or not text.language.spaced or not around.we_as_party:
        return bool(found)
    return any(token[2] in around.we for first in found for token in tokens[max(0, first - BEFORE_VERB) : first])


def acts(text: Text, index: int) -> bool:
    """Tell whether "we" at a token does what only a party does: close accounts, detect, attribute."""
    place = span_of(text.marks.tokens[index : index + 5])
    return text.marks.has(place, "detect", "linked", "copy")


def outside_quotes(folded: str) -> str:
    """Return a text without what stands between quotation marks."""
    kept: list[str] = []
    opened = plain = False
    for piece in QUOTE_OR_LINE.split(folded):
        if piece in OPENED:
            opened = True
        elif piece in CLOSED or piece == "\n":
            opened = False
            plain = plain and piece != "\n"
            kept.append(" ")
        elif piece == '"':
            plain = not plain
        elif not opened and not plain:
            kept.append(piece)
    return "".join(kept)


def speaker_of_page(text: Text, mentions: Sequence[Mention]) -> str | None:
    """Return the party whose own page this is, under the name the text gives it, or None for a page about others."""
    article = text.article
    counts = Counter(m.name for m in mentions if m.kind == "party")
    named = [name for name in (article.outlet, *article.authors[:1]) if name]
    for name in named:
        own = without_team(name)
        match = next((party for party in counts if same(party, own)), None)
        if match is not None and (speaks_as_we(text) or is_subject(text, mentions, match)):
            return match
        if (
            speaks_as_we(text)
            and own
            and not looks_like_person(own)
            and (own != name or article.outlet is None or name == article.outlet)
        ):
            return match or own
    host = host_of(article.url) if speaks_as_we(text) else ""
    if host:
        match = next((party for party in counts if len(fold(party)) > 3 and plain(party) in host), None)
        if match is not None:
            return match
    signed = signature(text, mentions)
    if signed is not None and speaks_as_we(text):
        return signed
    if speaks_as_we(text) and article.outlet is None:
        first = next((m for m in mentions if m.kind == "party" and m.role != "agency"), None)
        return first.name if first is not None and is_topic(text, first) else None
    return None


def signature(text: Text, mentions: Sequence[Mention]) -> str | None:
    """Return the party a short line near the top names beside a date: "Halden Institute, 18 March 2026"."""
    for block in text.article.blocks[:SIGNED]:
        line = [m for m in mentions if m.kind == "party" and block.span.start <= m.span.start < block.span.end]
        short = block.span.end - block.span.start <= SHORT
        if short and len(line) == 1 and line[0].span.start == block.span.start:
            rest = text.folded[line[0].span.end : block.span.end]
            if re.match(r"\s?[,·|–—-]", rest) and re.search(r"\d", rest) and not text.marks.has(block.span, "say"):
                return line[0].name
    return None


def host_of(url: str | None) -> str:
    """Return the host of an address without dots and dashes."""
    match = re.match(r"https?://([^/]+)", url or "")
    return plain(match.group(1)) if match else ""


def plain(name: str) -> str:
    """Return the letters and digits of a name, folded."""
    return "".join(char for char in fold(name) if char.isalnum())


def same(first: str, second: str) -> bool:
    """Tell whether two names are one: equal, or one the beginning of the other."""
    one, other = fold(first), fold(second)
    return one == other or one.startswith(f"{other} ") or other.startswith(f"{one} ")


def looks_like_person(name: str) -> bool:
    """Tell whether a byline is a person's: two or three capitalised words."""
    words = name.split()
    firm = bool(words) and fold(words[-1]) in suffixes()
    shaped = 2 <= len(words) <= 3 and all(word[:1].isupper() for word in words)
    return shaped and not firm and without_team(name) == name.strip()


def is_subject(text: Text, mentions: Sequence[Mention], name: str) -> bool:
    """Tell whether a page under a party's name reports what that party did."""
    for mention in mentions:
        if mention.name == name:
            after = text.marks.token_at(mention.span.end)
            tail = text.marks.tokens[after : after + 4]
            if tail and any(h.kind in ("say", "detect", "penalise", "deny") for h in text.marks.hits_in(span_of(tail))):
                return True
    return text.language.code in CONTINUOUS


def span_of(tokens: Sequence[Token]) -> Span:
    """Return the place of some tokens."""
    return Span(tokens[0][0], tokens[-1][1])


def is_topic(text: Text, mention: Mention) -> bool:
    """Tell whether a mention opens its sentence."""
    return mention.span.start - text.sentence_at(mention.span.start).span.start <= 6
