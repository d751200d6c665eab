"""Write the brief on an incident into a folder: NAME.md and NAME.html."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Engine

from jobs.briefs import writing
from jobs.briefs.content import Brief, brief
from jobs.export import ExportError
from jobs.snapshot import snapshot

__all__ = ["ExportError", "read", "write"]
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def read(engine: Engine, incident_id: str, as_of: str | None = None) -> Brief:
    """Return the brief as of today or a day. Raises ExportError for an unknown incident."""
    with snapshot(engine, as_of) as connection:
        found = brief(connection, incident_id, as_of)
    if found is None:
        raise ExportError(f"no such incident: {incident_id}")
    return found


def write(engine: Engine, incident_id: str, folder: Path, as_of: str | None = None) -> list[Path]:
    """Write both files and return their paths. Raises ExportError."""
    found = read(engine, incident_id, as_of)
    folder.mkdir(parents=True, exist_ok=True)
    name = UNSAFE.sub("-", found.case.incident_id)
    files = [folder / f"{name}.md", folder / f"{name}.html"]
    files[0].write_text("\n".join(writing.markdown(found)).rstrip() + "\n", encoding="utf-8", newline="\n")
    files[1].write_text(writing.page(found), encoding="utf-8", newline="\n")
    return files
