"""A chart of rows: names in the left axis, figures in the right one, marks between, so that no label hits another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import altair as alt
import pandas as pd

from views import roles
from views.charts import together
from views.text import SEPARATOR, visible

LEFT_LIMIT = "containerSize()[0] < 900 ? 305 : 350"  # pixels; a small screen keeps room for the marks
RIGHT_LIMIT = "containerSize()[0] < 900 ? 235 : 290"
FIRST_LINE, SECOND_LINE = 13, 11.5


@dataclass(frozen=True, slots=True)
class Row:
    """The words of one row; `is_head` rows are headings."""

    left: str
    left_second: str = ""
    right: str = ""
    right_second: str = ""
    is_head: bool = False


class Rows:
    """The rows of one chart with their keys, and the layers that draw their words."""

    def __init__(self, rows: Sequence[Row], step: int, *, two_lines: bool = True) -> None:
        """Take the rows from top to bottom; `step` is the height of one in pixels."""
        self.keys = [key(position, row) for position, row in enumerate(rows)]
        self.step = step
        self.two_lines = two_lines

    def y(self, axis: alt.Axis | None = None) -> alt.Y:
        """Return the place of a row; without an axis for the marks."""
        return alt.Y("row:N", sort=None, scale=alt.Scale(domain=self.keys, paddingInner=0, paddingOuter=0), axis=axis)

    def frame(self) -> pd.DataFrame:
        """Return one record for each row."""
        return pd.DataFrame({"row": self.keys, "role": "panel"})

    def words(self) -> list[alt.Chart]:
        """Return the layers that carry the axes: zebra first, then invisible ones."""
        even = pd.DataFrame({"row": self.keys[::2], "role": "panel"})
        zebra = (
            alt.Chart(even)
            .mark_bar(aria=False, tooltip=None)
            .encode(y=self.y(), x=alt.value(0), x2=alt.value("width"), color=roles.by())
        )
        offsets = (-8, 8) if self.two_lines else (0, 0)
        axes = [label_axis("left", 1, offsets[0], first=True), label_axis("right", 3, offsets[0], first=self.two_lines)]
        if self.two_lines:
            axes += [label_axis("left", 2, offsets[1], first=False), label_axis("right", 4, offsets[1], first=False)]
        carrier = alt.Chart(self.frame()).mark_point(opacity=0, aria=False, tooltip=None)
        return [zebra, *(carrier.encode(y=self.y(axis)) for axis in axes)]


def key(position: int, row: Row) -> str:
    """Return the key of a row: its number and its words; crawled words never enter an expression."""
    words = (row.left, row.left_second, row.right, row.right_second)
    head = "h" if row.is_head else "r"
    return SEPARATOR.join([f"{position:03d}{head}", *(visible(word, 120) for word in words)])


def label_axis(side: str, part: int, offset: int, *, first: bool) -> alt.Axis:
    """Return an axis that shows one part of the row keys on one side."""
    heads = {"condition": {"test": "substring(datum.value, 3, 4) == 'h'", "value": "bold"}, "value": "normal"}
    emphasis: Any = 600 if first and offset else heads
    return alt.Axis(
        orient="left" if side == "left" else "right",
        labelExpr=f"split(datum.value, '{SEPARATOR}')[{part}]",
        labelFontSize=FIRST_LINE if first else SECOND_LINE,
        labelFontWeight=emphasis if first else "normal",
        labelColor=roles.ink("none" if first else "soft"),
        labelFlush=False,
        labelBound=False,
        labelOverlap=False,
        labelOffset=offset,
        labelLimit=alt.ExprRef(LEFT_LIMIT if side == "left" else RIGHT_LIMIT),
        labelPadding=8,
        ticks=False,
        domain=False,
        grid=False,
        title=None,
        aria=False,
    )


def layered(layers: Sequence[Any], rows: Rows) -> alt.LayerChart:
    """Return the finished chart."""
    chart = together(layers, alt.Step(rows.step)).resolve_axis(y="independent").resolve_scale(color="shared")
    return cast("alt.LayerChart", chart)
