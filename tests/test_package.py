"""The package carries what it needs: every data file of our packages is declared, the versions are pinned."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DATA = PROJECT["tool"]["setuptools"]["package-data"]
PACKAGES = ("crawlers", "jobs", "ledger", "nlp", "store", "views")


def pinned() -> set[str]:
    """Return the names in constraints.txt, folded as an index folds them."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    return {folded(line.partition("==")[0]) for line in text.splitlines() if "==" in line}


def folded(name: str) -> str:
    """Return a distribution name in its normal form, without extras."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name.strip())[0]).lower()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_data_file_is_declared(package: str) -> None:
    """A TOML file or template that is not declared would be missing from a wheel."""
    declared = {path for pattern in DATA.get(package, []) for path in (ROOT / package).glob(pattern)}
    inside = [path for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    missing = [path.relative_to(ROOT) for path in inside if path.suffix not in {".py", ".pyc"} and path not in declared]
    assert not missing


def test_every_dependency_is_pinned() -> None:
    """What pyproject.toml asks for is in constraints.txt."""
    project = PROJECT["project"]
    asked = [
        *project["dependencies"],
        *project["optional-dependencies"]["cluster"],
        *project["optional-dependencies"]["dev"],
    ]
    assert not sorted({folded(name) for name in asked} - pinned())


def test_every_package_is_found() -> None:
    """The folders with an __init__.py are the packages that setuptools is told of."""
    include = PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert folders == {name.rstrip("*") for name in include}
