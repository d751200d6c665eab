"""Write the exports of a ledger into a folder: CSV, JSON Lines, a codebook and a manifest. Same ledger, same bytes."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from store.exports import Export, Filters, Row, exports

__all__ = ["Filters", "codebook", "export", "inert"]
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


def inert(value: Any) -> str:
    """Return a cell's text; one that a spreadsheet would run as a formula gets a leading apostrophe."""
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, str) and text.startswith(FORMULA) and not is_number(text):
        return f"'{text}"
    return text


def is_number(text: str) -> bool:
    """Tell whether a text is only a signed number."""
    return text.lstrip("+-").replace(".", "", 1).isdigit()


def export(
    engine: Engine, folder: Path, filters: Filters, *, excel: bool = False, json_lines: bool = False
) -> dict[str, int]:
    """Write every export into `folder` (made if missing) and return the number of rows of each."""
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[str, int] = {}
    with engine.connect() as connection:
        for item in exports():
            written[item.name] = write_csv(folder / f"{item.name}.csv", item, item.rows(connection, filters), excel)
            if json_lines:
                write_json_lines(folder / f"{item.name}.jsonl", item.rows(connection, filters))
    (folder / "codebook.md").write_text("\n".join(codebook()) + "\n", encoding="utf-8")
    manifest = describe(folder, written, filters)
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return written


def write_csv(path: Path, item: Export, rows: Iterable[Row], excel: bool) -> int:
    """Write one CSV file row by row; return how many rows."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        if excel:
            stream.write(BOM)
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(item.columns)
        for row in rows:
            writer.writerow([inert(row[name]) for name in item.columns])
            count += 1
    return count


def write_json_lines(path: Path, rows: Iterable[Row]) -> None:
    """Write one JSON object a line, with the raw values."""
    with path.open("w", encoding="utf-8") as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def codebook() -> Iterator[str]:
    """Yield the lines of the codebook, from the definitions that the exports themselves use."""
    yield "# Codebook"
    yield ""
    yield "Every file is UTF-8 CSV by RFC 4180 with a header row; an empty cell is null. A text that a"
    yield "spreadsheet would run as a formula starts with an apostrophe."
    for item in exports():
        yield from ("", f"## {item.name}.csv: {item.title.lower()}", "", "| column | meaning |", "| --- | --- |")
        for name, meaning in item.columns.items():
            yield f"| {name} | {meaning} |"


def describe(folder: Path, written: dict[str, int], filters: Filters) -> dict[str, Any]:
    """Return the manifest: rows and hash of each file, filters, and the snapshot id that all hashes make."""
    hashes = {f"{name}.csv": hashlib.sha256((folder / f"{name}.csv").read_bytes()).hexdigest() for name in written}
    joined = "".join(f"{name}{digest}" for name, digest in sorted(hashes.items()))
    chosen = {"as_of": filters.as_of, "incident": filters.incident, "measure": filters.measure}
    snapshot = hashlib.sha256(joined.encode()).hexdigest()[:16]
    return {"snapshot": snapshot, "filters": chosen, "rows": written, "sha256": hashes}
