"""The one figure that stands for an incident or a value, in words: contested ones name both sides."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from store.queries.readings import Reading
from views import words
from views.charts.numbers import Drawn

ORDER = {"accuser": 0, "third": 1, "none": 2, "accused": 3}
MOST_SIDES = 3


def of_value(readings: Sequence[Reading], measure: str, accused: str) -> list[Reading]:
    """Return the readings of one measure about one accused set."""
    return [reading for reading in readings if reading.measure == measure and reading.accused == accused]


def sides(readings: Sequence[Reading]) -> dict[str, str]:
    """Return the side of each who claims; a reading whose origin is gone says none, its others know."""
    found: dict[str, str] = {}
    for reading in sorted(readings, key=lambda r: (-r.articles, r.figure_id)):
        name = reading.asserter or words.NOBODY
        if found.get(name, "none") == "none":
            found[name] = reading.side
    return found


def leads(readings: Sequence[Reading]) -> list[Reading]:
    """Return the leading reading of each side: the one most articles print, slips and mere words left out."""
    found: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda r: (-r.articles, r.figure_id)):
        if reading.slip is None and reading.comparator != "vague":
            found.setdefault(reading.asserter or words.NOBODY, reading)
    return sorted(found.values(), key=lambda r: (ORDER.get(r.side, 4), -r.articles, r.figure_id))


def written(reading: Reading, *, noun: bool = True) -> str:
    """Return a reading in words, with the noun of its measure."""
    value, low, high = (words.decimal(end) for end in (reading.value, reading.low, reading.high))
    if not noun and reading.measure not in ("money", "share"):
        return words.amount(reading.comparator, value, low, high, reading.quote)
    return words.quantity(
        reading.comparator, value, low, high, code=reading.measure, unit=reading.noun, quote=reading.quote
    )


def chosen(readings: Sequence[Reading], status: str | None, best: str | None) -> list[Reading]:
    """Return the readings that a headline names: the best one, or one of each side while contested."""
    if status == "contested":
        distinct: dict[tuple[str | None, str | None, str | None], Reading] = {}
        for reading in leads(readings):
            distinct.setdefault((reading.value, reading.low, reading.high), reading)
        return list(distinct.values())[:MOST_SIDES]
    if status == "vague_only":
        return [reading for reading in readings if reading.comparator == "vague"][:1]
    wanted = words.decimal(best)
    ranked = leads(readings) + sorted(readings, key=lambda r: (r.slip is not None, -r.articles, r.figure_id))
    if wanted is None:
        return [reading for reading in ranked if reading.slip is None][:1]
    return [reading for reading in ranked if words.decimal(reading.value) == wanted][:1]


def sentence(readings: Sequence[Reading], status: str | None, best: str | None, measure: str | None) -> str:
    """Return the headline in words."""
    if status is None or measure is None:
        return words.NO_FIGURE.word
    picked = chosen(readings, status, best)
    if not picked:
        value = words.decimal(best)
        return f"{words.number(value)} {words.measure(measure)}" if value is not None else words.NO_FIGURE.word
    if len(picked) == 1:
        return written(picked[0])
    *first, last = picked
    return f"{', '.join(written(reading, noun=False) for reading in first)} or {written(last)}"


def drawn(reading: Reading, row: str, identity: str, *, slip: str = "", who: str = "") -> Drawn:
    """Return a reading as the number grammar draws it."""
    value, low, high = (words.decimal(end) for end in (reading.value, reading.low, reading.high))
    return Drawn(
        row=row,
        role=reading.side if reading.side in ("accuser", "accused", "third") else "none",
        comparator=reading.comparator,
        value=value,
        low=low,
        high=high,
        words=written(reading),
        who=who,
        relays=reading.articles,
        slip=slip,
        identity=identity,
    )


def size(readings: Sequence[Reading]) -> Decimal:
    """Return what a headline is sorted by."""
    ends = [words.decimal(end) for reading in readings for end in (reading.value, reading.low, reading.high)]
    return max((end for end in ends if end is not None), default=Decimal(0))
