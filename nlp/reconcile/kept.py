"""What reconciling worked out before: handed in again, it saves time and changes no result.

Everything is kept with the very objects it was worked out of, and used again only for those; what the last run did not
need is forgotten.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from ledger.incident import Report
from nlp.reconcile.contributions import Contributions
from nlp.reconcile.copies import Compared, Copy
from nlp.reconcile.cores import Item, items_of


@dataclass(slots=True)
class Kept:
    """What was worked out of reports and of the incidents that they make."""

    cases: dict[str, tuple[Report, list[Item]]] = field(default_factory=dict)
    texts: dict[Hashable, Compared] = field(default_factory=dict)
    incidents: dict[str, Contributions] = field(default_factory=dict)
    used: set[Hashable] = field(default_factory=set)  # texts and incidents of this run

    def items_of(self, report: Report) -> list[Item]:
        """Return the cases of a report with their figures."""
        known = self.cases.get(report.article_id)
        if known is None or known[0] is not report:
            known = self.cases[report.article_id] = (report, items_of(report))
        return known[1]

    def copies(self, name: Hashable, texts: Mapping[str, frozenset[int]]) -> list[Copy]:
        """Return the near-copies among texts; under one name those that change little from run to run."""
        self.used.add(name)
        return self.texts.setdefault(name, Compared()).renew(texts)

    def incident(self, identity: str) -> Contributions:
        """Return what articles gave to an incident."""
        self.used.add(identity)
        return self.incidents.setdefault(identity, Contributions())

    def forget(self, articles: Iterable[str]) -> None:
        """End a run: keep what it needed, of these articles."""
        held = set(articles)
        self.cases = {key: known for key, known in self.cases.items() if key in held}
        self.texts = {name: compared for name, compared in self.texts.items() if name in self.used}
        self.incidents = {name: given for name, given in self.incidents.items() if name in self.used}
        self.used = set()
