"""Dataclasses of the ledger as plain JSON values, and back. Decimals are kept as text, so nothing is rounded."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def encode(value: Any) -> Any:
    """Return plain JSON values for a dataclass, tuple, enum or decimal."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (tuple, list, frozenset)):
        return [encode(item) for item in value]
    return value


@cache
def hints(kind: type) -> dict[str, Any]:
    """Return the resolved annotations of a dataclass."""
    return get_type_hints(kind)


def decode(kind: Any, value: Any) -> Any:
    """Return the dataclass (or tuple, enum, decimal) of `kind` for plain values. Raises KeyError if incomplete."""
    return decoder(kind)(value)


@cache
def decoder(kind: Any) -> Callable[[Any], Any]:
    """Return what decodes values of a kind; worked out once for each kind. None stays None."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return decoder(next(item for item in get_args(kind) if item is not type(None)))
    if origin is tuple:
        return tuple_decoder(get_args(kind))
    if dataclasses.is_dataclass(kind):
        return dataclass_decoder(kind)
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return lambda value: None if value is None else kind(value)
    return itself


def itself(value: Any) -> Any:
    """Return a plain value."""
    return value


def tuple_decoder(items: tuple[Any, ...]) -> Callable[[Any], Any]:
    """Return what decodes tuples, of one kind of item or of one kind for each place."""
    if len(items) == 2 and items[1] is Ellipsis:
        each = decoder(items[0])
        if each is itself:
            return lambda value: None if value is None else tuple(value)
        return lambda value: None if value is None else tuple([each(item) for item in value])
    places = tuple(decoder(item) for item in items)

    def decoded(value: Any) -> Any:
        return None if value is None else tuple(place(item) for place, item in zip(places, value, strict=True))

    return decoded


def dataclass_decoder(kind: Any) -> Callable[[Any], Any]:
    """Return what decodes a dataclass; fields that are plain values are taken as they are."""
    fields: dict[str, Callable[[Any], Any]] | None = None  # found when first used: a kind may hold itself

    def decoded(value: Any) -> Any:
        nonlocal fields
        if value is None:
            return None
        if fields is None:
            fields = {name: decoder(hint) for name, hint in hints(kind).items()}
        read = {}
        for name, item in value.items():
            field = fields[name]
            read[name] = item if item is None or field is itself else field(item)
        return kind(**read)

    return decoded


def number_text(value: Decimal | None) -> str | None:
    """Return a decimal as the exports print it: no exponent, no trailing zeros after the point."""
    if value is None:
        return None
    printed = format(value, "f")
    return printed.rstrip("0").rstrip(".") if "." in printed else printed
