"""Dates of the ledger as people write them."""

from __future__ import annotations

import re

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNDATED = "undated"
ISO_DATE = re.compile(r"(?<![\w-])\d{4}-\d{2}(?:-\d{2})?(?![\w-])")
QUOTED = re.compile(r"(“[^”]*”)")


def written(text: str | None) -> str:
    """Return 24 Jun 2026, Jun 2026 or 2026: as precise as the ledger has it."""
    if not text:
        return UNDATED
    parts = text[:10].split("-")
    if not all(part.isdigit() for part in parts) or (len(parts) > 1 and not 1 <= int(parts[1]) <= 12):
        return text
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def within(sentence: str) -> str:
    """Return a sentence of ours with its dates as people write them; what it quotes stays as it is printed."""
    return "".join(
        piece if piece.startswith("“") else ISO_DATE.sub(lambda found: written(found.group()), piece)
        for piece in QUOTED.split(sentence)
    )
