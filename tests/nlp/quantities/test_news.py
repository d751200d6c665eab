"""General news: every quantity with its value, hedge and counted noun, on sentences of all subjects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from crawlers.page import text_article
from ledger.reading import QuantityMention
from nlp import dates, quantities
from nlp.document import prepare

SENTENCES = Path(__file__).with_name("news.txt")
PUBLISHED = "2026-03-18"


@dataclass(frozen=True)
class Wanted:
    """One quantity as a person would code it."""

    value: str
    comparator: str
    noun: str


def gold() -> Iterator[tuple[str, list[Wanted]]]:
    """Yield the sentences of the file with their quantities."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "||" not in line:
            continue
        sentence, *rest = (part.strip() for part in line.split("||"))
        fields = [part.split(";") for part in rest if part != "-"]
        yield sentence, [Wanted(f[0].strip(), f[1].strip() or "exact", f[2].strip()) for f in fields]


def found(sentence: str) -> list[QuantityMention]:
    """Read one sentence."""
    text = prepare(text_article(sentence, identity="news", lang="en", published=PUBLISHED))
    return list(quantities.find(text, dates.find(text)))


def same_value(wanted: Wanted, mention: QuantityMention) -> bool:
    """Tell whether a quantity has the wanted value."""
    values = mention.quantity
    if wanted.value == "vague":
        return values.value is None and values.comparator.value == "vague"
    if ".." in wanted.value:
        low, high = wanted.value.split("..")
        return (values.low, values.high) == (Decimal(low), Decimal(high))
    return values.value is not None and abs(values.value - Decimal(wanted.value)) < Decimal("0.00001")


def tally() -> tuple[dict[str, int], list[str]]:
    """Compare every sentence: counts of right values, hedges and nouns, and what was wrong, in words."""
    counts = dict.fromkeys(("right", "wanted", "read", "comparator", "noun", "nouns"), 0)
    wrong: list[str] = []
    for sentence, wanted in gold():
        left = found(sentence)
        counts["wanted"] += len(wanted)
        counts["read"] += len(left)
        for item in wanted:
            mention = next((m for m in left if same_value(item, m)), None)
            counts["nouns"] += bool(item.noun)
            if mention is None:
                wrong.append(f"missed {item.value} in {sentence!r}")
                continue
            left.remove(mention)
            counts["right"] += 1
            hedge = item.comparator if item.value != "vague" else "vague"
            expected = hedge if ".." not in item.value else "range"
            if mention.quantity.comparator.value == expected:
                counts["comparator"] += 1
            else:
                wrong.append(f"{mention.quantity.comparator.value} for {expected} of {item.value} in {sentence!r}")
            if item.noun:
                if (mention.unit or "").lower() == item.noun.lower():
                    counts["noun"] += 1
                else:
                    wrong.append(f"{mention.unit} for {item.noun} in {sentence!r}")
        wrong.extend(f"spurious {m.quantity.value} {m.unit} in {sentence!r}" for m in left)
    return counts, wrong


def test_general_news_is_read_nearly_whole() -> None:
    """Value F1, hedges and nouns stay at what was reached; the message lists every miss."""
    counts, wrong = tally()
    f1 = 2 * counts["right"] / (counts["wanted"] + counts["read"])
    report = "\n".join(wrong)
    assert f1 >= 0.97, f"{f1:.3f}\n{report}"
    assert counts["comparator"] / counts["right"] >= 0.97, report
    assert counts["noun"] / counts["nouns"] >= 0.9, report
