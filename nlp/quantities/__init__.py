"""Every quantity of a text, whatever it counts, with exact offsets."""

from nlp.quantities.find import find

__all__ = ["find"]
