"""Size limits of the tree: files of at most 300 lines, functions of at most 40. No words that say nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
SKIPPED = {".venv", "build", "dist", "var", "out"}
NOT_OURS_TO_SHAPE = {Path("tests/eval/score.py")}  # the scorer is kept as it was given
EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|common)$")


def sources() -> Iterator[Path]:
    """Yield every Python file of the tree, relative to its root."""
    for file in sorted(ROOT.rglob("*.py")):
        relative = file.relative_to(ROOT)
        if (
            relative.parts[0] not in SKIPPED
            and not relative.parts[0].startswith(".")
            and relative not in NOT_OURS_TO_SHAPE
        ):
            yield relative


@pytest.mark.parametrize("file", list(sources()), ids=str)
def test_file_is_short_enough_to_read(file: Path) -> None:
    """No file over 300 lines, no function over 40, docstrings and all."""
    text = (ROOT / file).read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    long = [
        f"{node.name} ({(node.end_lineno or node.lineno) - node.lineno + 1} lines)"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, kinds) and (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long, f"{file}: {', '.join(long)}"


@pytest.mark.parametrize("file", list(sources()), ids=str)
def test_module_name_says_what_is_in_it(file: Path) -> None:
    """No module is called utils, helpers or manager."""
    assert not any(EMPTY_NAMES.search(part) for part in file.with_suffix("").parts)
