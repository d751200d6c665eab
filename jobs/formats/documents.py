"""The documents of an export, made from the definitions and the ledger: codebook.md and limits.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from store.exports import Filters, Kind, exports
from store.measured import Measured

KINDS: dict[Kind, str] = {
    "text": "text",
    "list": "texts, separated by ;",
    "number": "exact decimal",
    "count": "whole number",
    "truth": "true or false",
    "moment": "moment, ISO 8601 in UTC",
    "date": "date, ISO 8601, as precise as known",
}
GENERAL = (
    "Every figure is what a source says. Nothing here says that it is true, and `corroborated` means that two "
    "independent origins say so, nothing more.",
    "Ranges are ranges of reported values, not confidence intervals. Values are never averaged.",
    "Independence of origins is inferred from named sources, shared figures, shared errors and copied text. Two "
    "outlets that asked the same unnamed person look like two origins.",
    "The reader works with tables and rules. It misses irony, numbers in pictures and figures spread over sentences; "
    "in a language without a table it reads no figures at all.",
    "An export as of a day holds what was first captured until then, read by today's reader and reconciled under the "
    "judgements made until then. What was published earlier and captured later is not in it.",
    "Quotes are short excerpts of texts that belong to their publishers; the licence covers the compilation.",
)


def codebook() -> Iterator[str]:
    """Yield the lines of the codebook."""
    yield "# Codebook"
    yield ""
    yield "Every .csv file is UTF-8 by RFC 4180 with a header row; an empty cell is null. A text that a"
    yield "spreadsheet would run as a formula starts with an apostrophe there; .jsonl and .parquet hold it as it is."
    yield "Numbers are exact decimals without exponent. Characters are counted in Unicode code points."
    for item in exports():
        yield from ("", f"## {item.name}.csv: {item.title.lower()}", "")
        if item.key:
            yield from (f"One row for each {' x '.join(item.key)}.", "")
        yield from ("| column | holds | meaning |", "| --- | --- | --- |")
        for name, column in item.columns.items():
            held = KINDS[column.kind] + (", never empty" if column.required else "")
            yield f"| {name} | {held} | {column.meaning} |"
        for name, column in item.more.items():
            yield f"| {name} | {KINDS[column.kind]}; in .jsonl and .parquet only | {column.meaning} |"


def limits(found: Measured, filters: Filters) -> Iterator[str]:
    """Yield the lines of limits.md: what holds for every export, then what was counted for this one."""
    yield from ("# Limits of this export", "")
    for sentence in GENERAL:
        yield f"- {sentence}"
    yield from ("", "## Counted in this ledger", "")
    if filters.as_of is not None:
        yield from (f"As of {filters.as_of}.", "")
    yield from table("what", found.counts)
    yield from ("", "## Readings with a doubt, by reason", "")
    yield from table("reason", found.doubts)
    yield from ("", "## Issues, by reason", "")
    yield from table("reason", found.issues)


def table(head: str, rows: dict[str, Any]) -> Iterator[str]:
    """Yield a two-column table, or the word none."""
    if not rows:
        yield "None."
        return
    yield from (f"| {head} | number |", "| --- | --- |")
    for name, number in rows.items():
        yield f"| {name} | {number} |"
