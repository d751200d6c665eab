"""Rows as Parquet, a row group at a time. Numbers are exact decimals, moments are UTC timestamps, lists are lists."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from store.exports import Export, Kind, Row

GROUP = 10_000  # rows of a row group
DIGITS, PLACES = 38, 9
TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "list": pa.list_(pa.string()),
    "number": pa.decimal128(DIGITS, PLACES),
    "count": pa.int64(),
    "truth": pa.bool_(),
    "moment": pa.timestamp("s", tz="UTC"),
    "date": pa.string(),
}
LARGEST = Decimal(10) ** (DIGITS - PLACES)
GRAIN = Decimal(1).scaleb(-PLACES)


class ParquetRows:
    """One Parquet file; `left_out` counts numbers that no 38-digit decimal can hold exactly: they are null there."""

    def __init__(self, folder: Path, item: Export) -> None:
        self.path, self.columns = folder / f"{item.name}.parquet", item.every
        fields = [
            pa.field(name, TYPES[column.kind], nullable=not column.required, metadata={"meaning": column.meaning})
            for name, column in item.every.items()
        ]
        self.schema = pa.schema(fields)
        self.file = pq.ParquetWriter(self.path, self.schema, compression="zstd")
        self.held: list[Row] = []
        self.left_out = 0

    def write(self, row: Row) -> None:
        """Take one row."""
        self.held.append(row)
        if len(self.held) == GROUP:
            self.flush()

    def flush(self) -> None:
        """Write the rows held as one row group."""
        arrays = [
            pa.array([self.cell(row[name], column.kind) for row in self.held], TYPES[column.kind])
            for name, column in self.columns.items()
        ]
        self.file.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
        self.held.clear()

    def cell(self, value: Any, kind: Kind) -> Any:
        """Return a value as its Parquet type wants it."""
        if value is None or kind in ("text", "date", "count"):
            return value
        if kind == "list":
            return value.split(";")
        if kind == "truth":
            return value == "true"
        if kind == "moment":
            return datetime.fromisoformat(value).astimezone(UTC)
        return self.exact(value)

    def exact(self, value: str) -> Decimal | None:
        """Return a number that fits, else None, and count it."""
        number = Decimal(value)
        try:
            if abs(number) < LARGEST and number == number.quantize(GRAIN):
                return number
        except InvalidOperation:
            pass
        self.left_out += 1
        return None

    def close(self) -> None:
        """Write what is held and finish the file."""
        if self.held:
            self.flush()
        self.file.close()
