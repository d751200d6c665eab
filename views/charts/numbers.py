"""How a number is drawn, wherever it is drawn: exact, over, at least, under, about, range, words only, slip."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import altair as alt
import pandas as pd

from views import roles
from views.text import visible

RIGHT_HEAD, LEFT_HEAD = "M-1,-1L0.1,0L-1,1", "M1,-1L-0.1,0L1,1"
OPEN_ABOVE, OPEN_BELOW = ("more_than", "at_least"), ("less_than", "at_most")
HOLLOW = ("more_than", "less_than", "almost")
AXIS_FORMAT = (
    "datum.value >= 1e9 ? format(datum.value / 1e9, ',.4~r') + ' bn' : "
    "datum.value >= 1e6 ? format(datum.value / 1e6, ',.4~r') + ' M' : format(datum.value, ',.6~r')"
)
LOG_FROM = 12
SHORTEST = 0.04
TOO_LARGE = Decimal(10) ** 30


@dataclass(frozen=True, slots=True)
class Drawn:
    """One number to draw: where, by whom, and what to say when it is pointed at."""

    row: str
    role: str
    comparator: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    words: str
    who: str = ""
    relays: int = 1
    slip: str = ""
    identity: str = ""

    def ends(self) -> list[Decimal]:
        """Return the numbers that this one puts on the axis; words alone stretch nothing."""
        if self.comparator == "vague":
            return []
        if self.value is None:
            return [end for end in (self.low, self.high) if end is not None]
        grain = step(self.value)
        if self.comparator in OPEN_ABOVE:
            return [self.value, self.value + grain]
        if self.comparator in OPEN_BELOW:
            return [self.value - grain, self.value]
        return [end for end in (self.low, self.value, self.high) if end is not None]


def step(value: Decimal) -> Decimal:
    """Return the next printed step: 1 million for 16 million, 1,000 for 24,000, 10,000 for 100,000."""
    if value == 0:
        return Decimal(1)
    digits = abs(value).normalize().as_tuple()
    exponent = int(digits.exponent)
    grain = Decimal(1).scaleb(exponent)
    return grain / 10 if digits.digits == (1,) else grain


def drawable(numbers: Sequence[Drawn]) -> list[Drawn]:
    """Return the numbers that fit an axis; what is beyond it stays in the text below the chart."""
    return [n for n in numbers if all(abs(end) < TOO_LARGE for end in (n.value, n.low, n.high) if end is not None)]


def axis(numbers: Sequence[Drawn], *, log: bool | None = None) -> tuple[list[float], bool]:
    """Return the domain and whether it is logarithmic: linear unless the largest is 12 times the smallest."""
    ends = [float(end) for number in numbers for end in number.ends()]
    positive = [end for end in ends if end > 0]
    if not ends:
        vague = [float(end) for number in numbers for end in (number.low, number.high) if end is not None]
        ends = vague or [0.0, 1.0]
        positive = [end for end in ends if end > 0]
    wide = bool(positive) and len(positive) == len(ends) and max(positive) > LOG_FROM * min(positive)
    if (wide if log is None else log) and positive:
        return [min(positive) / 1.5, max(positive) * 1.8], True
    low, high = min(ends), max(ends)
    margin = max((high - low) * 0.12, abs(high) * 0.04, 0.5)
    return [max(low - margin, 0) if low >= 0 else low - margin, high + margin], False


def x(field: str, domain: list[float], log: bool, title: str | None) -> alt.X:
    """Return the number axis, on top."""
    labels = alt.Axis(
        orient="top",
        labelExpr=AXIS_FORMAT,
        labelColor=roles.ink("soft"),
        titleColor=roles.ink("soft"),
        titleAnchor="end",
        title=title,
        values=decades(domain) if log else alt.Undefined,
        tickCount=6,
        grid=True,
        aria=False,
    )
    scale = alt.Scale(
        domain=domain, type="log" if log else "linear", nice=False, zero=alt.Undefined if log else False, clamp=True
    )
    return alt.X(f"{field}:Q", scale=scale, axis=labels)


def decades(domain: list[float]) -> list[float]:
    """Return the ticks of a logarithmic axis: powers of ten, and more between them only where there are few."""
    first, last = math.floor(math.log10(domain[0])), math.ceil(math.log10(domain[1]))
    for heads in ((1,), (1, 3), (1, 2, 5), tuple(range(1, 10))):
        ticks = [head * 10.0**power for power in range(first, last + 1) for head in heads]
        inside = [tick for tick in ticks if domain[0] <= tick <= domain[1]]
        if len(inside) > 3:
            return inside
    return inside


def record(number: Drawn, domain: list[float], log: bool) -> dict[str, Any]:
    """Return the columns of one number; None where a mark does not apply."""
    value = float(number.value) if number.value is not None else None
    low = clamped(number.low, domain, domain[0])
    high = clamped(number.high, domain, domain[1])
    kind = number.comparator
    grain = float(step(number.value)) if number.value is not None else 0.0
    found: dict[str, Any] = {
        "row": number.row,
        "role": "alarm" if number.slip else number.role,
        "fill": "paper" if kind in HOLLOW else ("alarm" if number.slip else number.role),
        "words": visible(number.words),
        "who": visible(number.who),
        "slip": number.slip,
        "id": number.identity,
        "size": 80 + 260 * math.sqrt(min(number.relays - 1, 19) / 19),
        "shape": "slip" if number.slip else "figure",
        "point": value if kind not in ("range", "vague") else None,
        "low": low,
        "high": high,
        "rule_end": None,
    }
    if value is not None and kind in OPEN_ABOVE:
        found["rule_end"] = min(max(value + grain, moved(value, SHORTEST, domain, log)), domain[1])
    elif value is not None and kind in OPEN_BELOW:
        found["rule_end"] = max(min(value - grain, moved(value, -SHORTEST, domain, log)), domain[0])
    elif value is not None and kind == "almost":
        found["rule_end"] = low
    place = number_place(value if value is not None else low, domain, log)
    found["is_right"] = place > 0.62
    return {**found, "kind": kind}


def clamped(end: Decimal | None, domain: list[float], otherwise: float) -> float:
    """Return an end of an interval within the axis."""
    return otherwise if end is None else min(max(float(end), domain[0]), domain[1])


def number_place(value: float, domain: list[float], log: bool) -> float:
    """Return how far along the axis a value lies, from 0 to 1."""
    low, high, at = (math.log(max(end, 1e-9)) if log else end for end in (*domain, value))
    return (at - low) / (high - low) if high > low else 0.5


def moved(value: float, share: float, domain: list[float], log: bool) -> float:
    """Return the value that lies a share of the axis further on: an arrow must be long enough to be seen."""
    if log:
        return float(value * math.pow(domain[1] / domain[0], share))
    return value + (domain[1] - domain[0]) * share


def marks(numbers: Sequence[Drawn], y: alt.Y, domain: list[float], log: bool, title: str | None) -> list[Any]:
    """Return the layers of all numbers, the ones to click last."""
    frame = pd.DataFrame([record(number, domain, log) for number in numbers])
    if frame.empty:
        return []
    place = x("point", domain, log, title)
    return [*bands(frame, y, domain, log, title), *rules(frame, y, place), *points(frame, y, place)]


def bands(frame: pd.DataFrame, y: alt.Y, domain: list[float], log: bool, title: str | None) -> list[Any]:
    """Return what has a width: about, range, words only."""
    spread = x("low", domain, log, title)
    told = [alt.Tooltip("words:N", title="figure"), alt.Tooltip("who:N", title="printed by")]
    styles: dict[str, dict[str, Any]] = {
        "about": {"type": "bar", "height": 12, "cornerRadius": 6, "opacity": 0.28},
        "range": {"type": "bar", "height": 9, "cornerRadius": 2, "opacity": 0.75},
        "vague": {"type": "rule", "strokeWidth": 12, "strokeDash": [2, 4], "opacity": 0.55},
    }
    layers = []
    for kind, style in styles.items():
        some = frame[frame["kind"] == kind]
        if not some.empty:
            chart = alt.Chart(some, mark=alt.MarkDef(**style, aria=False))
            layers.append(chart.encode(x=spread, x2="high:Q", y=y, color=roles.by(), tooltip=told))
    return layers


def rules(frame: pd.DataFrame, y: alt.Y, place: alt.X) -> list[Any]:
    """Return the rules to the next printed step, with an arrow head where the number is open."""
    open_ones = frame[frame["rule_end"].notna()]
    if open_ones.empty:
        return []
    layers = [
        alt.Chart(open_ones)
        .mark_rule(strokeWidth=2, opacity=1, aria=False)
        .encode(x=place, x2="rule_end:Q", y=y, color=roles.by())
    ]
    for kinds, shape in ((OPEN_ABOVE, RIGHT_HEAD), (OPEN_BELOW, LEFT_HEAD)):
        some = open_ones[open_ones["kind"].isin(kinds)]
        if not some.empty:
            heads = alt.Chart(some).mark_point(filled=False, shape=shape, strokeWidth=2, size=55, opacity=1, aria=False)
            layers.append(heads.encode(x=alt.X("rule_end:Q"), y=y, color=roles.by()))
    return layers


def points(frame: pd.DataFrame, y: alt.Y, place: alt.X) -> list[Any]:
    """Return the points, and the short word after a slip."""
    some = frame[frame["point"].notna()]
    if some.empty:
        return []
    told = [alt.Tooltip("words:N", title="figure"), alt.Tooltip("who:N", title="printed by")]
    shapes = alt.Shape(
        "shape:N", scale=alt.Scale(domain=["figure", "slip"], range=["circle", "triangle-up"]), legend=None
    )
    size = alt.Size("size:Q", scale=None, legend=None)
    layers = [
        alt.Chart(some)
        .mark_point(filled=False, strokeWidth=2, opacity=1, tooltip=True)
        .encode(
            x=place,
            y=y,
            shape=shapes,
            size=size,
            fill=roles.fill_by(),
            stroke=roles.stroke_by(),
            tooltip=told,
            description=alt.Description("words:N"),
        )
    ]
    sides: tuple[tuple[bool, Literal["left", "right"], int], ...] = ((False, "left", 12), (True, "right", -12))
    for is_right, align, shift in sides:
        slips = some[(some["slip"] != "") & (some["is_right"] == is_right)]
        if not slips.empty:
            end = slips.assign(at=slips["rule_end"].fillna(slips["point"]) if not is_right else slips["point"])
            text = alt.Chart(end).mark_text(align=align, dx=shift, fontSize=12, fontWeight="bold", aria=False)
            layers.append(text.encode(x=alt.X("at:Q"), y=y, text="slip:N", color=roles.by()))
    return layers
