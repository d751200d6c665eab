"""Who stands together in a sentence, seen in the votes of its two sides."""

from __future__ import annotations

from crawlers.page import text_article
from nlp import accusation, mentions
from nlp.clauses import Sides
from nlp.document import prepare

OPENING = "Fennwick Labs accused Dunmore Systems, Arden Cloud and Pellow Data of copying its model Larkspur. "


def sides(text: str) -> Sides:
    """Return the votes of an English text."""
    prepared = prepare(text_article(text, identity="votes", lang="en"))
    return accusation.sides(prepared, mentions.find(prepared))


def test_every_name_of_a_list_of_subjects_is_blamed() -> None:
    """What three firms sent together speaks against each of them, an apposition in the list or not."""
    more = "Dunmore Systems, the Danish firm Arden Cloud and Pellow Data together sent 4.2 million prompts."
    before, after = sides(OPENING), sides(OPENING + more)
    for name in ("Dunmore Systems", "Arden Cloud", "Pellow Data"):
        assert after.accused[name] > before.accused[name]


def test_a_relative_clause_blames_the_name_before_it_and_ends_at_its_comma() -> None:
    """In "Arden, which Fennwick blames for ..., said it denies" Fennwick accuses Arden and denies nothing."""
    more = "Arden Cloud, which Fennwick Labs blames for 1.9 million of them, denies the claim."
    before, after = sides(OPENING), sides(OPENING + more)
    assert after.accuser["Fennwick Labs"] > before.accuser["Fennwick Labs"]
    assert after.accused["Arden Cloud"] > before.accused["Arden Cloud"] + 3
    assert after.accused["Fennwick Labs"] == before.accused["Fennwick Labs"]


def test_claims_from_somebody_and_levelled_accusations_tell_the_accuser() -> None:
    """A noun of claiming with "from X", and a verb before "accusations against", name who accuses."""
    noun = sides("These accusations follow similar claims from Arden Cloud regarding foreign firms copying its model.")
    verb = sides("Arden Cloud is also levelling similar accusations against foreign companies.")
    told = sides("Arden Cloud, also levelling similar accusations against foreign companies, is a rival.")
    assert noun.accuser["Arden Cloud"] > 0
    assert not noun.accused["Arden Cloud"]
    assert not verb.accused["Arden Cloud"]
    assert told.accuser["Arden Cloud"] > 0
