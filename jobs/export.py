"""Write the exports of a ledger into a folder, streamed row by row. Same ledger and filters, same bytes.

One state of the ledger is read once; every format takes each row as it passes. The files are written beside
the old ones and put in their place at the end, so that a broken run leaves the old ones whole.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from jobs.formats import citations, documents, package
from jobs.formats.rows import ContentHash, CsvRows, JsonRows, Writer
from jobs.snapshot import snapshot
from store.exports import Export, Filters, exports, stream, until
from store.exports.articles import concerning
from store.measured import measured
from store.tables import articles, incident_aliases, incidents
from store.works import cited

__all__ = ["ExportError", "Filters", "Options", "export"]
PARTIAL = ".claimline-partial"
MANIFEST = "manifest.json"
READ = 1 << 20  # bytes hashed at a time
HASH_DIGITS = 16
DAY = len("2026-03-01")  # characters


class ExportError(ValueError):
    """The filters name something that is not in the ledger; the message is one clear line."""


@dataclass(frozen=True, slots=True)
class Options:
    """The formats wanted beside CSV, and whether CSV begins with the mark that Excel needs."""

    excel: bool = False
    json_lines: bool = False
    parquet: bool = False


@dataclass(slots=True)
class Written:
    """What one export has written so far."""

    rows: dict[str, int] = field(default_factory=dict)
    content: dict[str, str] = field(default_factory=dict)  # hash of the raw rows of each export
    left_out: dict[str, int] = field(default_factory=dict)  # numbers too long for Parquet

    def snapshot_id(self, chosen: dict[str, Any]) -> str:
        """Return the id of the content under the filters: the same in every format."""
        named = json.dumps([chosen, sorted(self.content.items())])
        return hashlib.sha256(named.encode()).hexdigest()[:HASH_DIGITS]


def export(
    engine: Engine,
    folder: Path,
    filters: Filters,
    options: Options = Options(),
    on_export: Callable[[str], None] | None = None,
) -> dict[str, int]:
    """Write every export into `folder` (made if missing) and return the number of rows of each. Raises ExportError."""
    partial = folder / PARTIAL
    shutil.rmtree(partial, ignore_errors=True)
    with snapshot(engine, filters.as_of) as connection:
        filters = resolved(connection, filters)
        partial.mkdir(parents=True)
        try:
            written = write(connection, partial, filters, options, on_export)
            replace(partial, folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return written.rows


def is_moment(text: str) -> bool:
    """Tell whether a text is a day (2026-03-01) or a moment in UTC as the ledger writes it (2026-03-01T12:00:00Z)."""
    try:
        datetime.strptime(text, "%Y-%m-%d" if len(text) == DAY else "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return False
    return True


def resolved(connection: Connection, filters: Filters) -> Filters:
    """Return the filters with the id that an old incident id resolves to."""
    wanted = filters.incident
    if wanted is None or connection.execute(select(incidents).where(incidents.c.incident_id == wanted)).first():
        return filters
    new = connection.execute(
        select(incident_aliases.c.incident_id).where(incident_aliases.c.old_id == wanted)
    ).scalar_one_or_none()
    if new is None:
        raise ExportError(f"no such incident: {wanted}")
    return Filters(filters.as_of, new, filters.measure)


def write(
    connection: Connection,
    folder: Path,
    filters: Filters,
    options: Options,
    on_export: Callable[[str], None] | None = None,
) -> Written:
    """Write all files into an empty folder."""
    written = Written()
    for item in exports():
        if on_export is not None:
            on_export(item.name)
        write_rows(connection, folder, item, filters, options, written)
    chosen = {"as_of": filters.as_of, "incident": filters.incident, "measure": filters.measure}
    identity = written.snapshot_id(chosen)
    write_lines(folder / "codebook.md", documents.codebook())
    write_lines(folder / "limits.md", documents.limits(measured(connection, filters.as_of), filters))
    citations.write(folder, works(connection, filters, identity))
    describe(connection, folder, filters, options, identity, chosen)
    hashes = {path.name: file_hash(path) for path in sorted(folder.iterdir())}
    manifest = {
        "claimline": version("claimline"),
        "snapshot": identity,
        "filters": chosen,
        "rows": written.rows,
        "content_sha256": written.content,
        "sha256": hashes,
        "numbers_too_long_for_parquet": written.left_out,
    }
    write_json(folder / MANIFEST, manifest)
    return written


def write_rows(
    connection: Connection, folder: Path, item: Export, filters: Filters, options: Options, written: Written
) -> None:
    """Write one export in every format wanted."""
    content = ContentHash(item)
    writers: list[Writer] = [content, CsvRows(folder, item, excel=options.excel)]
    if options.json_lines:
        writers.append(JsonRows(folder, item))
    if options.parquet:
        from jobs.formats.parquet import ParquetRows

        writers.append(ParquetRows(folder, item))
    try:
        for row in item.rows(connection, filters):
            for writer in writers:
                writer.write(row)
    finally:
        for writer in writers:
            writer.close()
    written.rows[item.name], written.content[item.name] = content.count, content.digest.hexdigest()
    left_out = sum(getattr(writer, "left_out", 0) for writer in writers)
    if left_out:
        written.left_out[item.name] = left_out


def works(connection: Connection, filters: Filters, identity: str) -> Iterator[citations.Work]:
    """Yield the export itself, then every article version that says something."""
    day = filters.as_of
    note = "; ".join(
        f"{name} {value}" for name, value in (("incident", filters.incident), ("measure", filters.measure)) if value
    )
    title = f"Claimed figures on AI model extraction, snapshot {identity}" + (f", as of {day}" if day else "")
    issued = day or newest(connection)
    yield citations.Work(
        f"claimline-{identity}",
        title,
        "Claimline",
        ("Claimline",),
        issued,
        None,
        None,
        "en",
        note or None,
        dataset=True,
    )
    for row in cited(connection, filters):
        yield citations.Work(
            row.article_id,
            row.title or row.file or row.url or row.article_id,
            row.outlet,
            tuple(row.authors or ()),
            row.published,
            row.first_seen,
            row.url,
            row.lang,
            f"Text version {row.article_id}, SHA-256 {row.text_sha256}",
            archive=citations.Copy(row.archive_url, row.archived_at) if row.archive_url else None,
        )


def newest(connection: Connection) -> str | None:
    """Return the day on which the newest text was first seen."""
    moment = connection.execute(select(func.max(articles.c.first_seen))).scalar()
    return str(moment)[:DAY] if moment is not None else None


def describe(
    connection: Connection, folder: Path, filters: Filters, options: Options, identity: str, chosen: dict[str, Any]
) -> None:
    """Write datapackage.json over the files of rows that are there."""
    names = {item.name for item in exports()}
    resources = []
    for item in exports():
        path = folder / f"{item.name}.csv"
        size, digest = path.stat().st_size, file_hash(path)
        resources.append(package.table(item, names, size, digest, excel=options.excel))
    for suffix in ("jsonl", "parquet"):
        for item in exports():
            path = folder / f"{item.name}.{suffix}"
            if path.is_file():
                resources.append(package.other(item, suffix, path.stat().st_size, file_hash(path)))
    number = f"{version('claimline')}+{identity}"
    found = package.package(identity, number, chosen, resources, list(source_hashes(connection, filters)))
    write_json(folder / "datapackage.json", found)


def source_hashes(connection: Connection, filters: Filters) -> Iterator[dict[str, Any]]:
    """Yield each source with the number of its texts and one hash over all of them."""
    wanted = (
        select(articles.c.source_id, articles.c.text_sha256)
        .where(articles.c.first_seen <= until(filters.as_of))
        .order_by(articles.c.source_id.is_not(None), articles.c.source_id, articles.c.article_id)
    )
    rows = stream(connection, concerning(wanted, filters))
    for source, texts in groupby(rows, key=lambda row: row.source_id):
        digest, count = hashlib.sha256(), 0
        for text in texts:
            digest.update(text.text_sha256.encode())
            count += 1
        yield {"title": source or "imported files", "articles": count, "hash": f"sha256:{digest.hexdigest()}"}


def replace(partial: Path, folder: Path) -> None:
    """Put new files in the place of old ones; files that only the old manifest lists go."""
    fresh = {path.name for path in partial.iterdir()}
    manifest = folder / MANIFEST
    if manifest.is_file():
        try:
            old = set(json.loads(manifest.read_text(encoding="utf-8"))["sha256"])
        except (ValueError, KeyError, TypeError):
            old = set()
        for name in sorted(old - fresh):
            if Path(name).name == name:
                (folder / name).unlink(missing_ok=True)
    for name in sorted(fresh):
        (partial / name).replace(folder / name)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(READ):
            digest.update(piece)
    return digest.hexdigest()


def write_lines(path: Path, lines: Iterator[str]) -> None:
    """Write lines of text, the same bytes on every system."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Write one JSON value, keys sorted."""
    path.write_text(json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
