"""Who repeats whom, from left to right: claimants, what passed a claim on, the articles that print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from views import roles
from views.charts import together
from views.text import visible

NODE = 26
SHAPES = {"claimant": "square", "passed": "diamond", "article": "circle", "slip": "triangle-up"}
BENDS = 15
LEFT_ROOM, RIGHT_ROOM = 0.42, 0.62


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody who claims, passes on or prints."""

    key: str
    name: str
    kind: str  # claimant | passed | article | slip
    role: str
    level: int


@dataclass(frozen=True, slots=True)
class Arc:
    """One repeats another; `why` is the reason."""

    source: str
    target: str
    is_slip: bool
    why: str


def graph(nodes: Sequence[Node], arcs: Sequence[Arc]) -> alt.LayerChart:
    """Return the chart."""
    places, tallest = placed(nodes, arcs)
    deepest = max(node.level for node in nodes)
    x = alt.X("x:Q", scale=alt.Scale(domain=[-LEFT_ROOM, deepest + RIGHT_ROOM], nice=False, zero=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[tallest - 0.4, -0.6], nice=False, zero=False), axis=None)
    layers = [*lines(arcs, places, x, y), *dots(nodes, places, x, y)]
    return together(layers, max(tallest, 2) * NODE)


def placed(nodes: Sequence[Node], arcs: Sequence[Arc]) -> tuple[dict[str, tuple[float, float]], int]:
    """Return where each node stands, near what it repeats, and how many rows the tallest level has."""
    levels: dict[int, list[Node]] = {}
    for node in nodes:
        levels.setdefault(node.level, []).append(node)
    tallest = max(len(members) for members in levels.values())
    above: dict[str, list[str]] = {}
    for arc in arcs:
        above.setdefault(arc.target, []).append(arc.source)
    places: dict[str, tuple[float, float]] = {}
    for level in sorted(levels):
        members = sorted(levels[level], key=lambda node: (pull(node, above, places), node.name))
        room = tallest / len(members)
        for position, node in enumerate(members):
            places[node.key] = (float(level), (position + 0.5) * room - 0.5)
    return places, tallest


def pull(node: Node, above: dict[str, list[str]], places: dict[str, tuple[float, float]]) -> float:
    """Return the middle of what a node repeats."""
    heights = [places[key][1] for key in above.get(node.key, ()) if key in places]
    return sum(heights) / len(heights) if heights else 0.0


def lines(arcs: Sequence[Arc], places: dict[str, tuple[float, float]], x: alt.X, y: alt.Y) -> list[Any]:
    """Return the curves."""
    records = []
    for number, arc in enumerate(arcs):
        (x0, y0), (x1, y1) = places[arc.source], places[arc.target]
        for bend in range(BENDS + 1):
            along = bend / BENDS
            smooth = along * along * (3 - 2 * along)
            records.append(
                {
                    "edge": number,
                    "k": bend,
                    "x": x0 + (x1 - x0) * along,
                    "y": y0 + (y1 - y0) * smooth,
                    "role": "alarm" if arc.is_slip else "soft",
                    "words": visible(arc.why, 200),
                }
            )
    if not records:
        return []
    curves = alt.Chart(pd.DataFrame(records)).mark_line(strokeWidth=1.5, opacity=0.6, aria=False)
    return [
        curves.encode(
            x=x, y=y, detail="edge:N", order="k:Q", color=roles.by(), tooltip=[alt.Tooltip("words:N", title=" ")]
        )
    ]


def dots(nodes: Sequence[Node], places: dict[str, tuple[float, float]], x: alt.X, y: alt.Y) -> list[Any]:
    """Return the nodes with their names, a halo of paper behind each name."""
    frame = pd.DataFrame(
        {
            "x": places[node.key][0],
            "y": places[node.key][1],
            "kind": node.kind,
            "role": "alarm" if node.kind == "slip" else node.role,
            "name": visible(node.name, 34),
            "paper": "paper",
            "ink": "none",
            "is_claimant": node.kind == "claimant",
        }
        for node in nodes
    )
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())), legend=None)
    layers: list[Any] = [
        alt.Chart(frame)
        .mark_point(filled=True, size=110, opacity=1)
        .encode(
            x=x,
            y=y,
            shape=shape,
            color=roles.by(),
            tooltip=[alt.Tooltip("name:N", title=" ")],
            description=alt.Description("name:N"),
        )
    ]
    for claimants, align, shift in ((True, "right", -9), (False, "left", 9)):
        some = frame[frame["is_claimant"] == claimants]
        if some.empty:
            continue
        placing: dict[str, Any] = {"align": align, "dx": shift, "fontSize": 12, "aria": False, "limit": 230}
        halo = alt.Chart(some, mark=alt.MarkDef(type="text", strokeWidth=5, strokeJoin="round", **placing))
        layers.append(halo.encode(x=x, y=y, text="name:N", color=roles.by("paper"), stroke=roles.stroke_by("paper")))
        text = alt.Chart(some, mark=alt.MarkDef(type="text", **placing))
        layers.append(text.encode(x=x, y=y, text="name:N", color=roles.by("ink")))
    return layers
