"""Claimed figures, one row each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, select

from ledger.quantity import Comparator
from ledger.reading import Scope, Stance
from store.exports import Column, Filters, Row, seen_until, stream, truth, until
from store.tables import articles, figure_links, figures

title = "Claimed figures"
key = ("figure_id",)
links = {"article_id": ("articles", "article_id"), "incident_id": ("incidents", "incident_id")}
columns = {
    "figure_id": Column("id: a hash of text version, place, measure and value", required=True),
    "article_id": Column("article version it is printed in", required=True),
    "url": Column("address of the article"),
    "file": Column("file of the article"),
    "outlet": Column("outlet of the article"),
    "published": Column("publication date of the article", "date"),
    "lang": Column("language of the article", required=True),
    "incident_id": Column("incident it is about; empty for background"),
    "quote": Column("the printed words", required=True),
    "value": Column("number as printed, in units; empty when vague or a range", "number"),
    "low": Column("lowest value the words allow; empty when open", "number"),
    "high": Column("highest value the words allow; empty when open", "number"),
    "comparator": Column(
        "exact, about, more_than, at_least, almost, less_than, at_most, range or vague",
        required=True,
        choices=tuple(Comparator),
    ),
    "measure": Column("what is counted (interactions, accounts, money ...)", required=True),
    "unit": Column("noun as written; ISO currency for money"),
    "scope": Column("total, part, subset or rate", required=True, choices=tuple(Scope)),
    "accused": Column("whom it is about, under the names of its incident, separated by ;", "list"),
    "claimant": Column("who makes the claim, under the name of its incident; empty when the text names nobody"),
    "via": Column("outlet named as relay"),
    "target": Column("model or product extracted from, under the name of its incident"),
    "window_start": Column("start of the period the text ties it to", "date"),
    "window_end": Column("end of that period", "date"),
    "stance": Column("asserted, denied, hypothetical or background", required=True, choices=tuple(Stance)),
    "derived": Column("true when the writer computed it", "truth", required=True),
    "origin_id": Column("independent origin it is traced to"),
    "sentence": Column("the sentence it stands in", required=True),
    "start": Column("first character of the quote in the text", "count", required=True),
    "end": Column("character after the quote", "count", required=True),
    "first_seen": Column("when the article version was first captured (UTC)", "moment", required=True),
    "last_seen": Column(
        "when it was last seen unchanged (UTC); in an export as of a day never later than that day",
        "moment",
        required=True,
    ),
    "reader_version": Column(
        "version of the reader that found it; analyst: and a name for a figure coded by a person", required=True
    ),
}


OF_ARTICLE = ("outlet", "published", "lang", "url", "file", "first_seen", "last_seen")
OF_LINK = ("incident_id", "origin_id")
CALLED = ("accused", "claimant", "target")
AGAIN = ("scope", "stance", "via")  # where a second reading took them otherwise


def rows(connection: Connection, filters: Filters) -> Iterator[Row]:
    """Yield the rows in a stable order."""
    wanted = (
        select(*(source_of(name) for name in columns))
        .select_from(figures)
        .join(articles, articles.c.article_id == figures.c.article_id)
        .outerjoin(figure_links, figure_links.c.figure_id == figures.c.figure_id)
        .where(articles.c.first_seen <= until(filters.as_of))
        .order_by(figures.c.article_id, figures.c.start, figures.c.figure_id)
    )
    if filters.incident is not None:
        wanted = wanted.where(figure_links.c.incident_id == filters.incident)
    if filters.measure is not None:
        wanted = wanted.where(figures.c.measure == filters.measure)
    names = tuple(columns)
    for row in stream(connection, wanted):
        values: Row = dict(zip(names, row, strict=True))
        values["derived"] = truth(values["derived"])
        values["accused"] = values["accused"] or None
        values["last_seen"] = seen_until(values["last_seen"], filters.as_of)
        yield values


def source_of(name: str) -> ColumnElement[Any]:
    """Return where a column comes from; the parties of a figure have the names of its incident, if it has one."""
    if name in CALLED:
        called = figure_links.c[name]
        return case((figure_links.c.accused.is_not(None), called), else_=figures.c[name]).label(name)
    if name in AGAIN:
        told = figure_links.c[name]
        return case((figure_links.c.stance.is_not(None), told), else_=figures.c[name]).label(name)
    return (articles if name in OF_ARTICLE else figure_links if name in OF_LINK else figures).c[name]
