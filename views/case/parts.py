"""Do the parts make the whole? Each claimant's parts against that claimant's own whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from store.queries.readings import Reading
from views import canvas, headline, words
from views.charts.numbers import OPEN_ABOVE, OPEN_BELOW, step
from views.charts.parts import STEP, Piece, parts
from views.text import isolated


@dataclass(frozen=True, slots=True)
class Split:
    """What one claimant says of the parts and of the whole."""

    asserter: str
    side: str
    parts: tuple[Reading, ...]
    whole: Reading | None
    missing: tuple[str, ...]

    def total(self) -> Decimal:
        """Return the sum of the parts."""
        return sum((words.decimal(part.value) or Decimal(0) for part in self.parts), Decimal(0))


def splits(readings: Sequence[Reading], everyone: str) -> list[Split]:
    """Return the claimants that give at least two parts of one measure."""
    accused = set(words.split(everyone))
    by_claimant: dict[tuple[str, str], dict[str, list[Reading]]] = {}
    for reading in readings:
        if reading.slip is None and reading.comparator != "vague" and reading.value is not None:
            claimant = by_claimant.setdefault((reading.asserter or words.NOBODY, reading.side), {})
            claimant.setdefault(reading.accused, []).append(reading)
    found = []
    for (asserter, side), about in sorted(by_claimant.items()):
        single = {name: headline.leads(about[name])[:1] for name in about if name in accused and name != everyone}
        pieces = sorted((leads[0] for leads in single.values() if leads), key=lambda r: words.decimal(r.value) or 0)
        if len(pieces) > 1:
            whole = headline.leads(about.get(everyone, []))[:1]
            found.append(
                Split(asserter, side, tuple(pieces), whole[0] if whole else None, tuple(sorted(accused - set(single))))
            )
    return found


def draw(readings: Sequence[Reading], everyone: str) -> None:
    """Draw the section, if any claimant gives parts."""
    found = splits(readings, everyone)
    if not found:
        return
    with st.container(border=True):
        st.subheader("Do the parts make the whole?")
        st.html("<br>".join(f"{isolated(verdict(split))}{named(split)}" for split in found))
        told = "; ".join(verdict(split) for split in found)
        pieces = [piece for split in found for piece in pieces_of(split)]
        bars = len({piece.bar for piece in pieces})
        canvas.draw(parts(pieces), "parts", STEP * bars, f"Bars of the parts against the whole. {told}")


def named(split: Split) -> str:
    """Return the parts in words, from the smallest."""
    said = (f"{part.accused} {headline.written(part, noun=False)}" for part in split.parts)
    return f'<br><span class="small soft">{isolated(" · ".join(said))}</span>'


def verdict(split: Split) -> str:
    """Return one sentence on the parts of a claimant."""
    total = split.total()
    named = f"{split.asserter}: {words.number(total)}"
    if split.whole is None:
        return f"{named} in {len(split.parts)} parts; no whole is given"
    low, high = printed(split.whole)
    whole = f"of “{headline.written(split.whole, noun=False)}”"
    if split.missing and (high is None or total <= high):
        return f"{named} {whole}; no part is given for {words.listed(split.missing, most=3)}"
    if high is not None and total > high:
        return f"{named} {whole}, {words.number(total - high)} too many"
    if low is not None and total < low:
        return f"{named} {whole}, {words.number(low - total)} without a name"
    return f"{named} {whole}, the parts fit"


def printed(reading: Reading) -> tuple[Decimal | None, Decimal | None]:
    """Return what a reader takes from a whole: "over 16 million" is 16 to 17 million."""
    value, low, high = (words.decimal(end) for end in (reading.value, reading.low, reading.high))
    if value is None:
        return low, high
    if reading.comparator in OPEN_ABOVE:
        return value, value + step(value)
    if reading.comparator in OPEN_BELOW:
        return None, value
    grain = step(value)
    return min(value - grain / 2, low or value), max(value + grain / 2, high or value)


def pieces_of(split: Split) -> list[Piece]:
    """Return the bars of one claimant: parts from the smallest, then the whole with the step it leaves open."""
    pieces, at = [], Decimal(0)
    role = split.side if split.side in ("accuser", "accused", "third") else "none"
    for part in split.parts:
        value = words.decimal(part.value) or Decimal(0)
        said = headline.written(part, noun=False)
        pieces.append(Piece(f"{split.asserter}: parts", role, part.accused, said, at, at + value))
        at += value
    if split.whole is not None and (value := words.decimal(split.whole.value) or Decimal(0)):
        bar = f"{split.asserter}: whole"
        pieces.append(Piece(bar, "none", "", headline.written(split.whole), Decimal(0), value))
        if split.whole.comparator in OPEN_ABOVE:
            pieces.append(Piece(bar, "none", "", "left open", value, value + step(value), is_open=True))
    return pieces
