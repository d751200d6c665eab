"""Score every corpus and write docs/quality.md: what the reader and the reconciler reach, what is missed and why.

python -m bench.quality
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.misses import FIELDS, Misses, count

ROOT = Path(__file__).resolve().parents[1]
EVALUATION = ROOT / "tests" / "eval"
PAGE = ROOT / "docs" / "quality.md"
MISTAKES = ("right", "left empty", "another value", "filled though the text gives none")
REASONS = ("told", "other dates are told", "no event of the page has a date", "the page is held irrelevant")
HEAD = """# Quality

Written by `python -m bench.quality`, which puts every corpus of `tests/eval` through the command and scores the export
with `tests/eval/score.py`. The floors that a test holds are in `tests/eval/floors.toml`. Each corpus is one ledger. The
rules and tables were written with `dev` in view; the other corpora are story sets on other names, written before the
rules that now read them. What unknown stories scored at first sight is in `docs/reader.md`: it is lower.
"""
TEXTS = {
    "Corpora": "What was scored.",
    "Measures": "As the scorer names them.",
    "Languages": "F1 of figures by language; in brackets the gold figures.",
    "Fields": "Paired figures of all corpora whose field is right, or how it is wrong.",
    "Missed figures": "Gold figures of all corpora that are not read, by what they are; one may be of several classes.",
    "Spurious figures": "Figures read that no coder recorded, by measure.",
    "Dates of events": "Dated events of the gold. A coder who knows the story dates what the page does not.",
}
HEADINGS = tuple(TEXTS)
Scores = dict[str, float]


def corpora() -> list[Path]:
    """Return the folders of all corpora."""
    return sorted({path.parent.parent for path in EVALUATION.glob("*/*/gold.json")})


def measured(corpus: Path) -> tuple[Scores, Misses]:
    """Ingest, analyse, export and score one corpus."""
    command = str(Path(sys.executable).with_name("claimline"))
    with TemporaryDirectory() as work:
        folder = Path(work)
        base = [command, "--db", f"sqlite:///{folder / 'ledger.db'}"]
        files = [str(path) for path in sorted(corpus.glob("*/*")) if path.name != "gold.json"]
        for words, fine in ((["ingest", *files], {0, 1}), (["analyze"], {0}), (["export", str(folder / "out")], {0})):
            done = subprocess.run([*base, *words], cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode not in fine:
                raise RuntimeError(done.stderr)
        scorer = [sys.executable, "-X", "utf8", str(EVALUATION / "score.py"), str(folder / "out"), str(corpus)]
        subprocess.run([*scorer, "--json", str(folder / "scores.json")], capture_output=True, check=True)
        scores: Scores = json.loads((folder / "scores.json").read_text(encoding="utf-8"))
        return scores, count(folder / "out", corpus)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)


def shown(value: float | None) -> str:
    """Return a score with three digits; a dash for none."""
    return "-" if value is None else f"{value:.3f}"


def section(title: str, text: str, body: str) -> str:
    """Return a section of the page."""
    return f"\n## {title}\n\n{text}\n\n{body}"


def page(results: dict[str, tuple[Scores, Misses]]) -> str:
    """Return the page for scores and misses by corpus."""
    names = list(results)
    scores, misses = [results[name][0] for name in names], [results[name][1] for name in names]
    measures = list(dict.fromkeys(key for each in scores for key in each if not key.startswith("f1_")))
    languages = sorted({key.removeprefix("f1_") for each in scores for key in each if key.startswith("f1_")})
    total = merged(misses)
    rows = ([measure, *(shown(each.get(measure)) for each in scores)] for measure in measures)
    bodies = (
        corpora_table(results),
        table(("measure", *names), rows),
        languages_table(results, languages),
        fields_table(total),
        missed_table(total),
        spurious_table(total),
        dates_table(names, misses),
    )
    parts = (section(title, TEXTS[title], body) for title, body in zip(HEADINGS, bodies, strict=True))
    return HEAD + "".join(parts)


def corpora_table(results: dict[str, tuple[Scores, Misses]]) -> str:
    """Return the sizes of the corpora."""
    rows = [
        (name, len(list((EVALUATION / name).glob("*/gold.json"))), each.files, each.figures.total(), len(each.figures))
        for name, (_, each) in results.items()
    ]
    return table(("corpus", "story sets", "articles", "figures", "languages with figures"), rows)


def languages_table(results: dict[str, tuple[Scores, Misses]], languages: list[str]) -> str:
    """Return F1 by language and corpus."""
    rows = []
    for language in languages:
        cells = [f"{shown(s.get(f'f1_{language}'))} ({m.figures[language]})" for s, m in results.values()]
        rows.append([language, *cells])
    return table(("language", *results), rows)


def fields_table(total: Misses) -> str:
    """Return how the fields are wrong."""
    return table(("field", *MISTAKES), ([name, *(total.fields[name][kind] for kind in MISTAKES)] for name in FIELDS))


def missed_table(total: Misses) -> str:
    """Return what is missed by class, the most missed first."""
    ordered = sorted(total.wanted, key=lambda name: (-total.missed[name], name))
    return table(("class", "missed", "of"), ([name, total.missed[name], total.wanted[name]] for name in ordered))


def spurious_table(total: Misses) -> str:
    """Return what is read though nobody recorded it."""
    ordered = sorted(total.spurious, key=lambda name: (-total.spurious[name], name))
    return table(("measure", "figures"), ([name, total.spurious[name]] for name in ordered))


def dates_table(names: Sequence[str], misses: Sequence[Misses]) -> str:
    """Return which dates are told, and why others are not."""
    return table(("", *names), ([reason, *(each.dates[reason] for each in misses)] for reason in REASONS))


def merged(misses: Iterable[Misses]) -> Misses:
    """Return the sum over the corpora."""
    total = Misses()
    for each in misses:
        total.wanted.update(each.wanted)
        total.missed.update(each.missed)
        total.spurious.update(each.spurious)
        total.paired += each.paired
        for name, counts in each.fields.items():
            total.fields[name].update(counts)
    return total


def main() -> None:
    """Score the corpora and write the page."""
    results = {corpus.name: measured(corpus) for corpus in corpora()}
    PAGE.write_text(page(results), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
