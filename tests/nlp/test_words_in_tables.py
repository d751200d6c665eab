"""Words of languages stand in nlp/lang, not in code: no letter beyond ASCII in a string of a module, but in those named."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "nlp"
SCRIPTS = {  # modules about a script or its numerals, not about words of one language
    *("cues.py", "document.py", "grammar.py", "names/scripts.py", "names/shared.py", "names/sightings.py"),
    *("names/arabic.py", "names/chinese.py", "names/japanese.py", "names/korean.py", "dates/reading.py"),
    *("dates/patterns.py", "quantities/guards.py", "quantities/lexicon.py", "quantities/myriad.py"),
    *("quantities/nouns.py", "quantities/refuse.py", "wordlist.py", "speech.py", "plain.py"),
}
LEFT = {}  # modules that still hold words; one leaves with its last word, none comes in


def letters(file: Path) -> set[str]:
    """Return the letters beyond ASCII in the strings of a module, documentation left out."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    told = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) if is_told(node)}
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]
    return {char for text in found for char in text if char.isalpha() and not char.isascii()}
