"""What the reader would have kept of a made article, so that a made ledger can be reconciled as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ledger.article import Span
from ledger.codec import encode
from ledger.identity import identifier
from ledger.quantity import Comparator, Quantity
from ledger.reading import Case, Figure, Reading, Scope, Stance
from nlp.reconcile.names import fold

Row = dict[str, Any]


def reading(article: str, case: Case, figures: Iterable[Mapping[str, Any]]) -> Row:
    """Return the kept reading of an article with one case."""
    found = tuple(figure(article, row) for row in figures)
    kept: Row = encode(Reading(article, True, cases=(case,), figures=found, reader_version="made"))
    return kept


def figure(article: str, row: Mapping[str, Any]) -> Figure:
    """Return a figure as the reader has it, from its row."""
    sentence = row["sentence_start"]
    return Figure(
        id=row["figure_id"],
        article_id=article,
        span=Span(row["start"], row["end"]),
        quote=row["quote"],
        quantity=Quantity(number(row["value"]), number(row["low"]), number(row["high"]), Comparator(row["comparator"])),
        measure=row["measure"],
        unit=row["unit"],
        scope=Scope(row["scope"]),
        accused=tuple(row["accused"].split(";")),
        claimant=row["claimant"],
        via=None,
        target=row["target"],
        window=None,
        stance=Stance(row["stance"]),
        derived=False,
        case=0,
        sentence=Span(sentence, sentence + len(row["sentence"])),
        doubts=tuple(row["doubts"]),
        reader_version="made",
    )


def number(text: str | None) -> Decimal | None:
    """Return a number of a row."""
    return Decimal(text) if text is not None else None


def scopes(case: Case) -> list[tuple[str, str]]:
    """Return the scopes of a case."""
    return [(fold(case.accuser or ""), fold(name)) for name in case.accused]


def article_scopes(article: str, case: Case) -> list[Row]:
    """Return the rows of the scopes of an article."""
    return [
        {"scope_id": identifier("scp", article, *scope), "article_id": article, "accuser": scope[0], "name": scope[1]}
        for scope in scopes(case)
    ]


def incident_scopes(incident: str, case: Case) -> list[Row]:
    """Return the rows of the scopes of an incident."""
    return [
        {
            "scope_id": identifier("isc", incident, *scope),
            "incident_id": incident,
            "accuser": scope[0],
            "name": scope[1],
        }
        for scope in scopes(case)
    ]
