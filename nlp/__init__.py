"""The reader: an article in; quantities, dates, mentions, attributions, cases, figures and events out. Pure.

No network, no database, no clock. `read` is the whole of it; the modules are its steps.
"""

from __future__ import annotations

from ledger.article import Article
from ledger.reading import Reading
from nlp import attribution, cases, citations, dates, events, mentions, quantities, relevance
from nlp.document import prepare
from nlp.figures import bind

READER_VERSION = "2026.11.1"

__all__ = ["READER_VERSION", "read"]


def read(article: Article) -> Reading:
    """Read one article; deterministic and linear in the length of the text."""
    text = prepare(article)
    found_dates = dates.find(text)
    found_quantities = quantities.find(text, found_dates)
    found_mentions = mentions.find(text)
    found_attributions = attribution.find(text, found_mentions)
    relevant = relevance.is_relevant(text, found_mentions, found_quantities)
    found_cases = cases.find(text, found_mentions, found_dates, found_attributions) if relevant else ()
    figures = (
        bind(text, found_quantities, found_dates, found_mentions, found_attributions, found_cases, READER_VERSION)
        if relevant
        else ()
    )
    return Reading(
        article.id,
        relevant,
        found_quantities,
        found_dates,
        found_mentions,
        found_attributions,
        found_cases,
        figures,
        events.find(text, found_mentions, found_dates, found_cases) if relevant else (),
        citations.find(text, found_mentions),
        (),
        READER_VERSION,
    )
