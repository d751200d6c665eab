"""Numbers and names as people write them, for explanations."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ledger.incident import Report
from ledger.quantity import HEDGES
from ledger.reading import Figure
from nlp.reconcile.measures import comparable

SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
LARGEST = Decimal(10) ** 18


def number(value: Decimal) -> str:
    """Return 16 million, 24,000 or 74.2."""
    for scale, word in SCALES:
        if scale <= abs(value) < LARGEST:
            return f"{plain(value / scale)} {word}"
    return plain(value)


def plain(value: Decimal) -> str:
    """Return a decimal with thousands marks and without trailing zeros; with an exponent past all sense."""
    if not value.is_finite() or abs(value) >= LARGEST:
        return f"{value:.3e}"
    text = f"{round(value, 6):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quantity(figure: Figure) -> str:
    """Return a figure as words: over 16 million exchanges."""
    values = figure.quantity
    unit = f" {figure.unit}" if figure.unit else ""
    if values.value is None:
        return f"“{figure.quote}”"
    if figure.measure == "money":
        return f"{HEDGES[values.comparator]}{figure.unit or ''} {number(values.value)}".strip()
    if figure.measure == "share":
        shared = comparable(figure)
        return f"{HEDGES[values.comparator]}{plain(shared.value or values.value)} percent"
    return f"{HEDGES[values.comparator]}{number(values.value)}{unit}"


def source(report: Report) -> str:
    """Return how an article is named in a sentence."""
    name = report.outlet or report.title or report.file or report.url or report.article_id
    return name.rpartition("/")[2] if name == report.file else name


def listed(names: Sequence[str]) -> str:
    """Return names as a list in words."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
