"""The steps as spaCy components: `language.add_pipe("claimline_quantities")` works on anybody's pipeline.

spaCy asks that a factory names its first arguments `nlp` and `name`; everywhere else `nlp` is this package.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from nlp.pipeline import steps
from nlp.pipeline.attributes import group, text_of

Component = Callable[[Doc], Doc]


def spanned(step: Callable[[Doc], None], attribute: str, key: str | None, label: Callable[[Any], str]) -> Component:
    """Return a component that runs a step and puts what it found into a group of spans, if it has a key."""

    def component(doc: Doc) -> Doc:
        step(doc)
        if key is not None:
            group(doc, attribute, key, label)
        return doc

    return component


def plain(step: Callable[[Doc], None]) -> Component:
    """Return a component that runs a step whose results are no spans."""

    def component(doc: Doc) -> Doc:
        step(doc)
        return doc

    return component


@Language.factory("claimline_sentences", assigns=["token.is_sent_start", "doc.sents", "doc._.article"])
def sentences(nlp: Language, name: str) -> Component:
    """Set the sentences the reader goes by: they respect blocks, abbreviations and scripts without spaces."""

    def component(doc: Doc) -> Doc:
        if not len(doc):
            return doc
        starts: Any = numpy.full(len(doc), -1, dtype="int64")
        starts[0] = 1
        places = doc.to_array([IDX]).ravel().astype("int64")
        starts[numpy.searchsorted(places, text_of(doc).starts, side="right") - 1] = 1
        doc.from_array([SENT_START], starts.astype("uint64").reshape(-1, 1))
        return doc

    return component


@Language.factory("claimline_dates", assigns=["doc.spans", "doc._.reading"], default_config={"spans_key": "dates"})
def dates(nlp: Language, name: str, spans_key: str | None) -> Component:
    """Dates and periods; label: the printed precision."""
    return spanned(steps.find_dates, "date", spans_key, lambda found: str(found.precision))


@Language.factory(
    "claimline_quantities", assigns=["doc.spans", "doc._.reading"], default_config={"spans_key": "quantities"}
)
def quantities(nlp: Language, name: str, spans_key: str | None) -> Component:
    """Quantities with their hedges and nouns; label: the measure, or `quantity`."""
    return spanned(steps.find_quantities, "quantity", spans_key, lambda found: found.measure or "quantity")


@Language.factory(
    "claimline_mentions", assigns=["doc.spans", "doc._.reading"], default_config={"spans_key": "mentions"}
)
def mentions(nlp: Language, name: str, spans_key: str | None) -> Component:
    """Parties, products, outlets and people; label: the kind. `doc.ents` of a model before it are candidates."""
    return spanned(steps.find_mentions, "mention", spans_key, lambda found: str(found.kind))


@Language.factory(
    "claimline_attribution", assigns=["doc.spans", "doc._.reading"], default_config={"spans_key": "attributions"}
)
def attribution(nlp: Language, name: str, spans_key: str | None) -> Component:
    """Who says what; a span is what is said, its label the mode of speech."""
    return spanned(steps.find_attributions, "attribution", spans_key, lambda found: str(found.mode))


@Language.factory("claimline_relevance", assigns=["doc._.reading", "doc._.relevant"])
def relevance(nlp: Language, name: str) -> Component:
    """Whether the text is about model extraction: `doc._.relevant`."""
    return plain(steps.judge_relevance)


@Language.factory("claimline_cases", assigns=["doc._.reading"], default_config={"only_relevant": True})
def cases(nlp: Language, name: str, only_relevant: bool) -> Component:
    """The incidents a text is about: `doc._.reading.cases`."""
    return plain(lambda doc: steps.find_cases(doc, only_relevant))


@Language.factory(
    "claimline_figures",
    assigns=["doc.spans", "doc._.reading"],
    default_config={"spans_key": "figures", "only_relevant": True},
)
def figures(nlp: Language, name: str, spans_key: str | None, only_relevant: bool) -> Component:
    """Claimed figures, bound to who claims them about whom; label: the measure."""

    def step(doc: Doc) -> None:
        steps.find_figures(doc, only_relevant)

    return spanned(step, "figure", spans_key, lambda found: str(found.measure))


@Language.factory(
    "claimline_events",
    assigns=["doc.spans", "doc._.reading"],
    default_config={"spans_key": "events", "only_relevant": True},
)
def events(nlp: Language, name: str, spans_key: str | None, only_relevant: bool) -> Component:
    """What happened; label: the type of event."""

    def step(doc: Doc) -> None:
        steps.find_events(doc, only_relevant)

    return spanned(step, "event", spans_key, lambda found: str(found.type))


@Language.factory(
    "claimline_citations", assigns=["doc.spans", "doc._.reading"], default_config={"spans_key": "citations"}
)
def citations(nlp: Language, name: str, spans_key: str | None) -> Component:
    """The upstreams a text relies on; label: outlet, document or party."""
    return spanned(steps.find_citations, "citation", spans_key, lambda found: str(found.kind))
