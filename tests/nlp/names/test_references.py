"""Words that stand for a name."""

from __future__ import annotations

from crawlers.page import text_article
from nlp import mentions
from nlp.document import prepare


def test_a_noun_means_the_one_party_named_with_it_before() -> None:
    """In "the startup Arden ... According to Fennwick, the startup" the second startup is Arden."""
    text = (
        "Singapore startup Arden Cloud was caught. According to Fennwick Labs, the startup fired 6.2 million prompts."
    )
    found = mentions.find(prepare(text_article(text, identity="noun", lang="en")))
    assert [m.refers for m in found if m.kind == "reference"] == [("Arden Cloud",)]


def test_a_noun_in_the_plural_means_no_single_party() -> None:
    """ "These firms" are several, whoever was named last."""
    text = "Fennwick Labs accused three rivals. These firms sent prompts, and the foreign companies denied it."
    found = mentions.find(prepare(text_article(text, identity="several", lang="en")))
    references = [m for m in found if m.kind == "reference"]
    assert [(m.role, m.refers) for m in references] == [("group", ()), ("group", ())]
