"""Dates and periods of a text, resolved against its publication date, as precise as they are printed."""

from nlp.dates.find import find

__all__ = ["find"]
