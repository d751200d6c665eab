"""Parts against the whole, one pair of bars for each claimant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import altair as alt
import pandas as pd

from views import roles
from views.charts import together
from views.charts.numbers import AXIS_FORMAT
from views.text import visible

STEP = 62
NARROWEST = 620  # pixels of a bar on a small screen
LETTER = 6.6
LINE = 13.5


@dataclass(frozen=True, slots=True)
class Piece:
    """One part or whole of a bar."""

    bar: str
    role: str
    name: str
    words: str
    start: Decimal
    end: Decimal
    is_open: bool = False  # the step that "over" leaves open


def parts(pieces: Sequence[Piece]) -> alt.LayerChart:
    """Return the bars, top to bottom in the order of the pieces."""
    bars = list(dict.fromkeys(visible(piece.bar, 60) for piece in pieces))
    largest = float(max(piece.end for piece in pieces)) * 1.02 or 1.0
    counts: dict[str, int] = {}
    taken: dict[str, float] = {}
    records: list[dict[str, Any]] = []
    for piece in pieces:
        position = counts[piece.bar] = counts.get(piece.bar, -1) + 1
        lines = [visible(part, 40) for part in (piece.name, piece.words) if part]
        width = float(piece.end - piece.start) / largest * NARROWEST
        place = "inside" if width >= LETTER * max(map(len, lines)) else above(piece, lines, largest, taken)
        records.append(
            {
                "bar": visible(piece.bar, 60),
                "role": piece.role,
                "paper": "paper",
                "ink": "none",
                "words": visible(f"{piece.name} {piece.words}".strip(), 80),
                "lines": "\n".join(lines),
                "from": float(piece.start),
                "to": float(piece.end),
                "middle": float(piece.start + piece.end) / 2,
                "is_open": piece.is_open,
                "place": place,
                "opacity": 0.92 if position % 2 or piece.role == "none" else 0.7,
            }
        )
    return drawn(pd.DataFrame(records), bars, largest)


def above(piece: Piece, lines: list[str], largest: float, taken: dict[str, float]) -> str:
    """Return that the words stand above their narrow bar, or nowhere where others stand already."""
    begin = float(piece.start) / largest * NARROWEST
    if begin < taken.get(piece.bar, 0.0):
        return "nowhere"
    taken[piece.bar] = begin + LETTER * len(" ".join(lines))
    return "above"


def drawn(frame: pd.DataFrame, bars: list[str], largest: float) -> alt.LayerChart:
    """Return the layers of the bars and their words."""
    labels = alt.Axis(
        labelLimit=190,
        title=None,
        ticks=False,
        domain=False,
        labelColor=roles.ink("none"),
        labelFontSize=12,
        aria=False,
    )
    y = alt.Y("bar:N", sort=None, scale=alt.Scale(domain=bars, paddingInner=0.35, paddingOuter=0.2), axis=labels)
    numbers = alt.Axis(
        labelExpr=AXIS_FORMAT, labelColor=roles.ink("soft"), tickCount=8, title=None, grid=True, aria=False
    )
    x = alt.X("from:Q", scale=alt.Scale(domain=[0, largest], nice=False), axis=numbers)
    told = [alt.Tooltip("words:N", title=" ")]
    solid, hollow = frame[~frame["is_open"]], frame[frame["is_open"]]
    layers: list[Any] = [
        alt.Chart(solid)
        .mark_bar(strokeWidth=1.5)
        .encode(
            x=x,
            x2="to:Q",
            y=y,
            color=roles.by(),
            stroke=roles.stroke_by("paper"),
            opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
            tooltip=told,
            description=alt.Description("words:N"),
        )
    ]
    if not hollow.empty:
        dashed = alt.Chart(hollow).mark_bar(filled=False, strokeDash=[4, 3], strokeWidth=1.5, opacity=1, aria=False)
        layers.append(dashed.encode(x=x, x2="to:Q", y=y, color=roles.by("ink")))
    layers += texts(solid, y)
    return together(layers, alt.Step(STEP))


def texts(solid: pd.DataFrame, y: alt.Y) -> list[Any]:
    """Return the words: inside a wide bar, the name above the number; above a narrow one."""
    layers: list[Any] = []
    inside, over = (solid[solid["place"] == place] for place in ("inside", "above"))
    for high, lines in inside.groupby(inside["lines"].str.count("\n")):
        text = alt.Chart(lines).mark_text(
            dy=-LINE / 2 * high, lineHeight=LINE, fontSize=12, fontWeight=600, lineBreak="\n", aria=False
        )
        layers.append(text.encode(x=alt.X("middle:Q"), y=y, text="lines:N", color=roles.by("paper")))
    if not over.empty:
        text = alt.Chart(over).mark_text(align="left", dy=-26, fontSize=11.5, aria=False)
        layers.append(text.encode(x=alt.X("from:Q"), y=y, text="words:N", color=roles.by("ink")))
    return layers
