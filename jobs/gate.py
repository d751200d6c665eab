"""Two cheap gates before a page of an archive is parsed: one over its bytes, one over its words. Pure.

Both only ever let too much through: whatever the reader would call relevant passes (measured on the corpora in
tests/jobs/test_gate.py). All words are looked for at once, by Hyperscan.
"""

from __future__ import annotations

import contextlib
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from html import unescape
from importlib import resources
from typing import Any

from nlp.languages import codes, load
from nlp.parties import parties

CHARSET = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
HEAD = 2048  # bytes in which a page says its charset
GROUPED = re.compile(r"\d[.,\u202f\u00a0 ]\d{3}")
LARGE = 1000
MILLION = 1_000_000
APART = rb"[^A-Za-z0-9_\x80-\xff-]"
PLAIN = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
SAMPLE, REFERENCES = 4096, 100  # bytes, and "&#" in them, of a page that is written in numbers
HIDDEN = {"<script": "</script", "<style": "</style"}
KINDS = ("strong", "model", "output", "act", "train", "wrong")
EVERY = "*"  # products have the same names in every language


class GateError(RuntimeError):
    """The gate cannot be built: its engine is not installed, or its file says something unknown."""


class Scanner:
    """Finds which of many words a text holds, each once, in one pass over its bytes."""

    def __init__(self, words: Sequence[str], alone: Sequence[str] = (), patterns: Sequence[bytes] = ()) -> None:
        try:
            import hyperscan
        except ImportError as error:
            raise GateError("reading archives needs Hyperscan: pip install 'claimline[cluster]'") from error
        once = hyperscan.HS_FLAG_SINGLEMATCH
        inside = [*(re.escape(word.encode()) for word in words), *patterns]
        apart = [b"(?:^|" + APART + b")" + re.escape(word.encode()) + b"(?:$|" + APART + b")" for word in alone]
        self.database = hyperscan.Database()
        self.database.compile(
            expressions=inside + apart,
            ids=list(range(len(inside) + len(apart))),
            elements=len(inside) + len(apart),
            flags=[once | hyperscan.HS_FLAG_CASELESS] * len(inside) + [once] * len(apart),
        )
        self.scratch = hyperscan.Scratch(self.database)

    def holds_one(self, content: bytes) -> bool:
        """Tell whether any of the words is there; stops at the first."""
        found: list[int] = []

        def on_match(number: int, *_rest: Any) -> bool:
            found.append(number)
            return True

        try:
            self.database.scan(content, match_event_handler=on_match, scratch=self.scratch)
        except Exception:
            if not found:  # a scan that is ended by the handler says so with an error
                raise
        return bool(found)

    def all_of(self, content: bytes) -> set[int]:
        """Return the numbers of all words that are there."""
        found: set[int] = set()

        def on_match(number: int, *_rest: Any) -> None:
            found.add(number)

        self.database.scan(content, match_event_handler=on_match, scratch=self.scratch)
        return found


@dataclass(frozen=True, slots=True)
class Words:
    """The file `gate.toml`."""

    common: tuple[str, ...]
    shortest: int
    telling: tuple[str, ...]
    alone: tuple[str, ...]
    families: tuple[str, ...]
    everyday: tuple[str, ...]
    within: int


@cache
def settings() -> Words:
    """Return the words of the gate's own file. Raises GateError for unknown or missing keys."""
    table = tomllib.loads(resources.files("jobs").joinpath("gate.toml").read_text(encoding="utf-8"))
    if set(table) != {field.name for field in fields(Words)}:
        raise GateError(f"jobs/gate.toml has unknown or missing keys: {sorted(table)}")
    lists = {name: tuple(value) for name, value in table.items() if isinstance(value, list)}
    return Words(**lists, shortest=int(table["shortest"]), within=int(table["within"]))


def listed(code: str, kind: str) -> Iterator[str]:
    """Yield the words of one kind of a language's table; whole words, marked by `$`, are looked for anywhere."""
    for word in getattr(load(code).topic, kind):
        if word.removesuffix("$"):
            yield word.removesuffix("$")


@cache
def first() -> Scanner:
    """Return the scanner of the byte gate: names of the matter, words for models, products and who makes them."""
    own = settings()
    words = {word for code in codes() for kind in ("strong", "model") for word in listed(code, kind)}
    for party in parties().values():
        if party.kind in ("product", "company"):
            words.update((party.name.lower(), *party.aliases))
    words = {word.strip() for word in words} - set(own.common)
    long = {word for word in words if len(word.encode()) >= own.shortest}
    return Scanner(
        sorted(long | set(own.telling)), own.alone, [pattern for code in codes() for pattern in counted(code)]
    )


def counted(code: str) -> Iterator[bytes]:
    """Yield the pattern of a large number in words, closely followed by what is counted where a model is asked."""
    language, own = load(code), settings()
    scales = [word for word, value in language.numbers.scales.items() if value >= MILLION and len(word) >= len("mio")]
    named = {*language.topic.output, *(noun for family in own.families for noun in getattr(language.nouns, family))}
    nouns = named - set(own.everyday)
    if scales and nouns:
        either = [b"|".join(re.escape(word.encode()) for word in sorted(words)) for words in (scales, nouns)]
        yield b"(?:" + either[0] + b")[^<>]{1,%d}(?:" % own.within + either[1] + b")"


@cache
def second() -> tuple[Scanner, tuple[tuple[str, str], ...]]:
    """Return the scanner of the word gate and what each word stands for: language and kind."""
    words = {(code, kind, word) for code in codes() for kind in KINDS for word in listed(code, kind)}
    for code in codes():
        scales = load(code).numbers.scales
        words.update((code, "large", word) for word, value in scales.items() if value >= LARGE and len(word) > 1)
    for party in parties().values():
        if party.kind == "product":
            words.update((EVERY, "product", word) for word in (party.name.lower(), *party.aliases))
    ordered = sorted(words)
    return Scanner([word for _, _, word in ordered]), tuple((code, kind) for code, kind, _ in ordered)


def bytes_concern(body: bytes) -> bool:
    """Tell from the bytes of a page, before it is decoded, whether it may be about model extraction."""
    if body[:1] in (b"{", b"["):
        return True  # JSON writes letters as numbers
    place = body[:HEAD].lower().find(b"charset")
    charset = CHARSET.match(body, place) if place >= 0 else None
    if charset is not None and charset[1].lower() not in PLAIN:
        with contextlib.suppress(LookupError, UnicodeError):
            body = body.decode(charset[1].decode("ascii"), "replace").encode("utf-8", "replace")
    elif body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        body = body.decode("utf-16", "replace").encode("utf-8", "replace")
    if body.count(b"&", 0, SAMPLE) > REFERENCES and body.count(b"&#", 0, SAMPLE) > REFERENCES:
        body = unescape(body.decode("utf-8", "replace")).encode("utf-8", "replace")
    return first().holds_one(body)


def words_concern(page: str) -> bool:
    """Tell from the words of a decoded page whether the reader could find it relevant in any language."""
    folded = unicodedata.normalize("NFKC", unescape(visible(page))).lower()
    scanner, meanings = second()
    kinds: dict[str, set[str]] = {}
    for number in scanner.all_of(folded.encode("utf-8", "replace")):
        code, kind = meanings[number]
        kinds.setdefault(code, set()).add(kind)
    named = kinds.pop(EVERY, set())
    if GROUPED.search(folded):
        named.add("large")
    return any(possible(found | named) for found in kinds.values())


def possible(kinds: set[str]) -> bool:
    """Tell whether kinds of words could together make a page relevant, wherever in it they stand.

    Somebody must object, and something be copied: by the name of the matter, by words for it, or by large counts.
    """
    objected = bool(kinds & {"wrong", "strong"})
    copied = bool(kinds & {"act", "train", "large"} and kinds & {"model", "output", "product"})
    return objected and ("strong" in kinds or copied)


def visible(page: str) -> str:
    """Return a page without its scripts and styles, in one pass."""
    lower = page.lower()
    if len(lower) != len(page):  # some letters grow when they become small
        return page
    kept: list[str] = []
    place = 0
    ahead = {begin: lower.find(begin) for begin in HIDDEN}
    while True:
        for begin, start in ahead.items():
            if 0 <= start < place:
                ahead[begin] = lower.find(begin, place)
        starts = {start: begin for begin, start in ahead.items() if start >= 0}
        if not starts:
            return "".join([*kept, page[place:]])
        start = min(starts)
        kept.append(page[place:start])
        place = lower.find(HIDDEN[starts[start]], start)
        if place < 0:
            return "".join(kept)
