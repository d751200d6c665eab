"""Bring files into the ledger: pages, texts, documents, folders of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from crawlers.archive import read_records
from crawlers.page import read_page
from crawlers.sources import ArchiveTable
from ledger.article import Capture
from ledger.identity import identifier
from ledger.issue import Issue
from store import articles, issues

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".txt", ".md", ".json", ".xml", ".pdf"})
ARCHIVES = (".warc", ".warc.gz")
LARGEST = 64 * 1024 * 1024  # bytes of one file


@dataclass(slots=True)
class Ingested:
    """What an import did: `failures` are lines for a person, one for each file that could not be used."""

    files: int = 0
    new: int = 0
    known: int = 0
    failures: list[str] = field(default_factory=list)


def now() -> str:
    """Return the moment as the ledger writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files behind paths, folders in sorted order; a missing path is yielded as it is."""
    for path in paths:
        if path.is_dir():
            inside = (entry for entry in path.rglob("*") if entry.is_file() and entry.name != "gold.json")
            yield from sorted(entry for entry in inside if entry.suffix.lower() in SUFFIXES or is_archive(entry))
        else:
            yield path


def is_archive(path: Path) -> bool:
    """Tell whether a file is a WARC archive by its name."""
    return path.name.lower().endswith(ARCHIVES)


def ingest(engine: Engine, paths: Iterable[Path], on_file: Callable[[Path], None] | None = None) -> Ingested:
    """Read every file into the ledger, one transaction each; a bad file is reported and the rest goes on."""
    result = Ingested()
    for path in files_of(paths):
        result.files += 1
        if on_file is not None:
            on_file(path)
        problem = (ingest_archive if is_archive(path) else ingest_file)(engine, path, result)
        if problem is not None:
            result.failures.append(f"{path}: {problem.detail}")
            with engine.begin() as connection:
                issues.record(connection, [problem], now())
    return result


def ingest_file(engine: Engine, path: Path, result: Ingested) -> Issue | None:
    """Read one file; return why it could not be used."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            return Issue("ingest", "file_too_large", f"{size:,} bytes, more than {LARGEST:,}", str(path))
        body = path.read_bytes()
    except OSError as error:
        return Issue("ingest", "unreadable_file", error.strerror or type(error).__name__, str(path))
    name = "/".join(path.resolve().parts[-2:])
    digest = hashlib.sha256(body).hexdigest()
    identity = identifier("cap", name, digest)
    capture = Capture(identity, f"file:{name}", f"file:{name}", now(), 0, "", digest, body, file=name)
    return keep(engine, capture, result)


def keep(engine: Engine, capture: Capture, result: Ingested) -> Issue | None:
    """Read and keep one capture; return why it could not be used."""
    page = read_page(capture)
    if page.article is None:
        subject = capture.file or capture.url
        return page.issues[-1] if page.issues else Issue("page", "no_text", "no text was found", subject)
    with engine.begin() as connection:
        issues.record(connection, page.issues, now())
        if articles.add(connection, capture, page.article):
            result.new += 1
        else:
            result.known += 1
    return None


def ingest_archive(engine: Engine, path: Path, result: Ingested) -> Issue | None:
    """Read every page of a WARC archive as a stream; records that are no pages are counted as issues."""
    kept = result.new + result.known
    try:
        with path.open("rb") as stream:
            for capture in read_records(stream, ArchiveTable(words=()), None):
                problem = keep(engine, capture, result)
                if problem is not None:
                    with engine.begin() as connection:
                        issues.record(connection, [problem], now())
    except (OSError, ValueError) as error:
        return Issue("ingest", "unreadable_archive", f"{type(error).__name__}: {error}"[:200], str(path))
    if result.new + result.known == kept:
        return Issue("ingest", "empty_archive", "the archive holds no page that can be read", str(path))
    return None
