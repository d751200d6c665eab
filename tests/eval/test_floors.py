"""Quality is measured in every clone: corpora go through the command, the scorer holds the floors of floors.toml."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.commands import DONE_OR_FAILURES, claimline

HERE = Path(__file__).resolve().parent
FLOORS: dict[str, dict[str, float]] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("corpus", sorted(FLOORS))
def test_corpus_reaches_its_floors(corpus: str, tmp_path: Path) -> None:
    """Ingest, analyse, export, score: no named measure is below its floor."""
    ledger, export = tmp_path / "ledger.db", tmp_path / "out"
    folder = HERE / corpus
    articles = [path for path in sorted(folder.glob("*/*")) if path.name != "gold.json"]
    assert articles, f"no articles in {folder}"
    claimline(ledger, "ingest", *articles, expect=DONE_OR_FAILURES)
    claimline(ledger, "analyze")
    claimline(ledger, "export", export)
    floors = [word for name, value in FLOORS[corpus].items() for word in ("--floor", f"{name}={value}")]
    command = [sys.executable, "-X", "utf8", str(HERE / "score.py"), str(export), str(folder), *floors]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
