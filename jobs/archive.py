"""An export as one zip file: the same inputs give the same bytes."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from jobs.export import Filters, Options, export

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip file can name
PLAIN_FILE = 0o644 << 16


@contextmanager
def archived(engine: Engine, filters: Filters, options: Options) -> Iterator[Path]:
    """Write an export into a zip file that is there until the end of the block. Raises ExportError."""
    with tempfile.TemporaryDirectory(prefix="claimline-export-") as folder:
        files = Path(folder) / "claimline"
        export(engine, files, filters, options)
        packed = Path(folder) / "claimline.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(files.iterdir()):
                entry = zipfile.ZipInfo(f"claimline/{path.name}", EARLIEST)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, PLAIN_FILE
                with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                    while piece := source.read(1 << 20):
                        target.write(piece)
                path.unlink()
        yield packed
