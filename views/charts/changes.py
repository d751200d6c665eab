"""How a figure moved: what was printed when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from ledger.quantity import HEDGES
from store.queries.course import Dated
from views import dates, roles, words
from views.charts import together
from views.charts.numbers import AXIS_FORMAT, TOO_LARGE, decades
from views.charts.timeline import time
from views.text import visible

HEIGHT = 220
WIDE = 12


def over_time(rows: Sequence[Dated], noun: str = "") -> alt.LayerChart | None:
    """Return the chart, None where nothing is dated."""
    records: list[dict[str, Any]] = []
    for row in rows:
        day, value = dates.days(row.date), words.decimal(row.value)
        if day is None or value is None or not 0 < value < TOO_LARGE:
            continue
        said = f"{HEDGES[row.comparator]}{words.number(value)}"
        records.append(
            {
                "at": day.start(),
                "value": float(value),
                "role": "alarm" if row.is_slip else row.side if row.side in roles.ROLES[:3] else "none",
                "kind": "slip" if row.is_slip else "figure",
                "size": 60 + 40 * min(row.articles, 8),
                "words": visible(f"{said}, {words.counted(row.articles, 'article')}, {words.date(row.date)}"),
            }
        )
    if not records:
        return None
    frame = pd.DataFrame(records)
    days = [int(at) for at in frame["at"]]
    room = max((max(days) - min(days)) // 20, 3 * dates.DAY)
    return drawn(frame, [min(days) - room, max(days) + room], noun)


def drawn(frame: pd.DataFrame, period: list[int], noun: str) -> alt.LayerChart:
    """Return the layers."""
    y = values(float(frame["value"].min()), float(frame["value"].max()), noun)
    shape = alt.Shape(
        "kind:N", scale=alt.Scale(domain=["figure", "slip"], range=["circle", "triangle-up"]), legend=None
    )
    points = (
        alt.Chart(frame)
        .mark_point(filled=True, opacity=0.9)
        .encode(
            x=time("at", period),
            y=y,
            shape=shape,
            size=alt.Size("size:Q", scale=None, legend=None),
            color=roles.by(),
            tooltip=[alt.Tooltip("words:N", title=" ")],
            description=alt.Description("words:N"),
        )
    )
    return together([points], HEIGHT)


def values(low: float, high: float, noun: str) -> alt.Y:
    """Return the axis of the values, with room above and below."""
    log = high > WIDE * low
    room = (high - low) * 0.15 + low * 0.02
    domain = [low / 1.5, high * 1.5] if log else [low - room, high + room]
    axis = alt.Axis(
        labelExpr=AXIS_FORMAT,
        labelColor=roles.ink("soft"),
        titleColor=roles.ink("soft"),
        title=", ".join(part for part in (noun, "log scale" if log else "") if part) or None,
        values=decades(domain) if log else alt.Undefined,
        tickCount=5,
        aria=False,
    )
    zero = alt.Undefined if log else False
    return alt.Y(
        "value:Q", scale=alt.Scale(domain=domain, type="log" if log else "linear", nice=False, zero=zero), axis=axis
    )
