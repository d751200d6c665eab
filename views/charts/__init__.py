"""The charts, by one grammar: text in the axes, marks between, colour only for who speaks and for alarm.

Altair checks every part of a chart while it is built and the whole again whenever it is handed over. A reader need not
wait for that: what is drawn is not checked, the tests check every chart (`to_dict(validate=True)`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import altair as alt
from altair.utils import schemapi

schemapi.DEBUG_MODE = False


class Layers(alt.LayerChart):
    """Layers drawn over each other, handed over without a check unless one is asked for."""

    def to_dict(
        self,
        validate: bool = False,
        *,
        format: Literal["vega-lite", "vega"] = "vega-lite",
        ignore: list[str] | None = None,
        context: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Return the chart as its specification."""
        return super().to_dict(validate, format=format, ignore=ignore, context=context)


def together(layers: Iterable[Any], height: int | alt.Step) -> Layers:
    """Return layers as one chart of a height, the first one at the bottom."""
    return Layers(layer=list(layers)).properties(height=height)
