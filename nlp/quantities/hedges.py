"""Hedges before and after a number, how two of them make one, and what interval a hedged number leaves open."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ledger.quantity import Comparator, Quantity, interval
from nlp.languages import load
from nlp.quantities.digits import Printed
from nlp.words import words

LONGEST = 48  # characters looked at before a number
MOST = 3  # hedges in a row
KINDS = ("about", "more_than", "at_least", "almost", "less_than", "at_most")
BOUNDS = (Comparator.MORE_THAN, Comparator.AT_LEAST, Comparator.LESS_THAN, Comparator.AT_MOST, Comparator.ALMOST)
FLOORS = (Comparator.MORE_THAN, Comparator.AT_LEAST)


class Hedge(NamedTuple):
    """A hedge of the text: its place, its comparator and its words."""

    start: int
    end: int
    comparator: Comparator
    word: str


@cache
def meanings(code: str, side: str) -> dict[str, Comparator]:
    """Return the hedges of one side of a number with what they mean."""
    hedges = load(code).hedges
    return {word: Comparator(kind) for kind in KINDS for word in getattr(hedges, f"{kind}_{side}")}


@cache
def pattern_before(code: str) -> re.Pattern[str]:
    """Build the pattern of hedges that end right before a number; the longest is tried first at each place."""
    tables = load(code)
    hedges = meanings(code, "before")
    if not hedges:
        return re.compile("(?!)")
    clitics = words(tables.numbers.clitics)
    lead = (rf"(?<!\w)(?:{clitics})?" if clitics else r"(?<!\w)") if tables.spaced and code != "ko" else ""
    signs = words(word for word in hedges if not word[0].isalnum())
    plain = words(word for word in hedges if word[0].isalnum())
    links = words(tables.hedges.links)
    # "more than the 16 million"; "ca. 300"; an apostrophe needs no space: "plus d'un million"
    gap = rf"(?:[ ](?:{links})(?=[ ]))?[ ]*" if links else "[ ]*"
    options = [rf"{lead}(?P<word>{plain})"] if plain else []
    options += [rf"(?P<sign>{signs})"] if signs else []
    return re.compile(rf"(?:{'|'.join(options)}){gap}$")


@cache
def closing_words(code: str) -> frozenset[str] | None:
    """Return the last words of what may stand before a number; None where they may be parts of words."""
    tables = load(code)
    if not tables.spaced or code == "ko" or tables.numbers.clitics:
        return None
    return frozenset(word.split(" ")[-1] for word in (*meanings(code, "before"), *tables.hedges.links))


@cache
def pattern_after(code: str) -> re.Pattern[str]:
    """Build the pattern of hedges that begin right after a number."""
    hedges = meanings(code, "after")
    edge = r"(?!\w)" if load(code).spaced and code != "ko" else ""
    plain = words(word for word in hedges if word[-1].isalnum())
    signs = words(word for word in hedges if not word[-1].isalnum())
    options = [rf"(?:{plain}){edge}"] if plain else []
    options += [rf"(?:{signs})"] if signs else []
    return re.compile(rf"[ ]*(?P<word>{'|'.join(options) or '(?!)'})")


def before(folded: str, floor: int, start: int, code: str) -> list[Hedge]:
    """Return the hedges that stand in a row right before `start`, the nearest first."""
    found: list[Hedge] = []
    edge = start
    closers = closing_words(code)
    while len(found) < MOST:
        last = folded[max(0, edge - LONGEST) : edge].rstrip(" ").rpartition(" ")[2]
        if closers is not None and last.isalpha() and last not in closers:
            break
        low = max(floor, edge - LONGEST)
        match = pattern_before(code).search(folded[max(0, low - 1) : edge])
        if match is None:
            break
        word = match.group("word") if "word" in match.re.groupindex and match.group("word") else match.group("sign")
        begin = max(0, low - 1) + match.start()
        if begin < floor:
            break
        comparator = meanings(code, "before")[word]
        if word == "over" and is_spread(folded, floor, begin, code):
            break
        if comparator in FLOORS and never(folded, floor, begin, code):
            comparator = Comparator.AT_MOST
        found.append(Hedge(begin, edge, comparator, word))
        edge = begin
        while edge > floor and folded[edge - 1] == " ":
            edge -= 1
    return found


NEVER_REACH = 40  # characters before "more than" in which "never" turns it into a ceiling


def is_spread(folded: str, floor: int, start: int, code: str) -> bool:
    """Tell whether "over" says among how many something is divided."""
    lead = folded[max(floor, start - NEVER_REACH) : start]
    return any(word in lead.split() for word in load(code).hedges.spreads)


def never(folded: str, floor: int, start: int, code: str) -> bool:
    """Tell whether a word for "never" stands before a hedge in its clause."""
    cues = load(code).hedges.never
    lead = folded[max(floor, start - NEVER_REACH) : start]
    clause = re.split(r"[.,;:\"\u201c\u201d\u201e\u00ab\u00bb]", lead)[-1]
    return any(f" {cue} " in f" {clause} " for cue in cues)


def after(folded: str, end: int, ceiling: int, code: str) -> Hedge | None:
    """Return the hedge that begins right after `end`."""
    match = pattern_after(code).match(folded, end, ceiling)
    if match is None:
        return None
    return Hedge(match.start("word"), match.end(), meanings(code, "after")[match.group("word")], match.group("word"))


def combined(hedges: list[Comparator]) -> Comparator:
    """Return what several hedges say together: a bound is stronger than "about", "about ... or more" is at least."""
    bounds = [hedge for hedge in hedges if hedge in BOUNDS]
    if bounds:
        floors = [hedge for hedge in bounds if hedge in FLOORS]
        return floors[-1] if floors and len(floors) == len(bounds) else bounds[0]
    return hedges[0] if hedges else Comparator.EXACT


def hedged(printed: Printed, comparator: Comparator) -> Quantity:
    """Return the quantity a printed number makes under `comparator`."""
    low, high = interval(printed.value, comparator)
    return Quantity(printed.value, low, high, comparator, printed.step, printed.error)


def vague(bounds: tuple[int, int]) -> Quantity:
    """Return the quantity of a vague word."""
    return Quantity(None, Decimal(bounds[0]), Decimal(bounds[1]), Comparator.VAGUE)


def spread(low: Printed, high: Printed) -> Quantity:
    """Return the quantity of a range with two printed ends; the ends are put in order."""
    first, second = sorted((low.value, high.value))
    return Quantity(None, first, second, Comparator.RANGE, min(low.step, high.step))
