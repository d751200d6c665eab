"""Incidents as people shaped them: splits and merges on top of what was clustered. Old ids keep leading somewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nlp.reconcile.decisions import Decisions, split_identity
from nlp.reconcile.incidents import Core, identity_of


@dataclass
class Shaped:
    """Cores by id, and where every id that ever named one of them leads now."""

    cores: dict[str, Core]
    leads: dict[str, str]

    def resolve(self, identity: str) -> str:
        """Return the id that stands for an incident now; an unknown id stands for itself."""
        while identity not in self.cores and identity in self.leads:
            identity = self.leads[identity]
        return identity


def shape(cores: Iterable[Core], decisions: Decisions) -> Shaped:
    """Apply people's splits, then their merges, in the order in which they were made."""
    shaped = Shaped({core.identity: core for core in cores}, {})
    for identity, core in shaped.cores.items():
        shaped.leads.update({identity_of(item.place): identity for item in core.items})
    for judgement in decisions.split:
        part(shaped, judgement.subject[0], set(judgement.subject[1:]), split_identity(judgement))
    for gone, stays in decisions.merged:
        merge(shaped, shaped.resolve(gone), shaped.resolve(stays))
    return shaped


def part(shaped: Shaped, identity: str, articles: set[str], given: str) -> None:
    """Take articles out of an incident into one of their own; an incident is never emptied."""
    core = shaped.cores.get(shaped.resolve(identity))
    if core is None:
        return
    leaving = [item for item in core.items if item.place[0] in articles]
    staying = [item for item in core.items if item.place[0] not in articles]
    if not leaving or not staying:
        return
    name = core.identity
    fresh = Core(core.accuser, given=given)
    fresh.add(leaving)
    rest = Core(core.accuser, core.known, given=name if core.known is None else core.given)
    rest.names |= set(core.known.accused) if core.known is not None else set()
    rest.add(staying)
    shaped.cores[name] = rest
    shaped.cores[given] = fresh
    shaped.leads.update({identity_of(item.place): given for item in leaving if identity_of(item.place) != name})


def merge(shaped: Shaped, gone: str, stays: str) -> None:
    """Make one incident of two; what would close a circle, or names nothing held, changes nothing."""
    if gone == stays or gone not in shaped.cores or stays not in shaped.cores:
        return
    core = shaped.cores[stays]
    if core.known is None and core.given is None:
        core.given = stays
    core.add(shaped.cores.pop(gone).items)
    shaped.leads[gone] = stays
