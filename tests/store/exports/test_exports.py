"""Every export is documented: each column has a meaning and a kind, keys and links name columns that exist."""

from __future__ import annotations

from typing import get_args

import pytest

from jobs.formats.documents import KINDS, codebook
from jobs.formats.package import TYPES, schema
from store.exports import Export, Kind, exports, seen_until, until


@pytest.mark.parametrize("item", exports(), ids=lambda item: item.name)
def test_every_column_is_documented(item: Export) -> None:
    """In the definition, in the codebook, in the data package."""
    text = "\n".join(codebook())
    for name, column in item.columns.items():
        assert column.meaning.strip() and column.kind in KINDS
        assert f"| {name} | {KINDS[column.kind]}" in text and column.meaning in text
    described = schema(item, {other.name for other in exports()})
    assert [field["name"] for field in described["fields"]] == list(item.columns)
    assert all(field["description"] and field["type"] for field in described["fields"])


@pytest.mark.parametrize("item", exports(), ids=lambda item: item.name)
def test_keys_and_links_name_columns(item: Export) -> None:
    """Of this export and of the one linked to."""
    columns = {other.name: set(other.columns) for other in exports()}
    assert set(item.key) <= columns[item.name]
    for column, (resource, target) in (item.links or {}).items():
        assert column in columns[item.name] and target in columns[resource]


def test_every_kind_has_words_and_a_type() -> None:
    """Nothing falls through."""
    assert set(KINDS) == set(TYPES) == set(get_args(Kind))


def test_until_covers_the_day_it_names() -> None:
    """A day is meant whole; a moment is meant as it is; nothing named is no limit."""
    assert until("2026-03-02") == "2026-03-02T23:59:59Z"
    assert until("2026-03-02T12:00:00Z") == "2026-03-02T12:00:00Z"
    assert until(None) > "2999-01-01T00:00:00Z"
    assert seen_until("2026-03-09T00:00:00Z", "2026-03-02") == "2026-03-02T23:59:59Z"
    assert seen_until("2026-03-01T00:00:00Z", "2026-03-02") == "2026-03-01T00:00:00Z"
