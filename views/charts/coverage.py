"""What the ledger covers: articles about model extraction for each month of publication."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from views import roles, words
from views.charts import together

HEIGHT = 180
MOST_NAMED = 6


def by_month(months: Sequence[tuple[str, str, int]]) -> alt.LayerChart:
    """Return the bars, months without an article left empty."""
    held: dict[str, dict[str, int]] = defaultdict(dict)
    for month, language, number in months:
        held[month][language] = held[month].get(language, 0) + number
    records: list[dict[str, Any]] = []
    for month in every(min(held), max(held)):
        languages = sorted(held.get(month, {}).items(), key=lambda item: (-item[1], item[0]))
        names = [f"{words.language(code)} {number}" for code, number in languages]
        total = sum(number for _, number in languages)
        said = f"{words.date(month)}: {words.counted(total, 'article')}"
        records.append(
            {
                "month": words.date(month),
                "total": total,
                "role": "none",
                "words": f"{said} ({words.listed(names, most=MOST_NAMED)})" if names else said,
            }
        )
    frame = pd.DataFrame(records)
    axis = {"labelColor": roles.ink("soft"), "titleColor": roles.ink("soft"), "title": None, "aria": False}
    bars = (
        alt.Chart(frame)
        .mark_bar(opacity=0.75)
        .encode(
            x=alt.X("month:N", sort=list(frame["month"]), axis=alt.Axis(labelAngle=0, labelOverlap=True, **axis)),
            y=alt.Y("total:Q", axis=alt.Axis(tickMinStep=1, tickCount=4, **axis)),
            color=roles.by(),
            tooltip=[alt.Tooltip("words:N", title=" ")],
            description=alt.Description("words:N"),
        )
    )
    return together([bars], HEIGHT)


def every(first: str, last: str, most: int = 60) -> list[str]:
    """Return all months from the first to the last, the newest `most` of them."""
    year, month = (int(part) for part in last.split("-"))
    found: list[str] = []
    while len(found) < most and f"{year:04d}-{month:02d}" >= first:
        found.append(f"{year:04d}-{month:02d}")
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found[::-1]
