"""Incidents of the cases of many articles, and what each calls its parties: what comes before settling them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ledger.incident import Incident, KnownIncident, Report
from nlp.reconcile.contributions import Contribution, Contributions
from nlp.reconcile.cores import Core
from nlp.reconcile.decisions import Decisions
from nlp.reconcile.incidents import cluster
from nlp.reconcile.joining import merged
from nlp.reconcile.kept import Kept
from nlp.reconcile.names import fold
from nlp.reconcile.naming import incident_of, speakers, writings
from nlp.reconcile.scopes import Wanted
from nlp.reconcile.settling import Relatives, relatives
from nlp.reconcile.shaping import Shaped, shape


@dataclass(frozen=True, slots=True)
class Formed:
    """An incident, what each article gives to it, and under which names its pages know the parties."""

    incident: Incident
    kept: Contributions
    given: list[Contribution]
    reports: Mapping[str, Report]
    lineage: Relatives
    canonical: Mapping[str, str]  # a writing of an accused -> the name used here
    aliases: Mapping[str, str]  # a folded writing of the accuser -> the name used here
    established: Callable[[str], bool]  # a party to other incidents?


class Forming:
    """Makes incidents of reports as people shaped them."""

    def __init__(
        self, held: Mapping[str, Report], decisions: Decisions, registry: Mapping[str, KnownIncident], kept: Kept
    ) -> None:
        self.held, self.decisions, self.registry, self.kept = held, decisions, registry, kept
        self.accusers: Counter[str] = Counter()

    def shape(self, only: Wanted | None) -> Shaped:
        """Return the cases of each incident; `only` keeps to a closed part of the reports."""

        def clustered(moment: str | None) -> list[Core]:
            seen = self.held
            if moment is not None:
                seen = {key: r for key, r in seen.items() if r.first_seen[:19] <= moment[:19]}
            return merged(cluster(seen, self.registry, only, self.kept))

        shaped = shape(clustered, [report.first_seen for report in self.held.values()], self.decisions)
        self.decisions = self.decisions.resolved(shaped.resolve)
        self.accusers = Counter(core.accuser for core in shaped.cores.values())
        return shaped

    def form(self, identity: str, core: Core) -> Formed:
        """Return the incident of a core with its parties under one name each."""
        kept = self.kept.incident(identity)
        given = kept.of(core, self.held, self.decisions)
        reports = {one.article: one.report for one in given}
        lineage = relatives(identity, reports, self.decisions, self.kept)
        canonical = writings(core, given, lineage.family)
        incident = incident_of(core, canonical, lineage.family, self.decisions.titles.get(identity))
        established = self.elsewhere(core)
        aliases = speakers(core, incident, given, established)
        return Formed(incident, kept, given, reports, lineage, canonical, aliases, established)

    def elsewhere(self, core: Core) -> Callable[[str], bool]:
        """Return how to ask whether somebody is the accuser of another incident, or of one in the registry."""
        registered = {fold(entry.accuser) for entry in self.registry.values() if entry.accuser}

        def established(name: str) -> bool:
            key = fold(name)
            return key != core.accuser and (self.accusers[key] > 0 or key in registered)

        return established
