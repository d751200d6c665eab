"""What all tables share: the names of constraints, and text that both engines keep, sort and compare alike.

Text is compared byte by byte on either engine. A NUL or half a surrogate pair, which PostgreSQL cannot hold, becomes
U+FFFD, one character for one character, so that places in a text stay right.
"""

from __future__ import annotations

import json
import re
from typing import Any

from sqlalchemy import Column, MetaData, Text
from sqlalchemy.types import TypeDecorator

UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
ESCAPED = re.compile(r"\\u(?:0000|d[89a-f])")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class KeptText(TypeDecorator[str]):
    """Text with everything replaced that an engine could not hold."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Any) -> Any:
        """Return the text as it is kept."""
        return kept(value) if isinstance(value, str) else value


def kept(value: str) -> str:
    """Return a text without what no engine can hold."""
    return value if value.isascii() and "\x00" not in value else UNKEEPABLE.sub("\ufffd", value)


def json_text(value: Any) -> str:
    """Return a value as JSON that either engine takes; a pair of surrogate escapes is one character and stays."""
    written = json.dumps(value)
    return json.dumps(kept_value(value)) if ESCAPED.search(written) else written


def kept_value(value: Any) -> Any:
    """Return plain values with all texts in them as they are kept."""
    if isinstance(value, str):
        return kept(value)
    if isinstance(value, dict):
        return {kept(name): kept_value(item) for name, item in value.items()}
    return [kept_value(item) for item in value] if isinstance(value, (list, tuple)) else value


Words = KeptText().with_variant(KeptText(collation="C"), "postgresql")
Id = Words


def text(name: str, nullable: bool = True) -> Column[str]:
    """Return a text column."""
    return Column(name, Words, nullable=nullable)
