"""The registry of known real incidents (incidents.toml): the one place for real cases."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources

from ledger.incident import KnownIncident

KEYS = {"id", "title", "kind", "accuser", "accused", "target", "disclosed", "period", "aiid", "figures"}


class RegistryError(ValueError):
    """incidents.toml says something the loader does not know."""


def parse(text: str) -> tuple[KnownIncident, ...]:
    """Read the registry; raises RegistryError for unknown keys and repeated ids."""
    found: dict[str, KnownIncident] = {}
    for entry in tomllib.loads(text)["incident"]:
        unknown = set(entry) - KEYS
        if unknown or entry["id"] in found:
            raise RegistryError(f"{entry.get('id')}: unknown or repeated {', '.join(sorted(unknown)) or 'id'}")
        period = entry.get("period")
        found[entry["id"]] = KnownIncident(
            entry["id"],
            entry["title"],
            entry["kind"],
            entry.get("accuser"),
            tuple(sorted(entry["accused"])),
            entry.get("target"),
            entry["disclosed"],
            (period[0], period[1]) if period else None,
            entry.get("aiid"),
            tuple((measure, Decimal(value)) for measure, value in entry.get("figures", ())),
        )
    return tuple(found.values())


@cache
def known_incidents() -> tuple[KnownIncident, ...]:
    """Return all known incidents in the order of the file."""
    return parse(resources.files("nlp").joinpath("incidents.toml").read_text(encoding="utf-8"))
