"""Names in one list are of one kind."""

from __future__ import annotations

from jobs.read import read_texts


def parties(text: str) -> list[str]:
    """Return the parties of one text, in order, each once."""
    (reading,) = read_texts([text])
    return list(dict.fromkeys(item["name"] for item in reading["mentions"] if item["kind"] == "party"))


def test_a_plain_name_is_a_firm_beside_firms() -> None:
    """No suffix, no noun, no verb of its own: its neighbours tell."""
    text = "Quarry Intelligence accused Gannet Labs, Ostrel Dynamics and Fenn & Marsh of copying its model Sorrel."
    assert parties(text) == ["Quarry Intelligence", "Gannet Labs", "Ostrel Dynamics", "Fenn & Marsh"]


def test_a_place_beside_a_firm_stays_a_place() -> None:
    """What speaks for another kind is not outvoted."""
    text = "Quarry Intelligence said the accounts of Gannet Labs, in Oslo, and those in Bergen had been closed."
    assert parties(text) == ["Quarry Intelligence", "Gannet Labs"]
