"""A file of hand-coded figures, row by row: what is wrong with a cell, and what a good row says."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from ledger.coding import COLUMNS
from ledger.quantity import Comparator, Quantity, interval
from ledger.reading import Case
from nlp.document import fold
from nlp.parties import by_alias

NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,10})?")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
DATES = ("published", "window_start", "window_end", "disclosed")
NUMBERS = ("value", "low", "high")
LONGEST = 5000  # characters of a cell
UNPRINTED = (Comparator.RANGE, Comparator.VAGUE)
Cells = dict[str, str]


class CodedFileError(ValueError):
    """The file as a whole cannot be read; the message is one clear line."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One good row."""

    cells: Cells
    quantity: Quantity
    case: Case | None


def rows(body: bytes) -> Iterator[tuple[int, Cells]]:
    """Yield each row with the line it ends on. Raises CodedFileError for what is no such file."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodedFileError(f"not UTF-8 (byte {error.start})") from error
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in head and "," not in head else ",")
    check_head([name.strip() for name in reader.fieldnames or ()])
    try:
        for row in reader:
            if None in row or None in row.values():
                raise CodedFileError(f"line {reader.line_num}: not as many cells as the header")
            cells = {str(name).strip(): value.strip() for name, value in row.items()}
            if any(cells.values()):
                yield reader.line_num, dict.fromkeys(COLUMNS, "") | cells
    except csv.Error as error:
        raise CodedFileError(f"line {reader.line_num}: {error}") from error


def check_head(names: list[str]) -> None:
    """Raise CodedFileError when the header is not that of the template."""
    unknown = sorted(set(names) - COLUMNS.keys())
    missing = [name for name, column in COLUMNS.items() if column.required and name not in names]
    if unknown:
        raise CodedFileError(f"unknown columns: {', '.join(unknown)[:200]}")
    if missing:
        raise CodedFileError(f"missing columns: {', '.join(missing)}")
    if len(set(names)) < len(names):
        raise CodedFileError("a column is there twice")


def problems(cells: Cells, known: Mapping[str, Case]) -> Iterator[str]:
    """Yield what is wrong with a row, one line for each cell."""
    for name, column in COLUMNS.items():
        value = cells[name]
        if column.required and not value:
            yield f"{name}: is empty"
        elif len(value) > LONGEST:
            yield f"{name}: longer than {LONGEST} characters"
        elif value and column.choices and value not in column.choices:
            yield f"{name}: {value[:40]} is not one of {', '.join(column.choices)}"
        elif value and name in NUMBERS and not NUMBER.fullmatch(value):
            yield f"{name}: {value[:40]} is not a number in digits and a point"
        elif value and name in DATES and not DATE.fullmatch(value):
            yield f"{name}: {value[:40]} is not a date like 2026, 2026-03 or 2026-03-02"
    yield from problems_of_source(cells)
    yield from problems_of_case(cells, known)
    yield from problems_of_quantity(cells)


def problems_of_source(cells: Cells) -> Iterator[str]:
    """Yield what is wrong with where the figure was read."""
    if not cells["source_title"] and not cells["source_url"]:
        yield "source_title: is empty, and so is source_url"
    if cells["source_url"]:
        try:
            parts = urlsplit(cells["source_url"])
            good = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            good = False
        if not good:
            yield f"source_url: {cells['source_url'][:40]} is no http or https address"
    if cells["sentence"] and one_line(cells["quote"]) not in one_line(cells["sentence"]):
        yield "sentence: does not hold the quote"


def problems_of_case(cells: Cells, known: Mapping[str, Case]) -> Iterator[str]:
    """Yield what is wrong with the case that the figure is bound to."""
    named = [name for name in ("accuser", "accused", "target", "kind", "disclosed") if cells[name]]
    if cells["incident_id"] and cells["incident_id"] not in known:
        yield f"incident_id: no such incident: {cells['incident_id'][:80]}"
    elif cells["incident_id"] and named:
        yield f"incident_id: names the case already; leave {', '.join(named)} empty"


def problems_of_quantity(cells: Cells) -> Iterator[str]:
    """Yield what is wrong with the number, once each cell for itself is right."""
    if any(cells[name] and not NUMBER.fullmatch(cells[name]) for name in NUMBERS):
        return
    if cells["comparator"] not in COLUMNS["comparator"].choices:
        return
    value, low, high = (Decimal(cells[name]) if cells[name] else None for name in NUMBERS)
    hedge = Comparator(cells["comparator"])
    if hedge in UNPRINTED and value is not None:
        yield f"value: must be empty for {hedge}"
    if hedge not in UNPRINTED and value is None:
        yield f"value: is empty, and the comparator is {hedge}"
    if hedge is Comparator.RANGE and (low is None or high is None):
        yield "low: a range needs low and high"
    if hedge is Comparator.VAGUE and low is None and high is None:
        yield "low: a vague figure needs low or high"
    if low is not None and high is not None and low > high:
        yield "low: is more than high"
    if value is not None and ((low is not None and low > value) or (high is not None and high < value)):
        yield "value: is not between low and high"


def coded(cells: Cells, known: Mapping[str, Case]) -> Coded:
    """Return what a good row says."""
    return Coded(cells, quantity_of(cells), case_of(cells, known))


def quantity_of(cells: Cells) -> Quantity:
    """Return the quantity of a good row; ends that it leaves empty are those its comparator says."""
    value, low, high = (Decimal(cells[name]) if cells[name] else None for name in NUMBERS)
    hedge = Comparator(cells["comparator"])
    if value is not None and low is None and high is None:
        low, high = interval(value, hedge)
    return Quantity(value, low, high, hedge, step_of(value))


def step_of(value: Decimal | None) -> Decimal | None:
    """Return the grain of a number as written: the place of its last digit that is not zero."""
    if not value:
        return None
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))


def case_of(cells: Cells, known: Mapping[str, Case]) -> Case | None:
    """Return the case of a good row, None for background."""
    if cells["incident_id"]:
        return known[cells["incident_id"]]
    if not any(cells[name] for name in ("accuser", "accused", "target")):
        return None
    disclosed = cells["disclosed"] or cells["published"] or None
    accuser, target = (canonical(cells[name]) if cells[name] else None for name in ("accuser", "target"))
    return Case(accuser, names(cells["accused"]), target, cells["kind"] or "allegation", disclosed)


def names(listed: str) -> tuple[str, ...]:
    """Return parties separated by ; as the ledger names and sorts them."""
    return tuple(sorted({canonical(name) for name in listed.split(";") if name.strip()}))


def canonical(name: str) -> str:
    """Return the name under which the ledger knows a party; a new one stays as written."""
    party = by_alias().get(fold(one_line(name)))
    return party.name if party is not None else one_line(name)


def one_line(text: str) -> str:
    """Return a text with every run of spaces and line ends as one space."""
    return " ".join(text.split())
