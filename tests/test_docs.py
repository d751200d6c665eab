"""The documents tell the truth: commands in them exist or run, links lead somewhere, every column has a meaning."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import shlex
import subprocess
import textwrap
from pathlib import Path

import pytest

import store.exports
from store.exports import Column
from tests.commands import COMMAND, ROOT, claimline

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "data" / "newsroom" / "README.md"])
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
RUN = re.compile(r"^<!-- run -->\n((?: {4}.*\n|\n(?= {4}))+)", re.MULTILINE)
COMMAND_LINE = re.compile(r"^ {4}(?:.*\| )?claimline (.+)$|`claimline ([a-z][^`]*)`", re.MULTILINE)
SECONDS = 300
CONTRACT = {
    "figures": "figure_id article_id url file outlet published lang incident_id quote value low high comparator "
    "measure unit scope accused claimant via target window_start window_end stance derived origin_id sentence start "
    "end first_seen last_seen reader_version",
    "findings": "finding_id type level incident_id measure figure_id against explanation",
    "reconciled": "incident_id incident measure accused claimant best low high status origins articles alarms rule "
    "explanation",
    "incidents": "incident_id title kind accuser accused target disclosed registry aiid",
    "events": "event_id article_id url file incident_id type date date_precision actors quote start end",
    "articles": "article_id url file outlet title published published_evidence lang relevant origin_id first_seen "
    "last_seen text_sha256 supersedes",
}


def command_lines() -> list[str]:
    """Return the words after `claimline` of every call in the documents."""
    found = set()
    for document in DOCUMENTS:
        for match in COMMAND_LINE.finditer(document.read_text(encoding="utf-8")):
            found.add((match[1] or match[2]).partition("#")[0].strip())
    return sorted(found)


def run_blocks() -> list[str]:
    """Return the shell blocks that the documents mark as ones that run."""
    blocks = (block for document in DOCUMENTS for block in RUN.findall(document.read_text(encoding="utf-8")))
    return [textwrap.dedent(block) for block in blocks]


def export_columns() -> dict[str, dict[str, Column]]:
    """Return the columns of every export, by name."""
    columns = {}
    for module in pkgutil.iter_modules(store.exports.__path__):
        found = getattr(importlib.import_module(f"store.exports.{module.name}"), "columns", None)
        if isinstance(found, dict):
            columns[module.name] = found
    return columns


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_that_exist(document: Path) -> None:
    """Every relative link."""
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"


@pytest.mark.parametrize("words", command_lines())
def test_commands_in_documents_exist(words: str) -> None:
    """`claimline X --option` is in the help of X."""
    command, *rest = shlex.split(words)
    environment = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
    done = subprocess.run(
        [str(COMMAND), command, "--help"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for option in (word for word in rest if word.startswith("--")):
        assert option in done.stdout, f"{command} has no {option}"


@pytest.mark.parametrize("block", run_blocks(), ids=lambda block: block.split("\n")[0].strip())
def test_marked_blocks_run(block: str, tmp_path: Path) -> None:
    """As a reader would type them, in a folder of their own with a ledger of its own."""
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    environment = {
        **os.environ,
        "PATH": f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}",
        "CLAIMLINE_DB": f"sqlite:///{tmp_path / 'ledger.db'}",
    }
    script = ["bash", "-euo", "pipefail", "-c", block]
    done = subprocess.run(
        script, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_every_command_stands_in_the_readme(tmp_path: Path) -> None:
    """What `claimline --help` lists, the README's table lists."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = claimline(tmp_path / "ledger.db", "--help")
    commands = re.findall(r"^\W*([a-z][a-z-]+)  +\S", shown.partition("Commands")[2], re.MULTILINE)
    assert "analyze" in commands
    missing = [name for name in commands if f"`claimline {name}" not in text]
    assert not missing


def test_every_export_column_has_a_meaning() -> None:
    """In the module, and so in the generated codebook."""
    columns = export_columns()
    assert set(columns) >= {*CONTRACT, "timeline", "sources"}
    empty = [
        f"{name}.{column}" for name, table in columns.items() for column, held in table.items() if not held.meaning
    ]
    assert not empty


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_exports_keep_the_contract(name: str) -> None:
    """The columns others read are there, in their order; further ones may follow."""
    wanted = CONTRACT[name].split()
    assert list(export_columns()[name])[: len(wanted)] == wanted


def test_codebook_explains_every_column(tmp_path: Path) -> None:
    """The codebook of an export names each column with its meaning."""
    claimline(tmp_path / "ledger.db", "ingest", ROOT / "tests" / "eval" / "own" / "s01-orrery")
    claimline(tmp_path / "ledger.db", "analyze")
    claimline(tmp_path / "ledger.db", "export", tmp_path / "out")
    codebook = (tmp_path / "out" / "codebook.md").read_text(encoding="utf-8")
    for name, table in export_columns().items():
        for column, held in table.items():
            assert f"| {column} |" in codebook, f"{name}.{column}"
            assert held.meaning in codebook, f"{name}.{column}"
