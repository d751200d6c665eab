"""The two timelines: when things happened, and how many are claimed. Same rows, two charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import altair as alt
import pandas as pd

from views import dates, roles, words
from views.charts.numbers import Drawn, axis, drawable, marks, moved, x
from views.charts.rows import Row, Rows, layered
from views.text import visible

STEP = 38
EDGE = 0.09
ROOM_FOR_ALARMS = 0.05  # of the period: the newest marks stay clear of the numbers at the right edge
KIND_ROLES = {
    "allegation": "accuser",
    "court": "accuser",
    "government": "third",
    "policy": "third",
    "denial": "accused",
    "admission": "accused",
}
KINDS = ["allegation", "court", "government", "policy", "denial", "admission"]
SHAPES = ["circle", "square", "diamond", "triangle-down", "cross", "triangle-up"]
TIME_LABEL = (
    "utcFormat(datum.value, utcdate(datum.value) != 1 ? '%-d %b' : "
    "utcmonth(datum.value) == 0 || datum.index == 0 ? '%b %Y' : '%b')"
)
PICK = "pick"


@dataclass(frozen=True, slots=True)
class Point:
    """An incident, an event or the articles of a day."""

    kind: str
    when: str
    words: str
    identity: str = ""
    is_new: bool = False
    number: int = 1


@dataclass(slots=True)
class Strip:
    """One row of the timeline: a lane with its incident, or a shared strip of many."""

    row: Row
    incidents: list[Point] = field(default_factory=list)
    events: list[Point] = field(default_factory=list)
    articles: list[Point] = field(default_factory=list)
    slips: int = 0
    numbers: list[Drawn] = field(default_factory=list)


def when(strips: Sequence[Strip], first: date, last: date) -> alt.LayerChart:
    """Return the chart of when things happened."""
    rows = Rows([strip.row for strip in strips], STEP)
    domain = list(dates.padded(first, last))
    if any(strip.slips for strip in strips):
        domain[1] += int((domain[1] - domain[0]) * ROOM_FOR_ALARMS)
    layers = rows.words()
    layers += [*spans(strips, rows, domain), *small(strips, rows, domain), *large(strips, rows, domain)]
    layers += slips(strips, rows)
    return layered(layers, rows)


def time(name: str, domain: list[int]) -> alt.X:
    """Return the time axis, on top."""
    labels = alt.Axis(
        orient="top",
        labelExpr=TIME_LABEL,
        labelColor=roles.ink("soft"),
        tickCount=9,
        title=None,
        grid=True,
        aria=False,
        labelFlush=False,
    )
    return alt.X(
        f"{name}:T", scale=alt.Scale(type="utc", domain=[moment(end) for end in domain], nice=False), axis=labels
    )


def moment(milliseconds: int) -> alt.DateTime:
    """Return a moment as a domain of time needs it; a bare number would be read as a year."""
    at = datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
    return alt.DateTime(year=at.year, month=at.month, date=at.day, hours=at.hour, utc=True)


def spans(strips: Sequence[Strip], rows: Rows, domain: list[int]) -> list[Any]:
    """Return the thin rule of each lane, from its first to its last dated thing."""
    records = []
    for key, strip in zip(rows.keys, strips, strict=True):
        known = [
            found for point in (*strip.incidents, *strip.events, *strip.articles) if (found := dates.days(point.when))
        ]
        if len(known) > 1 and strip.row.right:
            ends = {"from": min(d.start() for d in known), "to": max(d.start() for d in known)}
            records.append({"row": key, "role": "line", **ends})
    if not records:
        return []
    rule = alt.Chart(pd.DataFrame(records)).mark_rule(strokeWidth=2, opacity=1, clip=True, aria=False)
    return [rule.encode(x=time("from", domain), x2="to:T", y=rows.y(), color=roles.by())]


def records(strips: Sequence[Strip], rows: Rows, part: str) -> list[dict[str, Any]]:
    """Return the dated points of one part of all strips."""
    found = []
    for key, strip in zip(rows.keys, strips, strict=True):
        for point in getattr(strip, part):
            covered = dates.days(point.when)
            if covered is not None:
                found.append(
                    {
                        "row": key,
                        "at": covered.start(),
                        "end": covered.end(),
                        "is_day": covered.is_one_day,
                        "kind": point.kind,
                        "words": visible(point.words),
                        "id": point.identity,
                        "is_new": point.is_new,
                        "role": KIND_ROLES.get(point.kind, "none"),
                        "number": point.number,
                    }
                )
    return found


def small(strips: Sequence[Strip], rows: Rows, domain: list[int]) -> list[Any]:
    """Return articles as ticks, events as small dots, dates of a month or year as bars of that width."""
    told = [alt.Tooltip("words:N", title=" ")]
    layers: list[Any] = []
    printed = pd.DataFrame(records(strips, rows, "articles"))
    if not printed.empty:
        ticks = alt.Chart(printed.assign(role="soft")).mark_tick(
            height=12, thickness=1.5, opacity=0.8, clip=True, aria=False
        )
        layers.append(ticks.encode(x=time("at", domain), y=rows.y(), color=roles.by(), tooltip=told))
    dated = pd.DataFrame(records(strips, rows, "events"))
    if dated.empty:
        return layers
    dated = dated.assign(role="soft")
    wide, exact = dated[~dated["is_day"]], dated[dated["is_day"]]
    if not wide.empty:
        bars = alt.Chart(wide).mark_bar(height=6, opacity=0.35, clip=True, aria=False)
        layers.append(bars.encode(x=time("at", domain), x2="end:T", y=rows.y(), color=roles.by(), tooltip=told))
    if not exact.empty:
        dots = alt.Chart(exact).mark_point(filled=True, size=34, opacity=1, clip=True, aria=False)
        layers.append(dots.encode(x=time("at", domain), y=rows.y(), color=roles.by(), tooltip=told))
    return layers


def large(strips: Sequence[Strip], rows: Rows, domain: list[int]) -> list[Any]:
    """Return the incidents: shape for what happened, colour for who speaks, a ring for what is new."""
    frame = pd.DataFrame(records(strips, rows, "incidents"))
    if frame.empty:
        return []
    place = time("at", domain)
    layers: list[Any] = []
    fresh = frame[frame["is_new"]]
    if not fresh.empty:
        rings = alt.Chart(fresh.assign(role="accuser")).mark_point(
            filled=False, size=420, strokeWidth=2, opacity=1, clip=True, aria=False
        )
        layers.append(rings.encode(x=place, y=rows.y(), color=roles.by()))
    wide = frame[~frame["is_day"]]
    if not wide.empty:
        bars = alt.Chart(wide).mark_bar(height=6, opacity=0.35, clip=True, aria=False)
        layers.append(bars.encode(x=place, x2="end:T", y=rows.y(), color=roles.by()))
    zoom = alt.selection_interval(bind="scales", encodings=["x"], zoom="wheel![event.shiftKey]", name="zoom")
    pick = alt.selection_point(name=PICK, fields=["id"], on="click", empty=False)
    top = alt.Chart(frame).mark_point(filled=True, size=175, opacity=1, clip=True, cursor="pointer")
    layers.append(
        top.encode(
            x=place,
            y=rows.y(),
            color=roles.by(),
            shape=alt.Shape("kind:N", scale=alt.Scale(domain=KINDS, range=SHAPES), legend=None),
            tooltip=[alt.Tooltip("words:N", title=" ")],
            description=alt.Description("words:N"),
        ).add_params(pick, zoom)
    )
    return layers


def slips(strips: Sequence[Strip], rows: Rows) -> list[Any]:
    """Return the alarms of each lane, at the right edge where the eye goes from the mark to the figure."""
    some = [
        {"row": key, "role": "alarm", "words": f"▲ {strip.slips}"}
        for key, strip in zip(rows.keys, strips, strict=True)
        if strip.slips
    ]
    if not some:
        return []
    text = alt.Chart(pd.DataFrame(some)).mark_text(align="right", dx=-6, fontSize=12, fontWeight="bold", aria=False)
    return [text.encode(x=alt.value("width"), y=rows.y(), text="words:N", color=roles.by())]


def how_many(strips: Sequence[Strip], title: str) -> alt.LayerChart:
    """Return the chart of how many are claimed, with what each number leaves open; logarithmic where it must be."""
    rows = Rows([strip.row for strip in strips], STEP)
    numbers = [
        replace(n, row=key, relays=1)
        for key, strip in zip(rows.keys, strips, strict=True)
        for n in drawable(strip.numbers)
    ]
    domain, log = axis(numbers)
    domain = [domain[0], moved(domain[1], EDGE, domain, log)]  # the alarms stand at the right edge
    layers = [*rows.words(), *apart(numbers, rows, domain, log)]
    layers += marks(
        numbers, rows.y(), domain, log, f"{words.capital(title)}, log scale" if log else words.capital(title)
    )
    return layered([*layers, *slips(strips, rows)], rows)


def apart(numbers: Sequence[Drawn], rows: Rows, domain: list[float], log: bool) -> list[Any]:
    """Return the dashed rule between the sides of a contested number."""
    sides: dict[str, list[float]] = {}
    for number in numbers:
        sides.setdefault(number.row, []).extend(float(end) for end in number.ends()[:1])
    gaps = [
        {"row": row, "role": "none", "from": min(ends), "to": max(ends)}
        for row, ends in sides.items()
        if len(ends) > 1 and min(ends) < max(ends)
    ]
    if not gaps:
        return []
    rule = alt.Chart(pd.DataFrame(gaps)).mark_rule(strokeDash=[4, 4], strokeWidth=1.5, opacity=1, aria=False)
    return [rule.encode(x=x("from", domain, log, None), x2="to:Q", y=rows.y(), color=roles.by())]
