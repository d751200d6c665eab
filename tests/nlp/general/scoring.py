"""Score what `claimline read` finds in coded sentences of general news, as somebody outside would."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jobs.read import read_lines

HERE = Path(__file__).parent
PAGE = "2026-03-18"
Found = dict[str, Any]


@dataclass
class Score:
    """Counts of one comparison, and what was missed in words."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def f1(self, hits: str) -> float:
        """Return the harmonic mean of precision and recall of a kind of hit."""
        return 2 * self.counts[hits] / max(1, self.counts["found"] + self.counts["gold"])

    def share(self, hits: str, of: str) -> float:
        """Return how large a part of one count another is."""
        return self.counts[hits] / max(1, self.counts[of])


def lines(*names: str) -> Iterator[str]:
    """Yield the coded lines of files beside this one."""
    for name in names:
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                yield line


def read(rows: Sequence[tuple[str, str, str]]) -> list[Found]:
    """Read texts (language, day, text) as the command does."""
    return list(read_lines(json.dumps({"text": text, "lang": lang, "published": day}) for lang, day, text in rows))


@dataclass(frozen=True)
class Coded:
    """One coded quantity: possible values, comparators and nouns; an optional one is neither asked for nor charged."""

    written: str
    optional: bool
    values: tuple[str, ...]
    comparators: tuple[str, ...]
    nouns: tuple[str, ...]

    @classmethod
    def of(cls, written: str) -> Coded:
        """Read `value;comparator;noun`; "exact" where no comparator is given, "/" and "|" between alternatives."""
        value, comparator, noun = [*written.lstrip("?").split(";"), "", ""][:3]
        nouns = tuple(part.strip().casefold() for part in noun.split("|") if part.strip())
        return cls(
            written, written.startswith("?"), tuple(value.split("/")), tuple((comparator or "exact").split("/")), nouns
        )

    def is_in(self, found: Found) -> bool:
        """Tell whether a reading has one of the values."""
        return any(is_value(value.strip(), found) for value in self.values)

    def compared(self, found: Found) -> bool:
        """Tell whether a reading has the comparator; a vague value has no other."""
        return "vague" in self.values or found["comparator"] in self.comparators

    def counts(self, found: Found) -> bool:
        """Tell whether the unit of a reading holds the head noun."""
        return any(noun in (found["unit"] or "").casefold() for noun in self.nouns)


def is_value(value: str, found: Found) -> bool:
    """Tell whether a reading has a value: within half a percent, a share as a percentage or a fraction."""
    if value == "vague" or not value:
        return value == "vague" and found["comparator"] == "vague"
    if ".." in value:
        low, high = value.split("..")
        ends = found["low"], found["high"]
        return None not in ends and close(float(low), ends[0]) and close(float(high), ends[1])
    printed = found["value"]
    return printed is not None and (close(float(value), printed) or close(float(value), printed / 100))


def close(first: float, second: float) -> bool:
    """Tell whether two numbers are one within half a percent."""
    return abs(first - second) <= 0.005 * max(abs(first), abs(second))


def quantities(*names: str) -> Score:
    """Score values, comparators and counted nouns: lines `lang | sentence || quantity || ...`, "-" for none."""
    coded = [line.split(" || ") for line in lines(*names)]
    heads = [head.split(" | ", 1) for head, *_ in coded]
    score = Score()
    readings = read([(lang, PAGE, text) for lang, text in heads])
    for (lang, text), (_, *gold), reading in zip(heads, coded, readings, strict=True):
        missed = compare([Coded.of(item.strip()) for item in gold if item.strip() != "-"], reading["quantities"], score)
        score.misses += [f"[{lang}] {text}: {miss}" for miss in missed]
    return score


def compare(gold: list[Coded], found: list[Found], score: Score) -> Iterator[str]:
    """Count the hits of one sentence and yield its misses."""
    left = list(found)
    for item in sorted(gold, key=lambda item: item.optional):
        fitting = [reading for reading in left if item.is_in(reading)]
        if not item.optional:
            score.counts.update(gold=1, nouns=bool(item.nouns))
        if not fitting:
            if not item.optional:
                yield f"missed {item.written}"
            continue
        best = max(fitting, key=lambda reading: (item.counts(reading), item.compared(reading)))
        left.remove(best)
        if item.optional:
            continue
        compared, counted = item.compared(best), item.counts(best)
        score.counts.update(found=1, values=1, compared=compared, counted=counted)
        if not compared:
            yield f"{item.written} has {best['comparator']}"
        if item.nouns and not counted:
            yield f"{item.written} counts {best['unit']}"
    for reading in left:
        score.counts["found"] += 1
        yield f"not asked for: {reading['text']}"


def sources(*names: str) -> Score:
    """Score who vouches for a number: lines `lang | passage | number | head/other head`, none where nobody does."""
    rows = [[part.strip() for part in f"{line} ".split(" | ")] for line in lines(*names)]
    score = Score()
    readings = read([(row[0], PAGE, row[1]) for row in rows])
    for (lang, text, number, heads), reading in zip(rows, readings, strict=True):
        wanted = [head.casefold() for head in heads.split("/") if head]
        said = voucher(reading["attributions"], place_of(number, text))
        right = any(head in said.casefold() for head in wanted) if wanted else not said.strip()
        score.counts.update(
            reported=bool(wanted), right=right and bool(wanted), own=not wanted, own_right=right and not wanted
        )
        score.misses += [] if right else [f"[{lang}] {text} <{number}>: {heads!r} is {said!r}"]
    return score


def place_of(number: str, text: str) -> int:
    """Return where a number stands in a text, not inside a longer one."""
    found = re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d|[.,]\d)", text)
    return found.start() if found is not None else text.index(number)


def voucher(attributions: list[Found], place: int) -> str:
    """Return source and speaker of the narrowest thing said that holds a place."""
    holding = [a for a in attributions if a["content"]["start"] <= place < a["content"]["end"]]
    apart = [a for a in holding if not (a["source"] and a["source"]["start"] <= place < a["source"]["end"])]
    if not holding:
        return ""
    best = min(apart or holding, key=lambda a: a["content"]["end"] - a["content"]["start"])
    return f"{best['source']['text'] if best['source'] else ''} {best['speaker'] or ''}"


def dates(*names: str) -> Score:
    """Score dates: lines `lang | day of the page | sentence || words = from..to/other || ...`, "?" is optional."""
    coded = [line.split(" || ") for line in lines(*names)]
    heads = [head.split(" | ", 2) for head, *_ in coded]
    score = Score()
    readings = read([(lang, day, text) for lang, day, text in heads])
    for (lang, _, text), (_, *gold), reading in zip(heads, coded, readings, strict=True):
        missed = dated(text, [item.strip() for item in gold if item.strip() != "-"], reading["dates"], score)
        score.misses += [f"[{lang}] {text}: {miss}" for miss in missed]
    return score


def dated(text: str, gold: list[str], found: list[Found], score: Score) -> Iterator[str]:
    """Count the dates of one sentence and yield its misses."""
    left = list(found)
    for item in sorted(gold, key=lambda item: item.startswith("?")):
        words, days = item.lstrip("?").rsplit(" = ", 1)
        over = [reading for reading in left if touches(reading, words, text)]
        right = [reading for reading in over if is_dated(reading, days)]
        optional = item.startswith("?")
        score.counts.update(gold=not optional)
        for reading in right[:1] or (over if optional else []):
            left.remove(reading)
        if right and not optional:
            score.counts.update(found=1, days=1)
        elif not right and not optional:
            yield f"missed {item}"
    for reading in left:
        score.counts["found"] += 1
        yield f"not asked for: {reading['text']} = {reading['from']}..{reading['to']}"


def touches(reading: Found, words: str, text: str) -> bool:
    """Tell whether a date overlaps the printed words."""
    places = [match.start() for match in re.finditer(re.escape(words), text)]
    return any(reading["start"] < place + len(words) and place < reading["end"] for place in places)


def is_dated(reading: Found, days: str) -> bool:
    """Tell whether a date is one of those coded."""
    pairs = [pair.partition("..") for pair in re.split(r"/(?=\d{4}-)", days)]
    return any((reading["from"], reading["to"]) == (first, last or first) for first, _, last in pairs)
