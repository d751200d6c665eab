"""The version of the reader: its own, and the trained model it uses where one is installed."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, version

RULES_VERSION = "2026.11.9"
MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_trf")  # the cheapest one installed is used


@cache
def trained_model() -> tuple[str, str] | None:
    """Return (name, version) of the trained English model that is installed, or None."""
    installed = {entry.name for entry in entry_points(group="spacy_models")}
    for name in MODELS:
        if name in installed:
            try:
                return name, version(name)
            except PackageNotFoundError:
                continue
    return None


@cache
def reader_version() -> str:
    """Return the version that every reading and figure carries, as in `2026.11.6+en_core_web_sm-3.8.0`."""
    model = trained_model()
    return RULES_VERSION if model is None else f"{RULES_VERSION}+{'-'.join(model)}"
