"""Reconciling at scale: made figures over made incidents, on one core.

usage: bench/reconcile.py [--figures 10000 100000 1000000] [--incidents-per-million 5000] [--accusers 500 1000 4000]

Sizes of incidents differ by a hundred to one. Reports are made case by case and reconciled case by case, as a ledger
hands them over (jobs.settle), so memory holds one accuser's articles at a time. Making them is not counted. Printed:
figures, incidents, CPU seconds, figures a second, the time for all articles of a middling and of the largest accuser,
and the memory the process took at most; then, for accusers with so many articles, the time for one more with what was
worked out before, and for all of them from the beginning.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ledger.article import Span
from ledger.incident import Report
from ledger.quantity import Comparator, Quantity, interval
from ledger.reading import Case, Citation, Figure, Scope, Stance
from nlp.reconcile import reconcile
from nlp.reconcile.kept import Kept

COMPARATORS = (Comparator.EXACT, Comparator.ABOUT, Comparator.MORE_THAN, Comparator.AT_LEAST)
MEASURES = ("interactions", "accounts", "tokens", "samples")
EACH = 5  # figures an article
MORE = 5  # articles that come one at a time


def sizes(figures: int, incidents: int) -> list[int]:
    """Return how many articles each incident has, from many to few, adding up to the figures wanted."""
    weights = [1 / (rank + 50) for rank in range(incidents)]
    scale = figures / EACH / sum(weights)
    return [max(1, round(weight * scale)) for weight in weights]


def number(value: int, chance: random.Random) -> Quantity:
    """Return a number as some relay prints it: mostly alike, now and then ten times too large."""
    if chance.random() < 0.01:
        value *= 10
    comparator = chance.choice(COMPARATORS)
    decimal = Decimal(value)
    return Quantity(decimal, *interval(decimal, comparator), comparator)


def accuser(index: int, articles: int) -> list[Report]:
    """Return the articles on one incident."""
    chance = random.Random(index)
    name, labs = f"Maker {index}", tuple(sorted(f"Lab {index} {letter}" for letter in "abc"[: 1 + index % 3]))
    totals = {measure: chance.randrange(11, 99) * 10 ** chance.randrange(3, 7) for measure in MEASURES}
    base = [chance.getrandbits(32) for _ in range(60)]
    found = []
    for place in range(articles):
        identity = f"art-{index:06d}-{place:06d}"
        copied = chance.random() < 0.2
        grams = frozenset(base if copied else (chance.getrandbits(32) for _ in range(60)))
        figures = tuple(figure(identity, spot, name, labs, totals, chance) for spot in range(EACH))
        day = f"2026-{1 + index % 12:02d}-{1 + place % 28:02d}"
        case = Case(name, labs, f"Model {index}", "allegation", f"2026-{1 + index % 12:02d}-01")
        cites = (Citation(f"Outlet {chance.randrange(50)}", "outlet", Span(0, 1)),)
        found.append(
            Report(
                identity, None, None, f"Outlet {place % 50}", None, day, "en", "press", day, None, True, (case,),
                figures, (), cites, grams,
            )
        )  # fmt: skip
    return found


def figure(
    article: str, spot: int, name: str, labs: tuple[str, ...], totals: dict[str, int], chance: random.Random
) -> Figure:
    """Return one figure of an article."""
    measure = MEASURES[spot % len(MEASURES)]
    part = spot == EACH - 1 and len(labs) > 1
    value = totals[measure] // 10 if part else totals[measure]
    claimant = labs[0] if chance.random() < 0.02 else name
    return Figure(
        id=f"fig-{article}-{spot}", article_id=article, span=Span(spot, spot + 1), quote=str(value),
        quantity=number(value, chance), measure=measure, unit=measure, scope=Scope.PART if part else Scope.TOTAL,
        accused=labs[:1] if part else labs, claimant=claimant, via=None, target=None, window=None,
        stance=Stance.ASSERTED, derived=False, case=0, sentence=Span(spot, spot + 1),
    )  # fmt: skip


def made(figures: int, incidents: int) -> Iterator[list[Report]]:
    """Yield the articles of one accuser after the other."""
    for index, articles in enumerate(sizes(figures, incidents)):
        yield accuser(index, articles)


def run(figures: int, per_million: int) -> None:
    """Reconcile so many figures and print what it took."""
    incidents = max(1, figures * per_million // 1_000_000)
    count = values = 0
    spent = 0.0
    singles: list[float] = []
    for reports in made(figures, incidents):
        start = time.process_time()
        done = reconcile(reports)
        took = time.process_time() - start
        spent += took
        singles.append(took)
        count += sum(len(report.figures) for report in reports)
        values += len(done.values)
    singles.sort()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:>9,} figures {incidents:>6,} incidents {spent:7.2f} s {count / spent:>9,.0f}/s  one accuser: "
        f"{singles[len(singles) // 2] * 1000:6.1f} ms (largest {singles[-1] * 1000:7.1f} ms)  {peak:6.0f} MiB"
    )


def grow(articles: int) -> None:
    """Print what one more article of an accuser with so many takes, the best of five, and what all of them take."""
    reports, kept, took = accuser(2, articles + MORE), Kept(), list[float]()
    start = time.process_time()
    reconcile(reports[:articles], kept=kept)
    whole = time.process_time() - start
    for place in range(MORE):
        start = time.process_time()
        reconcile(reports[: articles + place + 1], kept=kept)
        took.append(time.process_time() - start)
    print(
        f"{articles:>9,} articles of one accuser: one more {min(took) * 1000:7.1f} ms  "
        f"{min(took) / articles * 1e6:5.0f} us/article  from the beginning {whole * 1000:7.1f} ms"
    )


def main() -> None:
    """Run every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--incidents-per-million", type=int, default=5_000)
    parser.add_argument("--accusers", type=int, nargs="*", default=[500, 1_000, 2_000, 4_000])
    chosen = parser.parse_args()
    for figures in chosen.figures:
        run(figures, chosen.incidents_per_million)
    for articles in chosen.accusers:
        grow(articles)


if __name__ == "__main__":
    main()
