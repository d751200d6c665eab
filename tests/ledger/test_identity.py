"""Ids are hashes of what they name: the same everywhere, for any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.identity import identifier, text_sha256


def test_ids_are_stable_over_versions() -> None:
    """Ids are kept in ledgers and cited in reports: the recipe may never change."""
    assert text_sha256("Harbor") == "8a8c65415401f7ed0a6828f3da318b887524e488c8e0e3287e44a6c244a49f28"
    assert (
        identifier("art", "https://news.example/a", None, 3)
        == "art-" + text_sha256("https://news.example/a\x1f\x00\x1f3")[:16]
    )


def test_none_and_empty_and_joined_parts_differ() -> None:
    """Nothing is lost between the parts."""
    ids = {identifier("x", *parts) for parts in ((None,), ("",), ("a", "b"), ("ab",), ("ab", ""), ("", "ab"))}
    assert len(ids) == 6


@settings(deadline=None, max_examples=100)
@given(text=st.text(st.characters(exclude_categories=())))
def test_any_text_has_a_hash(text: str) -> None:
    """Lone surrogates too: hostile input is normal input."""
    assert len(text_sha256(text)) == 64
    assert identifier("art", text) == identifier("art", text)
