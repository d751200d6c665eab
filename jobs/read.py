"""The reader without a database: texts, JSON lines or pages in, plain values out."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, TextIO

import nlp
from crawlers.page import read_page, text_article
from jobs.beside import parted
from ledger.article import Article, Capture
from ledger.codec import encode, number_text
from ledger.identity import identifier
from ledger.reading import DateMention, QuantityMention, Reading


def read_texts(texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield one reading for each plain text."""
    for number, text in enumerate(texts):
        yield shown(text_article(text, identity=f"text-{number}"))


def read_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield one reading for each JSON line {"id", "text", "lang", "published"}; a bad line gives {"error"}."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            identity, text = str(item.get("id", number)), item["text"]
            if not isinstance(text, str):
                raise TypeError("text is not a string")
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            yield {"error": f"line {number}: {error}"}
            continue
        article = text_article(text, identity=identity, lang=item.get("lang"), published=item.get("published"))
        yield {"id": identity, **shown(article, text)}


def read_pages(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    """Yield the readings of pages: JSON lines {"id", "html", "url"} when the first line is an object, else one page."""
    first = stream.readline()
    if not first.lstrip().startswith(b"{"):
        yield read_html(first + stream.read())
        return
    for number, line in enumerate(itertools.chain([first], stream), start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            identity, page, url = str(item.get("id", number)), item["html"], item.get("url")
            if not isinstance(page, str) or not isinstance(url, str | None):
                raise TypeError("html and url are strings")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield {"error": f"line {number}: {type(error).__name__}: {error}"}
            continue
        yield {"id": identity, **read_html(page.encode("utf-8", "replace"), url, "text/html; charset=utf-8")}


def read_html(body: bytes, url: str | None = None, content_type: str = "text/html") -> dict[str, Any]:
    """Return the reading of one page with what its head says; {"error"} for one without a text.

    `text` is the running text and all places are in it; headline, bylines and captions are under `beside`.
    """
    digest = hashlib.sha256(body).hexdigest()
    address = url or "file:page.html"
    file = None if url else "page.html"
    identity = identifier("cap", address, digest)
    page = read_page(Capture(identity, address, address, "", 0, content_type, digest, body, file=file))
    if page.article is None:
        return {"error": "; ".join(issue.detail for issue in page.issues) or "no text was found"}
    article = page.article
    head = {
        "title": article.title,
        "published": article.published.value if article.published else None,
        "authors": list(article.authors),
        "outlet": article.outlet,
        "url": article.url,
    }
    found = shown(article)
    lists = {name: value for name, value in found.items() if isinstance(value, list)}
    return {**head, **found, **parted(lists, article)}


def shown(article: Article, original: str | None = None) -> dict[str, Any]:
    """Return what the reader finds, as plain values; offsets are places in `original` where one is given."""
    reading = nlp.read(article)
    move = aligned(article.text, original) if original is not None and original != article.text else None
    result = {"lang": article.lang, "relevant": reading.relevant, **plain(reading, article.text)}
    return moved(result, move, original or "") if move is not None else result


def plain(reading: Reading, text: str) -> dict[str, Any]:
    """Return the parts of a reading under their public names."""
    return {
        "quantities": [quantity(item, text) for item in reading.quantities],
        "dates": [date(item, text) for item in reading.dates],
        "attributions": [
            {
                "source": place(item.source, text),
                "cue": place(item.cue, text),
                "content": place(item.content, text),
                "speaker": item.speaker,
                "via": item.via,
                "mode": item.mode,
                "stance": item.stance.value,
            }
            for item in reading.attributions
        ],
        "figures": [{**flat(encode(item)), "text": item.quote} for item in reading.figures],
        "events": [{**flat(encode(item)), "text": item.quote} for item in reading.events],
        "mentions": [{**flat(encode(item)), "text": item.span.of(text)} for item in reading.mentions],
        "reader_version": reading.reader_version,
    }


def flat(values: dict[str, Any]) -> dict[str, Any]:
    """Lift `span` into start and end."""
    span = values.pop("span")
    return {**span, **values}


def place(span: Any, text: str) -> dict[str, Any] | None:
    """Return start, end and text of a span."""
    return None if span is None else {"start": span.start, "end": span.end, "text": span.of(text)}


def quantity(item: QuantityMention, text: str) -> dict[str, Any]:
    """Return a quantity under the keys of the documentation."""
    values = item.quantity
    return {
        "start": item.span.start,
        "end": item.span.end,
        "text": item.span.of(text),
        "value": json_number(values.value),
        "low": json_number(values.low),
        "high": json_number(values.high),
        "comparator": values.comparator.value,
        "unit": item.unit,
        "measure": item.measure,
        "per": item.per,
    }


def json_number(value: Any) -> int | float | None:
    """Return a JSON number."""
    printed = number_text(value)
    if printed is None:
        return None
    return float(printed) if "." in printed else int(printed)


def date(item: DateMention, text: str) -> dict[str, Any]:
    """Return a date under the keys of the documentation."""
    return {
        "start": item.span.start,
        "end": item.span.end,
        "text": item.span.of(text),
        "from": item.start,
        "to": item.end,
        "precision": item.precision.value,
    }


def aligned(text: str, original: str) -> list[int] | None:
    """Return for each place in `text` its place in `original`; None when they differ by more than white space."""
    places = []
    at = 0
    for char in text:
        if char.isspace():
            places.append(min(at, len(original)))
            while at < len(original) and original[at].isspace():
                at += 1
            continue
        while at < len(original) and original[at] != char:
            if not original[at].isspace():
                return None
            at += 1
        if at == len(original):
            return None
        places.append(at)
        at += 1
    places.append(at)
    return places


def moved(value: Any, places: list[int], original: str) -> Any:
    """Return the same values with every start, end and text moved to the original text."""
    if isinstance(value, list):
        return [moved(item, places, original) for item in value]
    if not isinstance(value, dict):
        return value
    result = {key: moved(item, places, original) for key, item in value.items()}
    if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
        start, end = value["start"], value["end"]
        result["start"] = places[start]
        result["end"] = places[end - 1] + 1 if end > start else places[start]
        if "text" in result:
            result["text"] = original[result["start"] : result["end"]]
    return result


def read_stream(stream: TextIO) -> Iterator[dict[str, Any]]:
    """Yield the readings of a stream: JSON lines when the first line is an object, else one plain text."""
    first = stream.readline()
    if first.lstrip().startswith("{"):
        return read_lines(itertools.chain([first], stream))
    return read_texts([first + stream.read()])
