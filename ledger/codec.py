"""Dataclasses of the ledger as plain JSON values, and back. Decimals are kept as text, so nothing is rounded."""

from __future__ import annotations

import dataclasses
import types
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
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return decode(next(item for item in get_args(kind) if item is not type(None)), value)
    if origin is tuple:
        items = get_args(kind)
        if len(items) == 2 and items[1] is Ellipsis:
            return tuple(decode(items[0], item) for item in value)
        return tuple(decode(item_kind, item) for item_kind, item in zip(items, value, strict=True))
    if dataclasses.is_dataclass(kind):
        known = hints(kind)  # type: ignore[arg-type]
        return kind(**{name: decode(known[name], item) for name, item in value.items()})  # type: ignore[operator]
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind(value)
    return value


def number_text(value: Decimal | None) -> str | None:
    """Return a decimal as the exports print it: no exponent, no trailing zeros after the point."""
    if value is None:
        return None
    printed = format(value, "f")
    return printed.rstrip("0").rstrip(".") if "." in printed else printed
