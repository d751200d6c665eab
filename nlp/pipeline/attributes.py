"""What the components keep on a `Doc` and its spans, and how it is written to bytes.

`Doc._.article` is the text version that is read, `Doc._.reading` all that is found so far, `Doc._.steps` what has run,
`Doc._.told` the cases that other articles have otherwise (see `nlp.read`).
`Span._.quantity`, `Span._.date` ... lead from a span of a group to the value with its exact offsets: a spaCy span
covers whole tokens, the places of the reader are exact to the character.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import srsly
from spacy.tokens import Doc, Span, SpanGroup

from ledger.article import Article, Block, BlockKind, Evidenced
from ledger.article import Span as Place
from ledger.codec import decode, encode
from ledger.identity import identifier, text_sha256
from ledger.reading import Attribution, Reading
from nlp.document import Text, prepare
from nlp.version import reader_version

FIELDS = {  # attribute of a span -> field of Reading
    "quantity": "quantities",
    "date": "dates",
    "mention": "mentions",
    "attribution": "attributions",
    "figure": "figures",
    "event": "events",
    "citation": "citations",
}
MARK = "claimline"


class ArticleError(ValueError):
    """The article of a Doc has another text than the Doc."""


def text_of(doc: Doc) -> Text:
    """Return the prepared text of a Doc; a Doc without an article is read as plain paragraphs, one a line."""
    kept = doc._
    text: Text | None = kept.prepared
    if text is None:
        if kept.article is None:
            kept.article = plain_article(doc)
        if kept.article.text != doc.text:
            raise ArticleError("the article of this Doc has another text than the Doc itself")
        kept.prepared = text = prepare(kept.article)
    return text


def plain_article(doc: Doc) -> Article:
    """Return an article made of nothing but the text, language and publication date of a Doc."""
    blocks, start = [], 0
    for line in doc.text.split("\n"):
        if line:
            blocks.append(Block(BlockKind.PARAGRAPH, Place(start, start + len(line))))
        start += len(line) + 1
    digest = text_sha256(doc.text)
    identity = identifier("art", "doc", digest)
    published = Evidenced(doc._.published, "given") if doc._.published else None
    nothing: dict[str, Any] = dict.fromkeys(("url", "file", "source_id", "outlet", "title", "modified"))
    return Article(
        identity,
        "",
        authors=(),
        published=published,
        lang=doc.lang_,
        text=doc.text,
        text_sha256=digest,
        blocks=tuple(blocks),
        **nothing,
    )


def reading_of(doc: Doc) -> Reading:
    """Return what has been found in a Doc so far."""
    reading: Reading | None = doc._.reading
    return Reading(text_of(doc).article.id, False, reader_version=reader_version()) if reading is None else reading


def group(doc: Doc, attribute: str, key: str, label: Callable[[Any], str]) -> None:
    """Put everything of one kind into `doc.spans[key]`."""
    spans = []
    for index, item in enumerate(getattr(reading_of(doc), FIELDS[attribute])):
        place, name = place_of(item), f"{attribute}-{index}"
        spans.append(doc.char_span(place.start, place.end, label(item), span_id=name, alignment_mode="expand"))
    doc.spans[key] = SpanGroup(doc, name=key, spans=[span for span in spans if span is not None])


def place_of(item: Any) -> Place:
    """Return the exact place of something found; of an attribution, the place of what is said."""
    place: Place = item.content if isinstance(item, Attribution) else item.span
    return place


def value_of(span: Span, attribute: str) -> Any:
    """Return what a span of a group stands for; None for any other span."""
    kind, _, index = span.id_.rpartition("-")
    if kind != attribute or not index.isdecimal():
        return None
    found = getattr(reading_of(span.doc), FIELDS[attribute])
    return found[int(index)] if int(index) < len(found) else None


def to_message(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Encode the values above for `Doc.to_bytes`; whatever else comes goes down the chain."""
    if isinstance(value, Text):
        return {MARK: "Text", "value": encode(value.article)}
    if isinstance(value, Article | Reading):
        return {MARK: type(value).__name__, "value": encode(value)}
    return value if chain is None else chain(value)


def from_message(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Decode what `to_message` encoded."""
    kinds: dict[str, Callable[[Any], Any]] = {
        "Text": lambda plain: prepare(decode(Article, plain)),
        "Article": lambda plain: decode(Article, plain),
        "Reading": lambda plain: decode(Reading, plain),
    }
    if isinstance(value, dict) and value.get(MARK) in kinds:
        return kinds[value[MARK]](value["value"])
    return value if chain is None else chain(value)


def register() -> None:
    """Set the extension attributes and the encoders, once."""
    for name in ("article", "reading", "prepared", "published"):
        Doc.set_extension(name, default=None)
    Doc.set_extension("steps", default=())
    Doc.set_extension("told", default=None)
    Doc.set_extension("relevant", getter=lambda doc: reading_of(doc).relevant)
    Span.set_extension("quote", getter=quote_of)
    for attribute in FIELDS:
        Span.set_extension(attribute, getter=partial(value_of, attribute=attribute))
    srsly.msgpack_encoders.register(MARK, func=to_message)
    srsly.msgpack_decoders.register(MARK, func=from_message)


def quote_of(span: Span) -> str:
    """Return the exact words a span of a group stands for, else the span's own text."""
    kind = span.id_.rpartition("-")[0]
    value = value_of(span, kind) if kind in FIELDS else None
    return span.text if value is None else place_of(value).of(span.doc.text)


register()
