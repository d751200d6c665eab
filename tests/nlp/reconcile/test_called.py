"""One name for one party, whatever script a page writes it in."""

from __future__ import annotations

import nlp
from crawlers.page import text_article
from ledger.incident import Report
from nlp.reconcile import reconcile

ENGLISH = (
    "Tindra says Orlo Labs copied its Skarv model\n\n"
    "Norwegian company Tindra on Monday accused Orlo Labs of copying its Skarv language model.\n\n"
    "Orlo Labs sent 6.4 million prompts to Skarv through 18,400 fake accounts, Tindra said. "
    "Skarv answered with 320 million tokens.\n"
)
ARABIC = (
    "شركة «تندرا» تتهم مختبر «أورلو لابز» بنسخ نموذجها «سكارف»\n\n"
    "قالت شركة «تندرا» النرويجية إن «أورلو لابز» أرسلت 6.4 ملايين طلب إلى نموذجها اللغوي «سكارف» عبر 18400 حساب.\n\n"
    "وقالت الشركة إن النموذج كتب 320 مليون رمز.\n"
)


def report(text: str, identity: str, lang: str) -> Report:
    """Read a text as of one day."""
    article = text_article(text, identity=identity, lang=lang, published="2026-05-11")
    reading = nlp.read(article)
    parts = (reading.cases, reading.figures, reading.events, reading.citations)
    seen = "2026-05-11T08:00:00Z"
    head = (article.id, None, identity, None, None, "2026-05-11", lang, None, seen, None)
    return Report(*head, reading.relevant, *parts)


def test_a_party_in_another_script_has_the_name_its_incident_gives_it() -> None:
    """The Arabic page's figures are about and by the parties the English page names."""
    english, arabic = report(ENGLISH, "en.txt", "en"), report(ARABIC, "ar.txt", "ar")
    done = reconcile([english, arabic])
    names = {entry.figure_id: entry for entry in done.figure_names}
    assert arabic.figures
    for figure in arabic.figures:
        assert names[figure.id].accused == ("Orlo Labs",)
        assert names[figure.id].claimant == "Tindra"
        assert names[figure.id].target == "Skarv"
    assert len({incident for _, incident in done.figure_incident}) == 1
