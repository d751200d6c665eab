"""Import figures that a person coded: checked row by row, written in one transaction or not at all.

All rows of one coder on one source become one article of the tier `analyst`, whose text is the sentences given, so that
every quote is at its place. The next file of that coder on that source takes its place as a new version. From there on
a coded figure is one like any other: bound to its case, compared, reconciled. Its reader version names the coder.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from jobs.coded import Cells, Coded, CodedFileError, coded, names, one_line, problems, rows
from jobs.ingest import LARGEST, now
from ledger.article import Article, Block, BlockKind, Capture, Evidenced, Span
from ledger.coding import ANALYST, template
from ledger.identity import identifier, text_sha256
from ledger.reading import Case, Figure, Reading, Scope, Stance
from nlp.reconcile.copies import shingles
from nlp.registry import known_incidents
from store import articles, readings
from store.tables import incidents

__all__ = ["CodedFileError", "Imported", "load", "template"]
MEDIA = "text/csv; charset=utf-8"
BROUGHT_BY = "brought-by"  # header of the capture of a file that came through the app
LONGEST_CODER = 60  # characters of a coder's name in a reader version


@dataclass(slots=True)
class Imported:
    """What an import did, or with `failures` (a line for each wrong cell) would have done: then nothing was written."""

    figures: int = 0
    sources: int = 0
    new: int = 0
    failures: list[str] = field(default_factory=list)


def load(engine: Engine, path: Path, *, dry_run: bool = False) -> Imported:
    """Import a file. Raises CodedFileError when it cannot be read as one at all."""
    return load_body(engine, path.name, content(path), dry_run=dry_run)


def load_body(engine: Engine, name: str, body: bytes, *, author: str | None = None, dry_run: bool = False) -> Imported:
    """Import the bytes of a file; `author` brought it. Raises CodedFileError when it cannot be read as one at all."""
    result = Imported()
    groups: dict[tuple[str, str], list[Coded]] = {}
    with engine.begin() as connection:
        known = cases(connection)
        for line, cells in rows(body):
            faults = [f"line {line}: {fault}" for fault in problems(cells, known)]
            result.failures += faults
            if not faults:
                source = cells["source_url"] or cells["source_title"]
                groups.setdefault((source, one_line(cells["coder"])), []).append(coded(cells, known))
        result.sources = len(groups)
        result.figures = sum(len(members) for members in groups.values())
        if not result.failures and not dry_run:
            moment = now()
            capture = capture_of(name, body, author, moment)
            for (source, coder), members in sorted(groups.items()):
                result.new += keep(connection, source, coder, members, capture, moment)
    return result


def content(path: Path) -> bytes:
    """Return the bytes of a file. Raises CodedFileError."""
    try:
        if path.stat().st_size > LARGEST:
            raise CodedFileError(f"more than {LARGEST:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise CodedFileError(error.strerror or type(error).__name__) from error


def cases(connection: Connection) -> dict[str, Case]:
    """Return the incidents that a row may name, as cases."""
    found = {
        entry.id: Case(entry.accuser, entry.accused, entry.target, entry.kind, entry.disclosed, entry.id)
        for entry in known_incidents()
    }
    for row in connection.execute(select(incidents).where(incidents.c.registry != "known")):
        accused = tuple(name for name in row.accused.split(";") if name)
        found[row.incident_id] = Case(row.accuser, accused, row.target, row.kind, row.disclosed)
    return found


def capture_of(name: str, body: bytes, author: str | None, moment: str) -> Capture:
    """Return the file itself as a capture: what was imported can be shown as it came, and who brought it."""
    digest = hashlib.sha256(body).hexdigest()
    address = f"file:{name}"
    identity = identifier("cap", name, digest)
    headers = ((BROUGHT_BY, author),) if author is not None else ()
    return Capture(identity, address, address, moment, 0, MEDIA, digest, body, headers, file=name)


def keep(connection: Connection, source: str, coder: str, members: list[Coded], capture: Capture, moment: str) -> int:
    """Write the figures of one coder on one source; return how many are new to the ledger."""
    article = article_of(source, coder, members, capture)
    if not articles.add(connection, capture, article, ANALYST):
        return 0
    reading = reading_of(article, coder, members)
    problems_found = readings.put(connection, article, reading, shingles(article.text), moment)
    if problems_found:
        raise AssertionError(f"a coded quote is not at its place: {problems_found[0].detail}")
    return len(reading.figures)


def sentence_of(cells: Cells) -> str:
    """Return the sentence of a row on one line."""
    return one_line(cells["sentence"] or cells["quote"])


def article_of(source: str, coder: str, members: list[Coded], capture: Capture) -> Article:
    """Return the sentences of some rows as an article, each a paragraph."""
    first = members[0].cells
    text = "\n".join(sentence_of(member.cells) for member in members)
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(line))))
        start += len(line) + 1
    file = f"coded/{identifier('src', source, coder)}"
    digest = text_sha256("\x1e".join([text, *(repr(sorted(member.cells.items())) for member in members)]))
    published = first["published"]
    return Article(
        id=identifier("art", file, digest),
        capture_id=capture.id,
        url=first["source_url"] or None,
        file=file,
        source_id=ANALYST,
        outlet=first["outlet"] or None,
        title=first["source_title"] or None,
        authors=(),
        published=Evidenced(published, f"coded by {coder}") if published else None,
        modified=None,
        lang=first["lang"] or "und",
        text=text,
        text_sha256=text_sha256(text),
        blocks=tuple(blocks),
    )


def reading_of(article: Article, coder: str, members: list[Coded]) -> Reading:
    """Return the rows as a reading of their article."""
    found: list[Case] = []
    figures = []
    version = f"{ANALYST}: {coder[:LONGEST_CODER]}"
    for member, block in zip(members, article.blocks, strict=True):
        if member.case is not None and member.case not in found:
            found.append(member.case)
        index = found.index(member.case) if member.case is not None else None
        figures.append(figure_of(article, member, block.span, index, version))
    return Reading(article.id, True, cases=tuple(found), figures=tuple(figures), reader_version=version)


def figure_of(article: Article, member: Coded, sentence: Span, case: int | None, version: str) -> Figure:
    """Return one row as a figure."""
    cells, quantity = member.cells, member.quantity
    quote = one_line(cells["quote"])
    start = article.text.index(quote, sentence.start)
    accused = names(cells["figure_accused"]) or (member.case.accused if member.case is not None else ())
    ends = (quantity.value, quantity.low, quantity.high)
    window = (cells["window_start"], cells["window_end"] or cells["window_start"]) if cells["window_start"] else None
    [claimant] = names(cells["claimant"]) or (None,)
    identity = identifier("fig", article.id, start, start + len(quote), cells["measure"], *ends)
    return Figure(
        id=identity,
        article_id=article.id,
        span=Span(start, start + len(quote)),
        quote=quote,
        quantity=quantity,
        measure=cells["measure"],
        unit=cells["unit"] or None,
        scope=Scope(cells["scope"] or Scope.TOTAL),
        accused=accused,
        claimant=claimant,
        via=cells["via"] or None,
        target=member.case.target if member.case is not None else None,
        window=window,
        stance=Stance(cells["stance"] or Stance.ASSERTED),
        derived=False,
        case=case,
        sentence=sentence,
        reader_version=version,
    )
