"""What all tables share: the names of constraints, and text that both engines sort and compare byte by byte."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Words = Text().with_variant(Text(collation="C"), "postgresql")
Id = Words


def text(name: str, nullable: bool = True) -> Column[str]:
    """Return a text column."""
    return Column(name, Words, nullable=nullable)
