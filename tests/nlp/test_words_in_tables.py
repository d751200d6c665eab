"""Words of languages stand in nlp/lang: strings of modules hold no letter beyond ASCII, but in the modules named."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "nlp"
SCRIPTS = {  # about a script, its ranges and numerals, and what is folded, whatever the language
    *("cues.py", "document.py", "grammar.py", "plain.py", "speech.py", "wordlist.py", "names/shared.py"),
    *("names/worldwide.py", "dates/named.py", "dates/reading.py", "quantities/guards.py", "quantities/lexicon.py"),
    *("quantities/myriad.py", "quantities/supply.py"),
}
LEFT = {  # still hold words of languages; none comes in
    *(
        "clauses.py",
        "targets.py",
        "dates/patterns.py",
        "figures/turns.py",
        "names/arabic.py",
        "names/authorities.py",
    ),
    *("names/chinese.py", "names/japanese.py", "names/korean.py", "names/lists.py", "names/nationals.py"),
    *("names/persons.py", "names/sightings.py", "quantities/classifiers.py", "quantities/nouns.py"),
    *("quantities/refuse.py", "quantities/subjects.py"),
}


def letters(source: str) -> set[str]:
    """Return the letters beyond ASCII in the strings of a module; documentation is left out."""
    tree = ast.parse(source)
    places = [node for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)]
    documentation = {id(node.value) for node in places}
    strings = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
    ]
    return {char for text in strings for char in text if char.isalpha() and not char.isascii()}


def modules() -> dict[str, set[str]]:
    """Return the letters of every module of the reader."""
    files = [file for file in sorted(ROOT.rglob("*.py")) if "reconcile" not in file.parts]
    return {file.relative_to(ROOT).as_posix(): letters(file.read_text(encoding="utf-8")) for file in files}


def test_no_module_but_the_named_ones_holds_words() -> None:
    """A word of a language that stands in code must be changed there for every further language."""
    holding = {name for name, found in modules().items() if found}
    assert holding - SCRIPTS - LEFT == set()


def test_the_check_sees_words() -> None:
    """It reads strings and pieces of formatted ones, not documentation."""
    assert letters('"""Über."""\nX = "für"\n') == {"ü"}
    assert letters('X = f"{1}что"\n') == {"ч", "т", "о"}
    assert letters('def f():\n    """Größe."""\n    return "the"\n') == set()
