"""The import table of docs/architecture.md: which part may import what. Read from the syntax tree, nothing is run."""

from __future__ import annotations

import ast
import importlib.metadata
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {"app", "cli", "commands", "crawlers", "jobs", "ledger", "nlp", "store", "views"}
TEXT = {"spacy", "dateparser", "dateutil", "rapidfuzz", "regex", "py3langid", "numpy", "srsly"}
DATABASE = {"sqlalchemy", "alembic", "psycopg"}
PAGES = {
    *(
        "scrapy",
        "twisted",
        "itemadapter",
        "w3lib",
        "parsel",
        "protego",
        "trafilatura",
        "htmldate",
        "lxml",
        "feedparser",
    ),
    *(
        "lxml_html_clean",
        "py3langid",
        "pypdf",
        "fastwarc",
        "warcio",
        "rapidfuzz",
        "sqlalchemy",
        "dateutil",
        "tldextract",
    ),
    *("courlan", "justext", "dateparser", "pydantic", "pydantic_settings"),
}
SCREEN = {"streamlit", "altair", "pandas", "pyarrow"}
ANY = {"*"}

# part -> what it may import besides the standard library and itself; the longest matching part decides
TABLE: dict[str, set[str]] = {
    "ledger": set(),
    "nlp.reconcile": {"ledger"},
    "nlp": {"ledger"} | TEXT,
    "store": {"ledger"} | DATABASE,
    "crawlers": {"ledger", "store"} | PAGES,
    "jobs": {"ledger", "nlp", "store", "crawlers"}
    | DATABASE
    | PAGES
    | {"pandas", "pyarrow", "procrastinate", "pydantic", "hyperscan"},
    "jobs.serving": {"ledger", "store", "jobs", "sqlalchemy", "streamlit", "starlette"},
    "views": {"ledger", "store.queries", "store.exports", "store.judgements"} | SCREEN,
    "app": {"ledger", "views", "store.queries", "store.exports", "store.judgements"} | SCREEN,
    "commands": {"jobs", "typer", "rich", "click"},
    "cli": {"commands", "typer"},
}


def modules() -> list[tuple[str, Path]]:
    """Return (dotted name, file) of every module of ours."""
    found = []
    for top in sorted(OURS):
        package = ROOT / top
        files = sorted(package.rglob("*.py")) if package.is_dir() else [ROOT / f"{top}.py"]
        for file in files:
            dotted = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            found.append((dotted.removesuffix(".__init__"), file))
    return found


def imports(module: str, file: Path) -> set[str]:
    """Return every dotted name that `file` imports, at any depth, relative imports resolved."""
    names: set[str] = set()
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = node.module or ""
            if node.level:
                parts = package.split(".")[: len(package.split(".")) - node.level + 1]
                start = ".".join([*parts, start]).rstrip(".")
            names.update(f"{start}.{alias.name}" for alias in node.names)
    return names


def within(name: str, part: str) -> bool:
    """Tell whether a dotted name lies in a part."""
    return name == part or name.startswith(f"{part}.")


def part_of(module: str) -> str:
    """Return the row of the table that governs a module."""
    return max((part for part in TABLE if within(module, part)), key=len)


def is_allowed(module: str, name: str) -> bool:
    """Tell whether `module` may import `name`."""
    part = part_of(module)
    if name.partition(".")[0] in sys.stdlib_module_names:
        return True
    return any(within(name, allowed) for allowed in TABLE[part] | {part})


@pytest.mark.parametrize(("module", "file"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_module_imports_only_what_its_part_may(module: str, file: Path) -> None:
    """Every import is of the standard library, the part itself or what the table names."""
    wrong = sorted(name for name in imports(module, file) if not is_allowed(module, name))
    assert not wrong, f"{module} ({part_of(module)}) must not import {', '.join(wrong)}"


def test_the_check_sees_a_forbidden_import() -> None:
    """The table forbids what it is there to forbid."""
    assert not is_allowed("nlp.quantities", "sqlalchemy.orm")
    assert not is_allowed("nlp.reconcile.origins", "spacy")
    assert not is_allowed("nlp.reconcile.origins", "nlp.dates")
    assert not is_allowed("views.timeline", "store.engine")
    assert not is_allowed("crawlers.page", "nlp.dates")
    assert not is_allowed("ledger.article", "nlp")
    assert is_allowed("views.timeline", "store.queries.timeline")
    assert is_allowed("nlp.reconcile.origins", "ledger.incident.Origin")


def test_no_other_installed_package_uses_our_names() -> None:
    """An editable install would silently import a foreign package of the same name."""
    owners = importlib.metadata.packages_distributions()
    for name in sorted(OURS):
        foreign = set(owners.get(name, [])) - {"claimline"}
        assert not foreign, f"{name} is also installed by {foreign}"
