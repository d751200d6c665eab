"""The number line: every claimed value of one measure, by who claims it, with the value that was reconciled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import altair as alt
import pandas as pd

from views import roles
from views.charts.numbers import Drawn, axis, clamped, drawable, marks, step, x
from views.charts.rows import Row, Rows, layered

STEP = 26


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a heading without a number, or a number."""

    row: Row
    number: Drawn | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What was reconciled; while contested there is no best, and `sides` has the value of each."""

    best: Decimal | None
    low: Decimal | None
    high: Decimal | None
    sides: tuple[Decimal, ...] = ()


def number_line(lines: Sequence[Line], decided: Decided, noun: str = "") -> alt.LayerChart:
    """Return the chart; `noun` says what its axis counts."""
    rows = Rows([line.row for line in lines], STEP, two_lines=False)
    keyed = [
        replace(line.number, row=key) for key, line in zip(rows.keys, lines, strict=True) if line.number is not None
    ]
    numbers = drawable(keyed)
    domain, log = axis(numbers)
    title = ", ".join(part for part in (noun, "log scale" if log else "") if part) or None
    layers = [*rows.words(), *shade(decided, domain, log, title), *marks(numbers, rows.y(), domain, log, title)]
    return layered(layers, rows)


def shade(decided: Decided, domain: list[float], log: bool, title: str | None) -> list[Any]:
    """Return the reconciled range and best value, or the gap between the sides of a contested one."""
    if len(decided.sides) > 1:
        return gap(decided.sides, domain, log, title)
    layers: list[Any] = []
    low, high = decided.low, decided.high
    if high is None and decided.best is not None:
        high = decided.best + step(decided.best)
    if low is None and decided.best is not None:
        low = decided.best - step(decided.best)
    if low is not None and high is not None and low != high:
        band = {"from": clamped(low, domain, domain[0]), "to": clamped(high, domain, domain[1]), "role": "none"}
        area = alt.Chart(pd.DataFrame([band])).mark_rect(opacity=0.10, aria=False)
        layers.append(area.encode(x=x("from", domain, log, title), x2="to:Q", color=roles.by()))
    if decided.best is not None and domain[0] <= float(decided.best) <= domain[1]:
        best = alt.Chart(pd.DataFrame([{"at": float(decided.best), "role": "none"}]))
        rule = best.mark_rule(strokeWidth=1.5, opacity=1, aria=False)
        layers.append(rule.encode(x=x("at", domain, log, title), color=roles.by()))
    return layers


def gap(sides: Sequence[Decimal], domain: list[float], log: bool, title: str | None) -> list[Any]:
    """Return the shaded gap between two sides with a dashed rule at each; no colour of alarm."""
    ends = sorted(clamped(side, domain, domain[0]) for side in sides)
    area = alt.Chart(pd.DataFrame([{"from": ends[0], "to": ends[-1], "role": "none"}]))
    rule = alt.Chart(pd.DataFrame([{"at": end, "role": "none"} for end in ends]))
    return [
        area.mark_rect(opacity=0.07, aria=False).encode(x=x("from", domain, log, title), x2="to:Q", color=roles.by()),
        rule.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, opacity=1, aria=False).encode(
            x=x("at", domain, log, title), color=roles.by()
        ),
    ]
