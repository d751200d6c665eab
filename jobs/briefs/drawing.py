"""The number line of a brief as SVG: one row for each distinct reading, text beside and marks on the line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from jobs.briefs.content import printed, speaker
from jobs.feeds import plain
from nlp.reconcile.phrase import number
from store.queries.incident import Value
from store.queries.readings import Reading

WIDTH, LEFT, RIGHT, TOP, STEP = 720, 290, 700, 28, 24
WIDE = 12  # largest / smallest beyond which the line is logarithmic
OPEN_UP, OPEN_DOWN = ("more_than", "at_least"), ("less_than", "at_most", "almost")
HOLLOW = ("more_than", "less_than")
ARROW = 34
LABEL = 44


class Line:
    """The scale of a number line."""

    def __init__(self, numbers: Sequence[float]) -> None:
        low, high = min(numbers), max(numbers)
        self.is_log = low > 0 and high > WIDE * low
        if self.is_log:
            self.low, self.high = math.log10(low) - 0.15, math.log10(high) + 0.2
        else:
            room = (high - low) * 0.15 or abs(high) * 0.1 or 1.0
            self.low, self.high = low - room, high + room

    def x(self, value: float) -> float:
        """Return the place of a number, kept on the line."""
        place = math.log10(value) if self.is_log and value > 0 else value if not self.is_log else self.low
        return round(LEFT + (RIGHT - LEFT) * min(max((place - self.low) / (self.high - self.low), 0.0), 1.0), 1)

    def ticks(self) -> list[float]:
        """Return about five round numbers on the line."""
        if self.is_log:
            return [10.0**power for power in range(math.ceil(self.low), math.floor(self.high) + 1)]
        grain = 10.0 ** math.floor(math.log10((self.high - self.low) / 4))
        step = next(grain * factor for factor in (1, 2, 5, 10) if (self.high - self.low) / (grain * factor) <= 5)
        first = math.ceil(self.low / step)
        return [step * place for place in range(first, math.floor(self.high / step) + 1)]


def number_line(value: Value, rows: Sequence[Reading]) -> str:
    """Return the drawing, or nothing where no reading has a number."""
    exact = [row for row in rows if row.comparator != "vague"] or rows  # words do not stretch the line
    numbers = [float(text) for row in exact if (text := row.value or row.low or row.high) is not None]
    if not numbers:
        return ""
    line = Line(numbers)
    height = TOP + STEP * len(rows) + 12
    parts = [axis(line, height)]
    if value.best is not None:
        place = line.x(float(value.best))
        parts.append(f'<line class="best" x1="{place}" x2="{place}" y1="{TOP - 6}" y2="{height - 8}"/>')
    parts += [drawn(row, TOP + STEP * position + STEP // 2, line) for position, row in enumerate(rows)]
    said = f"Number line of {len(rows)} readings of {value.measure}, {sum(row.slip is not None for row in rows)} alarms"
    return (
        f'<svg role="img" aria-label="{escape(said)}" viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">'
        f"{''.join(parts)}</svg>"
    )


def axis(line: Line, height: int) -> str:
    """Return the ticks with their numbers."""
    parts = []
    for tick in line.ticks():
        place = line.x(tick)
        label = escape(number(Decimal(str(tick))))
        parts.append(
            f'<line class="grid" x1="{place}" x2="{place}" y1="{TOP - 6}" y2="{height - 8}"/>'
            f'<text class="tick" x="{place}" y="12" text-anchor="middle">{label}</text>'
        )
    if line.is_log:
        parts.append('<text class="tick" x="0" y="12">log scale</text>')
    return "".join(parts)


def drawn(row: Reading, y: int, line: Line) -> str:
    """Return one reading: its words on the left, its mark on the line."""
    count = f" ×{row.articles}" if row.articles > 1 else ""
    label = plain(f"{speaker(row)}: {printed(row)}", LABEL) + count
    role = "alarm" if row.slip is not None else row.side if row.side in ("accuser", "accused", "third") else "none"
    mark = "▲ " if row.slip is not None else ""
    return (
        f'<g class="{role}"><text class="label" x="0" y="{y + 4}">{mark}{escape(label)}</text>{shape(row, y, line)}</g>'
    )


def shape(row: Reading, y: int, line: Line) -> str:
    """Return the mark by the grammar of the app: dot, open dot with arrow, band, stripes."""
    low = line.x(float(row.low)) if row.low is not None else LEFT
    high = line.x(float(row.high)) if row.high is not None else RIGHT
    if row.comparator == "vague":
        return f'<line class="stripes" x1="{low}" x2="{high}" y1="{y}" y2="{y}"/>'
    if row.value is None:
        return f'<rect class="band solid" x="{low}" y="{y - 4}" width="{max(high - low, 2):.1f}" height="8"/>'
    place = line.x(float(row.value))
    parts = []
    if row.comparator == "about":
        parts.append(f'<rect class="band" x="{low}" y="{y - 6}" width="{max(high - low, 2):.1f}" height="12" rx="6"/>')
    if row.comparator in OPEN_UP:
        parts.append(arrow(place, min(place + ARROW, RIGHT + 16), y, 1))
    if row.comparator in OPEN_DOWN:
        parts.append(arrow(place, max(place - ARROW, LEFT), y, -1))
    if row.slip is not None:
        parts.append(f'<path class="dot" d="M{place - 6},{y + 5}L{place},{y - 6}L{place + 6},{y + 5}Z"/>')
    else:
        style = "dot hollow" if row.comparator in HOLLOW else "dot"
        parts.append(f'<circle class="{style}" cx="{place}" cy="{y}" r="5"/>')
    return "".join(parts)


def arrow(start: float, end: float, y: int, way: int) -> str:
    """Return an arrow along the line."""
    return (
        f'<line class="reach" x1="{start}" x2="{end}" y1="{y}" y2="{y}"/>'
        f'<path class="head" d="M{end - 5 * way},{y - 4}L{end},{y}L{end - 5 * way},{y + 4}"/>'
    )
