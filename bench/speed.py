"""How fast the reader is: articles of 600 words a second, against a plain spaCy pipeline, and whether cost is linear.

python -m bench.speed [CORPUS]           articles per CPU second, and as a multiple of blank + sentencizer + ruler
python -m bench.speed --linear           cost per character from 100 to 1,000,000 characters, hostile repeats included
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import spacy

import nlp
from bench.reader import article_of
from crawlers.page import text_article
from ledger.article import Article
from nlp import dates, quantities
from nlp.document import prepare
from nlp.languages import load

WORDS = 600
PATTERNS = 500
SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
REPEATED = {
    "prose": "The company said on Monday that more than 24,000 accounts had sent 16 million prompts since March. ",
    "digits": "1,1,",
    "hedges": "over over ",
    "scales": "million million ",
    "brackets": "(12) [3] 4) ",
    "names": "Halden Orso Kite ",
    "quotes": "“said” ",
}


def main() -> None:
    """Print the figures."""
    if "--linear" in sys.argv:
        linear()
        return
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    corpus = Path(arguments[0] if arguments else "tests/eval/dev")
    files = [path for path in sorted(corpus.glob("*/*")) if path.name != "gold.json"]
    articles = [article for path in files if (article := article_of(path)) is not None]
    against_spacy(articles)


def against_spacy(articles: list[Article]) -> None:
    """Print articles of 600 words per CPU second and the multiple of a plain pipeline's cost."""
    plain = spacy.blank("en")
    plain.add_pipe("sentencizer")
    ruler = plain.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "NAME", "pattern": f"name{number} inc"} for number in range(PATTERNS)])  # type: ignore[attr-defined]
    words = sum(map(words_of, articles))
    english = [article for article in articles if article.lang == "en"]
    consume(nlp.read(article) for article in articles)
    ours = cheapest(lambda: consume(nlp.read(article) for article in articles))
    alone = cheapest(lambda: consume(nlp.read(article) for article in english))
    theirs = cheapest(lambda: consume(plain(article.text) for article in articles))
    counted = cheapest(lambda: consume(numbers(article) for article in articles))
    print(f"{len(articles)} articles, {words} words")
    print(f"reading                {words / WORDS / ours:8.0f} articles of {WORDS} words per CPU second")
    print(f"reading English        {sum(map(words_of, english)) / WORDS / alone:8.0f}")
    print(f"dates and quantities   {words / WORDS / counted:8.0f}")
    print(f"blank, sentences, ruler{words / WORDS / theirs:8.0f}")
    print(
        f"reading costs {ours / theirs:.1f} times the plain pipeline, dates and quantities {counted / theirs:.1f} times"
    )


def words_of(article: Article) -> int:
    """Count the words of a text; in one without spaces two letters are a word."""
    pieces = article.text.split()
    return len(pieces) if load(article.lang).spaced else sum(map(len, pieces)) // 2


def numbers(article: Article) -> object:
    """Read dates and quantities alone."""
    text = prepare(article)
    return quantities.find(text, dates.find(text))


def consume(results: Iterable[object]) -> None:
    """Run through results."""
    for _ in results:
        pass


def cheapest(work: Callable[[], None], times: int = 3) -> float:
    """Return the least CPU time that some work takes."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def linear() -> None:
    """Print nanoseconds per character by size; a row that grows is not linear."""
    for unit in REPEATED.values():
        nlp.read(text_article(unit, identity="first", lang="en", published="2026-03-18"))  # tables are read once
    print("ns per character", *(f"{size:>10,}" for size in SIZES))
    for name, unit in REPEATED.items():
        row = []
        for size in SIZES:
            text = unit * max(1, size // len(unit))
            article = text_article(text, identity=name, lang="en", published="2026-03-18")
            seconds = cheapest(lambda article=article: consume([nlp.read(article)]), 1)  # type: ignore[misc]
            row.append(f"{seconds / len(text) * 1e9:10,.0f}")
        print(f"{name:16}", *row)


if __name__ == "__main__":
    main()
