"""Claimed figures, one row each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from store.exports import Filters, Row, until
from store.tables import articles, figure_links, figures

title = "Claimed figures"
columns = {
    "figure_id": "id: a hash of text version, place, measure and value",
    "article_id": "article version it is printed in",
    "url": "address of the article",
    "file": "file of the article",
    "outlet": "outlet of the article",
    "published": "publication date of the article",
    "lang": "language of the article",
    "incident_id": "incident it is about; empty for background",
    "quote": "the printed words",
    "value": "number as printed, in units; empty when vague or a range",
    "low": "lowest value the words allow; empty when open",
    "high": "highest value the words allow; empty when open",
    "comparator": "exact, about, more_than, at_least, almost, less_than, at_most, range or vague",
    "measure": "what is counted (interactions, accounts, money ...)",
    "unit": "noun as written; ISO currency for money",
    "scope": "total, part, subset or rate",
    "accused": "whom it is about, separated by ;",
    "claimant": "who makes the claim; empty when the text names nobody",
    "via": "outlet named as relay",
    "target": "model or product extracted from",
    "window_start": "start of the period the text ties it to",
    "window_end": "end of that period",
    "stance": "asserted, denied, hypothetical or background",
    "derived": "true when the writer computed it",
    "origin_id": "independent origin it is traced to",
    "sentence": "the sentence it stands in",
    "start": "first character of the quote in the text",
    "end": "character after the quote",
    "first_seen": "when the article version was first captured (UTC)",
    "last_seen": "when it was last seen unchanged (UTC)",
    "reader_version": "version of the reader that found it",
}


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order."""
    seen = ("outlet", "published", "lang", "url", "file", "first_seen", "last_seen")
    wanted = (
        select(figures, figure_links.c.incident_id, figure_links.c.origin_id, *(articles.c[name] for name in seen))
        .join(articles, articles.c.article_id == figures.c.article_id)
        .outerjoin(figure_links, figure_links.c.figure_id == figures.c.figure_id)
        .where(articles.c.first_seen <= until(filters.as_of))
        .order_by(figures.c.article_id, figures.c.start, figures.c.figure_id)
    )
    if filters.incident is not None:
        wanted = wanted.where(figure_links.c.incident_id == filters.incident)
    if filters.measure is not None:
        wanted = wanted.where(figures.c.measure == filters.measure)
    for row in connection.execution_options(yield_per=500).execute(wanted):
        own = {"derived": str(row.derived).lower()}
        yield {name: own[name] if name in own else getattr(row, name) for name in columns}
