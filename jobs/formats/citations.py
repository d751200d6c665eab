"""Citations of an export and of the articles behind it: BibTeX, RIS and CSL-JSON, one entry at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
BREAKS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a page in a public archive."""

    url: str
    at: str | None  # ISO moment of the copy

    def keeper(self) -> str:
        """Return who keeps it, by the host of its address."""
        try:
            return urlsplit(self.url).hostname or ""
        except ValueError:
            return ""

    def words(self) -> str:
        """Return the copy as a note says it."""
        return f"Archived copy{f' of {self.at[:10]}' if self.at else ''}: {self.url}"


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: an article as it was read, or (`dataset`) an export."""

    key: str
    title: str
    container: str | None  # outlet or publisher
    authors: tuple[str, ...]
    issued: str | None  # ISO, as precise as known
    accessed: str | None  # ISO moment of capture
    url: str | None
    language: str | None
    note: str | None
    dataset: bool = False
    archive: Copy | None = None

    def remarks(self) -> str:
        """Return the note, with the archived copy for readers that have no field for it."""
        return ". ".join(part for part in (self.note, self.archive.words() if self.archive else None) if part)


def line(text: str) -> str:
    """Return a text on one line: no citation format may be broken out of."""
    return BREAKS.sub(" ", text).strip()


def parts(date: str | None) -> list[str]:
    """Return year, month and day of a date as far as they are known."""
    found = ISO.match(date or "")
    return [piece for piece in found.groups() if piece] if found else []


def latex(text: str) -> str:
    """Return a text as BibTeX reads it: special characters do nothing."""
    return line(text).translate(LATEX)


def address(url: str) -> str:
    """Return an address for BibTeX: characters that would end a field are percent-encoded, the rest stays."""
    return line(url).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")


def bibtex(work: Work) -> str:
    """Return one BibTeX entry."""
    date = parts(work.issued)
    fields = {
        "title": f"{{{latex(work.title)}}}",
        "author": " and ".join(f"{{{latex(name)}}}" for name in work.authors),
        ("publisher" if work.dataset else "journal"): latex(work.container or ""),
        "year": date[0] if date else "",
        "month": str(int(date[1])) if len(date) > 1 else "",
        "date": "-".join(date),
        "url": address(work.url or ""),
        "urldate": (work.accessed or "")[:10],
        "langid": latex(work.language or ""),
        "archiveurl": address(work.archive.url) if work.archive else "",
        "archivedate": (work.archive.at or "")[:10] if work.archive else "",
        "note": latex(work.remarks()),
    }
    kind = "misc" if work.dataset or not work.container else "article"
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{work.key},\n{body}}}\n\n"


def ris(work: Work) -> str:
    """Return one RIS entry."""
    date = parts(work.issued)
    accessed = parts(work.accessed)
    tags = [("TY", "DATA" if work.dataset else "NEWS" if work.container else "GEN"), ("ID", work.key)]
    tags += [("TI", work.title), *(("AU", name) for name in work.authors)]
    tags += [("PB" if work.dataset else "T2", work.container or "")]
    tags += [("PY", date[0] if date else ""), ("DA", "/".join(date))]
    tags += [("UR", work.url or ""), ("Y2", "/".join(accessed)), ("LA", work.language or ""), ("N1", work.remarks())]
    tags += [("DB", work.archive.keeper()), ("AV", work.archive.url)] if work.archive else []
    return "".join(f"{tag}  - {line(value)}\r\n" for tag, value in tags if value) + "ER  - \r\n\r\n"


def csl(work: Work) -> dict[str, Any]:
    """Return one CSL-JSON item."""
    item: dict[str, Any] = {
        "id": work.key,
        "type": "dataset" if work.dataset else "article-newspaper" if work.container else "webpage",
        "title": line(work.title),
        "author": [{"literal": line(name)} for name in work.authors],
        ("publisher" if work.dataset else "container-title"): line(work.container or ""),
        "URL": line(work.url or ""),
        "language": work.language or "",
        "note": line(work.remarks()),
        "archive": line(work.archive.keeper()) if work.archive else "",
        "archive_location": line(work.archive.url) if work.archive else "",
    }
    for name, date in (("issued", parts(work.issued)), ("accessed", parts(work.accessed))):
        if date:
            item[name] = {"date-parts": [[int(piece) for piece in date]]}
    return {name: value for name, value in item.items() if value}


def write(folder: Path, works: Iterator[Work]) -> int:
    """Write citations.bib, citations.ris and citations.json; return how many works they cite."""
    count = 0
    with (
        (folder / "citations.bib").open("w", encoding="utf-8", newline="\n") as bib,
        (folder / "citations.ris").open("w", encoding="utf-8", newline="") as tagged,
        (folder / "citations.json").open("w", encoding="utf-8", newline="\n") as items,
    ):
        items.write("[")
        for work in works:
            bib.write(bibtex(work))
            tagged.write(ris(work))
            items.write((",\n" if count else "\n") + json.dumps(csl(work), ensure_ascii=False))
            count += 1
        items.write("\n]\n")
    return count
