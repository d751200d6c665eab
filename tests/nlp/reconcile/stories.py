"""Made figures and reports for the tests of reconciling: an accuser, two labs, and what outlets print."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from ledger.article import Span
from ledger.incident import Report
from ledger.quantity import Comparator, Quantity, interval
from ledger.reading import Case, Citation, Figure, Scope, Stance

ACCUSER, LABS = "Aldermoor", ("Brackwater", "Cinderhill")


def quantity(value: Any, comparator: str = "exact", low: Any = None, high: Any = None) -> Quantity:
    """Return a quantity with the interval of its words."""
    kind = Comparator(comparator)
    if value is None:
        return Quantity(None, None if low is None else Decimal(low), None if high is None else Decimal(high), kind)
    number = Decimal(str(value))
    return Quantity(number, *interval(number, kind), kind)


def figure(value: Any, comparator: str = "exact", measure: str = "interactions", **fields: Any) -> Figure:
    """Return a figure of the accuser about both labs; `fields` change it."""
    ends = {name: fields.pop(name) for name in ("low", "high") if name in fields}
    amount = quantity(value, comparator, **ends)
    plain: dict[str, Any] = {
        "id": fields.pop("id", f"fig-{measure}-{value}-{comparator}"),
        "article_id": "art-1",
        "span": Span(0, 1),
        "quote": str(value),
        "quantity": amount,
        "measure": measure,
        "unit": "queries" if measure == "interactions" else measure,
        "scope": Scope.TOTAL,
        "accused": LABS,
        "claimant": ACCUSER,
        "via": None,
        "target": "Quern",
        "window": None,
        "stance": Stance.ASSERTED,
        "derived": False,
        "case": 0,
        "sentence": Span(0, 1),
    }
    return Figure(**{**plain, **fields})


def report(name: str, *figures: Figure, cites: tuple[str, ...] = (), **fields: Any) -> Report:
    """Return a report that prints figures; their ids and places are its own."""
    printed = tuple(
        replace(item, id=f"fig-{name}-{number}", article_id=name, span=Span(number, number + 1))
        for number, item in enumerate(figures)
    )
    plain: dict[str, Any] = {
        "article_id": name,
        "url": f"https://{name}.example/",
        "file": None,
        "outlet": name,
        "title": None,
        "published": "2026-03-02",
        "lang": "en",
        "tier": "press",
        "first_seen": "2026-03-03T00:00:00+00:00",
        "supersedes": None,
        "relevant": True,
        "cases": (Case(ACCUSER, LABS, "Quern", "allegation", "2026-03-01"),),
        "figures": printed,
        "events": (),
        "citations": tuple(Citation(cited, "outlet", Span(0, 1)) for cited in cites),
    }
    return Report(**{**plain, **fields})
