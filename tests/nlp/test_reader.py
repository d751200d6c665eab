"""The reader as a whole: places are exact, reading is a function, and no text is too long or too strange."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nlp
from crawlers.page import text_article
from ledger.article import Article, Block, BlockKind, Span
from ledger.identity import text_sha256
from ledger.reading import Reading

STORY = {
    "en": "Fennwick Labs accused Dunmore Systems on Monday of copying its model Larkspur. It said 31,000 fake accounts "
    "sent more than 4.2 million prompts between 2 January and 3 March 2026. Dunmore Systems denied it.",
    "de": "Aurikel wirft Talwind vor, sein Sprachmodell Enzian über rund 5200 Scheinkonten kopiert zu haben. Talwind "
    "bestreitet das: Es seien höchstens 40'000 Anfragen gewesen.",
    "zh": "青松科技3月9日指控远帆智能擅自蒸馏其大模型“白鹭”，称对方用5200个虚假账户发出超过230万次提问。远帆智能否认。",
    "ar": "اتهمت شركة «نخيل» منافستها «مرفأ» باستخراج قدرات نموذجها عبر ٥٢٠٠ حساب وهمي و٢٫٣ مليون استعلام.",
}
STRANGE = [
    "16M+",
    "$1.5B",
    "24,0000",
    "between",
    "half",
    "1,2,3,4",
    "2026-02-30",
    "over",
    "said",
    "“",
    "”",
    "«",
    "(",
    "))",
]
STRANGE += ["\u200f", "\x00", "힣", "İ", "ß", "ﬁ", "½", "Ⅷ", "٣٫٤", "1'000'000"]
PIECES = st.sampled_from(
    [*(sentence for story in STORY.values() for sentence in story.split(". ")), *STRANGE, "\u202f", "\n", "\t", "😀"]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=14).map(" ".join)
LANGUAGES = st.sampled_from(["en", "de", "fr", "tr", "ru", "ar", "zh", "ja", "ko", "vi", "sv"])


def article_of(text: str, lang: str) -> Article:
    """Return an article of one day whose text is exactly this one, a block for each line."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(line))))
        start += len(line) + 1
    plain = text_article("x", identity="x", lang=lang, published="2026-03-11")
    return replace(plain, text=text, text_sha256=text_sha256(text), blocks=tuple(blocks), lang=lang)


def places(reading: Reading) -> list[Span]:
    """Return every place a reading speaks of."""
    found = [span for quantity in reading.quantities for span in (quantity.span, quantity.number)]
    found += [date.span for date in reading.dates]
    found += [mention.span for mention in reading.mentions]
    found += [citation.span for citation in reading.citations]
    found += [figure.sentence for figure in reading.figures]
    for attribution in reading.attributions:
        found += [span for span in (attribution.content, attribution.source, attribution.cue) if span is not None]
    return found


@settings(deadline=None, max_examples=80)
@given(TEXTS, LANGUAGES)
def test_offsets_give_the_quote(text: str, lang: str) -> None:
    """Every place lies in the text, and every quote stands at its place."""
    article = article_of(text, lang)
    reading = nlp.read(article)
    assert all(figure.span.of(article.text) == figure.quote for figure in reading.figures)
    assert all(event.span.of(article.text) == event.quote for event in reading.events)
    assert all(0 <= span.start < span.end <= len(article.text) for span in places(reading))
    assert all(quantity.span.start <= quantity.number.start for quantity in reading.quantities)


@settings(deadline=None, max_examples=40)
@given(TEXTS, LANGUAGES)
def test_reading_is_a_function(text: str, lang: str) -> None:
    """The same article gives the same reading, whatever was read between."""
    first = nlp.read(article_of(text, lang))
    nlp.read(article_of(STORY["en"], "en"))
    assert nlp.read(article_of(text, lang)) == first


@pytest.mark.parametrize("lang", sorted(STORY))
def test_order_of_findings_is_that_of_the_text(lang: str) -> None:
    """Quantities, dates, mentions and events do not jump."""
    reading = nlp.read(article_of(STORY[lang], lang))
    assert reading.relevant
    for found in (reading.quantities, reading.dates, reading.mentions, reading.events):
        starts = [item.span.start for item in found]
        assert starts == sorted(starts)


def work(call: Callable[[], Any]) -> int:
    """Return how many lines of our own a call runs: a measure of work that does not depend on the machine."""
    lines = 0

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return count if "/nlp/" in frame.f_code.co_filename else None

    sys.settrace(count)
    try:
        call()
    finally:
        sys.settrace(None)
    return lines


@pytest.mark.parametrize(
    "piece",
    [
        STORY["en"] + " ",
        STORY["zh"],
        "1,",
        "one million ",
        "24,000 accounts, ",
        "said ",
        "“",
        "between 2 and ",
        "Aa ",
        "accused of ",
        "Mr. ",
        "2026-02-",
    ],
)
def test_work_grows_with_the_length(piece: str) -> None:
    """Four times the text is at most some five times the work, hostile repeats included."""
    short = piece * (4000 // len(piece))
    small = work(lambda: nlp.read(article_of(short, "en")))
    large = work(lambda: nlp.read(article_of(short * 4, "en")))
    assert large < 5.5 * small + 20_000


@pytest.mark.parametrize("piece", [")", "a", "9", " ", "\n", "said “", "1 million to ", "万", "٣", "http://", "é"])
def test_hostile_repeats_are_read(piece: str) -> None:
    """No step takes a text apart in a way that a page can choose to make slow."""
    text = (piece * (60_000 // len(piece))).strip("\n") or "\n"
    assert nlp.read(article_of(text, "en")).reader_version == nlp.READER_VERSION


def test_a_million_characters_are_read() -> None:
    """More than spaCy allows by itself; the last figure is found like the first."""
    filler = "The weather over the fjord was grey and nobody at the harbour had heard of it.\n"
    text = f"{STORY['en']}\n{filler * (1_000_000 // len(filler))}{STORY['en']}"
    reading = nlp.read(article_of(text, "en"))
    assert len(text) > 1_000_000
    assert reading.figures[-1].span.start > 1_000_000
    assert reading.figures[-1].quote == reading.figures[len(reading.figures) // 2 - 1].quote
