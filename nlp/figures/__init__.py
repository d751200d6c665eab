"""Which quantities are claimed figures, and what each is bound to."""

from nlp.figures.bind import bind

__all__ = ["bind"]
