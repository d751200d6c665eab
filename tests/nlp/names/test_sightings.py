"""Where names begin and end, and what a name is the name of, in running text."""

from __future__ import annotations

import pytest

from crawlers.page import text_article
from ledger.reading import Mention
from nlp import mentions
from nlp.document import prepare


def found(text: str, lang: str = "en") -> list[Mention]:
    """Return the mentions of a text."""
    return list(mentions.find(prepare(text_article(text, identity="names", lang=lang))))


def parties(text: str, lang: str = "en") -> set[str]:
    """Return the names of the parties of a text."""
    return {mention.name for mention in found(text, lang) if mention.kind == "party"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fennwick S.p.A. sued Dunmore S.r.l. of Ancona over its model.", {"Fennwick", "Dunmore"}),
        ("The model is operated by Arden Cloud Pte. Ltd. and Pellow Joint Stock Company.", {"Arden Cloud", "Pellow"}),
        ("PROCEEDINGS AGAINST FENNWICK S.P.A. AND DUNMORE ROADS S.R.L.", {"FENNWICK", "Dunmore Roads"}),
        ("The Data Office has fined Arden Logic NT$18 million for copying it.", {"Data Office", "Arden Logic"}),
        ("The answers came from a system built by Pellow.", {"Pellow"}),
    ],
)
def test_names_end_before_legal_forms_small_words_and_currencies(text: str, names: set[str]) -> None:
    """What is printed around a name is not part of it."""
    assert parties(text) == names


def test_a_seat_in_a_row_of_a_table_is_no_party() -> None:
    """A place behind a firm's name is not what the row counts."""
    text = "Arden Intelligence, Ningbo 5,120 7.4 million. Pellow AI, Turin 2,640 3.8 million."
    assert parties(text) == {"Arden Intelligence", "Pellow AI"}


def test_what_opens_a_quotation_is_no_name_for_its_capital() -> None:
    """A capital at the beginning of quoted words is no evidence."""
    text = "Yeni Zelanda’dan suçlama: “Modelimizi soru sorarak kopyaladılar” dedi Arden Labs."
    assert "Modelimizi" not in parties(text, "tr")


def test_a_plain_noun_means_the_only_authority_of_a_page_wherever_it_stands() -> None:
    """ "The watchdog" before its name, and "its supplier", which is another than who was named."""
    text = (
        "Two firms were fined after the watchdog found that they had copied a model. Arden Cloud must pay. Its "
        "supplier, Pellow Labs, was ordered to pay the rest, the Data Office said."
    )
    references = [(m.role, m.refers) for m in found(text) if m.kind == "reference"]
    assert ("agency", ("Data Office",)) in references
    assert not any(role == "company" and refers == ("Arden Cloud",) for role, refers in references)
