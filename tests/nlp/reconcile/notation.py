"""Tiny ledgers written as lines: a case, pages with their figures, and what must be found.

    == name of the ledger
    case Aldermoor > Brackwater, Cinderhill about Quern on 2026-03-01
    alpha: > 16M interactions (exchanges); ~ 24k accounts
    beta [2026-03-05, cites alpha, outlet gamma, after alpha]: > 12M interactions (queries) by Aldermoor of Brackwater
    => contradiction beta: a part of the sentence
    => silent
    => value interactions: 16000000 single_origin 1
    => incidents 1

The value is that of the ledger's accuser for all its accused: best, status and origins.

A figure is hedge, number, measure and (noun), then any of: `by` claimant (`by nobody`), `of` accused, `in` start..end,
and words for its scope and stance. Hedges: = ~ > >= < <= -, and ? for words with low..high. A page says its day,
`cites`, `outlet`, `after` the version it replaces, `names` and `accuser` of its own case, `text` n, and with
`also` accuser > accused a second case, to which the figures marked `second` belong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ledger.incident import Report
from ledger.reading import Case, Figure, Scope, Stance
from tests.nlp.reconcile.stories import figure, report

HEDGES = {
    "=": "exact",
    "~": "about",
    ">": "more_than",
    ">=": "at_least",
    "<": "less_than",
    "<=": "at_most",
    "-": "almost",
}
SCALES = {"k": 1_000, "M": 1_000_000, "B": 1_000_000_000}
PATTERN = re.compile(
    r"(?P<hedge>>=|<=|[=~><?-]) (?P<number>[\d.]+[kMB]?(?:\.\.[\d.]+[kMB]?)?) (?P<measure>\w+)"
    r"(?: \((?P<unit>[^)]*)\))?(?P<rest>.*)"
)
SECOND = " second"
WORDS = {
    **{scope.value: ("scope", scope) for scope in Scope},
    **{stance.value: ("stance", stance) for stance in Stance},
    "derived": ("derived", True),
}


@dataclass
class Tiny:
    """A ledger of a few figures and the findings it must bring: (type, page, part of the sentence)."""

    name: str
    case: Case
    pages: list[Report] = field(default_factory=list)
    wanted: list[tuple[str, str, str]] = field(default_factory=list)
    values: list[tuple[str, str]] = field(default_factory=list)  # measure, then best, status and origins
    incidents: int | None = None


def ledgers(path: Path) -> Iterator[Tiny]:
    """Yield the ledgers of a file."""
    for block in path.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, head, *lines = (line.strip() for line in block.splitlines() if line.strip() and line[0] != "#")
        tiny = Tiny(name, case(head))
        for line in lines:
            if line.startswith("=> "):
                expect(tiny, line[3:])
            else:
                tiny.pages.append(page_of(line, tiny.case))
        yield tiny


def expect(tiny: Tiny, line: str) -> None:
    """Note what a line says must come of a ledger."""
    kind, _, rest = line.partition(" ")
    page, _, words = rest.partition(": ")
    if kind == "value":
        tiny.values.append((page, words))
    elif kind == "incidents":
        tiny.incidents = int(rest)
    elif kind != "silent":
        tiny.wanted.append((kind, page, words))


def case(line: str) -> Case:
    """Return the case of a line."""
    accuser, _, rest = line.removeprefix("case ").partition(" > ")
    accused, _, rest = rest.partition(" about ")
    target, _, day = rest.partition(" on ")
    kind, _, day = day.rpartition(" ")
    return Case(accuser, names(accused), target or None, kind or "allegation", day)


def names(text: str) -> tuple[str, ...]:
    """Return names separated by commas, sorted."""
    return tuple(sorted(name.strip() for name in text.split(",") if name.strip()))


def page_of(line: str, told: Case) -> Report:
    """Return the page of a line."""
    head, _, body = line.partition(": ")
    name, _, options = head.partition(" [")
    fields: dict[str, Any] = {"cases": (told,), "published": told.disclosed}
    cites: list[str] = []
    for option in filter(None, (part.strip() for part in options.rstrip("]").split(";"))):
        word, _, value = option.partition(" ")
        if word == "cites":
            cites.append(value)
        elif word == "outlet":
            fields["outlet"] = value
        elif word == "after":
            fields["supersedes"] = value
        elif word == "names":
            fields["cases"] = (replace(fields["cases"][0], accused=names(value)),)
        elif word == "accuser":
            fields["cases"] = (replace(fields["cases"][0], accuser=value),)
        elif word == "also":
            fields["cases"] = (*fields["cases"], also(value, told))
        elif word == "text":
            fields["shingles"] = frozenset(range(int(value) * 100, int(value) * 100 + 40))
        else:
            fields["published"] = word
    parts = [part.strip() for part in body.split("; ") if part.strip()]
    printed = [figure_of(part.removesuffix(SECOND), *placed(part, fields["cases"])) for part in parts]
    return report(name, *printed, cites=tuple(cites), **fields)


def also(text: str, told: Case) -> Case:
    """Return the second case of a page."""
    accuser, _, accused = text.partition(" > ")
    return replace(told, accuser=accuser, accused=names(accused), target=None)


def placed(part: str, cases: tuple[Case, ...]) -> tuple[Case, int]:
    """Return the case of a figure and its place among those of the page."""
    index = int(part.endswith(SECOND))
    return cases[index], index


def figure_of(text: str, told: Case, index: int = 0) -> Figure:
    """Return the figure of a few words; it belongs to the case of this place on its page."""
    match = PATTERN.fullmatch(text)
    assert match is not None, text
    fields: dict[str, Any] = {"accused": told.accused, "claimant": told.accuser, "target": told.target, "case": index}
    if match["unit"]:
        fields["unit"] = match["unit"]
    for word, value in said(match["rest"]):
        if word == "by":
            fields["claimant"] = None if value == "nobody" else value
        elif word == "of":
            fields["accused"] = names(value)
        elif word == "in":
            start, _, end = value.partition("..")
            fields["window"] = (start, end)
        elif word == "malformed":
            fields["malformed"] = True
        else:
            key, meaning = WORDS[word]
            fields[key] = meaning
    malformed = fields.pop("malformed", False)
    if len(fields["accused"]) < len(told.accused) and fields.get("scope") is None:
        fields["scope"] = Scope.PART
    printed = amount(match, fields)
    return replace(printed, quantity=replace(printed.quantity, error="malformed")) if malformed else printed


def said(rest: str) -> list[tuple[str, str]]:
    """Return the words behind a number: those that take a value with it, and the flags."""
    found: list[tuple[str, str]] = []
    for word in rest.split():
        if word in ("by", "of", "in", "malformed") or word in WORDS:
            found.append((word, ""))
        else:
            key, value = found.pop()
            found.append((key, f"{value} {word}".strip()))
    return found


def amount(match: re.Match[str], fields: dict[str, Any]) -> Figure:
    """Return the figure with its number."""
    ends = [number(end) for end in match["number"].split("..")]
    if match["hedge"] == "?":
        quote = match["number"]
        return figure(None, "vague", match["measure"], low=ends[0], high=ends[-1], quote=quote, **fields)
    return figure(ends[0], HEDGES[match["hedge"]], match["measure"], quote=match["number"], **fields)


def number(text: str) -> str:
    """Return a number without its scale."""
    if text[-1] in SCALES:
        whole, _, rest = text[:-1].partition(".")
        digits = whole + rest
        return str(int(digits) * SCALES[text[-1]] // 10 ** len(rest))
    return text
