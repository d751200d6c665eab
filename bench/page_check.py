"""How well pages are read: gold quotes found in the text, dates, languages, outlets and addresses against a corpus.

python -m bench.page_check [CORPUS...]      default: tests/eval/dev
"""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata
from collections import Counter
from pathlib import Path

from crawlers.page import read_page
from ledger.article import BlockKind, Capture

ROOT = Path(__file__).resolve().parents[1]


def folded(text: str) -> str:
    """Return a text as the corpus compares it: compatibility forms, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def capture_of(file: Path) -> Capture:
    """Return a capture as an import makes it."""
    body = file.read_bytes()
    digest = hashlib.sha256(body).hexdigest()
    return Capture(
        f"cap-{digest[:16]}",
        f"file:{file.name}",
        f"file:{file.name}",
        "2026-11-01T00:00:00Z",
        0,
        "",
        digest,
        body,
        file=file.name,
    )


def main() -> None:
    """Print counts and every miss."""
    hits: Counter[str] = Counter()
    tries: Counter[str] = Counter()
    for corpus in map(Path, sys.argv[1:] or [str(ROOT / "tests/eval/dev")]):
        for gold in sorted(corpus.glob("*/gold.json")):
            for expected in json.loads(gold.read_text(encoding="utf-8"))["articles"]:
                check(gold.parent / expected["file"], expected, hits, tries)
    for name, number in tries.items():
        print(f"{name:12} {hits[name]:4}/{number:<4} {hits[name] / number:.3f}")


def check(file: Path, expected: dict[str, object], hits: Counter[str], tries: Counter[str]) -> None:
    """Count one article's agreements."""
    result = read_page(capture_of(file))
    article = result.article
    if article is None:
        print("UNREAD", file, result.issues)
        return
    claims = "\n".join(b.span.of(article.text) for b in article.blocks if b.kind is not BlockKind.META)
    published = article.published.value[:10] if article.published else None
    found = {
        "published": published == expected["published"],
        "lang": article.lang == str(expected["lang"]).split("-")[0] or article.lang == expected["lang"],
        "outlet": folded(article.outlet or "") == folded(str(expected["outlet"] or "")),
        "url": article.url == expected["url"],
        "title": article.title is not None,
    }
    for name, good in found.items():
        tries[name] += 1
        hits[name] += good
        if not good:
            print(f"{name}: {file.parent.name[:8]}/{file.name}: {getattr(article, name, None)} != {expected.get(name)}")
    for figure in expected["figures"]:  # type: ignore[attr-defined]
        quote = folded(figure["quote"])
        for name, text in (("quote", article.text), ("claim quote", claims)):
            tries[name] += 1
            hits[name] += quote in folded(text)
            if quote not in folded(text):
                print(f"{name} missing: {file.parent.name[:8]}/{file.name}: {figure['quote']}")
    for number in expected["distractors"]:  # type: ignore[attr-defined]
        tries["distractor dropped"] += 1
        hits["distractor dropped"] += folded(str(number)) not in folded(claims)


if __name__ == "__main__":
    main()
