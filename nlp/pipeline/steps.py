"""The steps of the reader over a `Doc`. Each runs what it needs and has not run yet, so any of them works alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, cast

from spacy.tokens import Doc

from ledger.article import Article
from ledger.article import Span as Place
from ledger.reading import Case, Mention, Reading
from nlp import anchor, attribution, cases, citations, events, figures, mentions, quantities, relevance
from nlp.document import Text
from nlp.pipeline.attributes import reading_of, text_of
from nlp.version import reader_version

PLACE = attrgetter("span.start", "span.end")
HINTS = {"PERSON": "person", "ORG": "party"}  # labels of a trained model -> kinds of mention


def need(doc: Doc, *steps: str) -> tuple[Text, Reading]:
    """Run the steps that have not run; return the text and what has been found in it."""
    kept = doc._
    ran = kept.steps
    for step in [step for step in steps if step not in ran]:
        if step not in kept.steps:
            STEPS[step](doc)
    return kept.prepared or text_of(doc), kept.reading or reading_of(doc)


def done(doc: Doc, step: str, **found: Any) -> None:
    """Add what a step found to the reading."""
    kept = doc._
    kept.reading = replace(kept.reading or reading_of(doc), **found)
    kept.steps = (*kept.steps, step)


def find_dates(doc: Doc) -> None:
    """Find dates and periods; a page without a day of its own is dated by the incident it tells of."""
    text, reading = need(doc, "mentions")
    done(doc, "dates", dates=anchor.find_dates(text, reading.mentions))


def find_quantities(doc: Doc) -> None:
    """Find quantities."""
    text, reading = need(doc, "dates")
    done(doc, "quantities", quantities=quantities.find(text, reading.dates))


def find_mentions(doc: Doc) -> None:
    """Find parties, products, outlets and people; entities of a trained model are further candidates."""
    text = text_of(doc)
    found = mentions.find(text, mentions.kinds_told((doc._.told or {}).values()))
    hints = hinted(doc, found) if doc.ents else []
    marks = text.marks.outside(mention.span for mention in found if mention.kind != "reference")
    if marks is not text.marks:
        doc._.prepared = replace(text, marks=marks)
    done(doc, "mentions", mentions=tuple(sorted((*found, *hints), key=PLACE)) if hints else found)


def hinted(doc: Doc, found: tuple[Mention, ...]) -> list[Mention]:
    """Return people and organisations that a model in front of this step saw and our own rules did not."""
    taken = sorted(mention.span for mention in found)
    hints = []
    for entity in doc.ents:
        place = Place(entity.start_char, entity.end_char)
        if entity.label_ in HINTS and not any(a.start < place.end and place.start < a.end for a in taken):
            hints.append(Mention(place, HINTS[entity.label_], entity.text, False))
    return hints


def find_attributions(doc: Doc) -> None:
    """Find who says what."""
    text, reading = need(doc, "mentions")
    done(doc, "attributions", attributions=attribution.find(text, reading.mentions))


def judge_relevance(doc: Doc) -> None:
    """Tell whether the text is about model extraction."""
    text, reading = need(doc, "quantities", "mentions")
    done(doc, "relevance", relevant=relevance.is_relevant(text, reading.mentions, reading.quantities))


def find_cases(doc: Doc, only_relevant: bool = True) -> None:
    """Find the incidents a relevant text is about."""
    text, reading = need(doc, "dates", "quantities", "mentions", "attributions", "relevance")
    wanted = reading.relevant or not only_relevant
    parts = (reading.mentions, reading.dates, reading.attributions, reading.quantities)
    found = cases.find(text, *parts) if wanted else ()
    done(doc, "cases", cases=cases.as_told(found, doc._.told, reading.mentions) if doc._.told else found)


def find_figures(doc: Doc, only_relevant: bool = True) -> None:
    """Bind the quantities of a relevant text into claimed figures."""
    text, reading = need(doc, "cases")
    wanted = reading.relevant or not only_relevant
    parts = (reading.quantities, reading.dates, reading.mentions, reading.attributions, reading.cases)
    done(doc, "figures", figures=figures.bind(text, *parts, reader_version()) if wanted else ())


def find_events(doc: Doc, only_relevant: bool = True) -> None:
    """Find what a relevant text says happened, and when."""
    text, reading = need(doc, "cases")
    wanted = reading.relevant or not only_relevant
    found = events.find(text, reading.mentions, reading.dates, reading.cases) if wanted else ()
    done(doc, "events", events=found)


def find_citations(doc: Doc) -> None:
    """Find the upstreams a text relies on."""
    text, reading = need(doc, "mentions")
    done(doc, "citations", citations=citations.find(text, reading.mentions))


STEPS: dict[str, Callable[[Doc], None]] = {
    "dates": find_dates,
    "quantities": find_quantities,
    "mentions": find_mentions,
    "attributions": find_attributions,
    "relevance": judge_relevance,
    "cases": find_cases,
    "figures": find_figures,
    "events": find_events,
    "citations": find_citations,
}


@dataclass(slots=True)
class Kept:
    """What the steps keep: as `Doc._` does, without a Doc."""

    article: Article
    prepared: Text
    reading: Reading | None = None
    steps: tuple[str, ...] = ()
    told: Mapping[int, Case] = field(default_factory=dict)


class Bare:
    """Stands for a Doc without words and entities: only `_` is asked of it."""

    ents = ()

    def __init__(self, text: Text, told: Mapping[int, Case]) -> None:
        self._ = Kept(text.article, text, told=told)


def read_plainly(text: Text, told: Mapping[int, Case]) -> Reading:
    """Run all steps on a text without a Doc, in the order of the pipeline's components."""
    bare = Bare(text, told)
    for step in ORDER:
        STEPS[step](cast(Doc, bare))
    return bare._.reading or reading_of(cast(Doc, bare))


ORDER = ("mentions", "dates", "quantities", "attributions", "relevance", "cases", "figures", "events", "citations")
