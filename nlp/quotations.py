"""What stands in quotation marks."""

from __future__ import annotations


def in_quotes(raw: str, start: int, offset: int) -> bool:
    """Tell whether an offset stands between quotation marks of its sentence."""
    piece = raw[start:offset]
    return piece.count("“") > piece.count("”") or piece.count("«") > piece.count("»") or piece.count('"') % 2 == 1
