"""Read a corpus in memory and print what is missed: relevance, figures, and fields that are wrong.

python -m bench.reader [CORPUS] [--show FIELD]
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import nlp
from crawlers.page import read_page
from ledger.article import Article, Capture
from nlp.document import prepare
from nlp.relevance import evidence


def article_of(path: Path) -> Article | None:
    """Read one file."""
    body = path.read_bytes()
    name = "/".join(path.parts[-2:])
    digest = hashlib.sha256(body).hexdigest()
    return read_page(Capture(digest, name, name, "", 0, "", digest, body, file=name)).article


def main() -> None:
    """Print the misses of a corpus."""
    corpus = Path(sys.argv[1] if len(sys.argv) > 1 else "tests/eval/dev")
    for gold_path in sorted(corpus.glob("*/gold.json")):
        gold: dict[str, Any] = json.loads(gold_path.read_text(encoding="utf-8"))
        for wanted in gold["articles"]:
            article = article_of(gold_path.parent / wanted["file"])
            if article is None:
                print("NO ARTICLE", wanted["file"])
                continue
            reading = nlp.read(article)
            if reading.relevant != wanted["relevant"]:
                seen = evidence(prepare(article), reading.mentions, reading.quantities)
                print("RELEVANCE", wanted["file"], wanted["relevant"], seen.points(), seen)
            quotes = [figure["quote"] for figure in wanted["figures"] if figure["stance"] != "background"]
            found = [figure.quote for figure in reading.figures]
            print(
                gold_path.parent.name,
                wanted["file"],
                "cases:",
                [(c.accuser, c.accused, c.target, c.known) for c in reading.cases],
            )
            print("   missed", [q for q in quotes if not any(q in f or f in q for f in found)])
            print("   spurious", [f for f in found if not any(q in f or f in q for q in quotes)])


if __name__ == "__main__":
    main()
